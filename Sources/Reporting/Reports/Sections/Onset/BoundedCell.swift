import Analyses
import Documents
import Statistics

/// A number that interval-censored times may leave open, for a cell: the value or its two bounds,
/// then the confidence limits.
struct BoundedCell {
  private let main: AnalysisResult?
  private let lower: AnalysisResult?
  private let upper: AnalysisResult?
  private let style: IntervalStyle

  /// Finds the number among the rows of one group.
  init(
    _ rows: [AnalysisResult], _ statistic: AnalysisResult.Statistic, at month: Double? = nil,
    _ numbers: NumberStyle, decimals: Int
  ) {
    let own = rows.filter { $0.timeMonths == month }
    main = own.first { $0.statistic == statistic && $0.variable == nil }
    func bound(_ bound: AnalysisResult.Statistic) -> AnalysisResult? {
      own.first { $0.statistic == bound && $0.variable == statistic.rawValue }
    }
    lower = bound(.lowerBound)
    upper = bound(.upperBound)
    style = IntervalStyle(numbers: numbers, decimals: decimals)
  }

  /// The number in words: `0.55 (0.48 to 0.61)`, `0.52 to 0.56 (0.45 to 0.62)`, `NR`.
  var text: String {
    guard let main else { return "" }
    var value = style.text(main.value.printable)
    if case .state(.notEstimable) = main.value, let lower, let upper {
      let (low, high) = (style.text(lower.value.printable), style.text(upper.value.printable))
      value = low == high ? low : "\(low) to \(high)"
    }
    guard let interval = main.interval else { return value }
    func limit(_ limit: Double) -> PrintableValue {
      limit == .infinity ? .undefined(.notReached) : PrintableValue(limit)
    }
    return value + " (" + style.text(limit(interval.lower), limit(interval.upper)) + ")"
  }

  /// The cell.
  var cell: Cell { Cell(text) }
}
