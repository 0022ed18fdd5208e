internal import Distributions
internal import LinearAlgebra
public import Statistics

/// Gray's test of equal cumulative incidence of one cause in G groups.
///
/// With d(g) events of the cause, n(g) at risk, S(g) and F(g) the event-free probability and the
/// incidence just before t in group g, the score of a group is
///
///     z(g) = Σ (1 − F₀)^ρ ( d(g) − d R(g) / ΣR ),     R(g) = n(g) (1 − F(g)) / S(g)
///
/// over the times of events of the cause, F₀ being the incidence common to all groups. Strata keep
/// curves and risk sets of their own and add their scores and variances. The statistic is the
/// quadratic form of the scores in the inverse of their covariance, with G − 1 degrees of freedom;
/// the covariance takes events of one time for hypergeometric.
///
/// The test is that of cmprsk's cuminc. It is defined for follow-up from the origin: with delayed
/// entry F(g) no longer tells how many of those with another event would still be at risk, and
/// there is none. Weights count heads.
///
/// Reference: Gray (1988), doi:10.1214/aos/1176350951. Tested against cmprsk in the reference
/// tables `incidence/*`.
public struct GrayTest: Sendable, Hashable {
  /// The cause, from 1.
  public let cause: Int
  /// The power ρ of 1 − F₀: more than 0 weights early events.
  public let rho: Double
  /// z, the score of each group.
  public let scores: [Double]
  /// The chi-squared test; its statistic is NaN where there is nothing to compare.
  public let test: HypothesisTest

  /// Makes the test from the sums over the event times.
  init(cause: Int, rho: Double, sums: GraySums) {
    self.cause = cause
    self.rho = rho
    scores = sums.scores
    let used = sums.scores.indices.filter { sums.isExposed[$0] }
    let compared = Array(used.dropLast())
    let degrees = Double(compared.count)
    let reference = ChiSquared(degreesOfFreedom: max(1, degrees))
    var covariance = Matrix(rowCount: compared.count, columnCount: compared.count)
    for (i, g) in compared.enumerated() {
      for (j, h) in compared.enumerated() { covariance[i, j] = sums.covariance(g, h) }
    }
    let factor = RankRevealingCholesky(covariance)
    let isComparable = !compared.isEmpty && factor.rank == compared.count
    test = HypothesisTest(
      statistic: isComparable
        ? factor.inverseQuadraticForm(compared.map { sums.scores[$0] }) : .nan,
      degreesOfFreedom: degrees, upperTailOf: reference)
  }
}

/// Gray's test of one pair of groups.
public struct PairwiseGray: Sendable, Hashable {
  /// The code of the first group.
  public let firstGroup: Int
  /// The code of the second group, higher than that of the first.
  public let secondGroup: Int
  /// The test of the two groups, from their rows alone.
  public let test: GrayTest
  /// The p-value corrected for the number of pairs.
  public let adjustedPValue: Double
}
