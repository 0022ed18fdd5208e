/// Something in a notebook that a person must mend.
public struct NotebookProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The notebook.
  public let file: String
  /// The line, from 1.
  public let line: Int
  /// What is wrong, what was expected, and how to mend it.
  public let message: String

  package init(file: String, line: Int, message: String) {
    self.file = file
    self.line = line
    self.message = message
  }

  /// The place and the message.
  public var description: String { "\(file):\(line): error: \(message)" }
}

/// Every problem of one notebook.
public struct NotebookProblems: Error, Sendable, Hashable, CustomStringConvertible {
  /// The problems in the order of their lines.
  public let problems: [NotebookProblem]

  package init(_ problems: [NotebookProblem]) {
    self.problems = problems.sorted { $0.line < $1.line }
  }

  /// One line for each.
  public var description: String { problems.map(\.description).joined(separator: "\n") }
}
