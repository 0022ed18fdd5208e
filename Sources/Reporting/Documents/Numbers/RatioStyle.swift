/// How hazard, odds and rate ratios are printed: two decimals, `0.71 (0.52 to 0.97)`.
///
/// A ratio whose interval runs past ``limit``, begins at zero, has no width or has no number carries no
/// information, and is printed as `not estimable`. A ratio too small for two decimals is
/// printed as `<0.01`, because a ratio is never zero.
public struct RatioStyle: Sendable, Hashable {
  /// The marks of the numbers.
  public var numbers: NumberStyle
  /// The decimals of the ratio and of its bounds.
  public var decimals: Int
  /// The largest bound that is still printed.
  public var limit: Double

  /// Creates a style.
  public init(numbers: NumberStyle = .point, decimals: Int = 2, limit: Double = 100) {
    self.numbers = numbers
    self.decimals = decimals
    self.limit = limit
  }

  /// A ratio with the bounds of its interval.
  public func text(_ ratio: Double, _ lower: Double, _ upper: Double) -> String {
    guard isEstimable(ratio, lower, upper) else { return UndefinedValue.notEstimable.text(numbers) }
    return spelled(ratio) + " (" + numbers.interval(spelled(lower), spelled(upper)) + ")"
  }

  /// A ratio alone.
  public func text(_ ratio: Double) -> String {
    guard ratio > 0, ratio <= limit else { return UndefinedValue.notEstimable.text(numbers) }
    return spelled(ratio)
  }

  /// Whether a ratio and its bounds are numbers worth printing: bounds that are one number are those
  /// of a ratio the data do not determine.
  public func isEstimable(_ ratio: Double, _ lower: Double, _ upper: Double) -> Bool {
    lower > 0 && lower < upper && lower <= ratio && ratio <= upper && upper <= limit
  }

  private func spelled(_ value: Double) -> String {
    let rounded = DecimalExpansion(value).rounded(toPlaces: decimals)
    guard rounded.digits.isEmpty else { return numbers.text(rounded, decimals: decimals) }
    var smallest = DecimalExpansion(1)
    smallest.exponent = -decimals
    return "<" + numbers.text(smallest, decimals: decimals)
  }
}
