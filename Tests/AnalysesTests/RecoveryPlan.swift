import Cohorts
import Tables

/// The protocols of the recovery tests.
enum RecoveryPlan {
  private static func plan(
    _ visits: VisitPlan, _ events: EventPlan, rules: IntercurrentRules, deadline: Double?,
    indexDate: String?, dataLock: Int32?
  ) -> EndpointPlan {
    func share(_ percent: Double) -> ExactShare {
      ExactShare(percent: percent) ?? ExactShare(millionths: 0)
    }
    return EndpointPlan(
      indexDate: indexDate, dataLock: dataLock, visits: visits, events: events,
      response: ResponseRule(
        score: visits.scores.first?.name ?? "", threshold: share(30), floor: 0,
        deadlineMonths: deadline, clear: share(30), partial: share(10), windows: []),
      loss: LossRule(threshold: share(30)), intercurrent: rules)
  }

  private static let pain = ScoreScale(
    instrument: "VAS", subscale: "pain", unit: "mm", range: 0...100, better: .lower)

  /// Pain without error, time in months.
  static func ofTruePain(rules: IntercurrentRules, deadline: Double?) -> EndpointPlan {
    plan(
      VisitPlan(
        file: "visits", unit: "hip_id", time: .month("month"),
        scores: [.init(name: "pain", scale: pain)]),
      EventPlan(
        file: "events", unit: "hip_id", time: .month("month"), kind: "event",
        words: Dictionary(uniqueKeysWithValues: EventPlan.Kind.allCases.map { ($0, [$0.rawValue]) })
      ),
      rules: rules, deadline: deadline, indexDate: nil, dataLock: nil)
  }

  /// Pain as recorded; scores alone decide, as the truth does.
  static let ofRecords = plan(
    VisitPlan(
      file: "visits-simulated.csv", unit: "hip_id", time: .date("visit_date"),
      scores: [.init(name: "vas_pain", scale: pain)]),
    EventPlan(
      file: "events-simulated.csv", unit: "hip_id", time: .date("event_date"), kind: "event",
      words: [
        .thr: ["THR"], .booster: ["repeat_injection"], .injection: ["steroid"],
        .death: ["death"], .withdrawal: ["withdrawn"],
      ]),
    rules: .init(thr: .censor, booster: .ignore, injection: .ignore, death: .competing),
    deadline: 7.5, indexDate: "injection_date", dataLock: CalendarDate.day("2022-12-31"))
}
