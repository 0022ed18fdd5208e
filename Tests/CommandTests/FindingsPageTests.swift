import Foundation
import Testing

/// The first page of studies that are not as one would wish: what has no answer says why.
@Suite struct FindingsPageTests {
  private func page(_ study: SmallStudy, _ options: String...) throws -> String {
    let run = try Program.run(
      ["report", "protocol.yml", "-o", "out"] + options, in: study.scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    return try String(
      contentsOf: study.scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8
    ).replacing("\u{00A0}", with: " ")
  }

  private func findings(_ page: String) throws -> String {
    let rest = try #require(page.split(separator: "## Key findings").last)
    return String(try #require(rest.split(separator: "\n## ").first))
  }

  /// Half of the hips have no baseline: the rate is withheld, and the page says what it lies between.
  @Test func aRateThatIsWithheldIsNotPassedOver() throws {
    let study = try SmallStudy(visits: [
      ("H01,2021-01-10,12,", "H01,2021-01-10,,"), ("H02,2021-02-09,14,", "H02,2021-02-09,,"),
      ("H03,2021-02-20,10,", "H03,2021-02-20,,"),
    ])
    let text = try findings(try page(study))
    #expect(text.contains("no rate is given, since the class of"))
    #expect(text.contains("it lies anywhere in"))
    let duration = try #require(text.split(separator: "\n").first { $0.contains("**Duration.**") })
    #expect(duration.contains("missing 3 (more than 40 %, who may differ from the others)"))
  }

  @Test func withoutATableOfEventsNoneIsSaidToCount() throws {
    let study = try SmallStudy(plan: [
      (
        """
        events:
          file: events.csv
          unit: hip
          date: day
          kind: what
          kinds: {thr: [THR], booster: [booster], death: [death]}

        """, ""
      )
    ])
    let text = try page(study)
    #expect(try findings(text).contains("deaths are not on record"))
    #expect(!text.contains("hip replacement counts as loss"))
    #expect(text.contains("at most 14 months apart, dated at the first"))
    #expect(!text.contains("or at the last before"))
  }

  /// One patient's two hips are one cluster: a variance of nothing would be an interval of no width.
  @Test func oneClusterHasNoInterval() throws {
    let scratch = try Scratch()
    try scratch.file("one.csv", "patient,t,e\nA,5,1\nA,9,1\n")
    let run = try scratch.run("km", "one.csv", "Surv(t, e) ~ cluster(patient)", "--times", "6")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(!run.text.contains("0.50 (0.50 to 0.50)"), "\(run.text)")
  }

  @Test func wordsOfTheProtocolTakeTheMarkOfThePage() throws {
    let study = try SmallStudy(plan: [("threshold: 30 %", "threshold: 33.3 %")])
    let text = try page(study, "--decimal", ",")
    let parts = text.components(separatedBy: "```")
    #expect(parts[0].contains("33,3 %"))
    #expect(!parts[0].contains("33.3 %"))
    #expect(parts[1].contains("33.3 %"), "the protocol itself is quoted as it stands")
  }
}
