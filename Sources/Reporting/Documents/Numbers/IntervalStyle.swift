/// How an estimate stands beside its interval: `0.71 (0.52 to 0.97)`.
///
/// The word between the bounds is `to`, unless the style of the numbers asks for a dash where it
/// cannot be read as a minus sign; a comma would be read as a decimal mark.
public struct IntervalStyle: Sendable, Hashable {
  /// The marks of the numbers.
  public var numbers: NumberStyle
  /// The decimals of the estimate and of its bounds.
  public var decimals: Int
  /// What stands after each number, for example `%`; usually nothing.
  public var unit: String

  /// Creates a style.
  public init(numbers: NumberStyle = .point, decimals: Int = 2, unit: String = "") {
    self.numbers = numbers
    self.decimals = decimals
    self.unit = unit
  }

  /// A value alone.
  public func text(_ value: PrintableValue) -> String {
    value.text(numbers, decimals: decimals) + (value.value == nil ? "" : unit)
  }

  /// The bounds alone: `0.52 to 0.97`.
  public func text(_ lower: PrintableValue, _ upper: PrintableValue) -> String {
    numbers.interval(text(lower), text(upper))
  }

  /// An estimate with its bounds: `0.71 (0.52 to 0.97)`.
  ///
  /// An estimate that is missing or not estimable stands alone, and so does one whose bounds are both
  /// missing, such as a proportion of zero.
  public func text(
    _ estimate: PrintableValue, _ lower: PrintableValue, _ upper: PrintableValue
  ) -> String {
    if lower == .undefined(.missing), upper == .undefined(.missing) { return text(estimate) }
    return switch estimate {
    case .undefined(.missing), .undefined(.notEstimable), .undefined(.suppressed),
      .undefined(.concealed):
      text(estimate)
    case .number, .undefined:
      text(estimate) + " (" + text(lower, upper) + ")"
    }
  }

  /// An estimate with its bounds, numbers as they come.
  public func text(_ estimate: Double, _ lower: Double, _ upper: Double) -> String {
    text(PrintableValue(estimate), PrintableValue(lower), PrintableValue(upper))
  }
}
