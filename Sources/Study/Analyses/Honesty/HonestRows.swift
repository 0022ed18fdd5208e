import Cohorts
import Statistics

/// The gate between the analyses and the page: rule H1 and H3 on every row.
///
/// A rate, a median or a probability leaves with instrument, threshold, time point or origin and
/// population, and with the number treated, or without its number.
package struct HonestRows {
  /// The statistics that are rates, durations of benefit or probabilities at a time point.
  private static let rates: Set<AnalysisResult.Statistic> = [
    .responderRate, .probabilityInResponse, .eventFree, .onsetProbability,
  ]
  private static let durations: Set<AnalysisResult.Statistic> = [
    .timeToEventMedian, .followUpMedian, .meanMonthsInResponse, .restrictedMean,
  ]

  /// Whether a row is a rate, a duration or a probability at a time point.
  package static func isRateOrDuration(_ row: AnalysisResult) -> Bool {
    rates.contains(row.statistic) || durations.contains(row.statistic)
  }

  /// What a row lacks to be judged, in words; empty for one that lacks nothing or is no rate.
  package static func lacks(of row: AnalysisResult) -> [String] {
    guard isRateOrDuration(row) else { return [] }
    var lacks: [String] = []
    if row.context == nil { lacks.append("instrument, threshold, origin and population") }
    if rates.contains(row.statistic), row.timeMonths == nil { lacks.append("time point") }
    if row.denominators.treated == nil { lacks.append("number treated") }
    if let treated = row.denominators.treated?.number, row.denominators.n.counted > treated {
      lacks.append("a number treated that is not below the number analysed")
    }
    return lacks
  }

  /// The rows with everybody treated stated, and without the numbers that cannot be judged.
  ///
  /// - Parameter outcome: the population of the account's own steps; for a row of another one those
  ///   steps are not the reasons, so that only how many are missing is told.
  static func passed(
    _ rows: [AnalysisResult], treated: TreatedAccount, outcome: OutcomeContext
  ) -> [AnalysisResult] {
    rows.map { row in
      guard let context = row.context else { return withheld(row) }
      let counts = row.denominators
      guard counts.treated == nil else { return withheld(row) }
      let whole = treated.completed(counts, group: row.stratum)
      guard let all = whole.treated, context.population != outcome.population else {
        return withheld(row.resting(on: whole))
      }
      return withheld(
        row.resting(
          on: Denominators(
            n: counts.n.counted, events: counts.events?.counted, treated: all.counted,
            accounts: [.init("not analysed", max(all.counted - counts.n.counted, 0), .missing)])))
    }
  }

  private static func withheld(_ row: AnalysisResult) -> AnalysisResult {
    let lacks = Self.lacks(of: row)
    guard !lacks.isEmpty else { return row }
    return row.withholding(
      Diagnostic(
        .notEstimable, .warning, term: row.variable,
        message: "\(row.analysis.rawValue) \(row.statistic.rawValue)"
          + (row.name.map { " of \($0)" } ?? "") + " is withheld: it lacks "
          + lacks.joined(separator: " and ") + ", so it could not be judged."))
  }
}

extension AnalysisResult {
  /// The row without its number, and why.
  func withholding(_ diagnostic: Diagnostic) -> AnalysisResult {
    AnalysisResult(
      analysis, name: name, population: population, stratum: stratum, variable: variable,
      level: level, statistic: statistic, value: .state(.notEstimable), timeMonths: timeMonths,
      unit: unit, method: method, denominators: denominators, context: context,
      diagnostics: diagnostics + [diagnostic])
  }
}
