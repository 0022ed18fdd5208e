import Cohorts
import Foundation
import Statistics

extension AnalysisResult.Statistic {
  /// The largest change of an answer under any option: of a probability, of months, or of a log
  /// hazard ratio.
  public static let largestChange = Self(rawValue: "largest_change")
}

/// One of the main answers, whatever it is under this or that option.
public struct SensitivityAnswer: Sendable, Hashable {
  /// What is answered: a share, a median, a probability, a hazard ratio.
  public let statistic: AnalysisResult.Statistic
  /// The arm, of a hazard ratio.
  public let arm: String?

  /// The name of the row that tells the answer's largest change.
  public var key: String { [statistic.rawValue, arm].compactMap { $0 }.joined(separator: " ") }

  /// The answers some rows give, in the order of the report.
  public static func all(in rows: [AnalysisResult]) -> [SensitivityAnswer] {
    var found: [SensitivityAnswer] = []
    for row in rows {
      let answer = SensitivityAnswer(
        statistic: row.statistic, arm: row.statistic == .hazardRatio ? row.arm : nil)
      if !found.contains(answer) { found.append(answer) }
    }
    return found
  }

  /// Whether a row of the sensitivity analyses gives this answer.
  public func isGiven(by row: AnalysisResult) -> Bool {
    row.analysis == .sensitivity && row.statistic == statistic
      && (statistic != .hazardRatio || row.name == arm)
  }

  /// The option under which the answer is furthest from the pre-specified one.
  ///
  /// A median that is not reached under an option has no distance, and does not take part; nor does
  /// a hazard ratio whose interval runs past 100 or below 1/100, which says nothing.
  func largestChange(in rows: [AnalysisResult]) -> AnalysisResult? {
    let own = rows.filter(isGiven)
    func size(_ row: AnalysisResult) -> Double {
      guard statistic == .hazardRatio else { return row.value.double }
      guard let interval = row.interval, interval.lower >= 0.01, interval.upper <= 100 else {
        return .nan
      }
      return log(row.value.double)
    }
    guard let base = own.first(where: { $0.variable == nil }) else { return nil }
    let changes = own.filter { $0.variable != nil }.map { (row: $0, change: size($0) - size(base)) }
      .filter { $0.change.isFinite && $0.change != 0 }
    guard let most = changes.max(by: { abs($0.change) < abs($1.change) }) else { return nil }
    return AnalysisResult(
      .sensitivity, name: key, population: most.row.population, variable: most.row.variable,
      level: most.row.level,
      statistic: .largestChange, value: .number(most.change), timeMonths: most.row.timeMonths,
      unit: statistic == .hazardRatio ? "log hazard ratio" : most.row.unit,
      method: "the estimate under the option less the pre-specified one",
      denominators: most.row.denominators, context: most.row.context)
  }
}

extension AnalysisResult {
  /// The arm of a hazard ratio, before and after it is one of the sensitivity analyses.
  fileprivate var arm: String? { analysis == .sensitivity ? name : level }
}
