/// Something wrong, or worth knowing, in a data file, with the place and what to do about it.
public struct TableProblem: Sendable, Hashable, Codable {
  /// Whether the file can be used all the same.
  public enum Severity: String, Sendable, Hashable, Codable {
    /// The file cannot be used as it stands.
    case error
    /// The file can be used; the reader should look.
    case warning
    /// What was detected and done.
    case note
  }

  /// How bad it is.
  public let severity: Severity
  /// The file, as the user named it.
  public let source: String
  /// The line, counted from one.
  public let line: Int?
  /// The column, counted from one.
  public let columnNumber: Int?
  /// The column's name in the header.
  public let columnName: String?
  /// The offending value, and no more of the row than that.
  public let found: String?
  /// What is wrong, in one sentence, with what was expected.
  public let message: String
  /// How to mend it.
  public let help: String?
  /// How many more problems of the same kind were folded into this one.
  public let alike: Int

  /// Makes a problem.
  public init(
    _ severity: Severity, source: String, line: Int? = nil, columnNumber: Int? = nil,
    columnName: String? = nil, found: String? = nil, message: String, help: String? = nil,
    alike: Int = 0
  ) {
    self.severity = severity
    self.source = source
    self.line = line
    self.columnNumber = columnNumber
    self.columnName = columnName
    self.found = found
    self.message = message
    self.help = help
    self.alike = alike
  }
}

/// Everything that is wrong with a data file, found in one run.
public struct TableError: Error, Sendable, Hashable {
  /// The problems, in file order.
  public let problems: [TableProblem]
  /// Whether the file could not be read at all, rather than being read and found wanting.
  public let isUnreadable: Bool

  /// Makes an error.
  public init(problems: [TableProblem], isUnreadable: Bool = false) {
    self.problems = problems
    self.isUnreadable = isUnreadable
  }
}
