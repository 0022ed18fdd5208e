extension BenefitCriterion {
  func isOMERACTResponder(_ scores: HipHistory.Scores, _ baseline: Baseline) -> Bool? { nil }
}
