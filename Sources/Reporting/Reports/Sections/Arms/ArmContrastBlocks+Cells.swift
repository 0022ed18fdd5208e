import Analyses
import Cohorts
import Documents
import Statistics

/// The cells of the tables of arms, and the row that both tables have.
extension ArmContrastBlocks {
  func row(
    _ rows: [AnalysisResult], _ statistic: AnalysisResult.Statistic, of stratum: String? = nil,
    at month: Double? = nil
  ) -> AnalysisResult? {
    rows.first {
      $0.statistic == statistic && $0.stratum.first?.level == stratum
        && (month == nil || $0.timeMonths == month)
    }
  }

  func cell(_ row: AnalysisResult?, _ style: IntervalStyle) -> Cell {
    guard let row else { return "" }
    // Limits that are the estimate itself, as before the first event, are no limits.
    guard let limits = row.interval, !limits.lower.isNaN || !limits.upper.isNaN,
      limits.lower != limits.upper
    else {
      return Cell(style.text(row.value.printable))
    }
    return Cell(style.text(row.value.double, limits.lower, limits.upper))
  }

  func ratio(_ row: AnalysisResult?) -> Cell {
    guard let row else { return "" }
    return Cell(context.ratio(row))
  }

  func p(_ row: AnalysisResult?) -> Cell {
    guard let p = row?.pValue, !p.isNaN else { return "" }
    return Cell(PValueStyle(numbers: context.numbers).text(PrintableValue(p)))
  }

  func columns(_ contrast: String) -> [TableColumn] {
    [TableColumn(header: "Measure")]
      + [
        "\(reference) (\(context.level) CI)", "\(arm) (\(context.level) CI)",
        "\(contrast) (\(context.level) CI)", "P",
      ].map { TableColumn(header: RichText($0), alignment: .trailing) }
  }

  /// The months at which a difference of event-free probabilities stands.
  func landmarks(_ rows: [AnalysisResult]) -> [Double] {
    rows.filter { $0.statistic == .eventFreeDifference }.compactMap(\.timeMonths)
  }

  /// The mean time free of the event up to the horizon, in either arm.
  func mean(_ rows: [AnalysisResult]) -> [TableRow] {
    guard let difference = row(rows, .restrictedMeanDifference),
      let month = difference.timeMonths
    else { return [] }
    func ofArm(_ name: String) -> AnalysisResult? {
      row(rows, .restrictedMean, of: name) ?? row(rows, .standardizedRestrictedMean, of: name)
    }
    return [
      TableRow(
        cells: [
          Cell("Mean months free of \(outcome.label) up to month \(context.plain(month))"),
          cell(ofArm(reference), months), cell(ofArm(arm), months), cell(difference, months),
          p(difference),
        ])
    ]
  }
}
