/// Why a study cannot be analysed as its protocol asks: every reason found, in words.
public struct StudyError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The reasons, each a sentence that says what to do.
  public let reasons: [String]

  /// Makes an error.
  public init(reasons: [String]) { self.reasons = reasons }

  /// The reasons, a line each.
  public var description: String { reasons.map { "error: \($0)" }.joined(separator: "\n") }
}
