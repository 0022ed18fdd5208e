import Foundation
import ReferenceTables
import Testing

/// The rates of a report, counted by hand from the endpoints of the same study.
@Suite struct ResponseNumberTests {
  private static let folder = "Datasets/hip-msc-simulated"
  private static let months = [3.0, 6, 12, 24]

  /// One eligible hip: its arm, its endpoints.
  private struct Hip {
    let arm: String
    let cells: [String: String]

    func responseClass(_ month: Double) -> String {
      let flags = cells["flags"] ?? ""
      return flags.contains("missing_baseline") || flags.contains("below_floor")
        ? "unclassed" : cells["response_\(Int(month))"] ?? ""
    }

    func isAnalysed(_ month: Double) -> Bool {
      !["unclassed", "missing"].contains(responseClass(month))
    }
  }

  private func study(in scratch: Scratch) throws -> (results: ResponseResults, hips: [Hip]) {
    let file = Program.repository.appendingPathComponent(Self.folder + "/protocol.yml").path
    let run = try scratch.run("report", file, "-o", "report")
    #expect(run.exitCode == 0, "\(run.errors)")
    let endpoints = plainRows(try scratch.run("endpoints", file).text)
    let units = plainRows(
      try String(
        contentsOf: Program.repository.appendingPathComponent(Self.folder + "/units-simulated.csv"),
        encoding: .utf8))
    try #require(endpoints.count == units.count && units.count > 500)
    let hips = zip(units, endpoints).compactMap { unit, cells -> Hip? in
      guard unit["joint"] == "hip", ["2", "3"].contains(unit["kl_grade"]),
        unit["infection"] == "no", ["none", "remote"].contains(unit["cancer"]),
        let source = unit["cell_source"], !source.isEmpty
      else { return nil }
      return Hip(
        arm: source == "whartons_jelly" ? "Wharton's jelly" : "autologous", cells: cells)
    }
    return (
      try .load(scratch.folder.appendingPathComponent("report/results.json")), hips
    )
  }

  /// Wilson's limits, written out.
  private func wilson(_ k: Int, _ n: Int) -> (Double, Double) {
    let (p, n, z) = (Double(k) / Double(n), Double(n), 1.959963984540054)
    let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
    let below = 1 + z * z / n
    return ((p + z * z / (2 * n) - half) / below, (p + z * z / (2 * n) + half) / below)
  }

  @Test func ratesAreThoseCountedByHand() throws {
    let (results, all) = try study(in: Scratch())
    for arm in [nil, "autologous", "Wharton's jelly"] {
      let hips = all.filter { arm == nil || $0.arm == arm }
      let group = arm.map { ["cell_source": $0] } ?? [:]
      for month in Self.months {
        let analysed = hips.filter { $0.isAnalysed(month) }
        let clear = analysed.count { $0.responseClass(month) == "clear" }
        let row = try #require(
          results.find("response", "responder_rate", group: group, month: month).first)
        #expect(row.n == analysed.count && row.events == clear && row.treated == hips.count)
        let floor = hips.count { $0.cells["flags"]?.contains("below_floor") ?? false }
        let unknown = hips.count - floor - analysed.count
        if 10 * unknown > 4 * (hips.count - floor) {
          #expect(row.value == nil && row.low == nil && row.state == "not estimable")
        } else {
          let (low, high) = wilson(clear, analysed.count)
          #expect(isClose(row.value ?? .nan, Double(clear) / Double(analysed.count)))
          #expect(isClose(row.low ?? .nan, low) && isClose(row.high ?? .nan, high))
        }
        let lowest = results.find(
          "response", "responder_rate_if_no_unknown_responded", group: group, month: month)
        let highest = results.find(
          "response", "responder_rate_if_all_unknown_responded", group: group, month: month)
        let candidates = Double(hips.count - floor)
        #expect(isClose(lowest.first?.value ?? .nan, Double(clear) / candidates))
        #expect(isClose(highest.first?.value ?? .nan, Double(clear + unknown) / candidates))
      }
    }
  }

  /// Every threshold counts the same hips by their improvement at the same visit, and exactly one is
  /// marked: the protocol's, with the numbers of the main table.
  @Test func thresholdsAreCountedFromTheImprovement() throws {
    let (results, hips) = try study(in: Scratch())
    for month in Self.months {
      let analysed = hips.filter { $0.isAnalysed(month) }
      for (name, share) in [("20 %", 20.0), ("30 %", 30), ("50 %", 50)] {
        let reached = analysed.count { hip in
          hip.responseClass(month) != "failed"
            && (Double(hip.cells["change_pct_\(Int(month))"] ?? "") ?? -.infinity) >= share - 1e-9
        }
        let row = try #require(
          results.find("response_threshold", "responder_rate", month: month, name: name).first)
        #expect(row.n == analysed.count && row.events == reached, "\(name) at \(month)")
        #expect(row.context?.threshold.contains(name) == true)
        #expect(row.level == (share == 30 ? "pre-specified" : "alternative"))
      }
      let marked = results.find(
        "response_threshold", "responder_rate", month: month, level: "pre-specified")
      let main = results.find("response", "responder_rate", month: month)
      #expect(marked.count == 1 && main.count == 1)
      #expect(marked.first?.value == main.first?.value && marked.first?.low == main.first?.low)
    }
  }

  /// The odds ratio of the arms is that of the logistic model of the same hips, with its interval.
  @Test func oddsRatioIsThatOfTheLogisticModel() throws {
    struct Model: Decodable {
      struct Term: Decodable {
        let term: String
        let estimate, low, high: Double
        enum CodingKeys: String, CodingKey {
          case term, estimate
          case low = "conf_low"
          case high = "conf_high"
        }
      }
      let terms: [Term]
    }
    let scratch = try Scratch()
    let (results, hips) = try study(in: scratch)
    for month in [3.0, 6, 12] {
      let lines = hips.filter { $0.isAnalysed(month) }.map {
        "\($0.arm == "autologous" ? "a" : "w"),\($0.responseClass(month) == "clear" ? 1 : 0)"
      }
      try scratch.file("arms.csv", "arm,clear\n" + lines.joined(separator: "\n") + "\n")
      let run = try scratch.run(
        "glm", "arms.csv", "clear ~ arm", "--family", "binomial", "--format", "json")
      let model = try JSONDecoder().decode(Model.self, from: run.output)
      let term = try #require(model.terms.last)
      let group = ["cell_source": "Wharton's jelly"]
      let row = try #require(
        results.find("response_contrast", "odds_ratio", group: group, month: month).first)
      #expect(isClose(log(row.value ?? .nan), term.estimate, relative: 1e-7))
      #expect(isClose(log(row.low ?? .nan), term.low, relative: 1e-7))
      #expect(isClose(log(row.high ?? .nan), term.high, relative: 1e-7))
      let difference = try #require(
        results.find("response_contrast", "risk_difference", group: group, month: month).first)
      let rates = ["Wharton's jelly", "autologous"].map {
        results.find("response", "responder_rate", group: ["cell_source": $0], month: month)
          .first?.value ?? .nan
      }
      #expect(isClose(difference.value ?? .nan, rates[0] - rates[1]))
      #expect(difference.treated == hips.count)
    }
  }

  /// No number about response leaves without its context, and no rate without how many were treated.
  @Test func everyNumberHasItsContext() throws {
    let (results, _) = try study(in: Scratch())
    let own = results.rows.filter {
      $0.analysis.hasPrefix("response") || $0.analysis == "omeract_oarsi"
    }
    #expect(Set(own.map(\.analysis)).count == 7, "\(Set(own.map(\.analysis)))")
    for row in own {
      #expect(row.context?.instrument.contains("WOMAC-LK pain") == true)
      #expect(row.context?.population.isEmpty == false)
      if row.statistic != "count" {
        #expect((row.treated ?? -1) >= row.n && row.month != nil && row.missing != nil)
      }
    }
  }
}
