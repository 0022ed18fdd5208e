import Cohorts
import Statistics
import Survival

/// Kaplan-Meier curves of a study → rates and durations that name their context.
struct SurvivalSummary {
  let study: StudyProtocol
  var analysis = AnalysisResult.Analysis.survival
  /// What the rates and durations are about.
  let context: OutcomeContext
  /// Everybody treated, by group, so that a rate of some says of how many.
  var treated: TreatedAccount?

  init(
    study: StudyProtocol, analysis: AnalysisResult.Analysis = .survival,
    context: OutcomeContext? = nil, treated: TreatedAccount? = nil
  ) {
    self.treated = treated
    self.study = study
    self.analysis = analysis
    self.context = context ?? study.outcome.context
  }

  /// The rows of one curve: size, median, follow-up, and the rate at each landmark.
  ///
  /// Times of the curve are in months.
  func results(_ curve: KaplanMeierCurve, group: [GroupLevel]) -> [AnalysisResult] {
    let events = Int(curve.table.eventCount)
    let counts = denominators(curve, group)
    let size = AnalysisResult(
      analysis, population: study.population, stratum: group, statistic: .events,
      value: .count(events), unit: "units", denominators: counts, context: context)
    return [size, median(curve, group).result, followUp(curve, group).result]
      + landmarks(curve, group).flatMap(\.results)
  }

  private func denominators(_ curve: KaplanMeierCurve, _ group: [GroupLevel]) -> Denominators {
    let counts = Denominators(n: curve.table.rowCount, events: Int(curve.table.eventCount))
    return treated?.completed(counts, group: group) ?? counts
  }

  private func median(_ curve: KaplanMeierCurve, _ group: [GroupLevel]) -> TimeToEvent {
    let median = curve.median
    return TimeToEvent(
      analysis: analysis, context: context, kind: .median, group: group,
      value: median.time.isNaN ? .state(.notReached) : .number(median.time),
      interval: median.interval, denominators: denominators(curve, group),
      method: "Kaplan-Meier; interval by inversion of the \(curve.interval.rawValue) limits"
        + study.datingOfLoss)
  }

  private func followUp(_ curve: KaplanMeierCurve, _ group: [GroupLevel]) -> TimeToEvent {
    let median = curve.followUp
    return TimeToEvent(
      analysis: analysis, context: context, kind: .followUp, group: group,
      value: median.time.isNaN ? .state(.notReached) : .number(median.time),
      interval: median.interval, denominators: denominators(curve, group),
      method: "reverse Kaplan-Meier")
  }

  private func landmarks(_ curve: KaplanMeierCurve, _ group: [GroupLevel]) -> [EventFreeRate] {
    curve.landmarks(at: study.survival.landmarkMonths).map { landmark in
      let isKnown = landmark.state != .beyondFollowUp
      return EventFreeRate(
        analysis: analysis, context: context, months: landmark.time, group: group,
        value: isKnown ? .number(landmark.survival) : .state(.beyondFollowUp),
        interval: landmark.interval, denominators: denominators(curve, group),
        atRisk: Int(landmark.atRisk),
        method: "Kaplan-Meier; \(curve.variance.words), \(curve.interval.rawValue) interval"
          + study.datingOfLoss)
    }
  }
}

extension KaplanMeier.Variance {
  /// The variance in words.
  var words: String {
    self == .greenwood ? "Greenwood" : "infinitesimal jackknife over patients"
  }
}

extension StudyProtocol {
  /// The day right-censored methods take for a loss that lies between two visits, in words that
  /// follow those of the method; nothing where the times were given.
  var datingOfLoss: String {
    endpoints.map { "; loss between two visits \($0.loss.convention.words)" } ?? ""
  }
}
