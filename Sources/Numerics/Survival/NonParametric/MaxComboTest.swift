internal import Distributions
internal import Glibc
public import LinearAlgebra
public import Outcomes
public import Statistics

/// The largest of four weighted log-rank tests of two groups, with the p-value of their joint
/// distribution.
///
/// The four are those of Fleming and Harrington with (ρ, γ) = (0, 0), (0, 1), (1, 0) and (1, 1): of
/// proportional, late, early and middle differences. Each is Z = U/√V for the second group, with
/// U = Σ w (O − E); under equal hazards they are jointly normal with
///
///     cov(U(i), U(j)) = Σ w(i) w(j) d (n − d)/(n − 1) · n₁n₂/n²
///
/// and the p-value is P(max |Z| ≥ the largest seen). Since w₀₀ = w₀₁ + w₁₀ the four vary in three
/// dimensions at most; the probability is an integral over these, found without sampling
/// (`NormalSlab`). Strata add up U and its covariance.
///
/// References: Lee (2007), doi:10.1016/j.csda.2006.11.025; Karrison (2016),
/// doi:10.1177/1536867X1601600308. Tested in the reference tables `nonParametric/*`.
public struct MaxComboTest: Sendable, Hashable {
  /// The exponents of the four weights.
  public static let exponents: [(rho: Double, gamma: Double)] = [(0, 0), (0, 1), (1, 0), (1, 1)]

  /// The log-rank test without weights, whose O and E say how the groups fared.
  public let logRank: LogRankTest
  /// Z of each weight; positive where the second group has more events than expected.
  ///
  /// NaN where the weight leaves no variance.
  public let statistics: [Double]
  /// The two-sided p-value of each weight by itself.
  public var pValues: [Double] {
    statistics.map { $0.isNaN ? .nan : 2 * Normal.standard.upperTail(abs($0)) }
  }
  /// The correlation of the four under equal hazards.
  public let correlation: Matrix
  /// The test: its statistic is the largest |Z|, and it has no degrees of freedom (NaN).
  public let test: HypothesisTest

  /// Tests whether two groups have one hazard.
  ///
  /// - Throws: `FitError` as `LogRankTest.fit` does, or for a number of groups that is not two.
  public static func fit(
    _ outcomes: SurvivalOutcomes, groups: Grouping, strata: Grouping? = nil,
    weights: [Double]? = nil
  ) throws(FitError) -> MaxComboTest {
    guard groups.count == 2 else {
      throw .invalidOption(
        name: "test", value: "max-combo with \(groups.count) groups",
        expected: "two groups; for more, take one of the other tests, or leave out groups")
    }
    let tables = try StratifiedTables(outcomes, groups: groups, strata: strata, weights: weights)
    var sums = MaxComboSums()
    for start in stride(from: 0, to: tables.tables.count, by: 2) {
      sums.add(tables.tables[start], tables.tables[start + 1])
    }
    return MaxComboTest(sums, logRank: try tables.test(.init()))
  }

  private init(_ sums: MaxComboSums, logRank: LogRankTest) {
    self.logRank = logRank
    let count = Self.exponents.count
    let errors = (0..<count).map { sums.covariance[$0, $0].squareRoot() }
    let largest = errors.max() ?? 0
    let used = (0..<count).filter { errors[$0] > 1e-10 * largest }
    let statistics = (0..<count).map {
      used.contains($0) ? sums.scores[$0] / errors[$0] : Double.nan
    }
    self.statistics = statistics
    var correlation = Matrix(rowCount: count, columnCount: count)
    for i in 0..<count {
      for j in 0..<count {
        let known = used.contains(i) && used.contains(j)
        correlation[i, j] =
          !known ? .nan : i == j ? 1 : sums.covariance[i, j] / errors[i] / errors[j]
      }
    }
    self.correlation = correlation
    guard !used.isEmpty else {
      test = HypothesisTest(statistic: .nan, degreesOfFreedom: .nan, pValue: .nan)
      return
    }
    let maximum = used.map { abs(statistics[$0]) }.max() ?? .nan
    var reduced = Matrix(rowCount: used.count, columnCount: used.count)
    for (i, g) in used.enumerated() {
      for (j, h) in used.enumerated() { reduced[i, j] = correlation[g, h] }
    }
    test = HypothesisTest(
      statistic: maximum, degreesOfFreedom: .nan,
      pValue: NormalSlab(correlation: reduced).probabilityOutside(maximum))
  }

  /// Equal in all numbers.
  public static func == (a: MaxComboTest, b: MaxComboTest) -> Bool {
    a.logRank == b.logRank && a.statistics == b.statistics && a.correlation == b.correlation
      && a.test == b.test
  }
}

/// The sums of the four tests over event times.
private struct MaxComboSums {
  var scores = [Double](repeating: 0, count: 4)
  var covariance = Matrix(rowCount: 4, columnCount: 4)

  /// Adds a stratum.
  mutating func add(_ first: EventTable, _ second: EventTable) {
    var cursors = [EventCursor(first), EventCursor(second)]
    var survival = 1.0
    while let time = [cursors[0].nextEvent, cursors[1].nextEvent].compactMap({ $0 }).min() {
      let atRisk = (cursors[0].advance(to: time), cursors[1].advance(to: time))
      let number = atRisk.0 + atRisk.1
      let events = cursors[0].events + cursors[1].events
      guard number > 0 else { continue }
      let share = atRisk.1 / number
      let difference = cursors[1].events - events * share
      let spread =
        number > 1
        ? events * (number - events) / (number - 1) * share * (atRisk.0 / number) : 0
      let weights = [1, 1 - survival, survival, survival * (1 - survival)]
      for i in 0..<4 {
        scores[i] += weights[i] * difference
        for j in 0..<4 { covariance[i, j] += weights[i] * weights[j] * spread }
      }
      survival *= (number - events) / number
    }
  }
}
