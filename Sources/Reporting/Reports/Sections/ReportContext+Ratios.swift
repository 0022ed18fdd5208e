import Analyses
import Cohorts
import Documents
import Statistics

/// How hazard ratios are told, and what a reader must know of their limits: the same in every table,
/// sentence and figure.
extension ReportContext {
  /// A hazard ratio with its interval; without one why there is none, or the state in its place.
  func ratio(_ row: AnalysisResult) -> String {
    guard row.value.printable.value != nil else {
      return row.value.printable.text(numbers, decimals: 2)
    }
    if let interval = row.interval { return ratio(row.value.double, interval) }
    let alone = RatioStyle(numbers: numbers).text(row.value.double)
    return row.isOfTooFewEvents ? "\(alone) (too few events)" : alone
  }

  /// A ratio with its interval: two decimals, or as many as tell its limits apart.
  func ratio(_ value: Double, _ interval: ConfidenceInterval) -> String {
    let spread = interval.upper - interval.lower
    let decimals = spread > 0.01 ? 2 : spread > 0.001 ? 3 : 4
    return RatioStyle(numbers: numbers, decimals: decimals)
      .text(value, interval.lower, interval.upper)
  }

  /// Fewer events than this make a robust variance too small.
  private static let fewForRobust = 20

  /// What a reader must know of the limits of some numbers of one model: how far a robust variance
  /// can be believed; nothing where it can, or where none was used.
  ///
  /// - Returns: sentences that each begin with a space.
  func robustNote(_ rows: [AnalysisResult]) -> String {
    let rule = rows.contains { $0.isOfTooFewEvents } ? " " + RobustVariance.rule : ""
    let shown = rows.filter { $0.isRobust && $0.interval != nil }
    let fewest = shown.compactMap { $0.denominators.events?.number }.min()
    guard let fewest, fewest < Self.fewForRobust else { return rule }
    // The rule has said already what a robust variance does with few events.
    return rule.isEmpty
      ? " With so few events a robust variance is too small, its intervals too narrow and P too low."
      : rule + " With fewer than \(numbers.text(Self.fewForRobust)) events the intervals that are "
        + "given are still somewhat too narrow."
  }
}
