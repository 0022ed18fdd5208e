public import Formulas
import LinearAlgebra
import Outcomes
import Statistics
public import Survival
public import Tables

/// Formula and table → the concordance of each score on the right with the follow-up on the left.
public struct ConcordanceAnalysis: Sendable {
  /// The formula, rows and conventions.
  public let facts: EstimatorFacts
  /// The names of the scores.
  public let scores: [String]
  /// Their concordances.
  public let comparison: ConcordanceComparison
  /// How pairs were counted.
  public let options: ConcordanceComparison.Options

  /// The pairs of scores to compare: the later less the earlier is of no more use than the other
  /// way round, so that each stands once.
  public var pairs: [(a: Int, b: Int)] {
    scores.indices.flatMap { a in scores.indices.dropFirst(a + 1).map { (a: a, b: $0) } }
  }

  /// Reads the formula's columns and counts; `strata(...)` and `cluster(...)` are understood.
  public static func run(
    _ formula: Formula, on table: Table, reading: RowReading = .init(),
    options: ConcordanceComparison.Options = .init()
  ) throws -> ConcordanceAnalysis {
    let frame = try ModelFrame.build(
      formula, from: table,
      options: .init(
        weights: reading.weights, usesIntercept: .never, poolsTimes: reading.poolsTimes,
        supportedTerms: [.strata, .cluster], caller: "concordance"))
    guard case .survival(let outcomes, _, _) = frame.response else {
      throw ModelFrameError.formula(
        FormulaError(
          formula: formula.text,
          issues: [
            .init(
              "concordance needs follow-up on the left of the formula", at: 0..<1,
              help: "write Surv(time, event) ~ score")
          ]))
    }
    let columns = frame.design.columns
    guard !columns.isEmpty, columns.allSatisfy({ $0.level == nil }) else {
      let wrong = columns.first { $0.level != nil }?.variable
      throw ModelFrameError.formula(
        FormulaError(
          formula: formula.text,
          issues: [
            .init(
              wrong.map { "`\($0)` is a category, which has no order" }
                ?? "there is no score on the right of the formula", at: nil,
              help: "write columns of numbers, as in Surv(time, event) ~ score1 + score2")
          ]))
    }
    try reading.weightKind.check(frame.weights)
    var settings = options
    settings.weightKind = reading.weightKind
    let comparison = try ConcordanceComparison.count(
      outcomes, scores: columns.indices.map { Array(frame.design.matrix.column($0)) },
      strata: frame.strata?.grouping, weights: frame.weights, clusters: frame.clusters,
      options: settings)
    return ConcordanceAnalysis(
      facts: EstimatorFacts(
        frame, n: comparison.observationCount,
        conventions: [
          .init(
            "direction",
            options.reverse
              ? "a higher score means a later event" : "a higher score means an earlier event"),
          .init("concordance", "within strata; " + options.timeWeight.words),
          .init(
            "ties",
            "equal scores count one half; two events at one time are no pair, an event and a "
              + "censoring are"),
          .init(
            "variance",
            "infinitesimal jackknife, summed over "
              + "\(frame.clusters == nil ? "rows" : "clusters"); time weights taken as known"),
        ] + reading.conventions(frame.pooling), convergence: nil,
        diagnostics: reading.diagnostics(frame.pooling)
          + diagnostics(comparison, columns.map(\.name))),
      scores: columns.map(\.name), comparison: comparison, options: options)
  }

  private static func diagnostics(
    _ comparison: ConcordanceComparison, _ names: [String]
  ) -> [Diagnostic] {
    guard let first = comparison.concordances.first, first.estimate.isNaN else { return [] }
    return [
      Diagnostic(
        .notEstimable, .warning,
        message: "No two rows can be compared: no event happened while another row of the same "
          + "stratum was at risk and outlived it.")
    ]
  }
}
