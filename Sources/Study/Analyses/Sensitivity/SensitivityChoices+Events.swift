import Cohorts

extension SensitivityChoices {
  /// What is done about each event that comes between.
  var events: [SensitivityChoice] {
    let rules = plan.intercurrent
    let repeated: [IntercurrentRules.Strategy] = [.censor, .composite, .competing, .ignore]
    return [
      event(.thr, rules.thr, [.composite, .competing, .censor]) { $0.intercurrent.thr = $1 },
      event(.booster, rules.booster, repeated) { $0.intercurrent.booster = $1 },
      event(.injection, rules.injection, repeated) { $0.intercurrent.injection = $1 },
      rescue,
      event(.death, rules.death, [.competing, .composite]) { $0.intercurrent.death = $1 },
      event(.withdrawal, rules.withdrawal, [.ignore, .composite]) {
        $0.intercurrent.withdrawal = $1
      }, otherHip,
    ]
  }

  private func event(
    _ kind: EventPlan.Kind, _ chosen: IntercurrentRules.Strategy,
    _ strategies: [IntercurrentRules.Strategy],
    change: (inout EndpointPlan, IntercurrentRules.Strategy) -> Void
  ) -> SensitivityChoice {
    let name = kind == .withdrawal ? "Leaving the study" : kind.words.capitalisedSentence
    guard recorded.kinds.contains(kind) else {
      return untold(name, chosen: Self.words(chosen), "no \(kind.words) is on record")
    }
    return choice(name, chosen, among: strategies, words: Self.words, change: change)
  }

  private static func words(_ strategy: IntercurrentRules.Strategy) -> String {
    switch strategy {
    case .composite: "counts as loss"
    case .competing: "competes"
    case .censor: "ends follow-up"
    case .ignore: "is ignored"
    }
  }

  private var rescue: SensitivityChoice {
    func words(_ rule: IntercurrentRules.Rescue) -> String {
      switch rule {
      case .treatmentPolicy: "is ignored"
      case .composite: "makes the visit one without response"
      case .missing: "makes the visit a missing one"
      }
    }
    let (name, chosen) = ("Rescue medication", plan.intercurrent.rescue)
    guard plan.visits.rescue != nil else {
      return untold(
        name, chosen: words(chosen), "no column says at which visits rescue was taken")
    }
    guard recorded.hasRescue else {
      return untold(name, chosen: words(chosen), "no visit with rescue medication is on record")
    }
    return choice(name, chosen, among: IntercurrentRules.Rescue.allCases, words: words) {
      $0.intercurrent.rescue = $1
    }
  }

  private var otherHip: SensitivityChoice {
    let (name, chosen) = ("Replacement of the other hip", plan.intercurrent.contralateral)
    guard recorded.hasOtherHip else {
      return untold(
        name, chosen: Self.words(chosen), "no replacement of the other hip is on record")
    }
    return choice(name, chosen, among: [.ignore, .censor], words: Self.words) {
      $0.intercurrent.contralateral = $1
    }
  }

  /// All eligible, or those who kept to the protocol.
  var population: SensitivityChoice {
    let name = "Units analysed"
    guard let perProtocol else {
      return SensitivityChoice(
        name, chosen: "all eligible",
        [("per protocol", .untold("not declared in the protocol"))])
    }
    return SensitivityChoice(
      name, chosen: "all eligible",
      [("per protocol: \(perProtocol.condition.text)", .units(perProtocol))])
  }
}

extension String {
  /// The text with a capital letter first.
  fileprivate var capitalisedSentence: String { prefix(1).uppercased() + dropFirst() }
}
