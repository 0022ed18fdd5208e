/// How the centre and the spread of a sample are printed.
public struct SummaryStyle: Sendable, Hashable {
  /// The marks of the numbers.
  public var numbers: NumberStyle
  /// The decimals of every number.
  public var decimals: Int

  /// Creates a style.
  public init(numbers: NumberStyle = .point, decimals: Int = 1) {
    self.numbers = numbers
    self.decimals = decimals
  }

  /// A mean with its standard deviation: `63.2 (9.8)`.
  public func mean(_ mean: PrintableValue, standardDeviation: PrintableValue) -> String {
    guard mean.value != nil else { return text(mean) }
    return text(mean) + " (" + text(standardDeviation) + ")"
  }

  /// A median with its quartiles: `46 (37 – 60)`, with spaces around the dash so that it is not read
  /// as a minus sign.
  public func median(
    _ median: PrintableValue, lowerQuartile: PrintableValue, upperQuartile: PrintableValue
  ) -> String {
    guard median.value != nil || lowerQuartile.value != nil else { return text(median) }
    return text(median) + " (" + range(lowerQuartile, upperQuartile) + ")"
  }

  /// The smallest and the largest value: `18 – 84`.
  public func range(_ smallest: PrintableValue, _ largest: PrintableValue) -> String {
    text(smallest) + " \u{2013} " + text(largest)
  }

  /// A value alone.
  public func text(_ value: PrintableValue) -> String { value.text(numbers, decimals: decimals) }
}
