import Cohorts
import Tables
import Testing

/// Simulated files through the derivation of endpoints, against the truth behind them.
@Suite struct SimulationEndpointsTests {
  static let plan = EndpointPlan(
    indexDate: "injection_date", dataLock: CalendarDate.day("2022-12-31"),
    visits: VisitPlan(
      file: "visits-simulated.csv", unit: "hip_id", time: .date("visit_date"),
      scores: [VisitPlan.Score(name: "womac_pain", scale: WorkedHistories.womac)],
      rescue: "nsaid_48h", plannedMonth: "planned_month"),
    events: EventPlan(
      file: "events-simulated.csv", unit: "hip_id", time: .date("event_date"), kind: "event",
      words: [
        .thr: ["THR"], .booster: ["repeat_injection"], .injection: ["steroid"],
        .death: ["death"], .withdrawal: ["withdrawn"],
      ]),
    response: ResponseRule(
      score: "womac_pain", threshold: WorkedHistories.share(30),
      clear: WorkedHistories.share(30), partial: WorkedHistories.share(10),
      windows: WorkedHistories.windows),
    loss: LossRule(threshold: WorkedHistories.share(30)),
    // Scores alone decide here, as the truth does.
    intercurrent: IntercurrentRules(
      thr: .censor, booster: .ignore, injection: .ignore, death: .competing),
    duplicates: .worst, afterDeath: .drop)

  static let units = StudyProtocol.Units(
    file: "units-simulated.csv", id: "hip_id", patient: "patient_id", missing: nil, columns: [])

  static func read(
    _ cohort: SimulatedCohort
  ) -> (histories: CohortHistories, problems: [TableProblem]) {
    HistoryReader(units: units, plan: plan, today: nil).read(
      StudyTables(units: cohort.units, visits: cohort.visits, events: cohort.events))
  }

  @Test(arguments: [true, false])
  func theFilesAreFitForUse(_ hasErrors: Bool) {
    let cohort = SimulatedCohort(.init(patients: 600, seed: 20_261_120, hasErrors: hasErrors))
    let problems = Self.read(cohort).problems
    #expect(!problems.contains { $0.severity == .error }, "\(problems)")
    #expect(!hasErrors || !problems.isEmpty)
  }

  @Test func endpointsFollowTheTruth() throws {
    let cohort = SimulatedCohort(.init(patients: 6000, seed: 9, hasErrors: false))
    func numbers(_ name: String) throws -> [Double] {
      guard case .numbers(let values) = cohort.truth.column(named: name)?.values else {
        Issue.record("no column \(name)")
        return []
      }
      return values
    }
    let (from, until) = (try numbers("response_from"), try numbers("response_until"))
    let histories = Self.read(cohort).histories
    var derivation = try #require(EndpointDerivation(Self.plan))
    var (agreed, classed) = (0.0, 0.0)
    var lateness: [(first: Double, middle: Double)] = []
    for hip in 0..<histories.count {
      let endpoints = derivation.endpoints(of: histories.history(of: hip))
      // The class at 6 months against the truth at month 6.
      if [.clear, .partial, .none].contains(endpoints.classes[1]) {
        let isTrue = from[hip] <= 6 && 6 <= until[hip]
        classed += 1
        if isTrue == (endpoints.classes[1] == .clear) { agreed += 1 }
      }
      if let interval = endpoints.confirmedLoss?.interval, let upper = interval.upper,
        !until[hip].isNaN
      {
        lateness.append((upper - until[hip], (interval.lower + upper) / 2 - until[hip]))
      }
    }
    #expect(classed > 3000 && agreed / classed > 0.85, "\(agreed / classed)")
    // The first visit of a loss is late by half a gap between visits or so; its middle is not.
    let count = Double(lateness.count)
    let first = lateness.reduce(0) { $0 + $1.first } / count
    let middle = lateness.reduce(0) { $0 + $1.middle } / count
    #expect(count > 500)
    #expect(first > 2 && first < 6, "\(first)")
    #expect(abs(middle) < 1.5, "\(middle)")
  }
}
