internal import Statistics

/// What the influence of rows on a Kaplan-Meier curve needs, time by time.
///
/// The derivative of S(t) with respect to the weight of row i is
///
///     IFᵢ(t) = S(t) ( H(min(Tᵢ, t)) − [event at Tᵢ ≤ t] / (n − d)(Tᵢ) )
///
/// with H(t) = Σ d / (n (n − d)) over the event times up to t, and zero where S(t) is. With
/// R(s) = ∫ S from s to τ, that of the restricted mean ∫₀^τ S is its integral,
///
///     Aᵢ = Σ h(s) R(s) over s ≤ min(Tᵢ, τ)  −  [event at Tᵢ ≤ τ] R(Tᵢ) / (n − d)(Tᵢ)
///
/// with h the steps of H.
struct InfluenceSteps: Sendable {
  /// The rows in order of time.
  let risk: RiskSets
  /// The survival from each time on, S.
  let survival: [Double]
  /// The sum up to each time, H, without the step that takes the curve to zero.
  let hazard: [Double]
  /// One over the number left without the event after each time, 1 / (n − d); 0 where nobody is
  /// left, for the influence is zero from there on.
  let inverseSurvivors: [Double]

  /// Takes the steps of a curve of unweighted rows followed from the origin.
  init(_ curve: KaplanMeierCurve, _ risk: RiskSets) {
    self.risk = risk
    survival = curve.survival
    var hazard: [Double] = []
    var inverse: [Double] = []
    hazard.reserveCapacity(survival.count)
    inverse.reserveCapacity(survival.count)
    var sum = 0.0
    for slot in survival.indices {
      let survivors = curve.atRisk[slot] - curve.events[slot]
      let share = survivors > 0 ? 1 / survivors : 0
      sum += curve.events[slot] / curve.atRisk[slot] * share
      hazard.append(sum)
      inverse.append(share)
    }
    self.hazard = hazard
    inverseSurvivors = inverse
  }

  /// The area under the curve from 0 to `horizon`, and each cluster's influence on it.
  ///
  /// - Parameters:
  ///   - sign: a factor of the influence.
  ///   - influence: one number per cluster, to which its rows' influence is added.
  /// - Precondition: no time lies before 0.
  func restrictedMean(
    to horizon: Double, sign: Double, clusters: Grouping,
    addingInfluenceTo influence: inout [Double]
  ) -> Double {
    let times = risk.times
    let reached = times.firstIndex { $0 > horizon } ?? times.count
    // The area from each time to the horizon, backwards, so that small late areas keep digits.
    var areas = [Double](repeating: 0, count: reached)
    var area = 0.0
    var end = horizon
    for slot in (0..<reached).reversed() {
      area += survival[slot] * (end - times[slot])
      end = times[slot]
      areas[slot] = area
    }
    var gained = 0.0
    var lastHazard = 0.0
    for slot in times.indices {
      var own = 0.0
      if slot < reached {
        gained += (hazard[slot] - lastHazard) * areas[slot]
        lastHazard = hazard[slot]
        own = areas[slot] * inverseSurvivors[slot]
      }
      for position in risk.events(inGroup: slot) {
        influence[Int(clusters.codes[Int(risk.order[position])])] += sign * (gained - own)
      }
      for position in risk.censorings(inGroup: slot) {
        influence[Int(clusters.codes[Int(risk.order[position])])] += sign * gained
      }
    }
    return area + end
  }
}
