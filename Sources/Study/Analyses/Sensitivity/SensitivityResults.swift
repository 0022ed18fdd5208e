/// What a page of sensitivity analyses is laid out by; the numbers are in the rows.
public struct SensitivityResults: Sendable, Hashable {
  /// One option of one choice.
  public struct Option: Sendable, Hashable {
    /// The choice.
    public let choice: String
    /// The option in words.
    public let words: String
  }

  /// The choices with their options, in order.
  public let choices: [SensitivityChoice]
  /// The month at which the probability of still having the benefit is told.
  public let landmark: Double?
  /// The options that could not be told, and why.
  public private(set) var untold: [Option: String]

  /// The level of the rows of the protocol's own choices.
  public static let preSpecified = "pre-specified"

  /// The same with reasons that tell no counts.
  func told(_ words: DisclosedWords) -> SensitivityResults {
    var told = self
    told.untold = untold.mapValues { words.told(remark: $0) }
    return told
  }

  /// Why an option cannot be told; nil where it is.
  public func reason(_ choice: SensitivityChoice, _ words: String) -> String? {
    untold[Option(choice: choice.name, words: words)]
  }
}
