import Foundation
import Testing

/// Rule H11 of `Sources/HONESTY.md`, small cells: what a reader bent on finding single patients finds in
/// a report under `min_cell: 5`.
@Suite struct SmallCellTests {
  /// A cohort reported under `min_cell`.
  enum Cohort: String, CaseIterable, Sendable {
    case twelveHips, sixtyPatients, marrow

    /// Writes the files and answers the path of the protocol.
    func write(to scratch: Scratch, least: Int = 5) throws -> String {
      switch self {
      case .twelveHips, .sixtyPatients:
        let patients = self == .twelveHips ? "11" : "60"
        let run = try scratch.run("simulate", "--patients", patients, "--seed", "5", "-o", "study")
        #expect(run.exitCode == 0, "\(run.errors)")
        let url = scratch.folder.appendingPathComponent("study/protocol.yml")
        let text = try String(contentsOf: url, encoding: .utf8)
        try scratch.file("study/protocol.yml", text + "\nreport: {min_cell: \(least)}\n")
        return "study/protocol.yml"
      case .marrow:
        let source = Program.repository.appendingPathComponent("Datasets/hodg")
        for name in ["protocol.yml", "hodg.csv"] {
          try scratch.file(name, try Data(contentsOf: source.appendingPathComponent(name)))
        }
        let text = try String(
          contentsOf: scratch.folder.appendingPathComponent("protocol.yml"), encoding: .utf8)
        try scratch.file("protocol.yml", text + "\nreport: {min_cell: \(least)}\n")
        return "protocol.yml"
      }
    }
  }

  private struct Report {
    let scratch: Scratch
    let folder: URL
    let rows: [[String: Any]]
    let page: String
  }

  private func report(_ cohort: Cohort, page: String = "md", least: Int = 5) throws -> Report {
    let scratch = try Scratch()
    let path = try cohort.write(to: scratch, least: least)
    let run = try scratch.run("report", path, "-o", "report", "--format", page)
    #expect(run.exitCode == 0, "\(run.errors)")
    let folder = scratch.folder.appendingPathComponent("report")
    let data = try Data(contentsOf: folder.appendingPathComponent("results.json"))
    let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return Report(
      scratch: scratch, folder: folder, rows: root?["results"] as? [[String: Any]] ?? [],
      page: try String(
        contentsOf: folder.appendingPathComponent("report." + page), encoding: .utf8))
  }

  private static let counts: Set<String> = [
    "count", "events", "excluded", "unknown", "remaining", "missing", "n_risk", "observed", "seen",
    "not_seen", "failed", "not_due", "in_common_support", "patients",
  ]

  @Test(arguments: Cohort.allCases)
  func noSmallCountStandsInTheResults(_ cohort: Cohort) throws {
    let report = try report(cohort)
    #expect(!report.rows.isEmpty)
    for row in report.rows {
      let name = "\(row["analysis"] ?? "") \(row["statistic"] ?? "") \(row["group"] ?? "")"
      for key in ["n", "events", "treated", "missing"] {
        if let count = row[key] as? Int { #expect(!(1...4).contains(count), "\(key) of \(name)") }
      }
      for account in row["accounts"] as? [[String: Any]] ?? [] {
        if let count = account["count"] as? Int {
          #expect(!(1...4).contains(count), "\(account) of \(name)")
        }
      }
      let statistic = row["statistic"] as? String ?? ""
      if Self.counts.contains(statistic), let count = row["value"] as? Int {
        #expect(!(1...4).contains(count), "\(name)")
      }
      if statistic == "minimum" || statistic == "maximum" {
        #expect(row["value"] is NSNull, "\(name)")
      }
      if row["state"] as? String == "suppressed" {
        #expect(row["value"] is NSNull && row["conf_low"] is NSNull && row["p_value"] is NSNull)
      }
    }
  }

  @Test(arguments: Cohort.allCases)
  func whatIsLeftOutCannotBeSubtracted(_ cohort: Cohort) throws {
    // Treated are analysed, missing and not of the group. Where one of them is hidden for another's
    // sake it may be worked out, for the elimination sees to it that nothing small comes of it; a
    // small one may not.
    for row in try report(cohort).rows {
      guard let treated = row["treated"] as? Int, let n = row["n"] as? Int, treated >= n else {
        continue
      }
      let accounts = (row["accounts"] as? [[String: Any]] ?? []).filter {
        $0["role"] as? String != "counted_as_failure"
      }
      let known = accounts.compactMap { $0["count"] as? Int }.reduce(0, +)
      let hidden = accounts.count { $0["count"] is NSNull }
      let left = treated - n - known
      if hidden > 0, left > 0 { #expect(left >= 5, "\(row)") }
      if let events = row["events"] as? Int { #expect(!(1...4).contains(n - events), "\(row)") }
    }
  }

  /// The simulated cohort with every second baseline missing.
  private func cohortOfHalfTheBaselines() throws -> Scratch {
    let scratch = try Scratch()
    let source = Program.repository.appendingPathComponent("Datasets/hip-msc-simulated")
    for name in ["units-simulated.csv", "events-simulated.csv"] {
      try scratch.file(name, try Data(contentsOf: source.appendingPathComponent(name)))
    }
    func text(_ name: String) throws -> String {
      try String(contentsOf: source.appendingPathComponent(name), encoding: .utf8)
    }
    try scratch.file(
      "protocol.yml", try text("protocol.yml") + "\nreport: {min_cell: 5}\n")
    let lines = try text("visits-simulated.csv").split(whereSeparator: \.isNewline)
    let heads = try #require(lines.first).split(separator: ",")
    let month = try #require(heads.firstIndex(of: "planned_month"))
    let score = try #require(heads.firstIndex(of: "womac_pain"))
    var baselines = 0
    let thinned = lines.map { line -> String in
      var cells = line.split(separator: ",", omittingEmptySubsequences: false)
      guard cells.count == heads.count, cells[month] == "0" else { return String(line) }
      baselines += 1
      if baselines.isMultiple(of: 2) { cells[score] = "" }
      return cells.joined(separator: ",")
    }
    #expect(baselines > 500)
    try scratch.file("visits-simulated.csv", thinned.joined(separator: "\n"))
    return scratch
  }

  /// Tables of other analyses count nearly the same hips, and the difference is a count too.
  @Test func tablesThatCountNearlyTheSameAreNotSubtracted() throws {
    let scratch = try cohortOfHalfTheBaselines()
    let run = try scratch.run("report", "protocol.yml", "-o", "report")
    #expect(run.exitCode == 0, "\(run.errors)")
    let folder = scratch.folder.appendingPathComponent("report")
    let data = try Data(contentsOf: folder.appendingPathComponent("results.json"))
    let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    let rows = root?["results"] as? [[String: Any]] ?? []
    func told(_ analysis: String, _ statistic: String) -> [[String: Any]] {
      rows.filter {
        $0["analysis"] as? String == analysis && $0["statistic"] as? String == statistic
      }
    }
    func place(_ row: [String: Any]) -> String {
      let group = row["group"] as? [String: Any] ?? [:]
      return "\(group.keys.sorted()) \(group.values.map { "\($0)" }.sorted())"
    }
    var compared = 0
    for rate in told("response", "responder_rate") {
      let month = rate["time_months"] as? Double
      guard let n = rate["n"] as? Int else { continue }
      for change in told("score_changes", "mean_change")
      where change["variable"] as? String == "womac_pain" && place(change) == place(rate)
        && change["time_months"] as? Double == month
      {
        guard let other = change["n"] as? Int else { continue }
        compared += 1
        #expect(!(1...4).contains(abs(n - other)), "\(place(rate)) at \(month ?? -1)")
      }
      let noBaseline =
        (rate["accounts"] as? [[String: Any]] ?? [])
        .first { $0["reason"] as? String == "no baseline" }?["count"] as? Int
      for status in told("response_status", "count")
      where status["level"] as? String == "indeterminate" && place(status) == place(rate) {
        guard let noBaseline, let untold = status["value"] as? Int else { continue }
        compared += 1
        #expect(!(1...4).contains(abs(untold - noBaseline)), "\(place(rate))")
      }
    }
    #expect(compared > 0)
    // A group whose number is hidden has no curve, which would tell it.
    let onset = try String(
      contentsOf: folder.appendingPathComponent("figures/onset.csv"), encoding: .utf8)
    for row in told("onset", "onset_probability") where row["n"] is NSNull {
      guard let level = (row["group"] as? [String: Any])?.values.first as? String else { continue }
      #expect(!onset.contains(level), "\(level)")
    }
  }

  @Test(arguments: Cohort.allCases)
  func levelsOfAVariableAreNotSolvedForTheirSum(_ cohort: Cohort) throws {
    let rows = try report(cohort).rows.filter {
      $0["analysis"] as? String == "baseline" && $0["statistic"] as? String == "count"
    }
    let groups = Dictionary(grouping: rows) { "\($0["group"] ?? "") \($0["variable"] ?? "")" }
    for (name, levels) in groups where levels.first?["variable"] is String {
      guard let n = levels.first?["n"] as? Int else { continue }
      let hidden = levels.count { $0["value"] is NSNull }
      let shown = levels.compactMap { $0["value"] as? Int }.reduce(0, +)
      #expect(hidden != 1, "\(name)")
      if hidden > 0 { #expect(n - shown >= 5, "\(name)") }
    }
  }

  @Test(arguments: Cohort.allCases)
  func figuresShowNoSinglePatient(_ cohort: Cohort) throws {
    let report = try report(cohort)
    let folder = report.folder.appendingPathComponent("figures")
    for file in try FileManager.default.contentsOfDirectory(atPath: folder.path)
    where file.hasSuffix(".csv") {
      let text = try String(contentsOf: folder.appendingPathComponent(file), encoding: .utf8)
      let lines = text.split(whereSeparator: \.isNewline).map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      #expect(!lines.contains { $0.first == "line" || $0.first == "censored" }, "\(file)")
      let heads = lines.first ?? []
      for head in ["count", "left_out", "unknown", "remaining"] {
        guard let column = heads.firstIndex(of: Substring(head)) else { continue }
        for line in lines.dropFirst() where line.count == heads.count {
          #expect(!["1", "2", "3", "4"].contains(String(line[column])), "\(file): \(line)")
        }
      }
    }
  }

  /// Remarks on models are told without counts, and read as sentences all the same.
  @Test(arguments: Cohort.allCases)
  func remarksWithoutCountsAreSentences(_ cohort: Cohort) throws {
    let report = try report(cohort)
    for words in ["some events for", "the some units", "has some event", "of the some"] {
      #expect(!report.page.contains(words), "\(words)")
    }
    // Of twelve hips no model has a ratio that too few events could lead astray.
    guard cohort == .sixtyPatients else { return }
    #expect(report.page.contains(/fewer than (5|10) events for each coefficient, where 10 or more/))
  }

  /// The curve from the intervals is pale and ends by the counts of the protocol, as its caption says.
  @Test func intervalCurvesEndByTheProtocolsCount() throws {
    let page = try report(.sixtyPatients, least: 11).page
    let start = try #require(page.range(of: "<a id=\"fig-loss-intervals\">"))
    let figure = page[start.upperBound...].prefix(2000)
    #expect(figure.contains("Curves end where fewer than 11 are at risk."))
    #expect(!page.contains("fewer than ten; the curves end where fewer than five"))
  }

  /// A verdict tells on which side of a range an interval lies, so that it is hidden with the interval.
  @Test func aVerdictGoesWithItsMedian() throws {
    let report = try report(.twelveHips)
    let medians = report.rows.filter {
      $0["analysis"] as? String == "published_ranges"
        && $0["statistic"] as? String == "median_time_to_event"
    }
    let hidden = medians.filter { $0["state"] as? String == "suppressed" }
    #expect(!hidden.isEmpty)
    for row in hidden { #expect(row["level"] is NSNull, "\(row)") }
    let verdicts = report.page.ranges(of: "cannot say: what it rests on may not be shown")
    #expect(verdicts.count == hidden.count)
  }

  /// Counts in words: before what they count, after `n =`, over a denominator, beside `at risk`.
  @Test(arguments: [Cohort.twelveHips, .sixtyPatients], [5, 11])
  func noSentenceCarriesASmallCount(_ cohort: Cohort, _ least: Int) throws {
    let report = try report(cohort, least: least)
    let figures = report.folder.appendingPathComponent("figures")
    var texts = ["page": report.page.replacing(/```[\s\S]*?\n```/, with: "")]
    for file in try FileManager.default.contentsOfDirectory(atPath: figures.path)
    where file.hasSuffix(".svg") {
      texts[file] = try String(
        contentsOf: figures.appendingPathComponent(file), encoding: .utf8)
    }
    let counted =
      /\b([0-9]+)( of [0-9]+)? (?:units?|hips?|patients?|events?|loss(?:es)?|values?|of them|at risk)\b/
    for (name, text) in texts {
      for match in text.matches(of: counted) where Int(match.1).map((1..<least).contains) ?? false {
        let before = text[..<match.range.lowerBound].suffix(40)
        // The rules themselves: `fewer than 5 at risk`.
        if before.hasSuffix("ewer than ") { continue }
        Issue.record("\(name): …\(before)\(match.0)")
      }
      for match in text.matches(of: /n = ([0-9]+)\b|\b([0-9]+)\/[0-9]+ \(/) {
        let count = (match.1 ?? match.2).flatMap { Int($0) } ?? 0
        #expect(!(1..<least).contains(count), "\(name): \(match.0)")
      }
    }
  }

  @Test(arguments: Cohort.allCases, ["md", "html"])
  func thePageSaysWhatIsHiddenAndWhy(_ cohort: Cohort, page: String) throws {
    let text = try report(cohort, page: page).page
    #expect(text.contains("Small counts ("))
    #expect(!text.contains("are not suppressed"))
    #expect(!text.lowercased().contains(" nan"))
  }

  @Test func withoutMinCellNothingIsHidden() throws {
    let scratch = try Scratch()
    let path = try Cohort.twelveHips.write(to: scratch)
    let url = scratch.folder.appendingPathComponent(path)
    let text = try String(contentsOf: url, encoding: .utf8)
    try text.replacingOccurrences(of: "min_cell: 5", with: "min_cell: 1")
      .write(to: url, atomically: true, encoding: .utf8)
    let run = try scratch.run("report", path, "-o", "report")
    #expect(run.exitCode == 0, "\(run.errors)")
    let results = try String(
      contentsOf: scratch.folder.appendingPathComponent("report/results.json"), encoding: .utf8)
    #expect(!results.contains("suppressed"))
    let page = try String(
      contentsOf: scratch.folder.appendingPathComponent("report/report.md"), encoding: .utf8)
    #expect(!page.contains("Small counts (") && !page.contains("\\[c\\]"))
  }

  @Test func theComparisonAloneHidesTheSame() throws {
    let scratch = try Scratch()
    let path = try Cohort.twelveHips.write(to: scratch)
    let run = try scratch.run("compare", path, "--format", "json")
    #expect(run.exitCode == 0, "\(run.errors)")
    let root = try JSONSerialization.jsonObject(with: run.output) as? [String: Any]
    for row in root?["results"] as? [[String: Any]] ?? [] {
      for key in ["n", "events", "treated"] {
        if let count = row[key] as? Int { #expect(!(1...4).contains(count), "\(key) of \(row)") }
      }
    }
  }
}
