import Cohorts
import Statistics

/// Whether clear response becomes more or less frequent over ordered classes: the test of Cochran and
/// Armitage, with the change from one class to the next.
///
/// The score of a class is its place among all classes of its variable, so that a class in which
/// nobody was treated still counts as a step.
struct ResponseTrend {
  let response: ResponseAnalysis
  let grouping: ResponseGrouping

  var results: [AnalysisResult] {
    guard grouping.isOrdered, grouping.levels.count > 1 else { return [] }
    return response.plan.response.windows.indices.flatMap(rows)
  }

  private func rows(at place: Int) -> [AnalysisResult] {
    let counts = grouping.levels.map { response.counts(of: $0.members, at: place) }
    let denominators = Denominators.of(counts)
    let scores = grouping.levels.map(\.score)
    // Of one class with a rate there is no trend, nor of many whose hips are mostly not known.
    let isGiven =
      !ResponderRate.Counts.together(counts).unknownShare.isSuppressed
      && counts.count { !$0.unknownShare.isSuppressed && $0.analysed > 0 } > 1
    let withheld = WithheldRates(
      zip(grouping.levels, counts).filter { $1.analysed > 0 }.map { ($0.name, [$1]) },
      of: grouping.variable, role: .orderedClass, in: response.study)
    func row(
      _ statistic: AnalysisResult.Statistic, _ value: Double, _ interval: ConfidenceInterval? = nil,
      _ test: HypothesisTest? = nil, _ method: String
    ) -> AnalysisResult {
      AnalysisResult(
        .responseTrend, name: grouping.variable, population: response.study.population,
        variable: grouping.variable, statistic: statistic, value: .estimate(value),
        interval: interval, pValue: test.flatMap { $0.pValue.isNaN ? nil : $0.pValue },
        degreesOfFreedom: test?.degreesOfFreedom,
        timeMonths: response.plan.response.windows[place].month,
        unit: statistic == .changePerClass ? "probability" : nil, method: method,
        denominators: denominators, context: response.contextAtTimePoints,
        diagnostics: isGiven && statistic == .changePerClass ? withheld.diagnostics : [])
    }
    let trend = TrendTest(
      counts: counts.map { isGiven ? Double($0.count(.clear)) : 0 },
      totals: counts.map { isGiven ? Double($0.analysed) : 0 }, scores: scores,
      level: response.level)
    var rows = [
      row(
        .changePerClass, trend.slope, trend.slopeInterval, nil,
        "weighted least squares over the classes, binomial variance"),
      row(
        .chiSquared, trend.test.statistic, nil, trend.test,
        "Cochran-Armitage test of trend, without continuity correction"),
    ]
    let shares = grouping.levels.compactMap { response.ofPatients($0.members, at: place) }
    guard isGiven, shares.count == counts.count, shares.contains(where: { $0.clusters < $0.total })
    else { return rows }
    let effective = TrendTest(
      counts: shares.map(\.effectiveCount), totals: shares.map(\.effectiveTotal), scores: scores)
    rows.append(
      row(
        .clusteredChiSquared, effective.test.statistic, nil, effective.test,
        "Cochran-Armitage test of the effective numbers of hips (Rao and Scott 1992)"))
    return rows
  }
}

extension ResponderRate.Counts {
  /// The counts of several groups together.
  static func together(_ groups: [ResponderRate.Counts]) -> ResponderRate.Counts {
    groups.reduce(into: ResponderRate.Counts()) { all, counts in
      all.treated += counts.treated
      all.unclassed += counts.unclassed
      all.belowFloor += counts.belowFloor
      all.classes.merge(counts.classes, uniquingKeysWith: +)
    }
  }
}
