import Distributions
import LinearAlgebra
import ReferenceTables
import Statistics
import Testing

/// A model with two coefficients, the second not estimable.
private struct TwoCoefficients: LikelihoodModel {
  let coefficients = [1.96, Double.nan]
  let coefficientNames = ["x", "z"]
  let covariance = Matrix(rowCount: 2, columnCount: 2, elements: [1, .nan, .nan, .nan])
  let observationCount = 100
  let effectMeasure = EffectMeasure.hazardRatio
  let diagnostics: [Diagnostic] = []
  let logLikelihood = -10.0
  let parameterCount = 1
  let referenceDegreesOfFreedom: Double
}

@Suite struct CoefficientTableTests {
  /// Φ⁻¹(0.975) = 1.959963984540054 and 2(1 − Φ(1.96)) = 0.04999579029644087.
  @Test func infiniteDegreesOfFreedomAreNormal() throws {
    let row = try #require(
      TwoCoefficients(referenceDegreesOfFreedom: .infinity).coefficientTable(level: 0.95).first)
    #expect(isClose(row.test.pValue, 0.04999579029644087, relative: 1e-12))
    #expect(isClose(row.interval.lower, 1.96 - 1.959963984540054, relative: 1e-9))
    #expect(isClose(row.interval.upper, 1.96 + 1.959963984540054, relative: 1e-12))
  }

  /// With one degree of freedom t is Cauchy: its upper 2.5 % point is tan(0.475 π) = 12.7062047361747.
  @Test func fewDegreesOfFreedomWiden() throws {
    let row = try #require(
      TwoCoefficients(referenceDegreesOfFreedom: 1).coefficientTable(level: 0.95).first)
    #expect(isClose(row.interval.upper - 1.96, 12.7062047361747, relative: 1e-12))
  }

  @Test func whatIsNotEstimableStaysSo() throws {
    let row = try #require(
      TwoCoefficients(referenceDegreesOfFreedom: .infinity).coefficientTable(level: 0.95).last)
    #expect(row.value.isNaN && row.standardError.isNaN && row.test.pValue.isNaN)
    #expect(row.interval.lower.isNaN && row.interval.upper.isNaN)
  }

  @Test func criteriaFollowTheirFormulas() {
    let model = TwoCoefficients(referenceDegreesOfFreedom: .infinity)
    #expect(model.aic == 22)
    #expect(isClose(model.bic, 20 + 4.605170185988092, relative: 1e-15))
  }

  @Test func aTestWithoutStatisticHasNoPValue() {
    let chiSquared = ChiSquared(degreesOfFreedom: 2)
    let none = HypothesisTest(statistic: .nan, degreesOfFreedom: 2, upperTailOf: chiSquared)
    #expect(none.pValue.isNaN)
    // The upper tail of chi-squared on two degrees of freedom is exp(−x/2).
    let some = HypothesisTest(statistic: 4, degreesOfFreedom: 2, upperTailOf: chiSquared)
    #expect(isClose(some.pValue, 0.1353352832366127, relative: 1e-12))
  }

  @Test func intervalsMapThroughMonotoneFunctions() {
    let interval = ConfidenceInterval(level: 0.9, lower: -1, upper: 2).mapped { $0 * 3 }
    #expect(interval == ConfidenceInterval(level: 0.9, lower: -3, upper: 6))
  }
}
