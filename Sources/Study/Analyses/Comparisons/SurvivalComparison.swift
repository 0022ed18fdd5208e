import Cohorts
import Outcomes
import Statistics
import Survival
import Tables

/// Survival by the levels of a grouping: curves, medians, landmarks and the log-rank test.
struct SurvivalComparison {
  let cohort: StudyCohort

  private var options: KaplanMeier.Options { Self.options(of: cohort.study) }

  /// The curves' options, as the protocol says.
  static func options(of study: StudyProtocol) -> KaplanMeier.Options {
    let settings = study.survival
    return KaplanMeier.Options(
      interval: SurvivalInterval(rawValue: settings.intervalKind.rawValue) ?? .logLog,
      level: settings.confidenceLevel)
  }

  private var summary: SurvivalSummary {
    SurvivalSummary(study: cohort.study, treated: cohort.treated)
  }

  /// One curve of all rows.
  func everybody() throws(FitError) -> (results: [AnalysisResult], curves: EventFreeCurves) {
    let curves = try KaplanMeier.fit(cohort.outcomes, clusters: cohort.clusters, options: options)
    let groups: [[GroupLevel]] = [[]]
    return (
      zip(curves, groups).flatMap { summary.results($0, group: $1) },
      drawn(curves, groups: groups, variable: "", pValue: nil)
    )
  }

  /// One curve per level that occurs; rows without a level are left out of this grouping only.
  func compare(
    by variable: String, _ categories: Categories
  ) throws -> (results: [AnalysisResult], curves: EventFreeCurves) {
    let part = try GroupedCohort(cohort, by: variable, categories)
    let groups = part.groups
    let curves = try KaplanMeier.fit(
      part.outcomes, groups: part.grouping, clusters: part.clusters, options: options)
    let test = try LogRankTest.comparing(curves)
    let rows =
      zip(curves, groups).flatMap { summary.results($0, group: $1) }
      + (try RestrictedMeanComparison(cohort: cohort).compare(part)) + tests(test, part)
    return (
      rows, drawn(curves, groups: groups, variable: variable, pValue: test.test.pValue)
    )
  }

  /// The log-rank test, the test for a trend where the groups have an order and are more than two,
  /// and the events of each group beside those expected.
  private func tests(_ test: LogRankTest, _ part: GroupedCohort) -> [AnalysisResult] {
    let population = cohort.study.population
    let context = cohort.study.outcome.context
    func row(
      _ statistic: AnalysisResult.Statistic, _ test: HypothesisTest, _ method: String,
      _ diagnostics: [Diagnostic] = []
    ) -> AnalysisResult {
      AnalysisResult(
        .logRank, name: part.variable, population: population, statistic: statistic,
        value: test.statistic.isNaN ? .state(.notEstimable) : .number(test.statistic),
        pValue: test.pValue, degreesOfFreedom: test.degreesOfFreedom,
        method: method + (part.clusters == nil ? "" : "; rows of one patient as if independent"),
        denominators: Denominators(n: part.outcomes.count, events: part.outcomes.eventCount),
        context: context, diagnostics: diagnostics)
    }
    var rows = [
      row(
        .chiSquared, test.test, "log-rank test",
        test.diagnostics.map {
          Diagnostic(
            $0.code, $0.severity, term: part.variable,
            message: "By \(cohort.study.label(of: part.variable)): \($0.message)")
        })
    ]
    if part.groups.count > 2, cohort.study.hasOrderedLevels(part.variable) {
      rows.append(
        row(
          .trendChiSquared, test.trend(),
          "log-rank test for trend, scores 1, 2, 3 ... in the order of the groups"))
    }
    for (index, group) in part.groups.enumerated() {
      let values: [(AnalysisResult.Statistic, Double)] = [
        (.observed, test.observed[index]), (.expected, test.expected[index]),
      ]
      rows += values.map {
        AnalysisResult(
          .logRank, name: part.variable, population: population, stratum: group,
          statistic: $0.0, value: .number($0.1),
          denominators: Denominators(n: test.rowCounts[index]), context: context)
      }
    }
    return rows
  }

  private func drawn(
    _ curves: [KaplanMeierCurve], groups: [[GroupLevel]], variable: String, pValue: Double?
  ) -> EventFreeCurves {
    let end = curves.compactMap(\.times.last).max() ?? 0
    let riskTimes = Self.ticks(upTo: end)
    let least = FewLeft.least(cohort.study)
    return EventFreeCurves(
      id: variable.isEmpty ? "survival" : "survival-by-\(variable)", variable: variable,
      curves: zip(curves, groups).map { curve, group in
        EventFreeCurves.Curve(curve, group: group, riskTimes: riskTimes, least: least)
      },
      riskTimes: riskTimes, context: cohort.study.outcome.context, logRankPValue: pValue,
      level: options.level, leastAtRisk: least)
  }

  /// Whole months a reader counts in: at most eight steps of 1, 2, 3, 6, 12, 24 and so on.
  static func ticks(upTo end: Double) -> [Double] {
    guard end > 0, end.isFinite else { return [0] }
    var step = [1.0, 2, 3, 6, 12].first { end / $0 <= 8 } ?? 12
    while end / step > 8 { step *= 2 }
    if end < 1 { step = end / 4 }
    return (0...Int(end / step)).map { Double($0) * step }
  }
}
