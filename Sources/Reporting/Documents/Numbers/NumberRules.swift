/// What a house style decides about numbers besides their marks: how p-values are spelled, how many
/// decimals a percentage gets, and what stands between the bounds of an interval.
///
/// The rules travel inside ``NumberStyle``, so that whatever is given the numbers of a page obeys
/// the style of the page.
public struct NumberRules: Sendable, Hashable {
  /// How p-values are spelled.
  public var pValues: PValueRule
  /// The denominators from which percentages gain a decimal, in ascending order.
  public var percentSteps: [Int]
  /// What stands between the bounds of an interval.
  public var intervals: IntervalMark

  /// What stands between the bounds of an interval; never a comma, which would read as a decimal.
  public enum IntervalMark: Sendable, Hashable {
    /// The word: 0.52 to 0.97.
    case to
    /// A dash, 0.52–0.97, and the word where a bound is negative or no number.
    case dash
  }

  /// Creates rules; without arguments those of this program.
  public init(
    pValues: PValueRule = PValueRule(), percentSteps: [Int] = [100, 1000],
    intervals: IntervalMark = .to
  ) {
    self.pValues = pValues
    self.percentSteps = percentSteps
    self.intervals = intervals
  }
}

/// How p-values are spelled.
public struct PValueRule: Sendable, Hashable {
  /// How many digits a p-value gets.
  public var digits: Digits
  /// The power of ten below which a p-value is only said to be smaller.
  public var floor: Double
  /// Whether the zero before the decimal mark is left out.
  public var dropsLeadingZero: Bool
  /// The symbol before the relation, `P` or `p`.
  public var symbol: String
  /// Whether spaces stand around the relation.
  public var isSpaced: Bool
  /// A level that rounding may not blur: a p-value on one side of it gains decimals, up to four,
  /// while its rounded form equals the level.
  public var guardedLevel: Double?

  /// How many digits a p-value gets.
  public enum Digits: Sendable, Hashable {
    /// Two decimals above 0.01, three from there down.
    case twoOrThreeDecimals
    /// Two significant digits.
    case twoSignificant
  }

  /// Creates a rule; without arguments that of this program.
  public init(
    digits: Digits = .twoOrThreeDecimals, floor: Double = 0.001, dropsLeadingZero: Bool = false,
    symbol: String = "P", isSpaced: Bool = true, guardedLevel: Double? = 0.05
  ) {
    self.digits = digits
    self.floor = floor
    self.dropsLeadingZero = dropsLeadingZero
    self.symbol = symbol
    self.isSpaced = isSpaced
    self.guardedLevel = guardedLevel
  }
}
