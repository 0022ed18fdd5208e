import Cohorts
import Outcomes
import Statistics
import Survival
import Tables

/// Restricted mean times to the event of everybody and by the levels of a grouping, and the
/// differences between arms.
///
/// The mean up to τ is the area under the Kaplan-Meier curve; it exists where a median does not.
struct RestrictedMeanComparison {
  let cohort: StudyCohort

  /// The horizon: that of the protocol, or else its last landmark.
  var tau: Double? {
    let months = cohort.study.survival.tauMonths ?? cohort.study.survival.landmarkMonths.max()
    return months.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
  }

  private var level: Double { cohort.study.survival.confidenceLevel }

  /// The mean of all rows.
  func everybody() throws -> [AnalysisResult] {
    guard let tau else { return [] }
    let means = try RestrictedMeanSurvival.fit(
      cohort.outcomes, clusters: cohort.clusters, options: .init(tau: tau, level: level))
    return rows(means, groups: [[]])
  }

  /// The mean of each group, and for the arms of the comparison the differences from the first.
  func compare(_ part: GroupedCohort) throws -> [AnalysisResult] {
    guard let tau else { return [] }
    let means = try RestrictedMeanSurvival.fit(
      part.outcomes, groups: part.grouping, clusters: part.clusters,
      options: .init(tau: tau, level: level))
    let results = rows(means, groups: part.groups)
    guard part.variable == cohort.study.comparison?.arms.column else { return results }
    return results
      + means.contrasts.filter { $0.reference == 0 && $0.measure == .difference }.map {
        difference($0, means, part)
      }
  }

  private func rows(
    _ means: RestrictedMeanSurvival, groups: [[GroupLevel]]
  ) -> [AnalysisResult] {
    zip(means.groups, groups).map { mean, group in
      let counts = Denominators(n: mean.rowCount, events: Int(mean.eventCount))
      return AnalysisResult(
        .restrictedMean, population: cohort.study.population, stratum: group,
        statistic: .restrictedMean,
        value: mean.mean.isNaN ? .state(.beyondFollowUp) : .number(mean.mean),
        interval: mean.toldInterval, timeMonths: means.tau,
        unit: "months", method: method(means),
        denominators: cohort.treated.completed(counts, group: group),
        context: cohort.study.outcome.context)
    }
  }

  private func difference(
    _ contrast: RestrictedMeanSurvival.Contrast, _ means: RestrictedMeanSurvival,
    _ part: GroupedCohort
  ) -> AnalysisResult {
    let isKnown = !contrast.value.isNaN
    return AnalysisResult(
      .restrictedMean, name: part.variable, population: cohort.study.population,
      stratum: part.groups[contrast.group], variable: part.variable,
      level: part.groups[contrast.reference].first?.level,
      statistic: .restrictedMeanDifference,
      value: isKnown ? .number(contrast.value) : .state(.beyondFollowUp),
      interval: means.tells(contrast) ? contrast.interval : nil,
      pValue: means.tells(contrast) ? contrast.pValue : nil, timeMonths: means.tau,
      unit: "months", method: method(means),
      denominators: Denominators(
        n: means.groups[contrast.group].rowCount + means.groups[contrast.reference].rowCount,
        events: Int(
          means.groups[contrast.group].eventCount + means.groups[contrast.reference].eventCount)),
      context: cohort.study.outcome.context)
  }

  private func method(_ means: RestrictedMeanSurvival) -> String {
    "area under the Kaplan-Meier curve, not carried forward; \(means.variance.words), plain interval cut "
      + "at 0 and at the month, none of fewer than \(RestrictedMeanSurvival.Group.fewest) or "
      + "without an event"
      + cohort.study.datingOfLoss
  }
}

extension RestrictedMeanSurvival.Group {
  /// The fewest units whose mean has limits: those of fewer are far too narrow.
  static let fewest = 5

  /// The limits, where the group is large enough for them and had an event: without one they are the
  /// mean itself, a certainty that nobody has.
  var toldInterval: ConfidenceInterval? {
    rowCount >= Self.fewest && interval.lower < interval.upper ? interval : nil
  }
}

extension RestrictedMeanSurvival {
  /// Whether the limits of a difference are told: where those of both means are.
  func tells(_ contrast: Contrast) -> Bool {
    [contrast.group, contrast.reference].allSatisfy { groups[$0].toldInterval != nil }
      && !contrast.pValue.isNaN
  }
}

extension AnalysisResult.Analysis {
  /// Restricted mean times to the event.
  public static let restrictedMean = Self(rawValue: "rmst")
}

extension AnalysisResult.Statistic {
  /// The mean time to the event up to a horizon.
  public static let restrictedMean = Self(rawValue: "restricted_mean")
  /// How much longer it is in one group than in another.
  public static let restrictedMeanDifference = Self(rawValue: "restricted_mean_difference")
  /// The log-rank test for a trend over ordered groups.
  public static let trendChiSquared = Self(rawValue: "trend_chi_squared")
}
