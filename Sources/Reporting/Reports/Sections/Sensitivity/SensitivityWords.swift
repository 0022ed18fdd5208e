import Analyses
import Cohorts
import Documents
import Statistics

/// The numbers and options of sensitivity analyses in words.
struct SensitivityWords {
  let context: ReportContext

  /// What is answered.
  func name(_ answer: SensitivityAnswer, _ row: AnalysisResult) -> String {
    let month = row.timeMonths.map(context.plain) ?? ""
    switch answer.statistic {
    case .responderRate: return "clear response at \(month) months"
    case .timeToEventMedian:
      return "median time to \(context.study.outcome.context.label)"
    case .eventFree: return "free of \(context.study.outcome.context.label) at \(month) months"
    case .hazardRatio:
      let reference = context.study.comparison.map { " against \($0.reference)" } ?? ""
      return "adjusted hazard ratio, \(answer.arm ?? "")" + reference
    default: return answer.statistic.rawValue
    }
  }

  /// What is answered, with the unit that its column or axis leaves out of the numbers.
  func heading(_ answer: SensitivityAnswer, _ row: AnalysisResult) -> String {
    name(answer, row).capitalisedFirst + (answer.statistic == .timeToEventMedian ? ", months" : "")
  }

  /// The number alone.
  func value(_ row: AnalysisResult) -> String {
    switch row.statistic {
    case .responderRate:
      row.value.double.isFinite
        ? PercentStyle(numbers: context.numbers).fractionText(
          row.denominators.events ?? 0, of: row.denominators.n)
        : row.value.printable.text(context.numbers, decimals: 0)
    case .hazardRatio:
      row.value.isHidden
        ? row.value.printable.text(context.numbers, decimals: 2)
        : isEstimable(row)
          ? RatioStyle(numbers: context.numbers).text(row.value.double)
          : UndefinedValue.notEstimable.text(context.numbers)
    case .timeToEventMedian:
      TimeStyle(numbers: context.numbers, unit: "months").text(row.value.printable)
    default: row.value.printable.text(context.numbers, decimals: 2)
    }
  }

  /// Whether the page has a number for a row.
  func isEstimable(_ row: AnalysisResult) -> Bool {
    guard row.statistic == .hazardRatio else { return row.value.double.isFinite }
    return RatioStyle(numbers: context.numbers).isEstimable(
      row.value.double, row.interval?.lower ?? .nan, row.interval?.upper ?? .nan)
  }

  /// The number with its interval.
  func estimate(_ row: AnalysisResult) -> String {
    let interval = row.interval
    if row.value.isHidden { return row.value.printable.text(context.numbers, decimals: 0) }
    switch row.statistic {
    case .responderRate:
      guard let interval else { return row.value.printable.text(context.numbers, decimals: 0) }
      let percent = PercentStyle(numbers: context.numbers)
      let decimals = percent.decimals(denominator: row.denominators.n)
      return percent.fractionText(row.denominators.events ?? 0, of: row.denominators.n) + ", "
        + percent.interval(interval.lower, interval.upper, decimals: decimals)
    case .hazardRatio:
      return RatioStyle(numbers: context.numbers).text(
        row.value.double, interval?.lower ?? .nan, interval?.upper ?? .nan)
    default:
      let isDuration = row.unit == "months"
      let none: UndefinedValue = isDuration ? .notReached : .missing
      let style = IntervalStyle(numbers: context.numbers, decimals: isDuration ? 1 : 2)
      guard let interval, !interval.lower.isNaN || !interval.upper.isNaN else {
        return style.text(row.value.printable)
      }
      return style.text(
        row.value.printable, PrintableValue(interval.lower, otherwise: none),
        PrintableValue(interval.upper, otherwise: none))
    }
  }

  /// The option of a row: `Response threshold: 50 %`.
  func option(_ row: AnalysisResult) -> String {
    [row.variable, row.level].compactMap { $0 }.joined(separator: ": ")
  }
}
