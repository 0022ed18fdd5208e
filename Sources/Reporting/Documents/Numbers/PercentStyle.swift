/// How percentages and counts with percentages are printed.
///
/// The decimals follow the denominator: none below 100, one from 100 to 999, and from 1000 on
/// ``maximumDecimals``. A share above zero is never printed as `0%`, nor one below the whole as
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
    let deserved = denominator < 100 ? 0 : denominator < 1000 ? 1 : 2
    return min(deserved, maximumDecimals)
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
