import Formulas
import Statistics
public import Survival

/// The cumulative incidence a Fine-Gray model predicts for chosen covariates.
public struct FineGrayPrediction: Sendable {
  /// The covariates, as asked for.
  public let at: String
  /// The stratum, for a stratified model.
  public let stratum: String?
  /// The curve, at the times asked for or at the event times.
  public let curve: FineGrayModel.IncidenceCurve
  /// The last time of follow-up in the stratum; the curve says nothing later.
  public let lastFollowUp: Double

  /// The curves asked for; of a stratified model the stratum named, or every one.
  static func curves(
    _ model: FineGrayModel, frame: ModelFrame, times: [Double],
    options: FineGrayAnalysis.Options, level: Double
  ) throws -> [FineGrayPrediction] {
    var predictions: [FineGrayPrediction] = []
    for text in options.predictions {
      let request = try CovariateRequest(text, strata: frame.strata)
      let design = try frame.encoding.design(at: [request.values])
      for code in request.codes {
        let last = request.lastFollowUp(code, times: times)
        predictions += model.incidenceCurves(
          for: design, strata: request.grouping(code),
          at: options.times.isEmpty ? nil : options.times, level: level
        ).map {
          FineGrayPrediction(
            at: text, stratum: request.name(code), curve: $0, lastFollowUp: last)
        }
      }
    }
    return predictions
  }
}
