public import LinearAlgebra
public import Outcomes
public import Statistics
internal import Distributions

/// A log-rank test, or one of its weighted relatives, of equal hazards in G groups.
///
/// With w(t) the weight of an event time (see `LogRankWeighting`), O(g) = Σ w d(g) and
/// E(g) = Σ w d n(g) / n, the statistic is the quadratic form of O − E in the inverse of its
/// hypergeometric covariance
///
///     V(g, h) = Σ w² d (n − d) / (n − 1) · n(g)/n (δ(g, h) − n(h)/n),
///
/// with one degree of freedom less than there are groups with E > 0. Strata keep tables, curves
/// and numbers at risk of their own, and add their sums.
///
/// With delayed entry n(g) counts those who have entered before t. Case weights count heads: a
/// weight of k is the same as k equal rows. With weights that are no counts (a diagnostic says so)
/// V has no such meaning; the robust score test of a Cox model does.
///
/// The covariance and the chi-square are those of R's survdiff, which has neither weights nor
/// delayed entry. Reference: Harrington and Fleming (1982), doi:10.1093/biomet/69.3.553.
/// Tested in the reference tables `logRank/*`.
public struct LogRankTest: Sendable, Hashable {
  /// What to compute.
  public struct Options: Sendable, Hashable, Codable {
    /// The weight of the event times.
    public var weighting: LogRankWeighting
    /// What a case weight stands for: whether the numbers of rows are sums of weights.
    ///
    /// The test takes them for counts in any case.
    public var weightKind: WeightKind

    /// Makes options; the default is the unweighted log-rank test.
    public init(weighting: LogRankWeighting = .logRank, weightKind: WeightKind = .automatic) {
      self.weighting = weighting
      self.weightKind = weightKind
    }
  }

  /// The number of rows in each group.
  public let rowCounts: [Int]
  /// O, the weighted number of events in each group.
  public let observed: [Double]
  /// E, the weighted number expected in each group were the hazards equal.
  public let expected: [Double]
  /// V, the G × G covariance of O − E.
  public let covariance: Matrix
  /// The chi-squared test; its statistic is NaN where there is nothing to compare.
  public let test: HypothesisTest
  /// The weight of the event times.
  public let weighting: LogRankWeighting
  /// What the reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// Tests whether the groups have one hazard.
  ///
  /// - Parameters:
  ///   - outcomes: the follow-up of every row.
  ///   - groups: the group of every row.
  ///   - strata: the stratum of every row; `nil` for a single one. Strata may be empty.
  ///   - weights: a count per row that it stands for, not negative.
  ///   - options: what to compute.
  /// - Throws: `FitError` for no rows at all, a bad weight or a bad exponent.
  public static func fit(
    _ outcomes: SurvivalOutcomes, groups: Grouping, strata: Grouping? = nil,
    weights: [Double]? = nil, options: Options = Options()
  ) throws(FitError) -> LogRankTest {
    let tables = try StratifiedTables(
      outcomes, groups: groups, strata: strata, weights: weights, weightKind: options.weightKind)
    return try tables.test(options)
  }

  /// Tests whether curves that have been fitted come from one hazard, without sorting again.
  ///
  /// The same as `fit` on the rows of the curves, with each curve a group.
  ///
  /// - Throws: `FitError` for a bad exponent.
  public static func comparing(
    _ curves: [KaplanMeierCurve], options: Options = Options()
  ) throws(FitError) -> LogRankTest {
    try StratifiedTables(groups: curves.map(\.table)).test(options)
  }

  /// The test for a trend over the groups: (Σ s (O − E))² / s'Vs on one degree of freedom.
  ///
  /// - Parameter scores: a number per group; by default 0, 1, 2 ... in the order of the codes.
  public func trend(scores: [Double]? = nil) -> HypothesisTest {
    let given = scores ?? observed.indices.map(Double.init)
    precondition(given.count == observed.count, "one score per group")
    // Only differences of scores matter, and large scores close together would lose them.
    let middle = given.reduce(0, +) / Double(max(1, given.count))
    let scores = given.map { $0 - middle }
    var sum = 0.0
    var variance = 0.0
    for g in scores.indices {
      sum += scores[g] * (observed[g] - expected[g])
      for h in scores.indices { variance += scores[g] * covariance[g, h] * scores[h] }
    }
    // Scores that do not differ among the groups at risk leave nothing but rounding.
    let scale = scores.indices.reduce(0) { $0 + scores[$1] * scores[$1] * covariance[$1, $1] }
    let statistic = variance > 0x1p-40 * scale ? sum * sum / variance : .nan
    return HypothesisTest(
      statistic: statistic, degreesOfFreedom: 1, upperTailOf: ChiSquared(degreesOfFreedom: 1))
  }
}

/// The event tables of every group in every stratum, from which any number of tests follow.
struct StratifiedTables {
  /// The tables, stratum after stratum.
  let tables: [EventTable]
  let groupCount: Int
  private let hasFractions: Bool

  init(
    _ outcomes: SurvivalOutcomes, groups: Grouping, strata: Grouping?, weights: [Double]?,
    weightKind: WeightKind = .automatic
  ) throws(FitError) {
    precondition(groups.codes.count == outcomes.count, "one group per row")
    precondition(strata.map { $0.codes.count == outcomes.count } ?? true, "one stratum per row")
    guard outcomes.count > 0 else { throw .noObservations }
    try CaseWeights.check(weights, count: outcomes.count)
    let cells = try StratifiedTables.cells(groups: groups, strata: strata)
    groupCount = groups.count
    let risk = RiskSets(outcomes, strata: cells)
    tables = EventTable.tables(
      outcomes, risk, weights: weights.map { CaseWeights($0, risk, kind: weightKind) })
    hasFractions = CaseWeights.haveFractions(weights)
  }

  /// The group and stratum of every row as one code, strata after strata.
  static func cells(groups: Grouping, strata: Grouping?) throws(FitError) -> Grouping {
    guard let strata else { return groups }
    let cellCount = strata.count.multipliedReportingOverflow(by: groups.count)
    guard !cellCount.overflow, let count = Int32(exactly: groups.count),
      cellCount.partialValue <= Int(Int32.max)
    else {
      throw .invalidOption(
        name: "the number of strata times groups", value: "\(strata.count) × \(groups.count)",
        expected: "less than 2147483648")
    }
    return Grouping(
      codes: zip(strata.codes, groups.codes).map { $0 * count + $1 },
      count: cellCount.partialValue)
  }

  /// One stratum, with a table per group.
  init(groups tables: [EventTable]) {
    self.tables = tables
    groupCount = tables.count
    hasFractions = tables.contains {
      CaseWeights.haveFractions($0.weighted.events)
        || CaseWeights.haveFractions($0.weighted.censored)
    }
  }

  /// Takes tables, stratum after stratum.
  init(tables: [EventTable], groupCount: Int, hasFractions: Bool) {
    self.tables = tables
    self.groupCount = groupCount
    self.hasFractions = hasFractions
  }

  /// The tables of some of the groups only.
  func only(_ groups: [Int]) -> StratifiedTables {
    let kept = tables.indices.filter { groups.contains($0 % groupCount) }
    return StratifiedTables(
      tables: kept.map { tables[$0] }, groupCount: groups.count, hasFractions: hasFractions)
  }

  /// The test of all groups.
  func test(_ options: LogRankTest.Options) throws(FitError) -> LogRankTest {
    if let fault = options.weighting.fault {
      throw .invalidOption(
        name: fault.name, value: "\(fault.value)", expected: "a finite number, not negative")
    }
    var sums = LogRankSums(groupCount: groupCount)
    for start in stride(from: 0, to: tables.count, by: max(1, groupCount)) {
      sums.add(stratum: tables[start..<start + groupCount], weighting: options.weighting)
    }
    let rowCounts = (0..<groupCount).map { group in
      stride(from: group, to: tables.count, by: groupCount).reduce(0) {
        $0 + tables[$1].rowCount
      }
    }
    return LogRankTest(
      rowCounts: rowCounts, sums: sums, weighting: options.weighting, hasFractions: hasFractions)
  }
}
