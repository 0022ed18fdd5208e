import Formulas
import Statistics
public import Survival

/// The frailty of a Cox model with the names of its clusters.
public struct CoxFrailty: Sendable {
  /// The column or expression of the clusters.
  public let name: String
  /// The level of each cluster.
  public let levels: [String]
  /// The estimates.
  public let estimate: SharedFrailty
  /// The standard errors of the coefficients with the uncertainty of the variance added.
  public let adjustedStandardErrors: [Double]

  init?(_ model: CoxModel, _ frame: ModelFrame) {
    guard let estimate = model.frailty, let groups = frame.frailty else { return nil }
    name = groups.name
    levels = groups.levels
    self.estimate = estimate
    adjustedStandardErrors = estimate.adjustedStandardErrors(model.modelStandardErrors)
  }

  /// Refuses what cannot stand beside a frailty.
  static func check(_ frame: ModelFrame, _ options: CoxAnalysis.Options) throws {
    guard frame.frailty != nil else { return }
    if !options.predictions.isEmpty || !options.requests.standardise.isEmpty {
      throw StudyError(reasons: [
        "--at and --standardise are not defined with a frailty: a new subject has none; predict "
          + "from the model without it"
      ])
    }
    if options.requests.bootstrap.replicates > 0 {
      throw StudyError(reasons: [
        "--bootstrap is not defined with a frailty; its interval is that of the profile likelihood"
      ])
    }
    if let kind = options.residuals, [.dfbeta, .dfbetas, .scaledSchoenfeld].contains(kind) {
      throw StudyError(reasons: [
        "--residuals \(kind.rawValue) are not defined with a frailty: leaving out a row moves the "
          + "frailty of its cluster too; martingale, deviance, score and schoenfeld are"
      ])
    }
    let specials = frame.formula.specialTerms
    guard let cluster = specials.first(where: { $0.kind == .cluster }) else { return }
    throw ModelFrameError.formula(
      FormulaError(
        formula: frame.formula.text,
        issues: [
          .init(
            "`\(cluster.label)` and a frailty both account for rows that belong together",
            at: cluster.position,
            help: "keep cluster(...) for robust standard errors, or frailty(...) for the variance "
              + "between clusters")
        ]))
  }

  /// The choices that other software makes differently.
  static var conventions: [EstimatorFacts.Convention] {
    [
      .init("frailty", "gamma, mean 1; variance at the maximum of the marginal likelihood"),
      .init("frailty_interval", "profile likelihood"),
      .init("frailty_test", "likelihood ratio against half chi-squared 0 and half chi-squared 1"),
      .init(
        "likelihood_ratio",
        "marginal likelihood against neither covariates nor frailty, half "
          + "chi-squared p and half chi-squared p + 1"),
    ]
  }

  /// What `std_error` is.
  static let variance =
    "inverse of the exact information of the marginal likelihood, frailty variance taken as known"

  /// What a frailty leaves undefined.
  static func diagnostics(_ frame: ModelFrame, kind: WeightKind) -> [Diagnostic] {
    guard frame.frailty != nil, kind.asksForRobustVariance(frame.weights) else { return [] }
    return [
      Diagnostic(
        .nonInteger, .warning,
        message: "The standard errors take the weights as numbers of rows: with a frailty there is "
          + "no robust variance.")
    ]
  }
}
