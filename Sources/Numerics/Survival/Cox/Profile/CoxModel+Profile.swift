internal import Distributions
internal import LinearAlgebra
public import Statistics

extension CoxModel {
  /// What the likelihood says about one coefficient when it is maximised over all others.
  public struct Profile: Sendable, Hashable {
    /// The values that a likelihood ratio test at the level does not reject.
    ///
    /// A limit is infinite where the likelihood never falls far enough, NaN where there is no
    /// estimate.
    public let interval: ConfidenceInterval
    /// The likelihood ratio test of zero, on one degree of freedom.
    public let likelihoodRatio: HypothesisTest
  }

  /// The profile likelihood intervals and likelihood ratio tests, one for each coefficient.
  ///
  /// Of the penalised likelihood where there is a penalty; clusters and robust variances have no
  /// influence. Costs some ten iterations a coefficient.
  public func profiles(level: Double = 0.95) -> [Profile] {
    coefficients.indices.map { fitted.profile(of: $0, level: level) }
  }
}

extension CoxModel {
  /// The likelihood ratio tests of zero, one for each coefficient, on one degree of freedom.
  public func likelihoodRatioTests() -> [HypothesisTest] {
    coefficients.indices.map { fitted.likelihoodRatio(of: fitted.objective, column: $0) }
  }
}

extension CoxFit {
  fileprivate func likelihoodRatio(
    of objective: some CoxObjective, column: Int
  ) -> HypothesisTest {
    let statistic =
      isEstimated[column] && frailty == nil
      ? ProfileSearch(
        objective: objective, optimum: optimum, column: column, maximumIterations: 100
      ).likelihoodRatio(at: 0) : .nan
    return HypothesisTest(
      statistic: statistic, degreesOfFreedom: 1,
      pValue: statistic.isNaN ? .nan : ChiSquared(degreesOfFreedom: 1).upperTail(statistic))
  }

  func profile(of column: Int, level: Double) -> CoxModel.Profile {
    // The variance of a frailty would have to be estimated anew at every value.
    guard isEstimated[column], frailty == nil else {
      return CoxModel.Profile(
        interval: ConfidenceInterval(level: level, lower: .nan, upper: .nan),
        likelihoodRatio: HypothesisTest(statistic: .nan, degreesOfFreedom: 1, pValue: .nan))
    }
    return profile(of: objective, column: column, level: level)
  }

  private func profile(
    of objective: some CoxObjective, column: Int, level: Double
  ) -> CoxModel.Profile {
    let search = ProfileSearch(
      objective: objective, optimum: optimum, column: column, maximumIterations: 100)
    let law = ChiSquared(degreesOfFreedom: 1)
    let target = law.upperTailQuantile(1 - level).squareRoot()
    let error = storedCovariance[column, column].squareRoot()
    let unit = data.factors[column]
    return CoxModel.Profile(
      interval: ConfidenceInterval(
        level: level, lower: search.limit(side: -1, target: target, error: error) * unit,
        upper: search.limit(side: 1, target: target, error: error) * unit),
      likelihoodRatio: likelihoodRatio(of: objective, column: column))
  }
}
