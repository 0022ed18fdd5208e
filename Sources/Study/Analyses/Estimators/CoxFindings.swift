import Formulas
public import Statistics
public import Survival
import Tables

/// What was made of a fitted Cox model at the reader's request.
public struct CoxFindings: Sendable {
  /// The concordance with the time weights asked for.
  public let concordance: Concordance
  /// The standardised curves, one for each variable.
  public let standardisations: [CoxStandardisation]
  /// What the reader must know.
  public let diagnostics: [Diagnostic]

  init(
    _ model: CoxModel, _ frame: ModelFrame, _ table: Table, options: CoxAnalysis.Options
  ) throws {
    let requests = options.requests
    concordance = try model.concordance(
      timeWeight: requests.timeWeight, tau: requests.concordanceTau)
    standardisations = try requests.standardise.map {
      try CoxStandardisation($0, model, frame, table, options: options)
    }
    let last = standardisations.isEmpty ? 0 : model.lastCommonFollowUp
    diagnostics = standardisations.flatMap { $0.diagnostics(lastFollowUp: last) }
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
    return conventions
  }
}
