public import Outcomes
public import Statistics

/// Tests of each cause between groups: of the incidence (Gray's) and of the cause-specific hazard
/// (log-rank, the other causes being censorings).
///
/// The two ask different things. A treatment that only prevents one event leaves the hazard of
/// another alone, and yet raises its incidence, since more are left to have it.
public struct IncidenceComparison: Sendable, Hashable {
  /// What to compute.
  public struct Options: Sendable, Hashable, Codable {
    /// The power ρ of 1 − F₀ in Gray's weight.
    public var rho: Double
    /// How p-values of pairs are corrected; `nil` for no pairs.
    public var pairwise: MultiplicityAdjustment?

    /// Makes options.
    public init(rho: Double = 0, pairwise: MultiplicityAdjustment? = nil) {
      self.rho = rho
      self.pairwise = pairwise
    }
  }

  /// The tests of one cause.
  public struct Cause: Sendable, Hashable {
    /// The cause, from 1.
    public let cause: Int
    /// Gray's test; `nil` under delayed entry and with weights that are no counts.
    public let gray: GrayTest?
    /// Gray's test of each pair of groups, where asked for.
    public let grayPairs: [PairwiseGray]?
    /// The log-rank test of the cause-specific hazard.
    public let causeSpecific: LogRankTest
    /// That of each pair of groups, where asked for.
    public let causeSpecificPairs: [PairwiseLogRank]?
  }

  /// The tests of each cause, in order.
  public let causes: [Cause]
  /// What the reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// The most groups Gray's test compares; its cost grows with their cube.
  public static let mostGroups = 100

  /// Tests every cause between groups; needs two groups or more.
  ///
  /// O(causes · times · groups³) besides the sort.
  ///
  /// - Throws: `FitError` for no rows, a bad weight or a bad exponent.
  public static func fit(
    _ outcomes: SurvivalOutcomes, causes: [Int32], causeCount: Int, groups: Grouping,
    strata: Grouping? = nil, weights: [Double]? = nil, options: Options = Options()
  ) throws(FitError) -> IncidenceComparison {
    guard outcomes.count > 0 else { throw .noObservations }
    try WeightKind.automatic.check(weights)
    let cells = try StratifiedTables.cells(groups: groups, strata: strata)
    let rows = CauseRows(
      outcomes, causes: causes, causeCount: causeCount, groups: cells, weights: weights,
      weightKind: .automatic)
    return try compare(
      (0..<cells.count).map { CauseTable(rows, stratum: $0) }, groupCount: groups.count,
      causeCount: causeCount, weights: weights, options)
  }

  /// Tests every cause between groups whose curves have been fitted, without sorting again.
  ///
  /// - Parameter weights: those with which the curves were fitted.
  /// - Throws: `FitError` for a bad exponent.
  public static func comparing(
    _ curves: [IncidenceCurves], weights: [Double]? = nil, options: Options = Options()
  ) throws(FitError) -> IncidenceComparison {
    try compare(
      curves.map(\.table), groupCount: curves.count,
      causeCount: curves.first?.causeCount ?? 0, weights: weights, options)
  }

  private static func compare(
    _ tables: [CauseTable], groupCount: Int, causeCount: Int, weights: [Double]?,
    _ options: Options
  ) throws(FitError) -> IncidenceComparison {
    guard options.rho.isFinite else {
      throw .invalidOption(name: "rho", value: "\(options.rho)", expected: "a finite number")
    }
    let hasFractions = CaseWeights.haveFractions(weights)
    let absence = absence(tables, groupCount: groupCount, hasFractions: hasFractions)
    let tables = IncidenceTables(
      tables: tables, groupCount: groupCount, hasGray: absence == nil, hasFractions: hasFractions)
    var found: [Cause] = []
    for cause in 0..<causeCount { found.append(try tables.tests(of: cause + 1, options)) }
    return IncidenceComparison(causes: found, diagnostics: absence.map { [$0] } ?? [])
  }

  /// Why there is no Gray's test, if there is none.
  private static func absence(
    _ tables: [CauseTable], groupCount: Int, hasFractions: Bool
  ) -> Diagnostic? {
    if tables.contains(where: { $0.all.entries != nil }) {
      return Diagnostic(
        .notEstimable, .warning,
        message: "Gray's test is not defined with delayed entry, so there is none; the curves and "
          + "the cause-specific tests allow for it")
    }
    if hasFractions {
      return Diagnostic(
        .nonInteger, .warning,
        message: "Gray's test counts subjects, and some weights are not whole numbers, so there "
          + "is none")
    }
    if groupCount > mostGroups {
      return Diagnostic(
        .notEstimable, .warning,
        message: "Gray's test compares up to \(mostGroups) groups, and there are \(groupCount), "
          + "so there is none; does the formula name a column that is no category?")
    }
    return nil
  }
}

/// The tables of every group in every stratum.
private struct IncidenceTables {
  /// The tables, stratum after stratum.
  let tables: [CauseTable]
  let groupCount: Int
  let hasGray: Bool
  let hasFractions: Bool

  func tests(
    of cause: Int, _ options: IncidenceComparison.Options
  ) throws(FitError) -> IncidenceComparison.Cause {
    let logRank = StratifiedTables(
      tables: tables.map { $0.causeSpecific(cause) }, groupCount: groupCount,
      hasFractions: hasFractions)
    let gray = hasGray ? self.gray(cause, options.rho) : nil
    let (grayPairs, logRankPairs) = try pairs(cause, options, logRank)
    return IncidenceComparison.Cause(
      cause: cause, gray: gray, grayPairs: grayPairs, causeSpecific: try logRank.test(.init()),
      causeSpecificPairs: logRankPairs)
  }

  private func gray(_ cause: Int, _ rho: Double) -> GrayTest {
    var sums = GraySums(groupCount: groupCount, rho: rho)
    for first in stride(from: 0, to: tables.count, by: groupCount) {
      sums.add(stratum: tables[first..<first + groupCount], cause: cause)
    }
    return GrayTest(cause: cause, rho: rho, sums: sums)
  }

  private func pairs(
    _ cause: Int, _ options: IncidenceComparison.Options, _ logRank: StratifiedTables
  ) throws(FitError) -> ([PairwiseGray]?, [PairwiseLogRank]?) {
    guard let adjustment = options.pairwise else { return (nil, nil) }
    let logRankPairs = try LogRankTest.pairwise(
      logRank, options: .init(), adjustment: adjustment)
    guard hasGray else { return (nil, logRankPairs) }
    let tests = logRankPairs.map { pair in
      IncidenceTables(
        tables: tables.indices.filter {
          $0 % groupCount == pair.firstGroup || $0 % groupCount == pair.secondGroup
        }.map { tables[$0] }, groupCount: 2, hasGray: true, hasFractions: false
      ).gray(cause, options.rho)
    }
    let adjusted = adjustment.adjusted(tests.map(\.test.pValue))
    return (
      logRankPairs.indices.map {
        PairwiseGray(
          firstGroup: logRankPairs[$0].firstGroup, secondGroup: logRankPairs[$0].secondGroup,
          test: tests[$0], adjustedPValue: adjusted[$0])
      }, logRankPairs
    )
  }
}
