/// One estimated coefficient with its uncertainty.
///
/// Every number is NaN where the coefficient could not be estimated (a column that depends on
/// others, say).
public struct Estimate: Sendable, Hashable {
  /// The name of the term, such as `stage=2`.
  public let name: String
  /// The estimate.
  public let value: Double
  /// The standard error the test and the interval use.
  public let standardError: Double
  /// The Wald test of the coefficient against zero; its statistic is the signed ratio z or t.
  public let test: HypothesisTest
  /// The confidence interval, on the scale of the coefficient.
  public let interval: ConfidenceInterval

  /// Makes an estimate.
  public init(
    name: String, value: Double, standardError: Double, test: HypothesisTest,
    interval: ConfidenceInterval
  ) {
    self.name = name
    self.value = value
    self.standardError = standardError
    self.test = test
    self.interval = interval
  }

  /// The estimate with another interval.
  public func replacing(interval: ConfidenceInterval) -> Estimate {
    Estimate(
      name: name, value: value, standardError: standardError, test: test, interval: interval)
  }
}
