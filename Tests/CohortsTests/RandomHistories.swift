import Cohorts

/// Random histories from a seed, for properties that must hold of any.
struct RandomHistories: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// SplitMix64 (Steele, Lea and Flood 2014).
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < probability
  }

  /// Any history: visits in order, some missing, some with rescue, and events among them.
  mutating func history() -> HipHistory {
    var visits: [(Double, Double?)] = [
      (0, chance(0.05) ? nil : Double(Int.random(in: 3...20, using: &self)))
    ]
    for planned in [1.5, 3, 6, 12, 18, 24, 36] where !chance(0.15) {
      let month = planned + Double(Int.random(in: -10...10, using: &self)) / 30.4375
      visits.append((month, chance(0.05) ? nil : Double(Int.random(in: 0...20, using: &self))))
    }
    var events: [(EventPlan.Kind, Double)] = []
    for kind in EventPlan.Kind.allCases where chance(0.2) {
      let onVisit = visits.count > 1 && chance(0.3)
      let month =
        onVisit
        ? visits[Int.random(in: 1..<visits.count, using: &self)].0
        : Double.random(in: 0.5...40, using: &self)
      events.append((kind, month))
    }
    let death = events.first { $0.0 == .death }?.1 ?? .infinity
    visits.removeAll { $0.0 > death }
    let nsaid = visits.map(\.0).filter { _ in chance(0.1) }
    return WorkedHistories.history(visits, nsaidAt: nsaid, events: events.filter { $0.1 <= death })
  }

  /// A history with one change each way: no response, then response, then none again.
  mutating func monotoneHistory() -> HipHistory {
    let months = [1.5, 3, 6, 12, 18, 24, 36, 48]
    let onset = Int.random(in: 0..<months.count, using: &self)
    let loss = Int.random(in: onset...months.count, using: &self)
    let visits = months.enumerated().map { place, month -> (Double, Double?) in
      (
        month,
        Double(
          onset <= place && place < loss
            ? Int.random(in: 0...8, using: &self) : Int.random(in: 9...20, using: &self))
      )
    }
    return WorkedHistories.history([(0, 12)] + visits)
  }

  mutating func rules() -> IntercurrentRules {
    let any = IntercurrentRules.Strategy.allCases
    return IntercurrentRules(
      thr: [.composite, .competing, .censor].randomElement(using: &self) ?? .composite,
      booster: any.randomElement(using: &self) ?? .censor,
      injection: any.randomElement(using: &self) ?? .composite,
      rescue: IntercurrentRules.Rescue.allCases.randomElement(using: &self) ?? .missing,
      death: [.composite, .competing].randomElement(using: &self) ?? .competing)
  }
}
