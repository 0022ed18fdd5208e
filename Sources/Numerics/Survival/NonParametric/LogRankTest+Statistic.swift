internal import Distributions
internal import LinearAlgebra
internal import Statistics

extension LogRankTest {
  /// Makes the test from the sums over the event times.
  init(rowCounts: [Int], sums: LogRankSums, weighting: LogRankWeighting, hasFractions: Bool) {
    let groups = sums.observed.indices
    var covariance = Matrix(
      rowCount: groups.count, columnCount: groups.count, elements: sums.covariance)
    for g in groups {
      for h in groups where h > g { covariance[g, h] = covariance[h, g] }
    }
    let quadratic = LogRankTest.quadraticForm(sums, covariance)
    self.rowCounts = rowCounts
    observed = sums.observed
    expected = sums.expected
    self.covariance = covariance
    self.weighting = weighting
    let degrees = Double(quadratic.rank)
    test = HypothesisTest(
      statistic: quadratic.rank > 0 ? quadratic.value : .nan, degreesOfFreedom: degrees,
      upperTailOf: ChiSquared(degreesOfFreedom: degrees))
    diagnostics = LogRankTest.diagnostics(
      rowCounts: rowCounts, observed: sums.observed, expected: sums.expected,
      rank: quadratic.rank, hasFractions: hasFractions)
  }

  /// (O − E)' V⁻ (O − E) over the groups with E > 0 but for the first of them, which the others
  /// determine; and the number of dimensions in which O − E can vary.
  private static func quadraticForm(
    _ sums: LogRankSums, _ covariance: Matrix
  ) -> (value: Double, rank: Int) {
    let used = sums.expected.indices.filter { sums.expected[$0] > 0 }.dropFirst()
    guard !used.isEmpty else { return (0, 0) }
    let difference = used.map { sums.observed[$0] - sums.expected[$0] }
    var reduced = Matrix(rowCount: used.count, columnCount: used.count)
    for (i, g) in used.enumerated() {
      for (j, h) in used.enumerated() { reduced[i, j] = covariance[g, h] }
    }
    let factor = RankRevealingCholesky(reduced)
    return (factor.inverseQuadraticForm(difference), factor.rank)
  }

  private static func diagnostics(
    rowCounts: [Int], observed: [Double], expected: [Double], rank: Int, hasFractions: Bool
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    let exposed = expected.count { $0 > 0 }
    if rowCounts.count(where: { $0 > 0 }) < 2 {
      found.append(
        Diagnostic(
          .oneGroup, .warning,
          message: "there is only one group with subjects, so there is nothing to compare"))
    } else if !observed.contains(where: { $0 > 0 }) {
      found.append(
        Diagnostic(
          .noEvents, .warning,
          message: "nobody had the event, so the groups cannot be compared"))
    } else if rank < exposed - 1 || exposed < 2 {
      found.append(
        Diagnostic(
          .notEstimable, .warning,
          message: "some groups are never at risk together with others when an event happens, so "
            + "the test compares on \(rank) instead of \(rowCounts.count - 1) degrees of freedom"))
    }
    if hasFractions {
      found.append(
        Diagnostic(
          .nonInteger, .warning,
          message: "the variance of the test takes weights for counts of subjects, and some are "
            + "not whole numbers; use the robust score test of a Cox model for other weights"))
    }
    return found
  }
}
