import Foundation
import Testing

/// The onset and the durations of the report, against the single commands on the endpoints table.
@Suite struct DurationNumberTests {
  private struct Row: Decodable {
    let analysis: String
    let name, variable, level, state, method: String?
    let statistic: String
    let value, timeMonths, pValue, confLow, confHigh: Double?
    let n: Int
    let treated: Int?
    let group: [String: String]

    enum CodingKeys: String, CodingKey {
      case analysis, name, variable, level, state, method, statistic, value, n, treated, group
      case timeMonths = "time_months"
      case pValue = "p_value"
      case confLow = "conf_low"
      case confHigh = "conf_high"
    }
  }

  private struct Results: Decodable {
    let results: [Row]
  }

  /// The report of the simulated cohort, and its endpoints with what the strata need.
  private struct Study {
    let rows: [Row]
    let scratch: Scratch
    let page: String
  }

  private static let study = Result { try make() }

  private static func make() throws -> Study {
    let scratch = try Scratch()
    let folder = Program.repository.appendingPathComponent("Datasets/hip-msc-simulated")
    let file = folder.appendingPathComponent("protocol.yml").path
    let report = try scratch.run("report", file, "-o", "report")
    let endpoints = try scratch.run("endpoints", file, "-o", "endpoints.csv")
    guard report.exitCode == 0, endpoints.exitCode == 0 else {
      throw Program.Failure(description: report.errors + endpoints.errors)
    }
    let units = try table(folder.appendingPathComponent("units-simulated.csv"))
    let derived = try table(scratch.folder.appendingPathComponent("endpoints.csv"))
    // The protocol's eligibility, written out once more.
    var lines = ["patient,arm,bmi,onset_lower,onset_upper,loss_lower,loss_upper,time,event"]
    for (unit, hip) in zip(units, derived)
    where unit["joint"] == "hip" && ["2", "3"].contains(unit["kl_grade"])
      && unit["infection"] == "no"
      && ["none", "remote"].contains(unit["cancer"])
    {
      let bmi = Double(unit["bmi"] ?? "") ?? .nan
      let class_ = bmi < 25 ? "1" : bmi < 30 ? "2" : bmi < 35 ? "3" : "4"
      let (lower, upper) = (hip["loss_lower"] ?? "", hip["loss_upper"] ?? "")
      // The first letters bring the reference first in sorted order.
      let arm = unit["cell_source"] == "whartons_jelly" ? "b" : "a"
      lines.append(
        [
          unit["patient_id"] ?? "", arm, bmi.isNaN ? "" : class_, hip["onset_lower"] ?? "",
          hip["onset_upper"] ?? "", lower, upper, upper.isEmpty ? lower : upper,
          lower.isEmpty ? "" : upper.isEmpty ? "0" : "1",
        ].joined(separator: ","))
    }
    try scratch.file("hips.csv", lines.joined(separator: "\n") + "\n")
    let data = try Data(
      contentsOf: scratch.folder.appendingPathComponent("report/results.json"))
    return Study(
      rows: try JSONDecoder().decode(Results.self, from: data).results, scratch: scratch,
      page: try String(
        contentsOf: scratch.folder.appendingPathComponent("report/report.md"), encoding: .utf8))
  }

  /// A plain CSV file as one dictionary a row.
  private static func table(_ url: URL) throws -> [[String: String]] {
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    let cells = lines.map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(cells.first)
    return cells.dropFirst().map { row in
      Dictionary(zip(header, row), uniquingKeysWith: { first, _ in first })
    }
  }

  private func run(_ arguments: [String]) throws -> [String: Any] {
    let run = try Program.run(
      [arguments[0], "hips.csv"] + arguments.dropFirst() + ["--format", "json"],
      in: Self.study.get().scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    return try parsedJSON(run)
  }

  private func row(
    _ analysis: String, _ statistic: String, of variable: String? = nil, _ group: [String: String],
    at month: Double? = nil, named name: String? = nil
  ) throws -> Row {
    try #require(
      try Self.study.get().rows.first {
        $0.analysis == analysis && $0.statistic == statistic && $0.variable == variable
          && $0.group == group && $0.timeMonths == month && (name == nil || $0.name == name)
      }, "no \(analysis) \(statistic) \(variable ?? "") of \(group) at \(month ?? .nan)")
  }

  private static let arms = [
    (key: "a", level: ["cell_source": "autologous"]),
    (key: "b", level: ["cell_source": "Wharton's jelly"]),
  ]

  /// The readings of one group of a printed curve.
  private func readings(_ json: [String: Any], _ key: String?) throws -> [String: Any] {
    let groups = try #require(json["groups"] as? [[String: Any]])
    return try #require(
      groups.first { key == nil || ($0["group"] as? [String: Any])?["arm"] as? String == key })
  }

  private func expectClose(_ a: Double?, _ b: Double?, _ what: String) {
    guard let a, let b else {
      #expect(a == nil && b == nil, "\(what): \(String(describing: a)), \(String(describing: b))")
      return
    }
    #expect(abs(a - b) <= 1e-9 * max(1, abs(b)), "\(what): \(a), expected \(b)")
  }

  @Test(arguments: ["onset", "loss"])
  func intervalsAreTurnbulls(_ endpoint: String) throws {
    let isOnset = endpoint == "onset"
    let weeks = [8.0, 12].map { $0 * 7 / 30.4375 }
    let months = isOnset ? weeks + [7.5] : [12, 18, 24, 36, 60]
    let surv = "Surv(\(endpoint)_lower, \(endpoint)_upper, type = \"interval2\") ~ "
    let times = months.map { "\($0)" }.joined(separator: ",")
    let groups: [(key: String?, level: [String: String])] =
      [(nil, [:])] + Self.arms.map { ($0.key, $0.level) }
    for (key, level) in groups {
      let json = try run(["turnbull", surv + (key == nil ? "1" : "arm"), "--times", times])
      let curve = try readings(json, key)
      let printed = try #require(curve["at_times"] as? [[String: Any]])
      for (month, reading) in zip(months, printed) {
        let (lower, upper) = (reading["lower"] as? Double, reading["upper"] as? Double)
        let name = isOnset ? "onset_probability" : "event_free_probability"
        let analysis = isOnset ? "onset" : "interval_censored"
        if reading["estimate"] is NSNull {
          #expect(try row(analysis, name, level, at: month).state == "NE")
          continue
        }
        let own = try ["lower_bound", "upper_bound"].map {
          try row(analysis, $0, of: name, level, at: month).value
        }
        expectClose(own[0], isOnset ? upper.map { 1 - $0 } : lower, "\(level) lower at \(month)")
        expectClose(own[1], isOnset ? lower.map { 1 - $0 } : upper, "\(level) upper at \(month)")
        let main = try row(analysis, name, level, at: month)
        #expect(main.value == nil ? main.state == "not estimable" : main.value == own[0])
        let (low, high) = (main.confLow ?? .nan, main.confHigh ?? .nan)
        #expect(low <= (own[0] ?? .nan) && (own[1] ?? .nan) <= high)
        #expect(main.treated ?? 0 >= main.n)
      }
    }
  }

  /// Hardly anybody is seen by four weeks, so no value is made up there.
  @Test func whatTheVisitsCannotTellIsBounded() throws {
    let month = 28 / 30.4375
    let main = try row("onset", "onset_probability", [:], at: month)
    #expect(main.value == nil && main.state == "not estimable")
    let lower = try row("onset", "lower_bound", of: "onset_probability", [:], at: month).value
    let upper = try row("onset", "upper_bound", of: "onset_probability", [:], at: month).value
    #expect(lower == 0 && upper ?? 0 > 0.3)
    #expect(try Self.study.get().page.contains("The visits cannot tell the probability"))
    // The window from 4 to 12 weeks inherits it: from none of the early mass to all of it.
    let by12 = try row("onset", "onset_probability", [:], at: 84 / 30.4375).value ?? .nan
    let share = try ["lower_bound", "upper_bound"].map {
      try row("onset", $0, of: "onset_in_window", [:]).value ?? .nan
    }
    #expect(abs(share[1] - by12) < 1e-12)
    #expect(abs(share[0] - (by12 - (upper ?? .nan))) < 1e-12)
  }

  /// The counts at a time point are of all that were assessed.
  @Test func theCountsOfOnsetAddUp() throws {
    let counts = try Self.study.get().rows.filter {
      $0.analysis == "onset" && $0.statistic == "count" && $0.timeMonths != nil
    }
    for group in Set(counts.map(\.group)) {
      for month in Set(counts.compactMap(\.timeMonths)) {
        let own = counts.filter { $0.group == group && $0.timeMonths == month }
        let parts = own.filter { ["responded", "not_yet", "not_known"].contains($0.level) }
        #expect(parts.count == 3)
        #expect(parts.compactMap(\.value).reduce(0, +) == Double(own[0].n))
      }
    }
  }

  @Test func medianIsKaplanMeiers() throws {
    for (key, level) in [(nil, [:])] + Self.arms.map({ (String?.some($0.key), $0.level) }) {
      let json = try run([
        "km", "Surv(time, event) ~ \(key == nil ? "1" : "arm") + cluster(patient)", "--times",
        "12,24", "--conf-type", "log-log",
      ])
      let curve = try readings(json, key)
      let own = try row("survival", "median_time_to_event", level)
      expectClose(own.value, curve["median"] as? Double, "median of \(level)")
      let printed = try #require(curve["at_times"] as? [[String: Any]])
      for reading in printed {
        let month = try #require(reading["time"] as? Double)
        let rate = try row("survival", "event_free_probability", level, at: month)
        expectClose(rate.value, reading["estimate"] as? Double, "\(level) at \(month)")
        expectClose(rate.confLow, reading["conf_low"] as? Double, "\(level) at \(month)")
      }
    }
  }

  @Test func meansAndTheirDifferenceAreThoseOfTheCommand() throws {
    let json = try run(["rmst", "Surv(time, event) ~ arm + cluster(patient)", "--tau", "24"])
    for (key, level) in Self.arms {
      let group = try readings(json, key)
      let own = try row("rmst", "restricted_mean", level, at: 24)
      expectClose(own.value, group["estimate"] as? Double, "mean of \(level)")
      expectClose(own.confHigh, group["conf_high"] as? Double, "limit of \(level)")
    }
    let contrasts = try #require(json["contrasts"] as? [[String: Any]])
    let contrast = try #require(contrasts.first { $0["measure"] as? String == "difference" })
    let own = try row(
      "rmst", "restricted_mean_difference", of: "cell_source", Self.arms[1].level, at: 24)
    expectClose(own.value, contrast["estimate"] as? Double, "difference")
    expectClose(own.confLow, contrast["conf_low"] as? Double, "its limit")
    expectClose(own.pValue, contrast["p_value"] as? Double, "its p-value")
  }

  @Test func theTrendIsOverTheClassesInOrder() throws {
    let json = try run(["logrank", "Surv(time, event) ~ factor(bmi)", "--trend"])
    let trend = try #require(json["trend"] as? [String: Any])
    let own = try row("logrank", "trend_chi_squared", [:], named: "bmi")
    expectClose(own.value, trend["statistic"] as? Double, "trend")
    expectClose(own.pValue, trend["p_value"] as? Double, "p-value of the trend")
    // Two grades have no trend of their own, and arms have no order.
    let names = try Self.study.get().rows.filter { $0.statistic == "trend_chi_squared" }
    #expect(names.map(\.name) == ["bmi"])
  }

  /// A figure for everybody, for each grouping, for the onset, the intervals and all treated.
  @Test func everyGroupingHasItsFigure() throws {
    let names = try Self.study.get().scratch.contents()
    for name in [
      "survival", "survival-by-cell_source", "survival-by-kl_grade", "survival-by-bmi", "onset",
      "loss-intervals", "in-response",
    ] {
      #expect(names.contains("report/figures/\(name).svg"), "\(name)")
      #expect(names.contains("report/figures/\(name).csv"), "\(name)")
    }
  }
}
