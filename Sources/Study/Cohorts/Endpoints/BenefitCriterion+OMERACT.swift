extension BenefitCriterion {
  /// The OMERACT-OARSI criteria on the deficits; nil where a missing score leaves them open.
  func isOMERACTResponder(_ scores: HipHistory.Scores, _ baseline: Baseline) -> Bool? {
    func domain(_ place: Int) -> OMERACTOARSI.Domain {
      OMERACTOARSI.Domain(
        baselineDeficit: baseline[place], followUpDeficit: scales[place].deficit(of: scores[place]),
        scale: scales[place])
    }
    guard scales.count >= 2 else { return nil }
    let hasGlobal = scales.count > 2
    return OMERACTOARSI.assess(
      pain: domain(0), function: domain(1), global: hasGlobal ? domain(2) : .missing,
      variant: hasGlobal ? .threeDomains : .twoDomains
    ).isResponder
  }
}
