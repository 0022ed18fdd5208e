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
          strategies: plan.strategiesAtTimePoints)
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

  /// Being in response over time is about everybody treated who was seen or failed.
  func inResponseContext(_ context: OutcomeContext) -> OutcomeContext {
    context.stating(
      population: plan.wordsOfTold(study.population, plan.wordsOfTold)) ?? context
  }

  /// P(in response at t) and the mean months in response to τ, with how many are watched at each
  /// time; of fewer than a curve is drawn for nothing is estimated.
  private func inResponse(
    _ members: [Int], group: [GroupLevel], _ context: OutcomeContext
  ) -> [AnalysisResult] {
    let context = inResponseContext(context)
    guard
      let sample = SpellSample(
        members.map { hips[$0] }, patients: members.map { patients[$0] }, plan: plan),
      let curve = sample.curve(level: study.survival.confidenceLevel)
    else { return [] }
    let method =
      "difference of two Kaplan-Meier curves over those \(plan.wordsOfTold) (Pepe 1991), onset and loss "
      + "\(plan.wordsOfDating); infinitesimal jackknife over "
      + "\(sample.patients.count) patients"
    func row(
      _ statistic: AnalysisResult.Statistic, _ value: ResultValue, at month: Double,
      interval: ConfidenceInterval? = nil, unit: String, method: String? = nil
    ) -> AnalysisResult {
      AnalysisResult(
        .inResponse, population: context.population, stratum: group, statistic: statistic,
        value: value, interval: interval, timeMonths: month, unit: unit, method: method,
        denominators: sample.denominators, context: context)
    }
    func estimate(
      _ statistic: AnalysisResult.Statistic, _ reading: TimeInResponse.Reading, unit: String,
      isOfFew: Bool = false
    ) -> AnalysisResult {
      let isKnown = reading.state == .observed && !isOfFew
      // Few watched are the reason also where follow-up ended with them.
      let state: ResultValue.State =
        isOfFew || reading.state == .observed ? .notEstimable : .beyondFollowUp
      return row(
        statistic, isKnown ? .number(reading.value) : .state(state), at: reading.time,
        interval: isKnown ? reading.interval : nil, unit: unit, method: method)
    }
    let times = plan.response.windows.map(\.month) + study.survival.landmarkMonths
    let months = Array(Set(times)).sorted()
    func watched(at month: Double) -> Int { Int(curve.response.table.atRisk(at: month).count) }
    var rows = curve.probabilities(at: months).flatMap { reading in
      let watched = watched(at: reading.time)
      return [
        estimate(
          .probabilityInResponse, reading, unit: "probability",
          isOfFew: watched < FewLeft.least(study)),
        row(.atRisk, .count(watched), at: reading.time, unit: "units"),
      ]
    }
    if let tau = study.survival.tauMonths {
      rows.append(
        estimate(
          .meanMonthsInResponse, curve.meanTime(to: tau), unit: "months",
          isOfFew: curve.rowCount < FewLeft.least(study)))
      if !months.contains(tau) {
        rows.append(row(.atRisk, .count(watched(at: tau)), at: tau, unit: "units"))
      }
    }
    return rows
  }
}
