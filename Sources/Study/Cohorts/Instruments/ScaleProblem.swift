public import Tables

/// Something wrong, or worth knowing, about a declared score or about the numbers in its column.
public struct ScaleProblem: Error, Sendable, Hashable, Codable {
  /// What the problem is about.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// The instrument has no name.
    case instrumentMissing
    /// The name leaves out which version or coding it is.
    case versionMissing
    /// The instrument is the study's own, or its name is misspelt.
    case instrumentUnknown
    /// The instrument has several scores and none is named.
    case subscaleMissing
    /// The instrument has no score of this name.
    case subscaleUnknown
    /// The instrument has several scores; none is named, and the usual one is taken.
    case subscaleAssumed
    /// The range has no width or no end.
    case rangeImpossible
    /// The range is not that of the score.
    case rangeMismatch
    /// The range is 0–100 although the score itself runs over another.
    case rangeNormalized
    /// The good end is not the instrument's.
    case inverted
    /// The unit and the range contradict each other, or the unit is not one of the instrument's.
    case unitMismatch
    /// The unit is not declared, though the range says which it is.
    case unitMissing
    /// Values lie outside the range.
    case outOfRange
    /// Values can only be of the instrument's other coding.
    case otherCoding
    /// Some values seem to be in another unit than the rest.
    case mixedUnits
    /// All values lie in the lowest tenth of the range.
    case suspectedUnit
    /// Scores of different instruments or versions would be pooled.
    case mixedVersions
    /// The scores pooled are of different versions, brought to 0–100.
    case mixedNormalized
    /// There is no rule that makes this score of items.
    case itemsNotScorable
    /// The number of item columns is not the number of items.
    case itemCount
    /// Items lie outside their coding.
    case itemOutOfCoding
  }

  /// The key of the declaration a problem is about, as a protocol spells it.
  public enum Key: String, Sendable, Hashable, Codable {
    case instrument
    case subscale
    case unit
    case range
    case better
    case items
  }

  /// How bad it is.
  public let severity: TableProblem.Severity
  /// What it is about.
  public let code: Code
  /// The key of the declaration; nil when the values are meant.
  public let key: Key?
  /// What is wrong, in one sentence, with what was expected.
  public let message: String
  /// How to mend it.
  public let help: String?
  /// The index of the first offending value, counted from 0; nil when the declaration is meant.
  public let firstIndex: Int?
  /// The first offending value.
  public let value: Double?
  /// The number of offending values.
  public let count: Int

  /// Makes a problem.
  public init(
    _ severity: TableProblem.Severity, _ code: Code, key: Key? = nil, message: String,
    help: String? = nil, firstIndex: Int? = nil, value: Double? = nil, count: Int = 0
  ) {
    self.severity = severity
    self.code = code
    self.key = key
    self.message = message
    self.help = help
    self.firstIndex = firstIndex
    self.value = value
    self.count = count
  }
}

extension ScoreScale {
  /// The bounds of a range in words: `0–20`.
  static func words(_ range: ClosedRange<Double>) -> String {
    "\(Stratifier.text(range.lowerBound))–\(Stratifier.text(range.upperBound))"
  }
}
