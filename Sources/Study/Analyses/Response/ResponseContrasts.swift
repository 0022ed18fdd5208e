import Cohorts
import Statistics

/// Rates of clear response compared between the arms, and between the levels of what has no order.
///
/// Each level is compared with the first, which for the arms is the reference.
struct ResponseContrasts {
  let response: ResponseAnalysis
  let grouping: ResponseGrouping

  var results: [AnalysisResult] {
    guard !grouping.isOrdered, let reference = grouping.levels.first else { return [] }
    return response.plan.response.windows.indices.flatMap { place in
      grouping.levels.dropFirst().flatMap { rows($0, against: reference, at: place) }
    }
  }

  private func rows(
    _ level: ResponseGrouping.Level, against reference: ResponseGrouping.Level, at place: Int
  ) -> [AnalysisResult] {
    let (first, second) = (
      response.counts(of: level.members, at: place),
      response.counts(of: reference.members, at: place)
    )
    let context = response.contextAtTimePoints
    func row(
      _ statistic: AnalysisResult.Statistic, _ value: ResultValue,
      _ interval: ConfidenceInterval? = nil, _ method: String
    ) -> AnalysisResult {
      AnalysisResult(
        .responseContrast, name: grouping.variable, population: response.study.population,
        stratum: grouping.group(level), variable: grouping.variable, level: reference.name,
        statistic: statistic, value: value, interval: interval,
        timeMonths: response.plan.response.windows[place].month,
        unit: statistic == .riskDifference || statistic == .clusteredDifference
          ? "probability" : nil,
        method: method, denominators: .of([first, second]), context: context)
    }
    let kinds: [(AnalysisResult.Statistic, String)] = [
      (.riskDifference, "Newcombe's hybrid score interval (1998, method 10)"),
      (.riskRatio, "interval of the logarithm (Katz 1978)"),
      (.oddsRatio, "interval of the logarithm (Woolf 1955)"),
    ]
    guard !first.unknownShare.isSuppressed, !second.unknownShare.isSuppressed,
      let difference = ProportionInterval.Difference(
        first.count(.clear), of: first.analysed, minus: second.count(.clear), of: second.analysed,
        level: response.level),
      let table = FourfoldTable(
        first.count(.clear), of: first.analysed, against: second.count(.clear),
        of: second.analysed)
    else { return kinds.map { row($0.0, .state(.notEstimable), nil, $0.1) } }
    let (risk, odds) = (
      table.riskRatio(level: response.level), table.oddsRatio(level: response.level)
    )
    var rows = [
      row(kinds[0].0, .number(difference.estimate), difference.interval, kinds[0].1),
      row(kinds[1].0, .estimate(risk.estimate), risk.interval, kinds[1].1),
      row(kinds[2].0, .estimate(odds.estimate), odds.interval, kinds[2].1),
    ]
    if let one = response.ofPatients(level.members, at: place),
      let other = response.ofPatients(reference.members, at: place),
      one.clusters + other.clusters < one.total + other.total
    {
      rows.append(
        row(
          .clusteredDifference, .number(difference.estimate), one.difference(from: other),
          "Newcombe's combination of intervals of the effective number of hips (Rao and Scott 1992)"
        ))
    }
    return rows
  }
}

extension Denominators {
  /// What a number of several groups rests on: all of them together.
  static func of(_ groups: [ResponderRate.Counts]) -> Denominators {
    ResponderRate.Counts.together(groups).denominators
  }
}
