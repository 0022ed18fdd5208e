public import Distributions

/// A test statistic with its reference distribution and p-value.
public struct HypothesisTest: Sendable, Hashable {
  /// The value of the statistic; NaN when the test does not exist.
  public let statistic: Double
  /// The degrees of freedom; the numerator's for an F test.
  public let degreesOfFreedom: Double
  /// The denominator degrees of freedom of an F test.
  public let denominatorDegreesOfFreedom: Double?
  /// The probability, under the null hypothesis, of a statistic at least this extreme.
  public let pValue: Double

  /// Makes a test whose p-value is already known.
  public init(
    statistic: Double, degreesOfFreedom: Double, denominatorDegreesOfFreedom: Double? = nil,
    pValue: Double
  ) {
    self.statistic = statistic
    self.degreesOfFreedom = degreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
    self.pValue = pValue
  }

  /// Makes a test from the upper tail of a reference distribution.
  public init(
    statistic: Double, degreesOfFreedom: Double, denominatorDegreesOfFreedom: Double? = nil,
    upperTailOf reference: some Distribution
  ) {
    self.init(
      statistic: statistic, degreesOfFreedom: degreesOfFreedom,
      denominatorDegreesOfFreedom: denominatorDegreesOfFreedom,
      pValue: statistic.isNaN || degreesOfFreedom <= 0 ? .nan : reference.upperTail(statistic))
  }
}
