import Glibc
public import LinearAlgebra
import Distributions

/// A fitted model with coefficients.
public protocol StatisticalModel: Sendable {
  /// The estimates, one per design column; NaN where a column was not estimable.
  var coefficients: [Double] { get }
  /// The names of the coefficients, in the same order.
  var coefficientNames: [String] { get }
  /// The p × p covariance of the coefficients that tests and intervals use; rows and columns of
  /// coefficients that were not estimable are NaN.
  var covariance: Matrix { get }
  /// The number of rows the fit used.
  var observationCount: Int { get }
  /// What a coefficient means.
  var effectMeasure: EffectMeasure { get }
  /// The degrees of freedom of a t reference, or infinity for the normal.
  var referenceDegreesOfFreedom: Double { get }
  /// What the reader of the numbers must know.
  var diagnostics: [Diagnostic] { get }
}

extension StatisticalModel {
  /// The square roots of the diagonal of `covariance`.
  public var standardErrors: [Double] {
    coefficients.indices.map { covariance[$0, $0].squareRoot() }
  }

  /// The estimates with Wald tests and intervals, one per coefficient.
  public func coefficientTable(level: Double) -> [Estimate] {
    let errors = standardErrors
    let t = StudentT(degreesOfFreedom: referenceDegreesOfFreedom)
    let halfWidth = t.upperTailQuantile((1 - level) / 2)
    return coefficients.indices.map { index in
      let value = coefficients[index]
      let error = errors[index]
      let statistic = value / error
      return Estimate(
        name: coefficientNames[index], value: value, standardError: error,
        test: HypothesisTest(
          statistic: statistic, degreesOfFreedom: referenceDegreesOfFreedom,
          pValue: statistic.isNaN ? .nan : min(1, 2 * t.upperTail(abs(statistic)))),
        interval: ConfidenceInterval(
          level: level, lower: value - halfWidth * error, upper: value + halfWidth * error))
    }
  }
}

/// A fitted model with a likelihood.
public protocol LikelihoodModel: StatisticalModel {
  /// The log-likelihood at the estimates.
  var logLikelihood: Double { get }
  /// The number of parameters estimated, nuisance parameters included.
  var parameterCount: Int { get }
}

extension LikelihoodModel {
  /// Akaike's information criterion, −2ℓ + 2k.
  public var aic: Double { -2 * logLikelihood + 2 * Double(parameterCount) }
  /// Schwarz's criterion, −2ℓ + k·log n.
  public var bic: Double {
    -2 * logLikelihood + Double(parameterCount) * log(Double(observationCount))
  }
}
