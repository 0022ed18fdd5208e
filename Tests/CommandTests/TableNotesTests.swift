import Foundation
import Testing

/// Heads, marks and notes of the tables say what stands in them and nothing more.
@Suite struct TableNotesTests {
  private struct Failure: Error {}

  /// The report of a simulated cohort of twelve hips.
  static let twelve = Result { () throws -> String in
    let scratch = try Scratch()
    let made = try scratch.run("simulate", "--patients", "11", "--seed", "5", "-o", "study")
    let run = try scratch.run("report", "study/protocol.yml", "-o", "out", "--quiet")
    guard made.exitCode == 0, run.exitCode == 0 else { throw Failure() }
    let page = scratch.folder.appendingPathComponent("out/report.md")
    return try String(contentsOf: page, encoding: .utf8)
  }

  func page(_ study: ResponseStudy) throws -> String {
    let (run, page, _) = try study.report(in: Scratch())
    #expect(run.exitCode == 0, "\(run.errors)")
    return page
  }

  /// The lines from a table's title to the blank line after its notes; empty where it is not there.
  func table(_ id: String, of page: String) -> String {
    guard let start = page.range(of: "<a id=\"\(id)\">") else { return "" }
    let rest = page[start.upperBound...].components(separatedBy: "\n\n")
    // The title, the rows, the notes.
    return rest.prefix(3).joined(separator: "\n\n")
  }

  /// The lines of a section.
  func section(_ title: String, of page: String) -> String {
    guard let start = page.range(of: "\n## \(title)\n") else { return "" }
    let rest = page[start.upperBound...]
    return String(rest[..<(rest.range(of: "\n## ")?.lowerBound ?? rest.endIndex)])
  }

  @Test func boundsDoNotStandUnderAConfidenceInterval() throws {
    let half = try page(
      ResponseStudy(
        baseline: { $0 % 2 == 0 ? 12 : nil }, pain: { _, _ in 5 }, grade: { 2 + $0 / 2 % 2 }))
    let bounded = table("tbl-response-6", of: half)
    #expect(bounded.contains(" Clear response (bounds) |"))
    #expect(bounded.contains("between 20/40 (50%) and 40/40 (100%)"))
    #expect(!bounded.contains("CI, confidence interval"))

    let late = try page(ResponseStudy(pain: { $1 == 12 ? nil : $0 % 3 == 0 ? 11 : 5 }))
    let thresholds = table("tbl-response-thresholds", of: late)
    #expect(
      thresholds.contains("6 months (95% CI) |") && thresholds.contains("12 months (bounds) |"))
    #expect(table("tbl-response-6", of: late).contains("Clear response (95% CI) |"))
  }

  @Test func aClaimAboutOwnCellsIsNotForDonors() throws {
    let words = "cannot say: the claim is of a patient's own cells, which nobody analysed here"
    #expect(try page(ResponseStudy(arm: { _ in "donor" })).contains(words))
    #expect(try !page(ResponseStudy(arm: { _ in "own" })).contains(words))

    // Where both were given, the claim is compared with those who had their own.
    let (_, mixed, results) = try ResponseStudy(
      pain: { hip, month in month < 12 ? 5 : hip % 3 == 0 ? 11 : 5 }
    ).report(in: Scratch())
    #expect(mixed.contains("autologous alone, n = 20: median among responders"))
    let own = ["arm": "autologous"]
    let claim = results.find("published_ranges", "median_time_to_event", group: own)
    let arm = results.find("survival", "median_time_to_event", group: own)
    #expect(claim.count == 1 && arm.count == 1)
    #expect(claim.first?.value == arm.first?.value && claim.first?.low == arm.first?.low)
    #expect(claim.first?.n == 20 && claim.first?.treated == 20)
    // It is of everybody treated, and the number of responders alone: no verdict comes of it.
    #expect(claim.first?.level == "cannot say")
    #expect(mixed.contains("cannot say: the claim is of everybody treated, and only those who"))
  }

  /// Relief is said to begin in everybody treated, so that the claim is judged by all assessed: of 40
  /// every third never responds, and of the others half respond before the range and half after it.
  @Test func aClaimOfAnOnsetIsJudgedByEverybodyAssessed() throws {
    let (_, early, results) = try ResponseStudy(
      pain: { hip, month in hip % 8 < 5 ? 5 : month == 3 ? 12 : 13 }
    ).report(in: Scratch())
    #expect(early.contains("half of the 40 assessed, responders or not, had responded by month"))
    #expect(early.contains("judged by when half of all those assessed had responded"))
    let half = results.find("onset", "median_time_to_event").first
    let claim = results.find("published_ranges", "median_time_to_event").last
    #expect(half?.n == 40 && claim?.n == 25 && claim?.level == "cannot say")
  }

  @Test func theFirstPageExplainsTheAbbreviationsItUses() throws {
    let twelve = try Self.twelve.get()
    let findings = section("Key findings", of: twelve)
    #expect(findings.contains("to NR") && findings.contains("NR, not reached."))
    #expect(findings.contains("CI, confidence interval;") && !findings.contains("NE, "))
    let nobody = section("Key findings", of: try page(ResponseStudy(pain: { _, _ in 13 })))
    #expect(nobody.contains("CI, confidence interval.") && !nobody.contains("not reached"))
    #expect(!nobody.contains("for the duration"))
  }

  /// A probability is marked where few are at risk, in whatever table it stands.
  @Test func fewAtRiskAreMarkedWhereverAProbabilityStands() throws {
    let twelve = try Self.twelve.get()
    for id in [
      "tbl-durations", "tbl-landmarks", "tbl-loss-rules", "tbl-loss-intervals",
      "tbl-arms-crude-wharton-s-jelly",
    ] {
      #expect(table(id, of: twelve).contains("Fewer than 5 are at risk"), "\(id)")
    }
    // With fewer watched than five there is no estimate, whenever follow-up ended.
    let watched = table("tbl-in-response", of: twelve)
    #expect(watched.contains("not estimable<br>3 watched"))
    #expect(!watched.contains("NE<br>"))
  }

  /// What is said in place of a picture is what the picture shows.
  @Test func figuresAreDescribedAsFarAsTheyAreDrawn() throws {
    let twelve = try Self.twelve.get()
    #expect(twelve.contains("Not drawn, with fewer than 5 at risk from the start: autologous"))
    #expect(twelve.contains("![Kaplan-Meier curves") && twelve.contains("![Aalen-Johansen curves"))
    for line in twelve.split(separator: "\n")
    where line.hasPrefix("![Kaplan-Meier") || line.hasPrefix("![Aalen-Johansen") {
      #expect(!line.contains("autologous (n = "), "\(line)")
    }
    #expect(twelve.contains("everybody (n = 6), median after the end of the curve"))
  }

  @Test func aProbabilityOfNoughtWithoutLimitsIsExplained() throws {
    let text = table("tbl-competing-treated", of: try Self.twelve.get())
    #expect(text.contains("0.000 without limits: nobody had that event first by then"))
  }

  @Test func aProbabilityBeforeTheFirstEventSaysWhyItHasNoLimits() throws {
    let none = try page(ResponseStudy(pain: { _, _ in 5 }))
    for id in ["tbl-landmarks", "tbl-loss-rules", "tbl-loss-intervals"] {
      let own = table(id, of: none)
      #expect(own.contains("1.00 without limits: nobody had the event by then"), "\(id)")
      #expect(own.contains("up to about 3 in n"), "\(id)")
    }
    let nobody = table("tbl-in-response", of: try page(ResponseStudy(pain: { _, _ in 13 })))
    #expect(nobody.contains("0.00 without limits: nobody was in response"))
    for text in [none, nobody] { #expect(!text.contains("do not tell how far")) }
  }

  @Test func aMedianAfterTheEndOfItsCurveIsNotDescribed() throws {
    let twelve = try Self.twelve.get()
    let line = twelve.split(separator: "\n").first { $0.hasPrefix("![Two curves of being free") }
    #expect(line?.contains("may lie, after the end of its curve") ?? false, "\(line ?? "")")
  }

  /// Eight patients of each arm lose benefit in grade 2 and three in grade 3: one ratio has an interval
  /// from few events, the other has none.
  @Test func theNoteOnTheRobustVarianceIsSaidOnce() throws {
    let text = try page(
      ResponseStudy(
        count: 160, hipsPerPatient: 2,
        pain: { hip, month in
          let loses = hip % 2 == 0 && hip / 8 < (hip / 4 % 2 == 0 ? 8 : 3)
          return month > 3 && loses ? 11 : 5
        }, grade: { 2 + $0 / 4 % 2 }))
    let own = table("tbl-subgroups-donated", of: text)
    #expect(own.contains("(too few events)") && own.contains("neither interval nor P is given"))
    #expect(own.contains("With fewer than 20 events the intervals that are given"))
    #expect(own.ranges(of: "too small").count == 1)
  }

  @Test func subgroupsTellTheSmallestPOfTheirTests() throws {
    let scratch = try Scratch()
    let run = try scratch.run(
      "report", Program.repository.appendingPathComponent("Datasets/hodg/protocol.yml").path,
      "--section", "models,findings")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(
      run.text.contains("2 tests of interaction, the smallest P = 0.02 (Disease), not adjusted"))
    #expect(!section("Key findings", of: "\n" + run.text).contains("interaction"))
  }

  /// Where all of one arm are of one grade the data cannot tell the two apart, however many they are;
  /// among few it may be chance.
  @Test(arguments: [(40, "Leave out one of them."), (20, "this may be chance")])
  func whatDeterminesACovariateIsSaid(_ count: Int, _ advice: String) throws {
    var study = ResponseStudy(
      count: count, pain: { hip, month in month > 3 && hip % 2 == 0 ? 11 : 5 },
      grade: { $0 % 4 < 2 ? 2 : 3 })
    study.comparison = study.comparison.replacing("[age]", with: "[age, kl_grade]")
    let text = section("Models", of: try page(study))
    #expect(
      text.contains(
        "Kl_grade 3 has no estimate: among the \(count) units used arm donated tells its value exactly."
      ), "\(text.ranges(of: "has no estimate").count)")
    #expect(text.contains(advice))
  }

  @Test func tooFewHipsForTheCovariatesAreToldAsThat() throws {
    let models = section("Models", of: try Self.twelve.get())
    #expect(models.contains("coefficients apart. Fewer covariates are needed, or more units."))
    #expect(!models.contains("eave out one of them"))
  }

  /// A page gives columns the names of its tables, and standard error both.
  @Test func columnsInRemarksGoByTheirNames() throws {
    let scratch = try Scratch()
    #expect(
      try scratch.run("simulate", "--patients", "11", "--seed", "5", "-o", "study").exitCode == 0)
    let run = try scratch.run("report", "study/protocol.yml", "-o", "out", "--quiet")
    let page = try String(
      contentsOf: scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8)
    let remarks = page.split(separator: "\n").filter { $0.hasPrefix("> ") }.joined(separator: "\n")
    for column in ["kl_grade", "cell_source", "womac_pain", "sex=", "centre="] {
      #expect(!remarks.contains(column), "\(column)")
    }
    #expect(remarks.contains("Kellgren-Lawrence grade 3"))
    #expect(run.errors.contains("Kellgren-Lawrence grade 3 (`kl_grade=3`)"))
    let check = try scratch.run("check", "study/protocol.yml")
    #expect(check.errors.contains("Kellgren-Lawrence grade 3 (`kl_grade=3`)"))
  }

  @Test func whatIsWithheldIsNotCalledNotEstimable() throws {
    let text = section("Sensitivity", of: try Self.twelve.get())
    #expect(text.contains("withheld as pre-specified, because the arms do not overlap"))
    #expect(text.contains("The arms do not overlap, so no adjusted ratio of theirs is given."))
    #expect(!text.contains("too few are left for the model"))
    #expect(text.contains("Kaplan-Meier does not tell an event that competes"))

    let nobody = section("Sensitivity", of: try page(ResponseStudy(pain: { _, _ in 13 })))
    #expect(nobody.contains("Clear response: improvement"))
    for words in ["Kaplan-Meier does not tell", "Outcome: loss of benefit", "NR,", "not reached"] {
      #expect(!nobody.contains(words), "\(words)")
    }
    #expect(!nobody.contains("fig-sensitivity"), "a figure of zeros")
  }

  @Test func aSuppressedRateUnderAnOptionIsWithheld() throws {
    let text = section(
      "Sensitivity",
      of: try page(ResponseStudy(baseline: { $0 % 2 == 0 ? 12 : nil }, pain: { _, _ in 5 })))
    #expect(text.contains("withheld as pre-specified (the class of more than 40 % is not known)"))
    #expect(text.contains("More than 40 % not seen or without baseline, so no rate is given."))
  }

  @Test func criteriaCountTheUndecidedAmongTheUnknown() throws {
    let text = table("tbl-omeract-oarsi", of: try Self.twelve.get())
    #expect(text.contains("More than 20 % not seen, not decided or without baseline"))
    #expect(text.contains("the other groups stand in results.json"))
  }

  /// A third of the hips are not seen at 6 months, so that every table with the rate says so.
  @Test func everyTableWithTheRateIsFlagged() throws {
    let text = try page(
      ResponseStudy(pain: { hip, month in month == 6 && hip % 3 == 0 ? nil : hip % 4 == 0 ? 11 : 5 }
      ))
    for id in [
      "tbl-response-6", "tbl-response-differences", "tbl-response-pooled", "tbl-response-trend",
      "tbl-published-ranges", "tbl-sensitivity",
    ] {
      let own = table(id, of: text)
      #expect(own.contains("<sup>a</sup>") && own.contains("More than 20 % "), "\(id)")
    }
    let early = table("tbl-response-3", of: text)
    #expect(!early.isEmpty && !early.contains("More than 20 %"))
  }

  @Test func nothingIsPooledWhereNobodyOrEverybodyResponds() throws {
    for (pain, words) in [(13, "nobody seen was in"), (2, "everybody seen was in")] {
      let text = try page(ResponseStudy(pain: { _, _ in pain }))
      for title in ["pooled over strata", "Trend of clear response over ordered classes"] {
        #expect(
          text.contains(
            "\(title): nothing to tell, since \(words) clear response at 3 months, 6 months, 12 months."
          ), "\(title)")
      }
      #expect(!text.contains("tbl-response-pooled") && !text.contains("tbl-response-trend"))
      // Methods are of numbers, and there is none.
      #expect(!text.contains("Cochran-Mantel-Haenszel test"))
      #expect(!text.contains("Cochran-Armitage test of trend"))
    }
    let (_, some, _) = try ResponseStudy().report(in: Scratch())
    #expect(some.contains("Cochran-Armitage test of trend") && !some.contains("Left out:"))
  }

  @Test func theDesignEffectIsExplainedAsFarAsItGoes() throws {
    let alike = "Where all hips are alike there is no design effect"
    let below = "an effect below 1 is taken as 1"
    let zero = try page(ResponseStudy(hipsPerPatient: 2, pain: { _, _ in 13 }))
    #expect(zero.contains(alike) && !zero.contains(below))
    let pairs = try page(
      ResponseStudy(hipsPerPatient: 2, pain: { hip, _ in hip / 2 % 3 == 0 ? 11 : 5 }))
    #expect(!pairs.contains(alike) && !pairs.contains(below))
    let opposed = try page(
      ResponseStudy(hipsPerPatient: 2, pain: { hip, _ in hip % 2 == 0 ? 11 : 5 }))
    #expect(opposed.contains(below))
    #expect(try !page(ResponseStudy()).contains("Two hips of one patient are not independent"))
  }

  @Test func withoutATableOfEventsNobodyIsSaidToHaveFailed() throws {
    let text = section("Response", of: try page(ResponseStudy()))
    #expect(text.contains("Failed: none is on record, since the protocol names no table of events"))
    #expect(!text.contains("repeat injection is ignored"))
    let whole = try page(ResponseStudy())
    #expect(!whole.contains("eplaced or dead |"))
    #expect(!whole.contains("/ replaced or dead by the planned time"))
    #expect(!whole.contains("before loss of benefit |"))
    #expect(whole.contains("| Assessed after the injection "))
    for words in ["eplaced or dead", "fails before", "whether seen at visits"] {
      #expect(!whole.contains(words), "\(words)")
    }
    // The section of response says by itself that nobody is known to have failed.
    let elsewhere = ["Time to loss of benefit", "Methods, conventions and provenance"]
      .map { section($0, of: whole) }
    #expect(elsewhere.allSatisfy { $0.contains("over those seen (Pepe 1991)") })
    for text in elsewhere { #expect(!text.contains("seen or failed")) }
    #expect(section("Course of the scores", of: whole).contains("deaths are not on record"))
    #expect(try Self.twelve.get().contains("Replaced or dead |"))
    let twelve = section("Response", of: try Self.twelve.get())
    #expect(twelve.contains("Failed: hip replaced or patient dead by the time point"))
    #expect(twelve.contains("repeat injection is ignored"))
  }

  /// Half of the treated cannot be told to be responders, so that the duration of the others is
  /// flagged too.
  @Test func aDurationOfFewOfTheTreatedIsFlagged() throws {
    let flag = "missing 20 (more than 40 %, who may differ from the others)"
    let pain = { (hip: Int, month: Int) -> Int? in month < 12 ? 5 : hip % 3 == 0 ? 11 : 5 }
    let half = try page(ResponseStudy(baseline: { $0 % 2 == 0 ? 12 : nil }, pain: pain))
    #expect(section("Key findings", of: half).contains(flag))
    #expect(
      try !section("Key findings", of: page(ResponseStudy(pain: pain))).contains("who may differ"))
  }

  @Test func fewAtRiskAreFlaggedWhereverACurveIsRead() throws {
    let twelve = try Self.twelve.get()
    for id in ["tbl-landmarks", "tbl-competing-treated", "tbl-competing-responders"] {
      let own = table(id, of: twelve)
      #expect(own.contains("Fewer than ten are at risk: the estimate rests on few"), "\(id)")
      #expect(
        own.contains("Fewer than 5 are at risk, too few for a curve to be drawn"), "\(id)")
    }
    let figure = try #require(twelve.range(of: "<a id=\"fig-incidence-treated\">"))
    #expect(
      twelve[figure.upperBound...].prefix(1500).contains(
        "Curves end where fewer than 5 are at risk.")
    )
    #expect(section("Key findings", of: twelve).contains("(fewer than 10 still at risk)"))
  }

  /// Where nobody is left no event can come, and none would change anything.
  @Test func nobodyAtRiskIsNotFew() throws {
    let own = table("tbl-landmarks", of: try Self.twelve.get())
    #expect(
      own.contains("Nobody is left at risk: the estimate stays where the last event took it."))
    var letters: [String: Set<String>] = [:]
    for match in own.matches(of: /([0-9]+) at risk<sup>([a-z])<\/sup>/) {
      let count = Int(match.1) ?? 0
      letters[count == 0 ? "none" : count < 5 ? "few" : "some", default: []]
        .insert(String(match.2))
    }
    #expect(letters["none"]?.count == 1 && letters["few"]?.count == 1)
    #expect(letters["none"] != letters["few"])
  }

  @Test func withoutAnyEventThereIsNoTableOfZeros() throws {
    let study = try SmallStudy(events: [
      ("H02,2021-12-01,THR\nH03,2021-12-24,death\nH04,2022-05-05,booster\n", "")
    ])
    let run = try Program.run(["report", "protocol.yml", "-o", "out"], in: study.scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    let text = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8
    ).replacing("\u{00A0}", with: " ")
    #expect(text.contains("is on record among 6 hips, so there is nothing to show."))
    #expect(!text.contains("tbl-competing-treated"))
  }
}
