import Formulas
import Statistics
public import Survival

/// The survival a Cox model predicts for chosen covariates.
public struct CoxPrediction: Sendable {
  /// The covariates, as asked for.
  public let at: String
  /// The stratum, for a stratified model.
  public let stratum: String?
  /// The curve.
  public let curve: CoxModel.SurvivalCurve
  /// The hazard relative to covariates of zero.
  public let relativeRisk: CoxModel.RelativeRisk
  /// The mean time up to τ, where τ was given and follow-up reaches it.
  public let restrictedMean: (estimate: Double, standardError: Double)?
  /// The last time of follow-up in the stratum; the curve says nothing later.
  public let lastFollowUp: Double

  /// The curves asked for; of a stratified model the stratum named, or every one.
  static func curves(
    _ model: CoxModel, frame: ModelFrame, times: [Double], options: CoxAnalysis.Options,
    level: Double
  ) throws -> [CoxPrediction] {
    var predictions: [CoxPrediction] = []
    for text in options.predictions {
      let request = try CovariateRequest(text, strata: frame.strata)
      let design = try frame.encoding.design(at: [request.values])
      for code in request.codes {
        let last = request.lastFollowUp(code, times: times)
        let strata = request.grouping(code)
        let tau = options.requests.tau
        let means = tau.flatMap { tau in
          tau >= 0 && tau <= last
            ? model.restrictedMeans(for: design, strata: strata, tau: tau) : nil
        }
        let risks = model.relativeRisks(for: design)
        let curves = model.survivalCurves(for: design, strata: strata, level: level)
        predictions += curves.enumerated().map { row, curve in
          CoxPrediction(
            at: text, stratum: request.name(code), curve: curve, relativeRisk: risks[row],
            restrictedMean: means?[row], lastFollowUp: last)
        }
      }
    }
    return predictions
  }
}
