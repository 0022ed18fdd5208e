import Analyses
import Foundation
import Reports
import Testing

/// What the audit of texts finds, and what it passes over.
@Suite struct TextAuditTests {
  /// `kind: missing, missing` of every finding, in order.
  private func findings(_ text: String) -> [String] {
    TextAudit(text, source: "text.md").findings.map {
      "\($0.kind): \($0.missing.joined(separator: ", "))"
    }
  }

  private static let allOfARate = "rate: instrument, threshold, time point, population"
  private static let allOfADuration = "duration: instrument, threshold, origin, population"
  private static let allOfAnOnset = "onset: instrument, threshold, origin, population"

  @Test(arguments: [
    "60-70 % of patients improve.", "60 to 70% of patients improve.",
    "Two thirds of patients were pain free.", "7 of 10 patients improved.",
    "7/10 patients improved.", "The success rate is 85 %.", "The success rate is 85 percent.",
    "80% success!", "Nine in ten patients felt better.", "# 85 % success rate in hips",
    "- Works in 3 out of 4 people", "**Up to 90%** of our hips avoid surgery with better function.",
    "More than 80 % of patients respond.", "At least 8 in 10 patients respond to the treatment.",
    "The response rate was 57/96 (59%).", "One in three clients had a relief of pain.",
    "| Outcome | Share |\n|---|---|\n| Improved | 70 % |", "The response rate was 0.68.",
    "24/40 responded.", "24/40 had improved.", "Success was seen in 9 out of 10.",
    "The probability of still benefiting was .45.", "The responder rate was 0,68.",
    "Responder rate (%): 68.", "Responders: 62 per cent.", "A response rate of 68 was seen.",
    "A proportion of 0.68 responded.",
    "¾ of patients improved.".replacing("¾", with: "Three quarters"),
  ])
  func ratesWithoutAnythingLackAllFour(_ text: String) {
    #expect(findings(text) == [Self.allOfARate])
  }

  @Test(arguments: [
    "Results last 12 to 24 months.", "Relief lasts up to two years.",
    "Pain relief for 18 months to 5 years is usual.", "Benefit persists for several years.",
    "The effect wears off after 18 months.", "Most people get a year of relief.",
    "Patients can enjoy two to five years of benefit.", "Lasting results: 3 years and counting.",
    "Benefit is sustained for 2–3 yrs.", "The median duration was 1.5 years.",
    "The benefit lasts a year and a half.", "The benefit lasts two and a half years.",
    "The benefit lasts 1½ years.",
    "Table 1. Durability\n\n| Source | Median duration of benefit, months |\n|---|---|\n| Fat | 24 |",
  ])
  func durationsWithoutAnythingLackAllFour(_ text: String) {
    #expect(findings(text) == [Self.allOfADuration])
  }

  @Test(arguments: [
    "Improvement begins within 4–12 weeks.", "Expect relief in 2-3 weeks.",
    "Most feel better after 4 to 6 weeks, when improvement starts.",
    "Relief develops over weeks to a few months.",
  ])
  func onsetsWithoutAnythingLackAllFour(_ text: String) {
    #expect(findings(text) == [Self.allOfAnOnset])
  }

  @Test(arguments: [
    ("Pain fell by 60 %.", "change: instrument, time point, population"),
    ("A 60 % reduction in pain is typical.", "change: instrument, time point, population"),
    ("A third of our patients needed a hip replacement.", "rate: time point, population"),
    (
      "Half of our patients are still pain-free at 2 years.",
      "rate: instrument, threshold, population"
    ),
    (
      "In patients with KL II hips the benefit lasted 2 years after injection.",
      "duration: instrument, threshold"
    ),
    (
      "At 6 months 70 % responded (≥ 30 % fall in WOMAC pain).", "rate: population"
    ),
  ])
  func whatIsSaidIsNotMissing(_ text: String, _ finding: String) {
    #expect(findings(text) == [finding])
  }

  /// Numbers that are no outcome of treatment.
  @Test(arguments: [
    "Patients received 10 million cells with a viability of 85 %.",
    "The odds ratio of response was 1.4 (95 % CI 1.1 to 1.8, p = 0.03).",
    "Mean age was 58 years and 54 % were women.",
    "Follow-up was 24 months, and 12 % were lost to follow-up.",
    "Avoid NSAIDs for six weeks after the injection so that the effect is not lost.",
    "In 2019, 30 hips were treated, with good results.",
    "BMI above 35 was an exclusion in 8 % of those screened.",
    "Oxygen was kept at 5 % for 3 days.", "Soreness for a few days is common; 20 % had swelling.",
    "Rest for the first 24 to 48 hours; light activity for two weeks.",
    "Response was a fall of at least 30 % in WOMAC pain.",
    "Symptoms had lasted for more than 6 months before enrolment.",
    "See page 12 and Table 3 for the results.",
    "The clinic has 15 years of experience with excellent results.",
    "Improvement was measured at 3, 6 and 12 months.",
    "Cells were cultured for 3 weeks, to passage 4, to improve the yield by 20 %.",
    "The joint was numbed with 1 % lidocaine for relief during the procedure.",
    "The study ran from 2015 to 2019 at 3 centres and its results are out.",
    "The test of a better response has 80 % power.", "Half of the dose was given on day 1.",
    "Improvement was tested at the 5 % significance level.",
    "Benefit at 12 months was compared between groups.",
    "The 12-month results are given in Table 2.", "Patients aged 40 to 60 years responded.",
    "A clinically important improvement is 20 % or more.",
    "Physical therapy should start within the first week to maintain mobility.",
    "Patients had failed 3 months of conservative care.",
    "Response at month 6 was the primary outcome.",
    "Fewer than 5 % were missing at 6 months, so the results hold.",
    "Studies show that stem cells can remain dynamically active for several weeks.",
    "Response intervals are at 95%.", "The rate ratio of response was 0.62.",
    "Pain was rated 7 out of 10 before the treatment had an effect.",
    "The hazard ratio of loss of benefit was 0.62 (p = 0.03).",
    "The median duration of symptoms was 3 years.",
    "The response had an event rate ratio of 0.8 per year.",
    "The median duration of follow-up was 2 years.",
    "Hips failed at a rate of 0.0055 per month.", "Hips failed, a rate of 0.0055 a month.",
    "| Response | Risk ratio of the rates |\n|---|---|\n| Clear | 1.72 (0.85 to 3.46) |",
    "Drop-out: at a rate of 0.011 per unit of time, by which 12.4% of hips are lost within 12 months, "
      + "independent of the outcome.",
    "α is 0.05, half of it on the one side that counts; higher is better.",
    "| | All |\n|---|---|\n| Population | hips with a first response within 7.5 months |",
  ])
  func otherNumbersAreNoClaims(_ text: String) {
    #expect(TextAudit(text, source: "").claimCount == 0)
  }

  /// What a reader does not see is not read.
  @Test(arguments: [
    "`70 % of patients improved` is code.", "```\n70 % of patients improved\n```",
    "~~~ text\n70 % of patients improved\n~~~", "<!-- 70 % of patients improved\nfor two years -->",
    "[the results](https://example.org/70-%-of-patients-improved)",
    "See https://example.org/benefit-lasts-2-years now.",
    "---\ntitle: 70 % of patients improved\n---\n", "[1]: https://example.org \"70 % improved\"",
  ])
  func hiddenTextIsNotRead(_ text: String) {
    #expect(TextAudit(text, source: "").claimCount == 0)
  }

  /// The four may stand in the paragraph, in a heading, in the caption and notes of a table, or in a
  /// list of labels.
  @Test(arguments: [
    "Of 96 hips with KL II–III, 57 (59 %) responded, with a fall of at least 30 % in WOMAC pain at "
      + "6 months.",
    "We measured WOMAC pain in patients with KL II hips. A response was a fall of at least 30 %. At 6 "
      + "months 59 % responded.",
    "## Hips with KL II–III, WOMAC pain\n\nAt 6 months 59 % had improved by 30 % or more.",
    "Table 1. Response on WOMAC pain at 6 months in hips with KL II\n\n| Group | Response |\n"
      + "|---|---|\n| All | 59 % |\n\nResponse: a fall of at least 30 %.",
    "- Instrument: WOMAC-LK pain\n- Threshold: 30 %\n- Population: hips with KL II\n- Time point: 6 "
      + "months\n- Result: 59 % responded",
    "Of patients with KL III hips, 20 % had undergone replacement at 5 years.",
    "Among responders (WOMAC-LK pain, at least 30 % improvement), the benefit lasted a median of 14 "
      + "months after injection.",
  ])
  func neighboursSupplyWhatASentenceLeavesOut(_ text: String) {
    let audit = TextAudit(text, source: "")
    #expect(audit.claimCount > 0)
    #expect(audit.findings.isEmpty, "\(audit.findings)")
  }

  /// What the words for drop-out must not hide.
  @Test func aLossOfBenefitIsNoDropOut() {
    #expect(findings("The benefit was lost within 12 months.") == [Self.allOfAnOnset])
    #expect(findings("Hips lost their relief within 2 years.") == [Self.allOfAnOnset])
  }

  /// A row that says its month says when; one that does not, does not.
  @Test(arguments: ["Month", "Day", "Weeks"])
  func aColumnOfMonthsSaysWhen(_ head: String) {
    func table(_ head: String, _ cell: String) -> String {
      "Table 1. Response on WOMAC pain in hips with KL II\n\n| \(head) | Response |\n|---|---|\n"
        + "| \(cell) | 59 % |\n\nResponse: a fall of at least 30 %."
    }
    #expect(findings(table(head, "6")) == [])
    #expect(findings(table(head, "−21")) == [])
    #expect(findings(table(head, "all")) == ["rate: time point"])
    #expect(findings(table("Group", "6")) == ["rate: time point"])
  }

  @Test func timeOfTheInjectionIsAnOrigin() {
    let text = "In hips with KL II–III the replacement came within 24 months of"
    #expect(findings(text + " injection.") == [])
    #expect(findings(text + " our year in Spain.") == ["duration: origin"])
  }

  @Test func anotherParagraphSuppliesNothing() {
    let text = """
      We measured WOMAC pain in patients with KL II hips, a response being a fall of at least 30 %.

      At 6 months 59 % responded.
      """
    #expect(findings(text) == ["rate: instrument, threshold, population"])
  }

  @Test func findingsHaveTheirLines() {
    let text = """
      # A leaflet

      Wrapped lines run on
      and results last
      two years.

      | Outcome | Share |
      |---------|------:|
      | Improved |  70 % |
      | Better   |  60 % |
      """
    let found = TextAudit(text, source: "").findings
    #expect(found.map(\.line) == [5, 9, 10])
    #expect(found.map(\.words) == ["two years", "70 %", "60 %"])
  }

  /// Numbers are read whole, whatever parts their decimals and thousands.
  @Test(arguments: [
    ("68,8 % responded.", "68,8 %"), ("68·8 % responded.", "68·8 %"),
    ("Relief lasts 24,5 months.", "24,5 months"),
    (
      "1,234 of 2,000 patients responded.",
      "1,234 of 2,000"
    ), ("The response rate was .45.", ".45"),
  ])
  func numbersAreReadWhole(_ text: String, _ words: String) {
    #expect(TextAudit(text, source: "").findings.map(\.words) == [words])
  }

  @Test func awkwardTextIsRead() {
    for text in [
      "", "\n\n", "|", "| |\n|-|", "% % %", "(((", "]( [", "```", "<", "<!--", "1/", "a a a",
    ] {
      #expect(TextAudit(text, source: "").findings.isEmpty)
    }
  }

  private static func page(_ study: String) throws -> String {
    let report = StudyReport(
      try StudyRunner.run(
        protocolFile: StudyReportTests.root.appendingPathComponent(study).path, version: "test"))
    return try #require(report.files.first { $0.path == "report.md" }).text
  }

  /// Our own reports state what they ask of others; without the notes under their tables they
  /// would not.
  @Test(arguments: ["Datasets/hodg/protocol.yml", "Datasets/hip-msc-simulated/protocol.yml"])
  func ourReportsPassTheirOwnAudit(_ study: String) throws {
    let page = try Self.page(study)
    let audit = TextAudit(page, source: "report.md")
    #expect(audit.claimCount > 20)
    #expect(audit.findings.isEmpty, "\(audit.findings)")
    let bare = page.split(separator: "\n", omittingEmptySubsequences: false)
      .filter { !$0.hasPrefix("Population: ") && !$0.hasPrefix("Instrument: ") }
      .joined(separator: "\n")
    #expect(!TextAudit(bare, source: "bare.md").findings.isEmpty)
  }
}
