/// How durations are printed: `12.4 months`.
public struct TimeStyle: Sendable, Hashable {
  /// The marks of the numbers.
  public var numbers: NumberStyle
  /// The decimals of a duration.
  public var decimals: Int
  /// The unit as it follows a number, for example `months`.
  public var unit: String

  /// Creates a style.
  public init(numbers: NumberStyle = .point, decimals: Int = 1, unit: String) {
    self.numbers = numbers
    self.decimals = decimals
    self.unit = unit
  }

  /// A duration with its unit; the space between them does not break.
  public func text(_ time: PrintableValue) -> String {
    let number = time.text(numbers, decimals: decimals)
    return time.value == nil || unit.isEmpty ? number : number + "\u{00A0}" + unit
  }

  /// A duration with its interval, the unit once at the end: `12.4 (10.1 to NR) months`.
  public func text(
    _ time: PrintableValue, _ lower: PrintableValue, _ upper: PrintableValue
  ) -> String {
    let numberText = IntervalStyle(numbers: numbers, decimals: decimals).text(time, lower, upper)
    guard !unit.isEmpty, time.value != nil || lower.value != nil || upper.value != nil else {
      return numberText
    }
    return numberText + "\u{00A0}" + unit
  }

  /// A time point for an axis, a column or a sentence: whole numbers without decimals.
  public func point(_ time: Double) -> String {
    guard time.isFinite else { return PrintableValue(time).text(numbers, decimals: 0) }
    let places = DecimalExpansion(time)
    let needed = max(0, places.digits.count - 1 - places.exponent)
    return numbers.text(time, decimals: min(needed, max(decimals, 0)))
  }
}
