/// Everything that is wrong with a protocol file, found in one run.
public struct ProtocolError: Error, Sendable, Hashable {
  /// One thing wrong, with its place.
  public struct Problem: Sendable, Hashable, CustomStringConvertible {
    /// The protocol file, as the user named it.
    public let source: String
    /// The line, counted from one.
    public let line: Int?
    /// The character in the line, counted from one.
    public let column: Int?
    /// What is wrong and what was expected.
    public let message: String
    /// How to mend it.
    public let help: String?

    /// Makes a problem.
    public init(
      source: String, line: Int?, column: Int?, message: String, help: String? = nil
    ) {
      self.source = source
      self.line = line
      self.column = column
      self.message = message
      self.help = help
    }

    /// `protocol.yml:12:5: error: ...`, with the help on a line of its own.
    public var description: String {
      let place = [line, column].compactMap { $0.map { ":\($0)" } }.joined()
      return "\(source)\(place): error: \(message)" + (help.map { "\n  help: \($0)" } ?? "")
    }
  }

  /// The problems, in file order.
  public let problems: [Problem]
  /// Whether the file could not be read at all.
  public let isUnreadable: Bool

  /// Makes an error.
  public init(problems: [Problem], isUnreadable: Bool = false) {
    self.problems = problems
    self.isUnreadable = isUnreadable
  }
}
