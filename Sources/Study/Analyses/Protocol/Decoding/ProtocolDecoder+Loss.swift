import Cohorts

extension ProtocolDecoder {
  /// What counts as loss of benefit.
  func loss(_ node: ProtocolNode?, response: ResponseRule?) -> LossRule {
    let usual = response?.threshold ?? ExactShare(millionths: 300_000)
    let known = [
      "threshold", "reference", "state", "confirmation", "max_gap_months", "origin", "convention",
    ]
    let entries = node?.mapping(known: known)
    let threshold = entries?["threshold"]?.share() ?? usual
    if let response, threshold > response.threshold {
      entries?["threshold"]?.fail(
        "is \(threshold.description), above the response's \(response.threshold.description)",
        help: "a visit in response would be a loss at once; give at most the response's threshold")
    }
    let gap = entries?["max_gap_months"]?.positive("a number of months") ?? 14
    return LossRule(
      threshold: threshold, reference: reference(entries, response: response),
      confirmation: entries?["confirmation"]?.choice(LossRule.Confirmation.self) ?? .twoVisits,
      maxGapMonths: gap, origin: entries?["origin"]?.choice(LossRule.Origin.self) ?? .injection,
      convention: entries?["convention"]?.choice(LossRule.Convention.self) ?? .firstFailingVisit)
  }

  private func reference(
    _ entries: ProtocolNode.Mapping?, response: ResponseRule?
  ) -> LossRule.Reference {
    enum Reference: String, CaseIterable { case baseline, nadir, pass }
    let reference = entries?["reference"]?.choice(Reference.self)
    let state = entries?["state"]?.number(in: 0...100, "a deficit on the 0–100 scale")
    // Where a response is a state, its loss is the end of the state unless told otherwise.
    if reference == nil, case .acceptableState(let limit)? = response?.criterion {
      return .acceptableState(state ?? limit)
    }
    if let reference, reference != .pass {
      entries?["state"]?.fail(
        "has no meaning with `reference: \(reference.rawValue)`",
        help: "leave it out, or write `reference: pass`")
    }
    switch reference ?? .baseline {
    case .baseline: return .baseline
    case .nadir: return .nadir
    case .pass: return .acceptableState(state ?? 35)
    }
  }

  /// What is done about intercurrent events.
  func intercurrent(_ node: ProtocolNode?, visits: VisitPlan?) -> IntercurrentRules {
    let usual = IntercurrentRules()
    let known = [
      "thr", "booster", "injection", "rescue", "death", "withdrawal", "contralateral",
    ]
    guard let entries = node?.mapping(known: known) else { return usual }
    func strategy(
      _ key: String, _ allowed: [IntercurrentRules.Strategy]
    ) -> IntercurrentRules.Strategy? {
      entries[key]?.choice(IntercurrentRules.Strategy.self, among: allowed)
    }
    let repeated: [IntercurrentRules.Strategy] = [.censor, .composite, .competing, .ignore]
    let rescue = entries["rescue"]?.choice(IntercurrentRules.Rescue.self) ?? usual.rescue
    if rescue != .treatmentPolicy, let visits, visits.rescue == nil {
      entries["rescue"]?.fail(
        "is `\(rescue.rawValue)`, but no column says at which visits rescue was taken",
        help: "name it as `visits.rescue`, or write `rescue: treatment-policy`")
    }
    return IntercurrentRules(
      thr: strategy("thr", [.composite, .competing, .censor]) ?? usual.thr,
      booster: strategy("booster", repeated) ?? usual.booster,
      injection: strategy("injection", repeated) ?? usual.injection, rescue: rescue,
      death: strategy("death", [.competing, .composite]) ?? usual.death,
      withdrawal: strategy("withdrawal", [.ignore, .composite]) ?? usual.withdrawal,
      contralateral: strategy("contralateral", [.ignore, .censor]) ?? usual.contralateral)
  }
}
