import Analyses
import Statistics
import Testing

@Suite struct DisclosedWordsTests {
  private func told(_ message: String) -> String {
    DisclosedWords().told([Diagnostic(.notEstimable, .warning, message: message)])
      .first?.message ?? ""
  }

  @Test(arguments: [
    (
      "No adjusted comparison: together the covariates tell the arms apart completely (own 4, donor "
        + "3 units with every covariate): no unit of one arm has a counterpart in the other. In one "
        + "arm only: sex male (own 1); centre B (own 1)",
      "No adjusted comparison: together the covariates tell the arms apart completely: no unit of "
        + "one arm has a counterpart in the other."
    ),
    (
      "No adjusted comparison: only 12.5 % of the units could as well have been in either arm (own "
        + "5, donor 3 units with every covariate)",
      "No adjusted comparison: too few of the units could as well have been in either arm"
    ),
    (
      "centre has no value that both arms share: A (own 3), B (donor 2)",
      "centre has no value that both arms share."
    ),
    ("3 of 12 hips are left out.", "some hips are left out."),
  ])
  func countsInSentencesAreNotTold(_ message: String, _ expected: String) {
    #expect(told(message) == expected)
  }

  /// What knows its counts says itself what it is without them.
  @Test func aRemarkMayKnowItsWordsWithoutCounts() {
    let told = DisclosedWords().told([
      Diagnostic(
        .fewEvents, .warning, message: "46 events for 12 coefficients of `centre=12`.",
        withoutCounts: "Fewer than 5 events for each coefficient.")
    ])
    #expect(told.map(\.message) == ["Fewer than 5 events for each coefficient."])
  }

  @Test func wordsWithoutCountsStay() {
    let message = "The median is not reached: the curve stays above one half."
    #expect(told(message) == message)
  }
}
