import Analyses
import Cohorts
import Formulas
import Foundation
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Tables
import Testing

/// Cumulative incidence in a report against the single estimator on the table it is made from.
@Suite struct CompetingEventsTests {
  static let protocolFile = StudyRunnerTests.protocolFile.replacing(
    "Datasets/hodg/", with: "Datasets/hip-msc-simulated/")

  static let study = Result { try StudyRunner.run(protocolFile: protocolFile, version: "test") }

  /// The data set that `cohort endpoints --layout dataset` writes, of those eligible.
  private static func dataset() throws -> Table {
    let study = try StudyFile.load(protocolFile)
    let plan = try #require(study.endpoints)
    let data = try StudyData.require(study, plan: plan, protocolFile: protocolFile)
    var table = try EndpointDataset(data).table
    for step in study.eligibility {
      let answers = try step.condition.evaluate(on: table)
      table = table.rows(answers.indices.filter { answers[$0] == true })
    }
    return table
  }

  private func expectSame(_ set: String, _ formula: String, causes words: [String: String]) throws {
    let study = try Self.study.get()
    let months = study.study.survival.landmarkMonths
    let analysis = try IncidenceAnalysis.run(
      try Formula.parse(formula), on: try Self.dataset(),
      options: .init(curves: .init(interval: .logLog), times: months))
    let curves = try #require(analysis.curves.first)
    for (place, cause) in analysis.causes.enumerated() {
      let name = try #require(words[cause])
      let rows = study.results.filter {
        $0.analysis == .competingEvents && $0.name == set && $0.stratum.isEmpty
          && $0.level == name && $0.variable == nil
      }
      #expect(rows.count == 1 + months.count)
      for row in rows {
        guard let month = row.timeMonths else {
          #expect(row.value == .count(curves.table.eventCounts[place]))
          continue
        }
        let reading = curves.reading(place + 1, at: month)
        #expect(row.value.double == reading.value)
        #expect(row.interval?.lower == reading.interval.lower)
        #expect(row.interval?.upper == reading.interval.upper)
        #expect(row.context != nil && row.denominators.treated != nil)
      }
    }
  }

  @Test func theFirstEventOfAllTreatedIsThatOfTheDataset() throws {
    try expectSame(
      "treated", "Surv(first_event_months, first_event_cause) ~ cluster(patient_id)",
      causes: [
        "thr": "hip replacement", "booster": "repeat injection", "injection": "other injection",
        "death": "death",
      ])
  }

  @Test func theEndOfBenefitIsThatOfTheDataset() throws {
    try expectSame(
      "responders", "Surv(loss_cause_months, loss_cause) ~ cluster(patient_id)",
      causes: ["loss": "loss of benefit", "death": "death before loss of benefit"])
  }

  @Test func whatComesFirstEndsTheCount() {
    var hip = HipEndpoints()
    hip.lastAssessment = 12
    #expect(FirstEventOutcome(hip).event == .init(time: 12, cause: 0))
    hip.withdrawal = 14
    #expect(FirstEventOutcome(hip).event == .init(time: 14, cause: 0))
    hip.death = 30
    hip.replacement = 20
    #expect(FirstEventOutcome(hip).event == .init(time: 20, cause: 1))
    hip.booster = 20
    #expect(FirstEventOutcome(hip).event == .init(time: 20, cause: 2))
    #expect(FirstEventOutcome(HipEndpoints()).event == .init(time: 0, cause: 0))
  }

  @Test func declaredCausesAreToldApart() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("competing-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Ten rows by hand: two at each time, the first of them with the event of that time.
    let rows = ["1,1", "1,0", "2,2", "2,1", "3,3", "3,0", "4,1", "4,2", "5,0", "5,0"]
    try ("t,e\n" + rows.joined(separator: "\n") + "\n").write(
      to: folder.appendingPathComponent("data.csv"), atomically: true, encoding: .utf8)
    let text = """
      protocol: 1
      population: rows
      units: {file: data.csv}
      outcome: {time: t, event: e == 1, unit: months, label: relapse, instrument: visits,
        threshold: first relapse, origin: start, competing: {death: [2, 3]}}
      survival: {landmarks_months: [2, 4]}
      """
    let file = folder.appendingPathComponent("protocol.yml")
    try text.write(to: file, atomically: true, encoding: .utf8)
    let results = try StudyRunner.run(protocolFile: file.path, version: "test").results
    func incidence(_ cause: String, _ month: Double) -> Double {
      results.first {
        $0.statistic == .cumulativeIncidence && $0.level == cause && $0.timeMonths == month
      }?.value.double ?? .nan
    }
    // S(1) = 9/10; at 2 eight are at risk, one event of each kind; at 3 six, at 4 four.
    let relapse = 0.1 + 0.9 / 8
    let death = 0.9 / 8
    #expect(isClose(incidence("relapse", 2), relapse, relative: 1e-12))
    #expect(isClose(incidence("death", 2), death, relative: 1e-12))
    let (second, third) = (0.9 * 6 / 8, 0.9 * 6 / 8 * 5 / 6)
    #expect(isClose(incidence("relapse", 4), relapse + third / 4, relative: 1e-12))
    #expect(isClose(incidence("death", 4), death + second / 6 + third / 4, relative: 1e-12))
  }
}
