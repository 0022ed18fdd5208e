import Analyses
import Documents
import Statistics

/// A duration or a probability from a curve, for a cell: the estimate and its limits, or the state in
/// its place.
struct SurvivalCell {
  private let row: AnalysisResult?
  private let style: IntervalStyle

  init(_ row: AnalysisResult?, _ numbers: NumberStyle, decimals: Int) {
    self.row = row
    style = IntervalStyle(numbers: numbers, decimals: decimals)
  }

  /// The estimate in words: `24.5 (23.7 to NR)`, `NE`; nothing where there is no row.
  var text: String {
    guard let row else { return "" }
    // Limits that are the estimate itself, as before the first event, would claim a certainty that
    // nobody has.
    guard let interval = row.interval, !interval.lower.isNaN || !interval.upper.isNaN,
      interval.lower != interval.upper
    else {
      return style.text(row.value.printable)
    }
    // A limit of a median that does not exist is one the curve's limits do not come down to.
    let none: UndefinedValue = row.statistic.isMedian ? .notReached : .missing
    return style.text(
      row.value.printable, PrintableValue(interval.lower, otherwise: none),
      PrintableValue(interval.upper, otherwise: none))
  }

  /// The cell.
  var cell: Cell { Cell(text) }
}

extension AnalysisResult {
  /// The limits of a probability, where it has any: limits that are one number, as where nobody or
  /// everybody had the event, are none.
  var limits: ConfidenceInterval? { interval.flatMap { $0.lower < $0.upper ? $0 : nil } }
}

extension AnalysisResult.Statistic {
  fileprivate var isMedian: Bool { self == .timeToEventMedian || self == .followUpMedian }
}
