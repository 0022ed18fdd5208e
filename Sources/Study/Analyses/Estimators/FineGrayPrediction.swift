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
    let labels = frame.strata?.labels ?? []
    for text in options.predictions {
      var given = try CoxPrediction.values(text)
      let codes = labels.indices.filter { code in
        labels[code].allSatisfy { given[$0.column] == nil || given[$0.column] == $0.level }
      }
      if !labels.isEmpty, codes.isEmpty {
        throw StudyError(reasons: [
          "--at \(text): no such stratum; the strata are "
            + labels.map(CoxAnalysis.name).joined(separator: "; ")
        ])
      }
      for part in labels.first ?? [] { given[part.column] = nil }
      let design = try frame.encoding.design(at: [given])
      for code in labels.isEmpty ? [0] : codes {
        let last = times.indices.lazy.filter { row in
          frame.strata.map { $0.grouping.codes[row] == Int32(code) } ?? true
        }.map { times[$0] }.max()
        let strata = labels.isEmpty ? nil : Grouping(codes: [Int32(code)], count: labels.count)
        predictions += model.incidenceCurves(
          for: design, strata: strata, at: options.times.isEmpty ? nil : options.times,
          level: level
        ).map {
          FineGrayPrediction(
            at: text, stratum: labels.isEmpty ? nil : CoxAnalysis.name(labels[code]), curve: $0,
            lastFollowUp: last ?? -.infinity)
        }
      }
    }
    return predictions
  }
}
