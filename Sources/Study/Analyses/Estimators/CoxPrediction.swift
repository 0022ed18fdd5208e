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
      var given = try values(text)
      let labels = frame.strata?.labels ?? []
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
        let tau = options.requests.tau
        let means = tau.flatMap { tau in
          tau >= 0 && tau <= last ?? -.infinity
            ? model.restrictedMeans(for: design, strata: strata, tau: tau) : nil
        }
        let risks = model.relativeRisks(for: design)
        let curves = model.survivalCurves(for: design, strata: strata, level: level)
        predictions += curves.enumerated().map { row, curve in
          CoxPrediction(
            at: text, stratum: labels.isEmpty ? nil : CoxAnalysis.name(labels[code]), curve: curve,
            relativeRisk: risks[row], restrictedMean: means?[row],
            lastFollowUp: last ?? -.infinity)
        }
      }
    }
    return predictions
  }

  /// `age=60,sex=1` → values by column.
  static func values(_ text: String) throws -> [String: String] {
    var values: [String: String] = [:]
    for part in text.split(separator: ",") {
      let sides = part.split(separator: "=", maxSplits: 1).map {
        $0.drop { $0 == " " }
      }
      guard sides.count == 2, !sides[0].isEmpty else {
        throw StudyError(reasons: [
          "--at \(text): expected column=value pairs separated by commas, such as age=60,sex=1"
        ])
      }
      values[String(sides[0])] = String(sides[1])
    }
    return values
  }
}
