import Analyses
import Cohorts
import Documents
import Statistics

/// The probability of being in response at a time, and the mean time in it, among all treated.
struct InResponseTable {
  let page: ResponsePage

  private var context: ReportContext { page.context }

  /// The time points of response, and the landmarks after the last of them; the others stand in the
  /// file of results.
  private func months(_ rows: [AnalysisResult]) -> [Double] {
    let windows = page.plan.response.windows.map(\.month)
    let last = windows.max() ?? 0
    var months: [Double] = []
    for row in rows where row.statistic == .probabilityInResponse {
      guard let month = row.timeMonths, !months.contains(month) else { continue }
      if windows.contains(month) || month > last { months.append(month) }
    }
    return months
  }

  var table: TableBlock {
    let rows = context.rows(.inResponse)
    let months = months(rows)
    let style = IntervalStyle(numbers: context.numbers, decimals: 2)
    func cell(_ row: AnalysisResult?) -> Cell {
      guard let row else { return .empty }
      guard let interval = row.interval, !interval.lower.isNaN else {
        return Cell(style.text(row.value.printable))
      }
      return Cell(style.text(row.value.double, interval.lower, interval.upper))
    }
    let tau = context.study.survival.tauMonths
    let mean = tau.map {
      TableColumn(
        header: RichText("Mean months in response up to month \(context.plain($0))"),
        alignment: .trailing)
    }
    return TableBlock(
      id: "tbl-in-response",
      title: RichText("Being in response, all treated (\(context.level) CI)"),
      columns: [TableColumn(header: "Group")]
        + months.map {
          TableColumn(header: RichText(page.months($0)), alignment: .trailing)
        } + [mean].compactMap { $0 },
      rows: context.grouped(rows) { stratum in
        let own = rows.filter { $0.stratum == stratum }
        return months.map { month in
          cell(own.first { $0.statistic == .probabilityInResponse && $0.timeMonths == month })
        } + (tau == nil ? [] : [cell(own.first { $0.statistic == .meanMonthsInResponse })])
      },
      notes: [
        TableNote(
          .statistics,
          RichText(
            "Response: \(page.plan.response.words). Probability of being in response at a time, and "
              + "its mean duration, among all treated that can be classed; who does not respond "
              + "contributes 0. Estimated as the " + (rows.first?.method ?? "")
              + ". Intercurrent events: " + page.plan.intercurrent.words + ".")),
        TableNote(.abbreviations, "CI, confidence interval; NE, not evaluable: follow-up ended."),
        page.instrumentNote, context.populationNote,
      ])
  }
}
