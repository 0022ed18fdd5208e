import Cohorts
import Statistics
import Survival

/// Kaplan-Meier curves of a study → rates and durations that name their context.
struct SurvivalSummary {
  let study: StudyProtocol

  /// The rows of one curve: size, median, follow-up, and the rate at each landmark.
  ///
  /// Times of the curve are in months.
  func results(_ curve: KaplanMeierCurve, group: [GroupLevel]) -> [AnalysisResult] {
    let events = Int(curve.table.eventCount)
    let counts = Denominators(n: curve.table.rowCount, events: events)
    let size = AnalysisResult(
      .survival, population: study.population, stratum: group, statistic: .events,
      value: .count(events), unit: "units", denominators: counts, context: study.outcome.context)
    return [size, median(curve, group).result, followUp(curve, group).result]
      + landmarks(curve, group).flatMap(\.results)
  }

  private func median(_ curve: KaplanMeierCurve, _ group: [GroupLevel]) -> TimeToEvent {
    let median = curve.median
    return TimeToEvent(
      context: study.outcome.context, kind: .median, group: group,
      value: median.time.isNaN ? .state(.notReached) : .number(median.time),
      interval: median.interval, n: curve.table.rowCount, events: Int(curve.table.eventCount),
      method: "Kaplan-Meier; interval by inversion of the \(curve.interval.rawValue) limits")
  }

  private func followUp(_ curve: KaplanMeierCurve, _ group: [GroupLevel]) -> TimeToEvent {
    let median = curve.followUp
    return TimeToEvent(
      context: study.outcome.context, kind: .followUp, group: group,
      value: median.time.isNaN ? .state(.notReached) : .number(median.time),
      interval: median.interval, n: curve.table.rowCount, events: Int(curve.table.eventCount),
      method: "reverse Kaplan-Meier")
  }

  private func landmarks(_ curve: KaplanMeierCurve, _ group: [GroupLevel]) -> [EventFreeRate] {
    curve.landmarks(at: study.survival.landmarkMonths).map { landmark in
      let isKnown = landmark.state != .beyondFollowUp
      return EventFreeRate(
        context: study.outcome.context, months: landmark.time, group: group,
        value: isKnown ? .number(landmark.survival) : .state(.beyondFollowUp),
        interval: landmark.interval, n: curve.table.rowCount,
        events: Int(curve.table.eventCount), atRisk: Int(landmark.atRisk),
        method: "Kaplan-Meier; Greenwood, \(curve.interval.rawValue) interval")
    }
  }
}
