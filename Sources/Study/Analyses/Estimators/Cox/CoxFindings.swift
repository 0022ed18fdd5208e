import Formulas
public import Statistics
public import Survival
import Tables

/// What was made of a fitted Cox model at the reader's request.
public struct CoxFindings: Sendable {
  /// The concordance with the time weights asked for; `nil` where it is not defined.
  public let concordance: Concordance?
  /// The standardised curves, one for each variable.
  public let standardisations: [CoxStandardisation]
  /// The coefficients of bootstrap replicates.
  public let bootstrap: BootstrapSample?
  /// What the reader must know.
  public let diagnostics: [Diagnostic]

  init(
    _ model: CoxModel, _ frame: ModelFrame, _ table: Table, options: CoxAnalysis.Options
  ) throws {
    let requests = options.requests
    try CoxFindings.check(model, options)
    concordance =
      model.timeFunctions.isEmpty
      ? try model.concordance(timeWeight: requests.timeWeight, tau: requests.concordanceTau) : nil
    standardisations = try requests.standardise.map {
      try CoxStandardisation($0, model, frame, table, options: options)
    }
    bootstrap =
      requests.bootstrap.replicates == 0 ? nil : try model.bootstrap(requests.bootstrap)
    let last = standardisations.isEmpty ? 0 : model.lastCommonFollowUp
    diagnostics =
      standardisations.flatMap { $0.diagnostics(lastFollowUp: last) }
      + CoxFindings.diagnostics(bootstrap, model)
  }

  /// Refuses what an exact or penalised likelihood, or effects that change with time, would need
  /// derivations of their own for.
  private static func check(_ model: CoxModel, _ options: CoxAnalysis.Options) throws {
    guard
      options.model.ties.isExact || options.model.penalty.isPenalized
        || !model.timeFunctions.isEmpty
    else { return }
    for (isAsked, name) in [
      (!options.requests.standardise.isEmpty, "--standardise"),
      (options.requests.bootstrap.replicates > 0, "--bootstrap"),
    ] where isAsked {
      throw StudyError(reasons: [
        "\(name) goes with --ties efron or breslow, without a penalty and without tt(); take it "
          + "from that fit"
      ])
    }
  }

  /// Replicates that have no estimates, or none of some coefficients.
  private static func diagnostics(_ sample: BootstrapSample?, _ model: CoxModel) -> [Diagnostic] {
    guard let sample else { return [] }
    var found: [Diagnostic] = []
    if sample.failureCount > 0 {
      found.append(
        Diagnostic(
          .notEstimable, .warning,
          message: "\(sample.failureCount) bootstrap replicates could not be fitted and are left "
            + "out" + (sample.firstFailure.map { "; the first: \($0)" } ?? "") + "."))
    }
    for (column, name) in model.coefficientNames.enumerated() {
      let missing = sample.missingCount(of: column)
      let infinite = sample.values.count { $0[column].isInfinite }
      guard missing + infinite > 0, !model.coefficients[column].isNaN else { continue }
      found.append(
        Diagnostic(
          .notEstimable, .warning, term: name,
          message: "\(name) has no estimate in \(missing) bootstrap replicates and an infinite "
            + "one in \(infinite); the former are left out of its interval, the latter count as "
            + "beyond it."))
    }
    return found
  }

  /// The conventions of what was asked for.
  static func conventions(_ options: CoxAnalysis.Options) -> [EstimatorFacts.Convention] {
    let requests = options.requests
    var conventions: [EstimatorFacts.Convention] = []
    if !options.predictions.isEmpty || !requests.standardise.isEmpty {
      conventions.append(.init("survival_interval", requests.interval.rawValue))
    }
    if !requests.standardise.isEmpty {
      conventions += [
        .init(
          "standardised",
          "mean of the rows' predicted curves (g-formula), each in its own stratum; contrasts are "
            + "a less or over b, ratios with intervals on the log scale"),
        .init(
          "standardised_variance",
          "influence functions of coefficients and baseline hazard"
            + (requests.covariates == .sampled
              ? " and of the sample of covariates" : "; covariates fixed")),
      ]
    }
    if requests.bootstrap.replicates > 0 {
      conventions.append(
        .init(
          "bootstrap",
          "rows, or clusters, drawn with replacement; percentile intervals, quantiles of type 7"))
    }
    return conventions
  }
}
