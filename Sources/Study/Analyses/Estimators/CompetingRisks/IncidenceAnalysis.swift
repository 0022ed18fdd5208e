import Cohorts
public import Formulas
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → cumulative incidence of competing causes, and the tests between groups.
public struct IncidenceAnalysis: Sendable {
  /// What to compute besides the curves.
  public struct Options: Sendable, Hashable {
    /// How to estimate.
    public var curves: AalenJohansen.Options
    /// How to test.
    public var tests: IncidenceComparison.Options
    /// The times at which to give the curves.
    public var times: [Double]
    /// The value of the event column that means censored; 0 unless told.
    public var censored: String?

    /// Makes options.
    public init(
      curves: AalenJohansen.Options = .init(), tests: IncidenceComparison.Options = .init(),
      times: [Double] = [], censored: String? = nil
    ) {
      self.curves = curves
      self.tests = tests
      self.times = times
      self.censored = censored
    }
  }

  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The curves, one set per group.
  public let curves: [IncidenceCurves]
  /// The names of the causes, in order.
  public let causes: [String]
  /// What tells the groups apart, in formula order.
  public let groups: [[GroupLevel]]
  /// The tests between groups; `nil` with a single group.
  public let comparison: IncidenceComparison?
  /// What was asked for.
  public let options: Options

  /// Reads the formula's columns and estimates the curves of every group; `strata(...)` makes the
  /// tests stratified, `cluster(...)` the variances those of a jackknife over clusters.
  public static func run(
    _ formula: Formula, on table: Table, reading: RowReading = .init(), options: Options = .init()
  ) throws -> IncidenceAnalysis {
    let frame = try GroupedFrame.build(
      formula, from: table,
      options: .init(
        weights: reading.weights, events: .causes(censored: options.censored),
        poolsTimes: reading.poolsTimes, supportedTerms: [.strata, .cluster], caller: "cuminc"))
    guard let causes = frame.causes else { throw ModelFrameError.data([]) }
    var options = options
    options.curves.weightKind = reading.weightKind
    let curves = try AalenJohansen.fit(
      frame.outcomes, causes: causes.codes, causeCount: causes.causes.count, groups: frame.groups,
      weights: frame.weights, clusters: frame.clusters, options: options.curves)
    let comparison = try comparison(frame, causes, curves, options)
    let words = IncidenceWords(
      frame: frame, causes: causes, curves: curves, comparison: comparison, options: options)
    return IncidenceAnalysis(
      facts: EstimatorFacts(
        formula: formula.text, n: curves.reduce(0) { $0 + $1.table.all.rowCount },
        inputRows: frame.inputRowCount,
        exclusions: frame.exclusions,
        conventions: words.conventions + reading.conventions(frame.pooling), convergence: nil,
        diagnostics: reading.diagnostics(frame.pooling) + words.diagnostics),
      curves: curves, causes: causes.causes, groups: frame.labels.map(GroupLevel.of),
      comparison: comparison, options: options)
  }

  private static func comparison(
    _ frame: GroupedFrame, _ causes: CompetingCauses, _ curves: [IncidenceCurves],
    _ options: Options
  ) throws -> IncidenceComparison? {
    guard frame.groups.count > 1, !causes.causes.isEmpty else { return nil }
    guard let strata = frame.strata?.grouping else {
      return try IncidenceComparison.comparing(
        curves, weights: frame.weights, options: options.tests)
    }
    return try IncidenceComparison.fit(
      frame.outcomes, causes: causes.codes, causeCount: causes.causes.count, groups: frame.groups,
      strata: strata, weights: frame.weights, options: options.tests)
  }
}
