extension BenefitCriterion {
  /// The OMERACT-OARSI criteria on the deficits; nil where a missing score leaves them open.
  func isOMERACTResponder(_ scores: HipHistory.Scores, _ baseline: Baseline) -> Bool? {
    func domain(_ place: Int) -> OMERACTOARSI.Domain {
      let scale = scales[place]
      let deficits = ScoreScale(
        instrument: scale.instrument, subscale: scale.subscale, range: 0...scale.width,
        better: .lower)
      func known(_ deficit: Double) -> Double? { deficit.isNaN ? nil : deficit }
      return OMERACTOARSI.Domain(
        baseline: known(baseline[place]), followUp: known(scale.deficit(of: scores[place])),
        scale: deficits)
    }
    guard scales.count >= 2 else { return nil }
    let hasGlobal = scales.count > 2
    return OMERACTOARSI.assess(
      pain: domain(0), function: domain(1), global: hasGlobal ? domain(2) : .missing,
      variant: hasGlobal ? .threeDomains : .twoDomains
    ).isResponder
  }
}
