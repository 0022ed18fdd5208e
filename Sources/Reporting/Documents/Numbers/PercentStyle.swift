/// How percentages and counts with percentages are printed.
///
/// The decimals follow the denominator by the steps of the house style, up to ``maximumDecimals``;
/// without another style none below 100 and one from 100 on. A share above zero is never printed as `0%`, nor one below the whole as
/// `100%`.
public struct PercentStyle: Sendable, Hashable {
  /// The marks of the numbers.
  public var numbers: NumberStyle
  /// The most decimals a percentage gets.
  public var maximumDecimals: Int

  /// Creates a style.
  public init(numbers: NumberStyle = .point, maximumDecimals: Int = 1) {
    self.numbers = numbers
    self.maximumDecimals = maximumDecimals
  }

  /// The decimals that a denominator deserves.
  public func decimals(denominator: Int) -> Int {
    min(numbers.rules.percentSteps.count { denominator >= $0 }, maximumDecimals)
  }

  /// A proportion between 0 and 1 as a percentage: `34%`, `<0.1%`.
  public func text(proportion: Double, decimals: Int) -> String {
    guard proportion.isFinite else { return PrintableValue(proportion).text(numbers, decimals: 0) }
    var digits = DecimalExpansion(proportion)
    if !digits.digits.isEmpty { digits.exponent += 2 }
    let rounded = digits.rounded(toPlaces: decimals)
    let whole = DecimalExpansion(100)
    if proportion > 0, rounded.digits.isEmpty {
      return "<" + step(decimals) + "%"
    }
    if proportion < 1, rounded == whole {
      return ">" + nearlyWhole(decimals) + "%"
    }
    return numbers.text(rounded, decimals: decimals) + "%"
  }

  /// A count as a percentage of a denominator; a dash when nobody could have been counted.
  public func text(_ count: Int, of denominator: Int) -> String {
    guard denominator > 0 else { return UndefinedValue.missing.text(numbers) }
    return text(
      proportion: Double(count) / Double(denominator), decimals: decimals(denominator: denominator))
  }

  /// A count with its percentage: `12 (34%)`.
  public func countText(_ count: Int, of denominator: Int) -> String {
    numbers.text(count) + " (" + text(count, of: denominator) + ")"
  }

  /// A count over its denominator with its percentage: `12/35 (34%)`.
  public func fractionText(_ count: Int, of denominator: Int) -> String {
    numbers.text(count) + "/" + numbers.text(denominator) + " (" + text(count, of: denominator)
      + ")"
  }

  /// Two proportions as the bounds of an interval: `28% to 41%`.
  public func interval(_ lower: Double, _ upper: Double, decimals: Int) -> String {
    numbers.interval(
      text(proportion: lower, decimals: decimals), text(proportion: upper, decimals: decimals))
  }

  private func step(_ decimals: Int) -> String {
    var digits = DecimalExpansion(1)
    digits.exponent = -decimals
    return numbers.text(digits, decimals: decimals)
  }

  private func nearlyWhole(_ decimals: Int) -> String {
    var digits = DecimalExpansion(99)
    digits.digits = Array(repeating: 9, count: 2 + decimals)
    return numbers.text(digits, decimals: decimals)
  }
}
