extension BaselineTable {
  /// The table as rows: everybody, then each group.
  public func results(
    population: String, analysis: AnalysisResult.Analysis = .baseline
  ) -> [AnalysisResult] {
    let sizes = groups.map { group in
      AnalysisResult(
        analysis, population: population, stratum: group.levels, statistic: .count,
        value: .count(group.n), denominators: Denominators(n: group.n))
    }
    return sizes + variables.flatMap { rows(of: $0, population, analysis) }
  }

  private func rows(
    of variable: Variable, _ population: String, _ analysis: AnalysisResult.Analysis
  ) -> [AnalysisResult] {
    func row(
      _ group: Group, _ statistic: AnalysisResult.Statistic, _ value: ResultValue, n: Int,
      level: String? = nil
    ) -> AnalysisResult {
      AnalysisResult(
        analysis, population: population, stratum: group.levels, variable: variable.name,
        level: level, statistic: statistic, value: value, denominators: Denominators(n: n))
    }
    func number(_ value: Double) -> ResultValue {
      value.isNaN ? .state(.notEstimable) : .number(value)
    }
    var rows: [AnalysisResult] = []
    switch variable.summary {
    case .numbers(let summaries):
      for (group, summary) in zip(groups, summaries) {
        let values: [(AnalysisResult.Statistic, Double)] = [
          (.mean, summary.mean), (.standardDeviation, summary.standardDeviation),
          (.minimum, summary.minimum), (.lowerQuartile, summary.lowerQuartile),
          (.median, summary.median), (.upperQuartile, summary.upperQuartile),
          (.maximum, summary.maximum),
        ]
        rows += values.map { row(group, $0.0, number($0.1), n: summary.n) }
        rows.append(row(group, .missing, .count(summary.missing), n: group.n))
      }
    case .categories(let levels, let summaries):
      for (group, summary) in zip(groups, summaries) {
        rows += zip(levels, summary.counts).map {
          row(group, .count, .count($1), n: summary.n, level: $0)
        }
        rows.append(row(group, .missing, .count(summary.missing), n: group.n))
      }
    }
    if let difference = variable.standardizedDifference {
      rows.append(
        AnalysisResult(
          analysis, population: population, variable: variable.name,
          statistic: .standardizedMeanDifference,
          value: difference == .infinity ? .state(.infinite) : number(difference),
          method: "unweighted, pooled over groups",
          denominators: Denominators(n: groups.first?.n ?? 0)))
    }
    return rows + testRow(of: variable, population, analysis)
  }
}
