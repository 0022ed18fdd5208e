/// An interval estimate with its level.
///
/// A bound that does not exist (an upper limit of a median that is not reached, say) is NaN.
public struct ConfidenceInterval: Sendable, Hashable {
  /// The confidence level, such as 0.95.
  public let level: Double
  /// The lower limit.
  public let lower: Double
  /// The upper limit.
  public let upper: Double

  /// Makes an interval.
  public init(level: Double, lower: Double, upper: Double) {
    self.level = level
    self.lower = lower
    self.upper = upper
  }

  /// The interval for a monotone increasing function of the quantity, such as `exp`.
  public func mapped(_ transform: (Double) -> Double) -> ConfidenceInterval {
    ConfidenceInterval(level: level, lower: transform(lower), upper: transform(upper))
  }

  /// The part of the interval a quantity can lie in: limits beyond what is possible are cut to it.
  ///
  /// No possible value is lost, so that the interval covers as often as before. A limit that is not
  /// a number stays so.
  public func cut(from least: Double, to greatest: Double) -> ConfidenceInterval {
    mapped { $0 < least ? least : $0 > greatest ? greatest : $0 }
  }
}
