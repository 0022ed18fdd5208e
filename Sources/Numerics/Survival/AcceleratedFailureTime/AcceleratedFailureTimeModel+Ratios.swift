internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Statistics

extension AcceleratedFailureTimeModel {
  /// The log hazard ratios −β/σ of a Weibull or exponential model with one scale, by the delta method.
  ///
  /// There is none for the intercept, and none at all for other distributions, whose hazards are not
  /// proportional.
  public func hazardRatios(level: Double) -> [Estimate?]? {
    guard options.distribution.hasProportionalHazards, scales.count == 1, let scale = scales.first
    else { return nil }
    let covariance = fullCovariance
    let place = columns.count
    let hasScale = covariance.rowCount > place
    return columns.indices.map { index in
      guard columns[index].name != "(Intercept)" else { return nil }
      let value = -coefficients[index] / scale.value
      var variance = covariance[index, index]
      if hasScale {
        variance +=
          -2 * coefficients[index] * covariance[index, place]
          + coefficients[index] * coefficients[index] * covariance[place, place]
      }
      return Self.estimate(
        columns[index].name, value, max(0, variance).squareRoot() / scale.value, level)
    }
  }

  /// The logarithm of a scale with its test against 0 and its interval, robust where the model's are.
  public func logScaleEstimate(_ scale: Scale, level: Double) -> Estimate {
    Self.estimate("log_scale", scale.logValue, scale.robustLogError ?? scale.logError, level)
  }

  private static func estimate(
    _ name: String, _ value: Double, _ error: Double, _ level: Double
  ) -> Estimate {
    let reach = Normal.standard.upperTailQuantile((1 - level) / 2) * error
    let statistic = value / error
    return Estimate(
      name: name, value: value, standardError: error,
      test: HypothesisTest(
        statistic: statistic, degreesOfFreedom: .infinity,
        pValue: statistic.isNaN ? .nan : min(1, 2 * Normal.standard.upperTail(abs(statistic)))),
      interval: ConfidenceInterval(level: level, lower: value - reach, upper: value + reach))
  }
}
