import Cohorts
public import Formulas
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → restricted mean survival times and their contrasts.
public struct RestrictedMeanAnalysis: Sendable {
  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The means.
  public let means: RestrictedMeanSurvival
  /// The contrasts of every pair of groups.
  public let contrasts: [RestrictedMeanSurvival.Contrast]
  /// What tells the groups apart, in formula order.
  public let groups: [[GroupLevel]]
  /// A pseudo-value of the mean for each row of the file, where asked for.
  public let pseudoValues: PseudoValueColumns?

  /// Reads the formula's columns and estimates a mean per group.
  ///
  /// - Parameter pseudoValues: how to find pseudo-values; `nil` for none.
  public static func run(
    _ formula: Formula, on table: Table, reading: RowReading = .init(),
    options: RestrictedMeanSurvival.Options = .init(),
    pseudoValues: PseudoValues.Jackknife? = nil
  ) throws -> RestrictedMeanAnalysis {
    let frame = try GroupedFrame.build(
      formula, from: table,
      options: .init(
        weights: reading.weights, poolsTimes: reading.poolsTimes, supportedTerms: [.cluster],
        caller: "rmst"))
    var options = options
    options.weightKind = reading.weightKind
    let means = try RestrictedMeanSurvival.fit(
      frame.outcomes, groups: frame.groups, weights: frame.weights, clusters: frame.clusters,
      options: options)
    let pseudo = try pseudoValues.map {
      try PseudoValueColumns(frame, quantities: [.restrictedMean(to: means.tau)], jackknife: $0)
    }
    let tau = Stratifier.text(means.tau)
    let facts = EstimatorFacts(
      formula: formula.text, n: means.groups.reduce(0) { $0 + $1.rowCount },
      inputRows: frame.inputRowCount,
      exclusions: frame.exclusions,
      conventions: [
        .init(
          "tau",
          means.tauIsFromData
            ? "\(tau), the smallest of the groups' last times of follow-up, event or censoring"
            : "\(tau), as asked for"),
        .init(
          "interval",
          "estimate ± z x standard error at \(options.level), cut to what is possible; ratios on the "
            + "log"),
        .init("variance", means.variance.rawValue),
        .init("contrasts", "a minus b, a over b"),
        .init("ratio_std_error", "of the logarithm of the ratio"),
        .init("beyond_follow_up", "not carried forward"),
        .init("ties", "events before censorings before entries"),
      ] + (pseudo.map { [$0.convention] } ?? []) + reading.conventions(frame.pooling),
      convergence: nil,
      diagnostics: reading.diagnostics(frame.pooling)
        + means.diagnostics.map { named($0, frame.labels) })
    return RestrictedMeanAnalysis(
      facts: facts, means: means, contrasts: means.contrasts,
      groups: frame.labels.map(GroupLevel.of), pseudoValues: pseudo)
  }

  /// A diagnostic with the name of the group it speaks of.
  private static func named(
    _ found: RestrictedMeanSurvival.GroupDiagnostic, _ labels: [[LevelOf]]
  ) -> Diagnostic {
    let label = found.group.map { labels[$0] } ?? []
    guard !label.isEmpty else { return found.diagnostic }
    let name = label.map { "\($0.column)=\($0.level)" }.joined(separator: ", ")
    return Diagnostic(
      found.diagnostic.code, found.diagnostic.severity, term: name,
      message: "\(name): \(found.diagnostic.message)")
  }
}
