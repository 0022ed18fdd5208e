import Foundation
import Testing

/// The onset of response in cohorts small enough to work out by hand, and in such as have none.
@Suite struct OnsetReportTests {
  /// Hips whose baseline is 12 of 20, seen on days after the injection with some score.
  private struct Cohort {
    /// For each hip, its visits: day and score.
    let hips: [[(day: Int, score: Int)]]
    /// Hips that were replaced, and the day; no table of events where empty.
    var replaced: [(hip: Int, day: Int)] = []

    func write(to scratch: Scratch) throws {
      let start = try #require(ISO8601DateFormatter().date(from: "2020-01-01T00:00:00Z"))
      func date(_ day: Int) -> String {
        String(
          ISO8601DateFormatter().string(from: start.addingTimeInterval(Double(day) * 86_400))
            .prefix(10))
      }
      var units = "hip,person,injected\n"
      var visits = "hip,seen,pain\n"
      for (number, hip) in hips.enumerated() {
        units += "h\(number),p\(number),\(date(0))\n"
        visits += "h\(number),\(date(-1)),12\n"
        for visit in hip { visits += "h\(number),\(date(visit.day)),\(visit.score)\n" }
      }
      if !replaced.isEmpty {
        let rows = replaced.map { "h\($0.hip),\(date($0.day)),THR\n" }.joined()
        try scratch.file("events.csv", "hip,on,what\n" + rows)
      }
      let events =
        "events: {file: events.csv, unit: hip, date: on, kind: what, kinds: {thr: [THR]}}"
      try scratch.file("units.csv", units)
      try scratch.file("visits.csv", visits)
      try scratch.file(
        "protocol.yml",
        """
        protocol: 1
        title: by hand
        population: hips made up by hand
        units: {file: units.csv, id: hip, patient: person, index_date: injected}
        visits:
          file: visits.csv
          unit: hip
          date: seen
          scores:
            pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}
        \(replaced.isEmpty ? "" : events)
        response: {score: pain, threshold: 30 %, at_months: [3, 6]}
        loss: {threshold: 30 %}
        survival: {landmarks_months: [12, 24]}
        """)
    }
  }

  private func report(
    _ cohort: Cohort, _ analysis: String = "onset"
  ) throws -> (rows: [[String: Any]], page: String) {
    let scratch = try Scratch()
    try cohort.write(to: scratch)
    let run = try scratch.run("report", "protocol.yml", "-o", "out")
    #expect(run.exitCode == 0 && run.signal == nil, "\(run.errors)")
    let out = scratch.folder.appendingPathComponent("out")
    let data = try Data(contentsOf: out.appendingPathComponent("results.json"))
    let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    let rows = try #require(json["results"] as? [[String: Any]])
    return (
      rows.filter { $0["analysis"] as? String == analysis },
      try String(contentsOf: out.appendingPathComponent("report.md"), encoding: .utf8)
    )
  }

  /// Six hips respond by day 42, three more between day 42 and 91, three never up to day 183.
  @Test func boundsAreThoseWorkedByHand() throws {
    let early = [(day: 42, score: 6), (day: 91, score: 6), (day: 183, score: 6)]
    let late = [(day: 42, score: 12), (day: 91, score: 6), (day: 183, score: 6)]
    let never = [(day: 42, score: 12), (day: 91, score: 12), (day: 183, score: 12)]
    let (rows, page) = try report(
      Cohort(
        hips: Array(repeating: early, count: 6) + Array(repeating: late, count: 3)
          + Array(repeating: never, count: 3)))
    // By 4, 8 and 12 weeks: days 28, 56 and 84.
    let expected: [(name: String, lower: Double, upper: Double)] = [
      ("4 weeks", 0, 0.5), ("8 weeks", 0.5, 0.75), ("12 weeks", 0.5, 0.75),
    ]
    for (name, lower, upper) in expected {
      func bound(_ statistic: String) -> Double? {
        rows.first {
          $0["name"] as? String == name && $0["statistic"] as? String == statistic
            && $0["variable"] as? String == "onset_probability"
        }?["value"] as? Double
      }
      #expect(abs((bound("lower_bound") ?? .nan) - lower) < 1e-9, "\(name)")
      #expect(abs((bound("upper_bound") ?? .nan) - upper) < 1e-9, "\(name)")
    }
    let share = ["lower_bound", "upper_bound"].map { statistic in
      rows.first {
        $0["statistic"] as? String == statistic && $0["variable"] as? String == "onset_in_window"
      }?["value"] as? Double ?? .nan
    }
    #expect(abs(share[0]) < 1e-9 && abs(share[1] - 0.75) < 1e-9)
    // Follow-up ends on day 183, before month 7.5, with three not in response.
    let end = rows.first {
      $0["name"] as? String == "7.5 months" && $0["statistic"] as? String == "onset_probability"
    }
    #expect(end?["state"] as? String == "NE")
    #expect(page.contains("by 4 weeks it lies between 0.00 and 0.50"))
  }

  @Test func fewerThanTenHaveCountsAndNoCurve() throws {
    let (rows, page) = try report(
      Cohort(hips: Array(repeating: [(day: 42, score: 6), (day: 91, score: 6)], count: 4)))
    #expect(!rows.isEmpty)
    #expect(!rows.contains { $0["statistic"] as? String == "onset_probability" })
    #expect(page.contains("Fewer than ten hips were assessed"))
    // No column without a value, no interval in the title, nothing said of hips there are none of.
    #expect(page.contains("First response from index injection, those assessed\n"))
    #expect(!page.contains("Not known | Probability"))
    #expect(!page.contains("0 hips whose replacement"))
    // Nor is a median onset beside the published ranges told of so few.
    #expect(page.contains("cannot say: fewer than ten responded"))
  }

  @Test func aHipIsOneHip() throws {
    let never = [(day: 42, score: 12)]
    let (_, page) = try report(
      Cohort(hips: Array(repeating: never, count: 4), replaced: [(hip: 0, day: 60)]))
    #expect(page.contains("for 1 hip whose replacement"))
    #expect(!page.contains("1 hips"))
  }

  /// Ten are seen, two never, one is replaced before any visit: the last three tell nothing of the
  /// onset, and the replaced one was never in response.
  @Test(arguments: [("onset", 10), ("in_response", 11)])
  func whoWasNeverSeenIsNotAnalysed(_ analysis: String, _ analysed: Int) throws {
    let seen = [(day: 42, score: 6), (day: 91, score: 6), (day: 183, score: 6)]
    let (rows, page) = try report(
      Cohort(
        hips: Array(repeating: seen, count: 10) + [[], [], []], replaced: [(hip: 12, day: 30)]),
      analysis)
    #expect(!rows.isEmpty)
    for row in rows {
      #expect(row["n"] as? Int == analysed && row["treated"] as? Int == 13)
      #expect(row["missing"] as? Int == 13 - analysed)
    }
    #expect(
      page.contains(
        "Treated 13, analysed \(analysed), missing \(13 - analysed) (never assessed 2"
          + (analysis == "onset" ? ", follow-up ended before any assessment 1)" : ")")))
    #expect(!page.contains("can be classed"))
    let name = analysis == "onset" ? "Onset of response" : "Being in response over time"
    let line = page.split(separator: "\n").first { $0.hasPrefix("| \(name)") }
    #expect(line?.contains(" \(analysed) |") ?? false, "Table of those analysed: \(line ?? "")")
  }

  /// Six are in response when last seen; two were not, and nothing confirmed it.
  @Test func aDropAtTheLastVisitIsNoResponse() throws {
    let held = [(day: 42, score: 6), (day: 183, score: 6)]
    let dropped = [(day: 42, score: 6), (day: 183, score: 12)]
    let (rows, _) = try report(
      Cohort(hips: Array(repeating: held, count: 6) + Array(repeating: dropped, count: 2)),
      "endings")
    func count(_ rule: String, _ level: String) -> Int? {
      rows.first { $0["name"] as? String == rule && $0["level"] as? String == level }?["value"]
        as? Int
    }
    #expect(count("two-visits", "in response when last seen") == 6)
    #expect(count("two-visits", "not in response when last seen, not confirmed as loss") == 2)
    #expect(count("first-visit", "in response when last seen") == 6)
    #expect(count("first-visit", "loss seen at visits") == 2)
  }

  /// Four are watched at month 6, which is too few; eleven up to month 3.
  @Test func beingInResponseIsToldOfThoseWatched() throws {
    let short = [(day: 42, score: 6), (day: 95, score: 6)]
    let long = short + [(day: 190, score: 6)]
    let (rows, page) = try report(
      Cohort(hips: Array(repeating: short, count: 7) + Array(repeating: long, count: 4)),
      "in_response")
    func row(_ statistic: String, at month: Double) -> [String: Any]? {
      rows.first {
        $0["statistic"] as? String == statistic && $0["time_months"] as? Double == month
          && ($0["group"] as? [String: String])?.isEmpty ?? true
      }
    }
    #expect(row("n_risk", at: 3)?["value"] as? Int == 11)
    #expect(row("probability_in_response", at: 3)?["value"] as? Double == 1)
    #expect(row("n_risk", at: 6)?["value"] as? Int == 4)
    let late = row("probability_in_response", at: 6)
    #expect(late?["value"] is NSNull && late?["state"] as? String == "not estimable")
    #expect(page.contains("11 watched |") && page.contains("not estimable<br>4 watched |"))
  }

  @Test func nobodyResponding() throws {
    let (rows, page) = try report(
      Cohort(hips: Array(repeating: [(day: 42, score: 12), (day: 91, score: 12)], count: 12)))
    #expect(page.contains("0.00 without limits: nobody had responded by then"))
    #expect(!page.contains("do not tell how far"))
    let by8 = rows.first {
      $0["name"] as? String == "8 weeks" && $0["statistic"] as? String == "onset_probability"
    }
    #expect(by8?["value"] as? Double == 0 && by8?["conf_low"] is NSNull)
    #expect(!page.contains(" nan") && !page.contains("NaN"))
  }

  /// All respond between the injection and day 42, in every resample.
  @Test func boundsThatAllResamplesShareAreExplained() throws {
    let (rows, page) = try report(
      Cohort(hips: Array(repeating: [(day: 42, score: 6), (day: 91, score: 6)], count: 12)))
    let early = rows.first {
      $0["name"] as? String == "4 weeks" && $0["statistic"] as? String == "onset_probability"
    }
    #expect(early?["conf_low"] is NSNull && early?["state"] as? String == "not estimable")
    #expect(page.contains("Two values without brackets: the outer bounds of the resamples"))
    #expect(page.contains("1.00 without limits: everybody had responded by then"))
  }

  @Test func onePatientSeenNever() throws {
    let (_, page) = try report(Cohort(hips: [[]]))
    #expect(page.contains("nothing can be told of the onset"))
  }
}
