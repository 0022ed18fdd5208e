import Cohorts
import Outcomes
import Statistics
import Survival
import Tables

/// Response among everybody treated, by the levels of a grouping: classes at each time point, the
/// statuses, and being in response over time.
struct ResponseAnalysis {
  let study: StudyProtocol
  let plan: EndpointPlan
  /// The endpoints of the hips analysed.
  let hips: [HipEndpoints]
  /// The patient of each.
  let patients: [Int32]

  /// What the event is called.
  var label = "clear response"

  /// Instrument, threshold, origin and population of response.
  var context: OutcomeContext? {
    OutcomeContext(
      label: label, instrument: plan.instrumentWords,
      threshold: plan.response.words, origin: "index injection", population: study.population,
      measure: plan.score.map {
        OutcomeMeasure(
          $0.scale, reading: plan.response.isConfirmed ? .twoVisits : .oneVisit,
          strategies: plan.intercurrent.strategiesAtTimePoints)
      })
  }

  /// The rows of everybody.
  var results: [AnalysisResult] { results(of: Array(hips.indices), group: []) }

  /// The rows of every level of a grouping.
  func results(by grouping: ResponseGrouping) -> [AnalysisResult] {
    grouping.levels.flatMap { results(of: $0.members, group: grouping.group($0)) }
  }

  private func results(of members: [Int], group: [GroupLevel]) -> [AnalysisResult] {
    guard let context else { return [] }
    return statuses(of: members, group: group, context) + rates(of: members, group: group)
      + inResponse(members, group: group, context)
  }

  /// How many responded by the deadline, later, never, and of how many it cannot be told.
  private func statuses(
    of members: [Int], group: [GroupLevel], _ context: OutcomeContext
  ) -> [AnalysisResult] {
    HipEndpoints.ResponseStatus.allCases.map { status in
      AnalysisResult(
        .responseStatus, population: context.population, stratum: group, level: status.rawValue,
        statistic: .count,
        value: .count(members.count { hips[$0].responseStatus == status }), unit: "units",
        denominators: Denominators(n: members.count), context: context)
    }
  }

  /// P(in response at t) and the mean months in response to τ among all that can be classed.
  private func inResponse(
    _ members: [Int], group: [GroupLevel], _ context: OutcomeContext
  ) -> [AnalysisResult] {
    guard
      let sample = SpellSample(
        members.map { hips[$0] }, patients: members.map { patients[$0] }, plan: plan),
      let curve = sample.curve(level: study.survival.confidenceLevel)
    else { return [] }
    let method =
      "difference of two Kaplan-Meier curves over all treated (Pepe 1991), onset and loss "
      + "\(sample.reading.convention.words); infinitesimal jackknife over "
      + "\(sample.patients.count) patients"
    let counts = Denominators(
      n: sample.waiting.count, events: sample.benefit.eventCount, treated: members.count,
      accounts: [
        .init("response cannot be told", members.count - sample.waiting.count, .missing)
      ])
    func row(
      _ statistic: AnalysisResult.Statistic, _ reading: TimeInResponse.Reading, unit: String
    ) -> AnalysisResult {
      let isKnown = reading.state == .observed
      return AnalysisResult(
        .inResponse, population: context.population, stratum: group, statistic: statistic,
        value: isKnown ? .number(reading.value) : .state(.beyondFollowUp),
        interval: isKnown ? reading.interval : nil, timeMonths: reading.time, unit: unit,
        method: method, denominators: counts, context: context)
    }
    let times = plan.response.windows.map(\.month) + study.survival.landmarkMonths
    let months = Array(Set(times)).sorted()
    var rows = curve.probabilities(at: months).map {
      row(.probabilityInResponse, $0, unit: "probability")
    }
    if let tau = study.survival.tauMonths {
      rows.append(row(.meanMonthsInResponse, curve.meanTime(to: tau), unit: "months"))
    }
    return rows
  }
}
