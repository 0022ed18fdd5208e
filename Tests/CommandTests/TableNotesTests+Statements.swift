import Foundation
import Testing

/// Numbers stand with what they rest on: what is withheld, few, doubtful, of whom.
extension TableNotesTests {
  /// One mark in four looks like one in cm, and stands in every number of the score.
  @Test func aDoubtAboutValuesStandsWithTheirNumbers() throws {
    let scores =
      "    pain: {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}\n"
    let text = try page(
      ResponseStudy(
        baseline: { _ in 60 }, pain: { hip, _ in [5, 45, 30, 20][hip % 4] }, scores: scores))
    for id in ["tbl-course-pain", "tbl-change-pain", "tbl-response-6", "tbl-durations"] {
      let own = table(id, of: text)
      #expect(own.contains("Caution: column `pain`: ") && own.contains("in cm among"), "\(id)")
    }
    let figure = try #require(text.range(of: "<a id=\"fig-course-pain\">"))
    #expect(text[figure.upperBound...].prefix(1200).contains("Caution: column `pain`: "))
    #expect(try !page(ResponseStudy()).contains("Caution: column"))
  }

  @Test func theForestOfSubgroupsNamesItsOutcome() throws {
    let scratch = try Scratch()
    let (_, text, _) = try ResponseStudy(
      count: 120, pain: { hip, month in month < 6 ? 5 : hip % 3 == 0 ? 11 : 5 }
    ).report(in: scratch)
    let start = try #require(text.range(of: "<a id=\"fig-subgroups-donated\">"))
    let figure = text[start.upperBound...].prefix(3000)
    #expect(
      figure.contains(
        "Hazard ratio of loss of benefit among responders, donated against autologous"))
    for words in ["(WOMAC-LK pain 0–20, lower is better; improvement", "instrument: WOMAC-LK pain"]
    {
      #expect(figure.contains(words), "\(words)")
    }
    let data = try String(
      contentsOf: scratch.folder.appendingPathComponent("out/figures/subgroups-donated.csv"),
      encoding: .utf8)
    #expect(data.contains(",subject\n") && data.contains("instrument: WOMAC-LK pain 0–20"))
  }
}
