import Cohorts
import Statistics
import Tables

extension AnalysisResult.Analysis {
  /// What the joint looks like: exploratory, beside the outcomes of symptoms and function.
  public static let structural = Self(rawValue: "structural")
}

extension AnalysisResult.Statistic {
  /// The standard deviation of a change.
  public static let changeStandardDeviation = Self(rawValue: "standard_deviation_of_change")
}

/// Structural measures over time, described and not tested (rule H6 of honest reporting).
///
/// At baseline and at each time point of the response: the mean and standard deviation of those
/// measured, and of the change of those who also have a baseline. A unit counts with the measurement
/// nearest to the planned day in the window, the earlier of two as near; its baseline is the last one
/// in the days of the baseline.
struct StructuralAnalysis {
  let study: StudyProtocol
  let plan: EndpointPlan
  let data: StudyData
  /// The units analysed, by their numbers in the table of units.
  let units: [Int]

  var results: [AnalysisResult] {
    plan.structuralScores.flatMap { score -> [AnalysisResult] in
      guard case .numbers(let values)? = data.tables.visits.column(named: score.name)?.values
      else { return [] }
      let baselines = units.map {
        value(
          of: $0, values, in: plan.response.baselineDays,
          nearest: plan.response.baselineDays.upperBound)
      }
      let first = rows(
        score, name: "baseline", month: nil, of: baselines, changes: [])
      return first
        + plan.response.windows.flatMap { window -> [AnalysisResult] in
          let day = Int((window.month * 30.4375).rounded())
          let found = units.map { value(of: $0, values, in: window.days, nearest: day) }
          return rows(
            score, name: window.days.dayWords,
            month: window.month, of: found, changes: zip(found, baselines).map { $0 - $1 })
        }
    }
  }

  /// The value of a unit measured nearest to a day; NaN where there is none.
  private func value(
    of unit: Int, _ values: [Double], in days: ClosedRange<Int>, nearest day: Int
  ) -> Double {
    var history = HipHistory()
    data.histories.fill(&history, unit: unit)
    let found = history.assessments.filter {
      days.contains($0.day) && $0.row < values.count && !values[$0.row].isNaN
    }
    let best = found.min { (abs($0.day - day), $0.day) < (abs($1.day - day), $1.day) }
    return best.map { values[$0.row] } ?? .nan
  }

  private func rows(
    _ score: VisitPlan.Score, name: String, month: Double?, of values: [Double],
    changes: [Double]
  ) -> [AnalysisResult] {
    func row(
      _ statistic: AnalysisResult.Statistic, _ value: Double?, _ n: Int
    ) -> AnalysisResult {
      AnalysisResult(
        .structural, name: name, population: study.population, variable: score.name,
        statistic: statistic, value: value.map { .number($0) } ?? .state(.notEstimable),
        timeMonths: month, unit: score.scale.unit, method: "described, not tested",
        denominators: Denominators(
          n: n, treated: units.count,
          accounts: [.init("not measured", units.count - n, .missing)]))
    }
    func pair(
      _ mean: AnalysisResult.Statistic, _ deviation: AnalysisResult.Statistic, _ values: [Double]
    ) -> [AnalysisResult] {
      let known = values.filter { !$0.isNaN }
      let count = Double(known.count)
      let center = known.isEmpty ? nil : known.reduce(0, +) / count
      let spread = center.flatMap { center in
        known.count < 2
          ? nil
          : (known.reduce(0) { $0 + ($1 - center) * ($1 - center) } / (count - 1)).squareRoot()
      }
      return [row(mean, center, known.count), row(deviation, spread, known.count)]
    }
    return pair(.mean, .standardDeviation, values)
      + (changes.isEmpty ? [] : pair(.meanChange, .changeStandardDeviation, changes))
  }
}
