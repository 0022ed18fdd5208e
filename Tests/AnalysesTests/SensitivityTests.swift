import Analyses
import Cohorts
import Foundation
import Statistics
import Testing

/// An alternative gives what a full run of a protocol with that choice gives.
@Suite struct SensitivityTests {
  /// The numbers of one option.
  private func rows(_ choice: String?, _ option: String) throws -> [AnalysisResult] {
    try CompetingEventsTests.study.get().results.filter {
      $0.analysis == .sensitivity && $0.statistic != .largestChange && $0.variable == choice
        && $0.level == option
    }
  }

  /// A full run of the bundled protocol with some of its text replaced.
  private func run(_ old: String, _ new: String) throws -> StudyResults {
    let file = URL(fileURLWithPath: CompetingEventsTests.protocolFile)
    let text = try String(contentsOf: file, encoding: .utf8)
    let changed = text.replacing(old, with: new)
    try #require(changed != text)
    let name = "protocol-\(UUID().uuidString).yml"
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for part in ["units", "visits", "events"] {
      let csv = "\(part)-simulated.csv"
      try FileManager.default.copyItem(
        at: file.deletingLastPathComponent().appendingPathComponent(csv),
        to: folder.appendingPathComponent(csv))
    }
    try changed.write(
      to: folder.appendingPathComponent(name), atomically: true, encoding: .utf8)
    return try StudyRunner.run(
      protocolFile: folder.appendingPathComponent(name).path, version: "test")
  }

  /// The main answers of a full run.
  private func answers(_ study: StudyResults) -> [AnalysisResult.Statistic: AnalysisResult] {
    var found: [AnalysisResult.Statistic: AnalysisResult] = [:]
    for row in study.results where row.stratum.isEmpty {
      switch row.analysis {
      case .response where row.statistic == .responderRate && row.timeMonths == 6,
        .survival where row.statistic == .timeToEventMedian,
        .survival where row.statistic == .eventFree && row.timeMonths == 12:
        found[row.statistic] = row
      case .cox
      where row.name == "comparison" && row.variable == "cell_source" && row.interval != nil:
        found[row.statistic] = row
      default: break
      }
    }
    return found
  }

  private func expectSame(_ alternative: [AnalysisResult], _ study: StudyResults) {
    let full = answers(study)
    #expect(alternative.count == 4 && full.count == 4)
    for row in alternative {
      let other = full[row.statistic]
      #expect(row.value == other?.value, "\(row.statistic.rawValue)")
      #expect(row.interval?.lower == other?.interval?.lower)
      #expect(row.denominators.n == other?.denominators.n)
      #expect(row.denominators.events == other?.denominators.events)
      #expect(row.context?.threshold == other?.context?.threshold)
    }
  }

  @Test func thePreSpecifiedRowIsTheReportItself() throws {
    expectSame(
      try rows(nil, SensitivityResults.preSpecified), try CompetingEventsTests.study.get())
  }

  @Test(arguments: [
    ("Response threshold", "50 %", "threshold: 30 %\n  minimum_change: 0", "threshold: 50 %"),
    ("Loss judged against", "the best visit", "reference: baseline", "reference: nadir"),
    ("Hip replacement", "ends follow-up", "thr: composite", "thr: censor"),
    ("Repeat injection", "is ignored", "booster: censor", "booster: ignore"),
    (
      "Rescue medication", "makes the visit a missing one", "rescue: treatment-policy",
      "rescue: missing"
    ),
  ])
  func anAlternativeIsAFullRun(
    _ choice: String, _ option: String, _ old: String, _ new: String
  ) throws {
    // The clear class follows the response, as it does where `classes` does not name it.
    var study: StudyResults
    if choice == "Response threshold" {
      let classes = "\n  classes: {clear: 30 %, partial: 10 %}"
      let text = try String(contentsOfFile: CompetingEventsTests.protocolFile, encoding: .utf8)
      let range = try #require(text.range(of: old))
      let end = try #require(text.range(of: classes))
      let block = String(text[range.lowerBound..<end.upperBound])
      study = try run(
        block,
        block.replacing(old, with: new).replacing(classes, with: "\n  classes: {partial: 10 %}"))
    } else {
      study = try run(old, new)
    }
    expectSame(try rows(choice, option), study)
  }

  @Test func perProtocolIsOneMoreStepOfEligibility() throws {
    let condition = "viability >= 85"
    let declared = try run("response:\n", "per_protocol: {where: \"\(condition)\"}\n\nresponse:\n")
    let rows = declared.results.filter {
      $0.analysis == .sensitivity && $0.variable == "Units analysed"
        && $0.statistic != .largestChange
    }
    let full = try run(
      "response:\n", "  - {name: kept, where: \"\(condition)\"}\n\nresponse:\n")
    expectSame(rows, full)
    #expect(rows.allSatisfy { $0.population.contains("per protocol") })
  }

  @Test func whatCannotBeToldIsWords() throws {
    let summary = try #require(try CompetingEventsTests.study.get().sensitivity)
    let loss = try #require(summary.choices.first { $0.name == "Loss threshold" })
    #expect(summary.reason(loss, "below 50 %")?.contains("a loss at once") == true)
    #expect(try rows("Loss threshold", "below 50 %").isEmpty)
    let units = try #require(summary.choices.first { $0.name == "Units analysed" })
    #expect(summary.reason(units, "per protocol") == "not declared in the protocol")
    // The option the protocol chose is named and not repeated.
    #expect(loss.chosen == "below 30 %" && !loss.alternatives.contains { $0.words == loss.chosen })
  }
}
