internal import Glibc

/// How a log-rank test weights the event times.
///
/// S(t−) is the Kaplan-Meier curve of all groups of the stratum together just before t, n the
/// number at risk in them, d the number of events. S̃ is Peto's curve Π (1 − d / (n + 1)).
public enum LogRankWeighting: Sendable, Hashable, Codable {
  /// Weight 1: the log-rank test.
  case logRank
  /// Weight S(t−)^ρ (1 − S(t−))^γ (Fleming and Harrington): with γ = 0 the G-rho family of R's
  /// survdiff, where ρ = 1 is the Peto-Peto modification of Wilcoxon's test.
  case flemingHarrington(rho: Double, gamma: Double)
  /// Weight n: the generalised Wilcoxon test of Gehan and Breslow.
  case gehan
  /// Weight √n (Tarone and Ware).
  case taroneWare
  /// Weight S̃(t) (Peto and Peto).
  case petoPeto
  /// Weight S̃(t) n / (n + 1) (Andersen).
  case modifiedPetoPeto

  /// Why the weighting makes no sense, if so: the name and value of the exponent at fault.
  var fault: (name: String, value: Double)? {
    guard case .flemingHarrington(let rho, let gamma) = self else { return nil }
    if !(rho >= 0 && rho.isFinite) { return ("rho", rho) }
    if !(gamma >= 0 && gamma.isFinite) { return ("gamma", gamma) }
    return nil
  }
}

/// The weight of each event time in turn, in ascending order, within one stratum.
struct LogRankWeights {
  private let weighting: LogRankWeighting
  /// S(t−), of all groups together.
  private var survival = 1.0
  /// Peto's curve up to and with the present time.
  private var petoSurvival = 1.0

  init(_ weighting: LogRankWeighting) { self.weighting = weighting }

  /// The weight of the next event time.
  mutating func next(atRisk: Double, events: Double) -> Double {
    petoSurvival *= 1 - events / (atRisk + 1)
    defer { survival *= (atRisk - events) / atRisk }
    switch weighting {
    case .logRank: return 1
    case .flemingHarrington(let rho, let gamma):
      let early = rho == 0 ? 1 : pow(survival, rho)
      return gamma == 0 ? early : early * pow(1 - survival, gamma)
    case .gehan: return atRisk
    case .taroneWare: return atRisk.squareRoot()
    case .petoPeto: return petoSurvival
    case .modifiedPetoPeto: return petoSurvival * atRisk / (atRisk + 1)
    }
  }
}
