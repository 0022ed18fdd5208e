import Glibc
import Statistics

/// What a reader of a generalised linear model must know.
enum GeneralizedLinearDiagnostics {
  static func list(
    _ design: Design, _ iteration: IterativelyReweighted, _ factor: GramFactor,
    _ summary: RowSummary, dispersion: Double
  ) -> [Diagnostic] {
    let problem = iteration.problem
    return DesignChecks.dependenceDiagnostics(design, factor: factor, weights: problem.weights)
      + DesignChecks.conditionDiagnostics(factor)
      + ending(design, iteration, factor.independentColumns)
      + counts(problem, rank: factor.rank, summary.count)
      + fit(problem, summary, rank: factor.rank, dispersion: dispersion)
  }

  /// How the iteration ended, if not at its criterion.
  private static func ending(
    _ design: Design, _ iteration: IterativelyReweighted, _ kept: [Int]
  ) -> [Diagnostic] {
    switch iteration.ending {
    case .converged:
      return []
    case .stopped:
      return [
        Diagnostic(
          .notConverged, .warning,
          message: "the estimates had not settled after \(iteration.iterations) iterations; look "
            + "for covariates on very different scales, or fitted means at the edge of their range."
        )
      ]
    case .separated(let separation):
      let names = separation.columns.map { design.columns[kept[$0]].name }
      return [separated(iteration.problem, separation, names)]
        + names.map { name in
          Diagnostic(
            .infiniteCoefficient, .warning, term: name,
            message: "the estimate of `\(name)` grows without limit while the likelihood levels "
              + "off; the number and its standard error stand for an infinite one.")
        }
    }
  }

  private static func separated(
    _ problem: IterativelyReweighted.Problem, _ separation: Separation, _ names: [String]
  ) -> Diagnostic {
    let list = names.map { "`\($0)`" }.joined(separator: ", ")
    let what =
      problem.family == .poisson
      ? "only rows with a count of zero have the values of \(list) that set them apart"
      : separation.isComplete
        ? "\(list) predict every outcome exactly (complete separation)"
        : "for some values of \(list) every outcome is the same (quasi-complete separation)"
    return Diagnostic(
      .separation, .warning, term: names.count == 1 ? names[0] : nil,
      message: "\(what), so no finite estimate exists; merge levels, leave the column out, or use "
        + "a penalised or exact method.")
  }

  /// Counts that are none, or too few.
  private static func counts(
    _ problem: IterativelyReweighted.Problem, rank: Int, _ rowCount: Int
  ) -> [Diagnostic] {
    guard problem.family.hasKnownDispersion else { return [] }
    var events = 0.0
    var others = 0.0
    var isInteger = true
    for i in problem.response.indices {
      let weight = problem.weights?[i] ?? 1
      let count = problem.family == .binomial ? weight * problem.response[i] : problem.response[i]
      // R's limit, which leaves room for proportions written with few digits.
      if weight > 0, abs(count - count.rounded()) > 1e-3 { isInteger = false }
      events += weight * problem.response[i]
      others += weight * (1 - problem.response[i])
    }
    var list: [Diagnostic] = []
    if !isInteger {
      list.append(
        Diagnostic(
          .nonInteger, .note,
          message: problem.family == .binomial
            ? "proportions times weights are not whole numbers of events; the log-likelihood is "
              + "that of a continuous extension."
            : "counts are not whole numbers; the log-likelihood is that of a continuous "
              + "extension."))
    }
    let fewest = problem.family == .binomial ? min(events, others) : events
    if fewest < Double(rank) {
      list.append(
        Diagnostic(
          .fewEvents, .warning,
          message: "there are fewer events (\(Int(min(fewest, 1e15)))) than coefficients "
            + "(\(rank)); use fewer terms."))
    }
    return list
  }

  /// A dispersion that cannot be estimated, or is nothing but rounding.
  private static func fit(
    _ problem: IterativelyReweighted.Problem, _ summary: RowSummary, rank: Int, dispersion: Double
  ) -> [Diagnostic] {
    guard !problem.family.hasKnownDispersion else { return [] }
    if summary.count <= rank {
      return [
        Diagnostic(
          .notEstimable, .warning,
          message: "the model has \(rank) coefficients for \(summary.count) rows, so nothing is "
            + "left to estimate the dispersion from; use fewer terms.")
      ]
    }
    let squares = summary.means.reduce(0) { $0 + $1 * $1 / Double(summary.means.count) }
    guard dispersion <= 1e-30 * (problem.family == .gaussian ? squares : 1) else { return [] }
    return [
      Diagnostic(
        .perfectFit, .warning,
        message: "the fit reproduces the response exactly, so standard errors and tests say "
          + "nothing; check whether the response enters the covariates.")
    ]
  }
}
