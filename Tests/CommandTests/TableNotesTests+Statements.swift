import Foundation
import Testing

/// Numbers stand with what they rest on: what is withheld, few, doubtful, of whom.
extension TableNotesTests {
  /// Of the hips of grade 2 half are not seen at 6 months, a quarter of each arm: the arms are still
  /// compared, and the stratum is named.
  @Test func strataWithoutARateOfTheirOwnAreNamedWherePooled() throws {
    let (_, text, results) = try ResponseStudy(
      pain: { hip, month in
        month == 6 && (hip % 8 == 0 || hip % 8 == 2) ? nil : hip % 3 == 0 ? 11 : 5
      }
    ).report(in: Scratch())
    let words =
      "kl_grade “2” is used, though the response of more than 40 % of the hips of an arm there is not "
      + "known, too many to compare the arms there alone."
    let pooled = table("tbl-response-pooled", of: text).replacing(/\ +/, with: " ")
    #expect(pooled.contains("> \(words)"))
    #expect(pooled.contains("3 months |") && !pooled.contains("12 months<sup>"))
    let row = results.find(
      "response_mantel_haenszel", "risk_difference", group: ["arm": "donated"], month: 6)
    #expect(row.first?.value != nil)
    // Two classes one of which has no rate are no trend, as two groups are no contrast.
    let trend = results.find("response_trend", "change_per_class", month: 6)
    #expect(trend.count == 1 && trend.first?.state == "not estimable")
    #expect(
      table("tbl-response-trend", of: text).contains(
        "Left out: the class of more than 40 % of a group is not known"))
    let three = try page(
      ResponseStudy(
        pain: { hip, month in
          month == 6 && hip % 6 == 0 ? nil : hip % 5 == 0 ? 11 : 5
        }, grade: { 2 + $0 % 3 }))
    #expect(
      table("tbl-response-trend", of: three).contains(
        "kl_grade “2” is used, though the response of more than 40 % of the hips there is not known, "
          + "too many for a rate of its own."))
    #expect(try !page(ResponseStudy()).contains("is used, though"))
  }

  /// Of one arm alone nearly half are not seen, of both together fewer than 40 %.
  @Test func anArmWithoutARateIsNotPooled() throws {
    let (_, _, results) = try ResponseStudy(
      pain: { hip, month in
        month == 6 && hip % 4 < 2 && hip % 20 < 10 ? nil : hip % 3 == 0 ? 11 : 5
      }
    ).report(in: Scratch())
    let group = ["arm": "donated"]
    for analysis in ["response_contrast", "response_mantel_haenszel"] {
      let early = results.find(analysis, "risk_difference", group: group, month: 3)
      let row = results.find(analysis, "risk_difference", group: group, month: 6)
      #expect(early.first?.value != nil && row.first?.state == "not estimable", "\(analysis)")
    }
  }

  @Test func comparisonsOfFewAreFlagged() throws {
    let twelve = try Self.twelve.get()
    for (id, words) in [
      ("tbl-response-differences", "Fewer than ten: what is compared rests on few"),
      ("tbl-response-pooled", "Fewer than ten hips in an arm: the limits and tests suppose many"),
      ("tbl-response-trend", "Fewer than ten hips in all: the limits and tests suppose many"),
    ] {
      #expect(table(id, of: twelve).contains(words), "\(id)")
    }
    #expect(try !page(ResponseStudy()).contains("Fewer than ten"))
  }

  /// One mark in four looks like one in cm, and stands in every number of the score.
  @Test func aDoubtAboutValuesStandsWithTheirNumbers() throws {
    let scores =
      "    pain: {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}\n"
    let text = try page(
      ResponseStudy(
        baseline: { _ in 60 }, pain: { hip, _ in [5, 45, 30, 20][hip % 4] }, scores: scores))
    for id in ["tbl-course-pain", "tbl-change-pain", "tbl-response-6", "tbl-durations"] {
      let own = table(id, of: text)
      #expect(own.contains("Caution: VAS pain: ") && own.contains("in cm among"), "\(id)")
    }
    let figure = try #require(text.range(of: "<a id=\"fig-course-pain\">"))
    #expect(text[figure.upperBound...].prefix(1200).contains("Caution: VAS pain: "))
    #expect(try !page(ResponseStudy()).contains("in cm among"))
  }

  @Test func sensitivitySaysOfWhomAndOfHowMany() throws {
    let text = try page(
      ResponseStudy(pain: { hip, month in month < 6 ? 5 : hip % 3 == 0 ? 11 : 5 }))
    let own = table("tbl-sensitivity", of: text)
    for words in [
      "| Events/n among responders |",
      "Median time to loss of benefit among responders, months (95% CI)",
      "Adjusted hazard ratio of loss of benefit among responders, donated against autologous",
      "; its durations and ratios are of the responders by that option.",
      "Population: made-up hips; of the durations and ratios: made-up hips, first response within",
    ] {
      #expect(own.contains(words), "\(words)")
    }
    #expect(own.contains("at least 30 % as pre-specified, of those seen or failed."))
    #expect(text.contains(" as pre-specified, 14/40 with the event; "))
    #expect(
      own.replacing(/\ +/, with: " ").contains(
        "| 26/40 (65%), 50% to 78% | 14/40 | NR (6.0 to NR) |"))
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

  /// A dash is explained under every table that has one.
  @Test func everyDashIsExplained() throws {
    let pages = [
      try Self.twelve.get(), try page(ResponseStudy(pain: { _, _ in 13 })),
      try page(ResponseStudy(pain: { _, _ in 5 })),
    ]
    var found = 0
    for text in pages {
      let parts = text.components(separatedBy: "\n\n")
      for (table, notes) in zip(parts, parts.dropFirst()) where table.hasPrefix("| ") {
        let cells = table.split(separator: "\n").flatMap { $0.split(separator: "|") }
          .map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(!cells.contains("–"), "\(table.prefix(200))")
        guard cells.contains(where: { $0.hasPrefix("—") }) else { continue }
        found += 1
        #expect(notes.contains("—, "), "\(table.prefix(200))")
      }
    }
    #expect(found > 4)
  }

  @Test func aNumberOfFewIsGivenInOnePlaceAndNotInTheOtherForAReason() throws {
    let twelve = try Self.twelve.get()
    #expect(
      table("tbl-landmarks", of: twelve).contains(
        "Where fewer than 5 are at risk the probability is given and marked, since everybody followed "
          + "up to then is in it. [Being in response](#tbl-in-response)"))
    #expect(
      table("tbl-in-response", of: twelve).contains(
        "a difference of two curves has there the errors"))
  }

  @Test func theDatesHaveAPlaceThatCanBeNamed() throws {
    let twelve = try Self.twelve.get()
    #expect(table("tbl-baseline", of: twelve).contains("\nTreated from 20"))
    #expect(twelve.contains("| dates: [under the baseline table](#tbl-baseline); setting"))
  }

  /// H03 dies in benefit; with a worse visit before, it dies before a loss, and not in benefit.
  @Test func aDeathAfterAVisitWithoutBenefitIsToldApart() throws {
    let worse = ("H03,2021-09-01,6,30,no", "H03,2021-09-01,10,30,no")
    let words = "| Death, a competing event, not in response when last seen |"
    for (change, isApart) in [(nil, false), (worse, true)] {
      let study = try SmallStudy(visits: [change].compactMap { $0 })
      let run = try Program.run(["report", "protocol.yml", "-o", "out"], in: study.scratch)
      #expect(run.exitCode == 0, "\(run.errors)")
      let text = try String(
        contentsOf: study.scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8)
      let own = table("tbl-endings", of: text).replacing(/\ +/, with: " ")
      #expect(own.contains(words) == isApart, "\(own)")
      let causes = table("tbl-competing-responders", of: text)
      #expect(causes.contains("Death before loss of benefit") && !causes.contains("in benefit"))
      #expect(
        causes.contains("[How the benefit of responders ended, or was last seen](#tbl-endings)"))
    }
  }

  /// Of H04 alone a value was measured after the repeat injection, if it came before that visit.
  @Test func valuesAfterAnotherInjectionAreCounted() throws {
    let early = ("H04,2022-05-05,booster", "H04,2021-09-20,booster")
    for (change, words) in [
      (nil, "there is none."), (early, "1 of the 6 hips seen after baseline"),
    ] {
      let study = try SmallStudy(events: [change].compactMap { $0 })
      let run = try Program.run(["report", "protocol.yml", "-o", "out"], in: study.scratch)
      #expect(run.exitCode == 0, "\(run.errors)")
      let text = try String(
        contentsOf: study.scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8)
      #expect(
        table("tbl-course-pain", of: text).contains(
          "Values measured after a repeat or other injection are kept: \(words)"))
    }
    #expect(try !page(ResponseStudy()).contains("Values measured after a repeat"))
  }
}
