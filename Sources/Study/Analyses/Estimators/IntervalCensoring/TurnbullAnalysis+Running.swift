public import Formulas
import Outcomes
import Statistics
import Survival
public import Tables

extension TurnbullAnalysis {
  /// Reads the formula's columns and estimates a curve per group.
  ///
  /// The left side is `Surv(lower, upper, type = "interval2")`, or `Surv(time, event)` with events
  /// at exact times; `cluster(...)` is understood by the bootstrap.
  public static func run(
    _ formula: Formula, on table: Table, reading: RowReading = .init(), options: Options = .init()
  ) throws -> TurnbullAnalysis {
    let rows = try IntervalRows(formula, from: table, reading: reading)
    let fits = try rows.groups.map { group in
      guard group.weights.map({ $0.contains { $0 > 0 } }) ?? true else {
        throw StudyError(reasons: [
          "\(group.name.isEmpty ? "no row" : "no row of \(group.name)") has a weight above 0; "
            + "mend the weights, or leave the group out"
        ])
      }
      return try TurnbullEstimator.fit(group.outcomes, weights: group.weights)
    }
    let horizon = options.horizon ?? fits.map(\.lastKnownTime).min() ?? 0
    guard options.horizon.map({ $0 > 0 }) ?? true else {
      throw FitError.invalidOption(name: "tau", value: "\(horizon)", expected: "a time above 0")
    }
    let request = TurnbullSummary.Request(
      times: options.times, horizon: horizon, placement: options.placement, level: options.level)
    var groups: [Group] = []
    for (index, (group, curve)) in zip(rows.groups, fits).enumerated() {
      var draws = options.bootstrap
      draws.stream = index
      let bootstrap =
        draws.replicates > 0
        ? try TurnbullEstimator.bootstrap(
          group.outcomes, weights: group.weights, weightKind: reading.weightKind,
          clusters: group.clusters, request: request, resampling: draws) : nil
      groups.append(
        Group(
          levels: group.levels,
          counts: IntervalCounts(
            group.outcomes, weights: group.weights, kind: reading.weightKind),
          summary: TurnbullSummary(curve, request, bootstrap: bootstrap),
          outcomes: group.outcomes.rows(
            (0..<group.outcomes.count).filter { row in group.weights.map { $0[row] > 0 } ?? true }))
      )
    }
    return TurnbullAnalysis(
      facts: EstimatorFacts(
        formula: formula.text, n: groups.reduce(0) { $0 + $1.counts.total },
        inputRows: rows.inputRowCount,
        exclusions: rows.exclusions,
        conventions: conventions(options, horizon, hasClusters: rows.hasClusters)
          + reading.conventions(rows.pooling), convergence: convergence(fits),
        diagnostics: reading.diagnostics(rows.pooling)
          + TurnbullDiagnostics.all(groups, options: options, horizon: horizon)),
      groups: groups, options: options, horizon: horizon)
  }

  private static func conventions(
    _ options: Options, _ horizon: Double, hasClusters: Bool
  ) -> [EstimatorFacts.Convention] {
    let place =
      switch options.placement {
      case .lower: "at the lower end of its interval"
      case .midpoint: "half way in its interval, as R draws it"
      case .upper: "at the upper end of its interval"
      }
    let bootstrap = options.bootstrap
    return [
      .init("intervals", "(lower, upper]; equal bounds are an exact time"),
      .init("placement", "an estimate takes each mass \(place); lower and upper are its bounds"),
      .init(
        "quantiles",
        "the interval whose mass takes the sum to p; half way to the next where the sum is p"),
      .init("tau", options.horizon == nil ? "the last time every curve is known" : "as given"),
      .init("beyond_follow_up", "not carried forward"),
      .init(
        "interval",
        bootstrap.replicates > 0
          ? "percentiles (type 7) at \(options.level) of \(bootstrap.replicates) bootstrap "
            + "replicates of \(hasClusters ? "clusters" : "rows") within groups, seed "
            + "\(bootstrap.seed); last level carried forward in a replicate"
          : "none without --bootstrap"),
      .init("kuhn_tucker", "share by which the largest derivative exceeds that of a maximum"),
    ]
  }

  private static func convergence(_ fits: [TurnbullCurve]) -> Convergence? {
    fits.first.map { first in
      Convergence(
        converged: fits.allSatisfy(\.convergence.converged),
        iterations: fits.map(\.convergence.iterations).max() ?? 0,
        criterion: first.convergence.criterion,
        gradientNorm: fits.map(\.convergence.gradientNorm).max() ?? 0)
    }
  }
}
