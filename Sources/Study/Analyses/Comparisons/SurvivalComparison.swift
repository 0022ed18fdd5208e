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
    let part = try subset(categories)
    let groups = part.levels.map { [GroupLevel(variable: variable, level: $0)] }
    let curves = try KaplanMeier.fit(
      part.outcomes, groups: part.grouping, clusters: part.clusters, options: options)
    let test = try LogRankTest.comparing(curves)
    let population = cohort.study.population
    let context = cohort.study.outcome.context
    let counts = Denominators(n: part.outcomes.count, events: part.outcomes.eventCount)
    var rows = zip(curves, groups).flatMap { summary.results($0, group: $1) }
    rows.append(
      AnalysisResult(
        .logRank, name: variable, population: population, statistic: .chiSquared,
        value: test.test.statistic.isNaN ? .state(.notEstimable) : .number(test.test.statistic),
        pValue: test.test.pValue, degreesOfFreedom: test.test.degreesOfFreedom,
        method: "log-rank test", denominators: counts, context: context,
        diagnostics: test.diagnostics.map {
          Diagnostic(
            $0.code, $0.severity, term: variable,
            message: "By \(cohort.study.label(of: variable)): \($0.message)")
        }))
    for (index, group) in groups.enumerated() {
      let values: [(AnalysisResult.Statistic, Double)] = [
        (.observed, test.observed[index]), (.expected, test.expected[index]),
      ]
      rows += values.map {
        AnalysisResult(
          .logRank, name: variable, population: population, stratum: group, statistic: $0.0,
          value: .number($0.1), denominators: Denominators(n: test.rowCounts[index]),
          context: context)
      }
    }
    return (
      rows, drawn(curves, groups: groups, variable: variable, pValue: test.test.pValue)
    )
  }

  /// The rows of a grouping.
  private struct Part {
    let outcomes: SurvivalOutcomes
    let grouping: Grouping
    let clusters: Grouping?
    let levels: [String]
  }

  /// The rows that have a level, and the levels that have rows.
  private func subset(
    _ categories: Categories
  ) throws -> Part {
    var occurs = [Bool](repeating: false, count: categories.levels.count)
    for code in categories.codes where code >= 0 { occurs[Int(code)] = true }
    var code = [Int32](repeating: -1, count: occurs.count)
    var levels: [String] = []
    for (index, level) in categories.levels.enumerated() where occurs[index] {
      code[index] = Int32(levels.count)
      levels.append(level)
    }
    guard !levels.isEmpty else {
      throw StudyError(reasons: ["a grouping of the report has no value in any row analysed"])
    }
    let rows = categories.codes.indices.filter { categories.codes[$0] >= 0 }
    let grouping = Grouping(
      codes: rows.map { code[Int(categories.codes[$0])] }, count: levels.count)
    let clusters = cohort.clusters.map { all in
      Grouping(codes: rows.map { all.codes[$0] }, count: all.count)
    }
    return Part(
      outcomes: cohort.outcomes.rows(rows), grouping: grouping, clusters: clusters,
      levels: levels)
  }

  private func drawn(
    _ curves: [KaplanMeierCurve], groups: [[GroupLevel]], variable: String, pValue: Double?
  ) -> EventFreeCurves {
    let end = curves.compactMap(\.times.last).max() ?? 0
    let riskTimes = Self.ticks(upTo: end)
    return EventFreeCurves(
      id: variable.isEmpty ? "survival" : "survival-by-\(variable)", variable: variable,
      curves: zip(curves, groups).map { curve, group in
        let limits = curve.confidenceIntervals
        return EventFreeCurves.Curve(
          group: group, n: curve.table.rowCount,
          median: curve.median.time.isNaN ? .state(.notReached) : .number(curve.median.time),
          times: curve.times, survival: curve.survival,
          lower: limits.map(\.lower), upper: limits.map(\.upper),
          censorTimes: zip(curve.times, curve.table.counts.censored).filter { $1 > 0 }.map(\.0),
          atRisk: riskTimes.map { Int(curve.table.atRisk(at: $0).count) })
      },
      riskTimes: riskTimes, context: cohort.study.outcome.context, logRankPValue: pValue,
      level: options.level)
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
