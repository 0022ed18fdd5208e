import Cohorts
import Statistics

/// The share in clear response at every threshold a reader might ask for, beside the protocol's.
///
/// 20, 30 and 50 % are those of pain trials, and with them go the minimal important improvements
/// published for the instrument in hips. Each is the protocol's rule with another threshold: same
/// baseline, floor, windows and events. More than one threshold tested is more than one chance, so
/// all are shown and the one decided beforehand is marked.
struct ResponseThresholds {
  let visits: VisitStudy
  /// The units, by their rows.
  let rows: [Int]
  /// The arms, where the protocol compares some.
  let arms: ResponseGrouping?

  /// The levels of ``AnalysisResult`` rows that tell the protocol's threshold from the others.
  static let preSpecified = "pre-specified"

  /// The rates at every threshold, of everybody and of each arm.
  ///
  /// - Parameter own: response by the protocol's rule.
  func results(_ own: ResponseAnalysis) -> [AnalysisResult] {
    ResponseThreshold.all(of: visits.plan).flatMap { threshold -> [AnalysisResult] in
      let response =
        threshold.isPreSpecified ? own : visits.response(of: rows, by: threshold.rule)
      guard let response else { return [] }
      let groups =
        [(Array(response.hips.indices), [])]
        + (arms.map { arms in arms.levels.map { ($0.members, arms.group($0)) } } ?? [])
      return groups.flatMap { members, group in
        rates(response, of: members, group: group, threshold)
      }
    }
  }

  private func rates(
    _ response: ResponseAnalysis, of members: [Int], group: [GroupLevel],
    _ threshold: ResponseThreshold
  ) -> [AnalysisResult] {
    guard let context = response.contextAtTimePoints else { return [] }
    return response.plan.response.windows.enumerated().map { place, window in
      let row = ResponderRate(
        context: context, window: window, group: group,
        counts: response.counts(of: members, at: place), level: response.level,
        analysis: .responseThreshold, name: threshold.name
      ).headline
      return AnalysisResult(
        .responseThreshold, name: threshold.name, population: row.population, stratum: group,
        level: threshold.isPreSpecified ? Self.preSpecified : "alternative",
        statistic: .responderRate, value: row.value, interval: row.interval,
        timeMonths: window.month, unit: row.unit,
        method: ([row.method] + threshold.sources.map(\.description)).compactMap { $0 }
          .joined(separator: "; "),
        denominators: row.denominators, context: context)
    }
  }
}
