import Foundation
import Testing

/// The report of a cohort with visits, through the command line.
@Suite struct VisitReportTests {
  private static let study = "Datasets/hip-msc-simulated/protocol.yml"

  private struct Row: Decodable {
    struct Level: Decodable, Hashable { let variable, level: String }
    let analysis: String
    let level: String?
    let statistic: String
    let value: Double?
    let timeMonths: Double?
    let group: [String: String]

    enum CodingKeys: String, CodingKey {
      case analysis, level, statistic, value, group
      case timeMonths = "time_months"
    }
  }

  private struct Results: Decodable {
    let title: String
    let results: [Row]
  }

  private func report(in scratch: Scratch) throws -> Results {
    let run = try scratch.run(
      "report", Program.repository.appendingPathComponent(Self.study).path, "-o", "report")
    #expect(run.exitCode == 0)
    let data = try Data(
      contentsOf: scratch.folder.appendingPathComponent("report/results.json"))
    return try JSONDecoder().decode(Results.self, from: data)
  }

  /// At every time point each hip is in one class, in everybody and in every group, and the groups
  /// of the cell source make up the whole.
  @Test func responseCountsAddUp() throws {
    let results = try report(in: Scratch())
    #expect(results.title.contains("SIMULATED"))
    let rows = results.results.filter { $0.analysis == "response" && $0.statistic == "count" }
    let months = Set(rows.compactMap(\.timeMonths))
    #expect(months == [3, 6, 12, 24])
    for month in months {
      for group in Set(rows.map(\.group)) {
        let own = rows.filter { $0.timeMonths == month && $0.group == group }
        func count(_ level: String) -> Double {
          own.first { $0.level == level }?.value ?? .nan
        }
        let classes = ["unclassed", "clear", "partial", "none", "missing", "failed"]
        #expect(classes.map(count).reduce(0, +) == count("treated"), "\(group) at \(month)")
      }
      let treated = rows.filter { $0.timeMonths == month && $0.level == "treated" }
      let arms = treated.filter { $0.group.keys.contains("cell_source") }
      #expect(arms.count == 2)
      #expect(
        arms.compactMap(\.value).reduce(0, +) == treated.first { $0.group.isEmpty }?.value)
    }
  }

  /// Who never responds adds nothing: the mean time in response lies below that of responders, and
  /// the probability of being in response is a probability.
  @Test func inResponseIsOfAllTreated() throws {
    let rows = try report(in: Scratch()).results.filter { $0.analysis == "in_response" }
    let means = rows.filter { $0.statistic == "mean_months_in_response" }
    #expect(means.count == 9)
    #expect(means.allSatisfy { ($0.value ?? 0) > 5 && ($0.value ?? 99) < 20 })
    let shares = rows.filter { $0.statistic == "probability_in_response" }.compactMap(\.value)
    #expect(shares.allSatisfy { (0...1).contains($0) })
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    let (first, second) = (try Scratch(), try Scratch())
    _ = try report(in: first)
    _ = try report(in: second)
    for file in ["report.md", "results.json", "figures/flow.svg"] {
      let contents = try [first, second].map {
        try Data(contentsOf: $0.folder.appendingPathComponent("report/" + file))
      }
      #expect(contents[0] == contents[1], "\(file)")
    }
  }
}
