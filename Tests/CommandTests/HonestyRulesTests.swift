import Foundation
import Testing

/// The rules of honest reporting, H1 to H20, each seen at the terminal.
@Suite struct HonestyRulesTests {
  /// A table with times in place, for the rules of outcomes that are given.
  private struct TableStudy {
    let scratch: Scratch

    static let units = """
      hip,months,lost,kl,joint
      H1,5,1,II,hip
      H2,9,0,III,hip
      H3,14,1,II,hip
      H4,20,0,III,hip
      H5,26,1,II,hip
      H6,30,0,III,hip

      """
    static let plan = """
      protocol: 1
      title: A table of hips
      population: hips with osteoarthritis, responders at 6 months
      units: {file: units.csv, id: hip}
      outcome:
        time: months
        event: lost
        unit: months
        label: loss of benefit
        instrument: WOMAC-LK pain 0-20
        threshold: improvement below 30 %
        origin: injection
      survival: {landmarks_months: [12, 24]}

      """

    init(units: [(String, String)] = [], plan: [(String, String)] = []) throws {
      scratch = try Scratch()
      for (name, text, changes) in [
        ("units.csv", Self.units, units), ("protocol.yml", Self.plan, plan),
      ] {
        var text = text
        for (old, new) in changes {
          try #require(text.contains(old), "\(name) does not hold \(old)")
          text = text.replacing(old, with: new)
        }
        try scratch.file(name, text)
      }
    }
  }

  /// Expects check and report to refuse a study with these words, writing nothing.
  private func expectRefused(
    _ scratch: Scratch, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try scratch.contents()
    for command in [["check", "protocol.yml"], ["report", "protocol.yml", "-o", "out"]] {
      let run = try Program.run(command, in: scratch)
      #expect(run.exitCode == 65 && run.signal == nil, sourceLocation: sourceLocation)
      for word in words {
        #expect(
          run.errors.contains(word), "\(word) is not in: \(run.errors)",
          sourceLocation: sourceLocation)
      }
    }
    #expect(try scratch.contents() == before, sourceLocation: sourceLocation)
  }

  /// The page of a study that is taken, and what was said on the way.
  private func report(
    _ scratch: Scratch, sourceLocation: SourceLocation = #_sourceLocation
  ) throws -> (page: String, errors: String) {
    let run = try scratch.run("report", "protocol.yml", "-o", "out")
    #expect(
      run.exitCode == 0 && run.signal == nil, "\(run.errors)", sourceLocation: sourceLocation)
    let page = scratch.folder.appendingPathComponent("out/report.md")
    return (try String(contentsOf: page, encoding: .utf8), run.errors)
  }

  private static let simulated = Result {
    let scratch = try Scratch()
    let study = Program.repository.appendingPathComponent("Datasets/hip-msc-simulated/protocol.yml")
    _ = try scratch.run("report", study.path, "-o", "out")
    return try String(
      contentsOf: scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8)
  }

  /// The pictures of the same report.
  private static let pictures = Result {
    let scratch = try Scratch()
    let study = Program.repository.appendingPathComponent("Datasets/hip-msc-simulated/protocol.yml")
    _ = try scratch.run("report", study.path, "-o", "out")
    let folder = scratch.folder.appendingPathComponent("out/figures")
    return try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".svg") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }
  }

  // MARK: H1, H3: what a rate must say

  @Test(arguments: ["instrument", "threshold", "origin", "label"])
  func h1AnOutcomeWithoutOneOfTheFourIsRefused(_ key: String) throws {
    let line = try #require(
      TableStudy.plan.split(separator: "\n").first { $0.contains("\(key): ") })
    try expectRefused(
      try TableStudy(plan: [("\(line)\n", "")]).scratch, ["protocol.yml", "`\(key)`", "help: "])
    try expectRefused(
      try TableStudy(plan: [("\(line)", "  \(key): n/a")]).scratch,
      ["`outcome.\(key)` is `n/a`, which states nothing", "rule H1", "help: "])
  }

  @Test func h1APopulationThatIsNoneIsRefused() throws {
    try expectRefused(
      try SmallStudy(plan: [("population: hips of a small study\n", "")]).scratch,
      ["`population`", "help: "])
    try expectRefused(
      try SmallStudy(plan: [("population: hips of a small study", "population: unknown")]).scratch,
      ["protocol.yml:3", "`population` is `unknown`", "rule H1"])
  }

  private struct Results: Decodable {
    struct Row: Decodable {
      struct Context: Decodable {
        let instrument, version, domain, direction, threshold, origin, population: String
        let responseRule: String

        enum CodingKeys: String, CodingKey {
          case instrument, version, domain, direction, threshold, origin, population
          case responseRule = "response_rule"
        }
      }
      let statistic: String
      let n: Int
      let treated: Int?
      let missing: Int?
      let context: Context?
      let method: String?
    }
    let results: [Row]
  }

  @Test func h1AndH3EveryRateInTheResultsSaysOfWhatAndOfHowMany() throws {
    let scratch = try SmallStudy().scratch
    _ = try report(scratch)
    let data = try Data(
      contentsOf: scratch.folder.appendingPathComponent("out/results.json"))
    let rows = try JSONDecoder().decode(Results.self, from: data).results.filter {
      ["responder_rate", "median_time_to_event", "event_free_probability"].contains($0.statistic)
    }
    #expect(rows.count > 5)
    for row in rows {
      let context = try #require(row.context)
      #expect(context.instrument.contains("WOMAC-LK"))
      #expect(context.domain == "pain" && context.direction == "lower is better")
      #expect(context.version.contains("five-point"))
      #expect(
        [
          "single visit", "confirmed at two consecutive visits",
          "confirmed at two consecutive visits or by an event",
        ].contains(context.responseRule))
      let treated = try #require(row.treated)
      #expect(row.n <= treated && row.missing != nil && row.method != nil)
    }
    // Six hips were treated, whoever responded.
    #expect(rows.contains { $0.treated == 6 && $0.n < 6 })
  }

  // MARK: H2 to H6: words and measures

  @Test(arguments: [
    ("title: A small study", "title: Success rate of cells", "`title` says “Success rate”"),
    ("title: A small study", "title: A cure for hips", "`title` says “cure”"),
    ("hips of a small study", "hips in regenerative care", "`population` says “regenerative”"),
    ("hips of a small study", "hips that regrow cartilage", "`population` says “regrow”"),
    ("sex: {}", "sex: {label: Cured}", "`strata.sex.label` says “Cured”"),
    (
      "sex: {}", "sex: {groups: {regenerated: [female], other: [male]}}", "says “regenerated”"
    ),
    ("sex: {type: category}", "sex: {type: category, label: success rate}", "says “success rate”"),
  ])
  func h2WordsThatPromiseAreRefused(_ old: String, _ new: String, _ words: String) throws {
    try expectRefused(try SmallStudy(plan: [(old, new)]).scratch, [words, "rule H2", "help: "])
  }

  @Test func h2WordsThatOnlyLookAlikeAreTaken() throws {
    try SmallStudy(plan: [
      ("title: A small study", "title: Secure and accurate procurement"),
      ("sex: {}", "sex: {label: Successful rating of security}"),
    ]).expectTaken()
  }

  @Test func h4APartialResponseIsNoClearOne() throws {
    let rule = "response: {score: pain, threshold: 30 %, at_months: [3, 6, 12]"
    let low = try report(
      try SmallStudy(plan: [(rule, rule + ", classes: {clear: 10 %, partial: 5 %}")]).scratch)
    for text in [low.page, low.errors] {
      #expect(
        text.contains("The class of clear response begins at 10 %, below the response's 30 %"))
    }
    try expectRefused(
      try SmallStudy(plan: [(rule, rule + ", classes: {clear: 30 %, partial: 30 %}")]).scratch,
      ["`response.classes`", "partial", "help: "])
    try SmallStudy(plan: [(rule, rule + ", classes: {clear: 50 %, partial: 20 %}")]).expectTaken()
  }

  @Test func h5SatisfactionIsNoResponse() throws {
    try expectRefused(
      try SmallStudy(
        visits: [("hip,seen,pain", "hip,seen,satisfaction")],
        plan: [
          (
            "pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}",
            "satisfaction: {instrument: clinic form, range: [0, 20], better: higher}"
          ),
          ("score: pain", "score: satisfaction"),
        ]
      ).scratch, ["`response.score`", "satisfaction", "rule H5", "help: "])
    try expectRefused(
      try TableStudy(plan: [("improvement below 30 %", "no longer felt better")]).scratch,
      ["`outcome.threshold`", "felt better", "rule H5"])
  }

  @Test func h6StructureIsNoResponseAndStandsApart() throws {
    let pain = "pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}"
    let width = "jsw: {instrument: JSW, unit: mm, range: [0, 100], better: higher}"
    let vas = "vas: {instrument: VAS, subscale: pain, unit: mm, range: [0, 100], better: lower}"
    try expectRefused(
      try SmallStudy(
        visits: [("pain,vas", "pain,jsw")], plan: [(vas, width), ("score: pain", "score: jsw")]
      ).scratch,
      ["`response.score` is `jsw`, which is joint space width", "rule H6", "help: "])
    _ = pain
    let study = try SmallStudy(visits: [("pain,vas", "pain,jsw")], plan: [(vas, width)])
    let page = try report(study.scratch).page
    let parts = page.components(separatedBy: "## Exploratory structural")
    #expect(parts.count == 2, "one section of its own")
    let section = (parts.last ?? "").components(separatedBy: "\n## ")[0]
    #expect(section.contains("jsw"))
    #expect(section.contains("no basis for a claim that cartilage"))
    #expect(!section.contains("P ="))
    #expect(!(parts.first ?? "").contains("jsw"), "and nowhere before it")
    try expectRefused(
      try TableStudy(plan: [("WOMAC-LK pain 0-20", "MRI cartilage thickness")]).scratch,
      ["`outcome.instrument`", "rule H6"])
  }

  // MARK: H7, H8: of whom

  @Test func h7GradeFourIsNotPooledSilently() throws {
    let grades = [("arm", "kl_grade"), ("adipose", "3"), ("marrow", "4")]
    for plan in [
      [], [("sex: {}", "kl_grade: {}")],
      [("sex: {}", "kl_grade: {groups: {severe: [\"3\", \"4\"]}}")],
    ] {
      let taken = try report(try SmallStudy(units: grades, plan: plan).scratch)
      for text in [taken.page, taken.errors] {
        #expect(text.contains("Kellgren-Lawrence IV (3 units) is pooled with lower grades (3)"))
      }
    }
    // All of one grade, or grade IV left out by eligibility, pools nothing.
    try SmallStudy(units: [("arm", "kl_grade"), ("adipose", "4"), ("marrow", "4")]).expectTaken()
    try SmallStudy(
      units: grades,
      plan: [("strata:", "eligibility: [{name: II-III, where: \"kl_grade <= 3\"}]\nstrata:")]
    ).expectTaken()
  }

  @Test func h8ADurationOfBenefitSaysOfWhomItIs() throws {
    try expectRefused(
      try TableStudy(plan: [("osteoarthritis, responders at 6 months", "osteoarthritis")]).scratch,
      ["`population` does not say whether “loss of benefit”", "rule H8", "help: "])
    _ = try report(
      try TableStudy(plan: [("responders at 6 months", "all treated")]).scratch)
    // Derived durations say it by themselves.
    #expect(try Self.simulated.get().contains("first response within 7.5 months"))
  }

  // MARK: H9, H16, H19, H20: the footer

  @Test func h9TheLineOfNoControlStandsUnderEveryUncontrolledReport() throws {
    let line = "natural course, placebo and regression to the mean are not separated"
    #expect(try Self.simulated.get().contains(line))
    #expect(try report(try SmallStudy().scratch).page.contains(line))
    #expect(try report(try TableStudy().scratch).page.contains(line))
  }

  @Test func h16WhatTheProtocolNamesIsSaid() throws {
    let page = try report(try SmallStudy().scratch).page
    #expect(page.contains("The protocol names the response"))
    #expect(page.contains("before the data were seen is for its authors to say"))
    #expect(page.contains("(3, 6, 12 months)"))
    for month in [3, 6, 12] { #expect(page.contains("Response at \(month) months")) }
  }

  /// The checklist links what is on the page by its own name, and the methods hold what it says of
  /// them.
  @Test func theChecklistLinksWhatIsThere() throws {
    let page = try Self.simulated.get().replacing("\u{00A0}", with: " ")
    for link in [
      "[model “loss”](#tbl-model-loss)", "[OMERACT-OARSI](#tbl-omeract-oarsi)",
      "[other thresholds](#tbl-response-thresholds)", "[Response at 6 months](#tbl-response-6)",
      "[subgroups](#tbl-subgroups-wharton-s-jelly)",
      "[Clear response at 6 months under other choices](#fig-sensitivity-response)",
    ] { #expect(page.contains(link), "\(link)") }
    #expect(!page.contains("[figure 1]") && !page.contains("[model 1]"))
    #expect(page.contains("\nLoss to follow-up: those no longer seen count"))
    #expect(page.contains("Confounders named by the protocol: age, sex,"))
    #expect(!page.contains("fewer than patients"))
    #expect(page.components(separatedBy: "Mean: t interval").count == 2)
  }

  /// Options that give one number are named together, and a duration is said to be of responders.
  @Test func theFurthestOptionsAreAllNamed() throws {
    let page = try Self.simulated.get().replacing("\u{00A0}", with: " ")
    #expect(
      page.contains(
        "furthest from it is 35.2 months, under “Response threshold: 50 %”, “Hip replacement: "
          + "competes” and “Hip replacement: ends follow-up”"))
    #expect(page.contains("Median time to loss of benefit among responders under other choices"))
    #expect(page.contains("that shows it, but in a row that says otherwise."))
  }

  @Test func h19ReplacementIsADecisionAndDeathCompetes() throws {
    let page = try report(try SmallStudy().scratch).page
    #expect(page.contains("Hip replacement is a decision of patient and surgeon"))
    let silent = try SmallStudy(
      events: [("H03,2021-12-24,death\n", "")],
      plan: [
        (
          "kinds: {thr: [THR], booster: [booster], death: [death]}",
          "kinds: {thr: [THR], booster: [booster]}"
        )
      ])
    #expect(try report(silent.scratch).errors.contains("no deaths are"))
    let table = try TableStudy(plan: [
      ("loss of benefit", "hip replacement"), ("improvement below 30 %", "hip replaced"),
    ])
    #expect(try report(table.scratch).page.contains("one minus Kaplan-Meier overstates"))
  }

  @Test func h20TheFooterIsAlwaysLast() throws {
    let line = "investigational, not standard first-line care; individual results vary."
    let pages = [
      try Self.simulated.get(), try report(try SmallStudy().scratch).page,
      try report(try TableStudy().scratch).page,
    ]
    for page in pages {
      #expect(page.split(separator: "\n").last?.contains(line) == true)
    }
  }

  // MARK: H10 to H15: what the data allow

  @Test func h10MissingInAWindowIsFlaggedAndTheHeadlineWithheld() throws {
    let scratch = try Scratch()
    let study = Program.repository.appendingPathComponent(
      "Datasets/hip-msc-simulated/protocol.yml")
    let run = try scratch.run("report", study.path, "-o", "out")
    #expect(run.errors.contains("At 6 months the class of 122 of 536 hips is not known"))
    let page = try Self.simulated.get()
    #expect(page.contains("More than 40 % not seen or without baseline, so no rate is given"))
    // The first page says so too, beside the rate it leads with.
    let findings = try #require(page.split(separator: "## Flow").first)
    #expect(findings.contains("missing 122 (more than 20 %, who may differ from the others)"))
  }

  /// Twelve hips that lose benefit one a month: ten are at risk until month 3, five until month 8.
  @Test func h11ACurveOfFewPalesAndThenEnds() throws {
    var units = "hip,months,lost,kl,joint\n"
    for month in 1...12 {
      let grade = month.isMultiple(of: 2) ? "II" : "III"
      units += "H\(month),\(month),1,\(grade),hip\n"
    }
    let table = try TableStudy()
    try table.scratch.file("units.csv", units)
    let page = try report(table.scratch).page
    #expect(page.contains("Thin and pale: fewer than 10 at risk."))
    #expect(page.contains("Curves end where fewer than 5 are at risk."))
    let figures = table.scratch.folder.appendingPathComponent("out/figures")
    let picture = try String(
      contentsOf: figures.appendingPathComponent("survival.svg"), encoding: .utf8)
    let tail = try #require(
      picture.split(separator: "\n").first { $0.contains("fig-survival-curve-1-few") })
    #expect(tail.contains("stroke-opacity"))
    let numbers = try String(
      contentsOf: figures.appendingPathComponent("survival.csv"), encoding: .utf8)
    var times: [Double] = []
    for line in numbers.split(separator: "\n") where line.hasPrefix("curve,") {
      times += line.split(separator: ",").dropFirst(2).prefix(1).compactMap { Double($0) }
    }
    #expect(times.max() == 8, "nothing is drawn from when fewer than five are at risk")
    // The same twelve leave an estimate that rests on few with a mark.
    #expect(page.contains("Fewer than 5 are at risk"))
  }

  @Test func h12AMedianThatIsNotReachedTellsTheLandmarks() throws {
    let table = try TableStudy(units: [("H3,14,1", "H3,14,0"), ("H5,26,1", "H5,26,0")])
    let page = try report(table.scratch).page.replacing("\u{00A0}", with: " ")
    #expect(page.contains("NR"))
    #expect(page.contains("Median not reached in everybody (n = 6): free of loss of benefit"))
    #expect(page.contains("at 12 months and"))
  }

  @Test func h13SeveralVersionsAreNotPooled() throws {
    let version = [
      ("pain,vas,nsaid", "pain,vas,womac_version"), (",no", ",LK 3.0"), (",yes", ",VAS 3.1"),
    ]
    try expectRefused(
      try SmallStudy(visits: version, plan: [("  rescue: nsaid\n", "")]).scratch,
      [
        "`visits.scores` pools raw scores",
        "`womac_version` holds several versions: LK 3.0, VAS 3.1",
        "rule H13", "help: ",
      ])
    let normalised = try SmallStudy(
      visits: version, plan: [("  rescue: nsaid\n", ""), ("range: [0, 20]", "range: [0, 100]")])
    #expect(try report(normalised.scratch).page.contains("shares of the range are pooled"))
    let one = [
      ("pain,vas,nsaid", "pain,vas,womac_version"), (",no", ",LK 3.0"), (",yes", ",LK 3.0"),
    ]
    try SmallStudy(visits: one, plan: [("  rescue: nsaid\n", "")]).expectTaken()
  }

  @Test func h14ADifferenceBetweenSourcesIsAnAssociation() throws {
    let page = try Self.simulated.get()
    #expect(page.contains("association"))
    // Unadjusted, then how far the arms overlap, then adjusted: none of them without the others.
    let parts = ["### Unadjusted", "### Overlap of the arms", "### Adjusted by the outcome model"]
    let places = parts.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == parts.count && places == places.sorted())
    for word in ["caused", "causes", "because of the source", "superior to"] {
      #expect(!page.contains(word), "\(word) is on the page")
    }
  }

  @Test func h15KneesAreRefused() throws {
    let joints = [("arm", "joint"), ("adipose", "hip"), ("marrow", "knee")]
    try expectRefused(
      try SmallStudy(units: joints).scratch,
      ["holds `knee` among the units", "rule H15", "help: ", "joint == 'hip'"])
    try SmallStudy(
      units: joints,
      plan: [("strata:", "eligibility: [{name: hips, where: \"joint == 'hip'\"}]\nstrata:")]
    ).expectTaken()
    try expectRefused(
      try SmallStudy(plan: [("hips of a small study", "hips and knees")]).scratch,
      ["`population` names “knees”", "rule H15"])
    try expectRefused(
      try SmallStudy(plan: [("instrument: VAS, subscale: pain, unit: mm", "instrument: KOOS")])
        .scratch,
      ["`visits.scores.vas.instrument` is KOOS, an instrument of the knee", "rule H15"])
    try SmallStudy(plan: [("hips of a small study", "hips without earlier knee surgery")])
      .expectTaken()
  }

  @Test func h17APredictionHasItsIntervalAndIsNoPromise() throws {
    let scratch = try Scratch()
    try scratch.file("units.csv", TableStudy.units)
    let run = try scratch.run(
      "cox", "units.csv", "Surv(months, lost) ~ kl", "--at", "kl=II", "--times", "12")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.text.contains("CI"))
    #expect(!run.text.contains(" will "))
    #expect(run.text.contains("not of one patient"))
  }

  @Test func h18ClaimsOfLayTextsAreLabelledAndNeverDrawn() throws {
    let page = try Self.simulated.get()
    let section = try #require(
      page.split(separator: "## Against published ranges").last?.split(separator: "\n## ").first)
    #expect(section.contains("unsourced claim in lay text"))
    #expect(section.contains("no curve of this report is drawn against it"))
    #expect(section.contains("Compatible is not confirmed"))
    let claims = section.split(separator: "\n").filter {
      $0.hasPrefix("| 12 to 24 months") || $0.hasPrefix("| 18 months to 5 years")
        || $0.hasPrefix("| 4 to 12 weeks") || $0.hasPrefix("| about 30 %")
    }
    #expect(claims.count == 4)
    for claim in claims { #expect(claim.contains("unsourced claim in lay text"), "\(claim)") }
    // No band of a claim stands in a figure: they are named nowhere but in their own section.
    for picture in try Self.pictures.get() { #expect(!picture.contains("unsourced")) }
    #expect(
      !(page.split(separator: "## Against published ranges").first ?? "").contains("lay text"))
  }
}
