import Analyses
import Cohorts
import Documents
import Statistics

/// Being in response over time among all treated: who never responds counts as not in response, so
/// that nothing is conditional on a response.
struct InResponseSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan
  private let figure: CurveFigure?
  private let rows: [AnalysisResult]

  init(_ context: ReportContext, plan: EndpointPlan, curves: InResponseCurves?) {
    self.context = context
    self.plan = plan
    rows = context.rows(.inResponse)
    figure = curves.map { InResponseFigure(curves: $0, context: context).figure }
  }

  var blocks: [Block] {
    guard !rows.isEmpty else { return [] }
    return [.heading(level: 3, "All treated: being in response"), .table(table)]
      + (figure.map { [$0.block] } ?? [])
  }

  var files: [StudyReport.File] { rows.isEmpty ? [] : figure?.files ?? [] }

  private var months: [Double] {
    var months: [Double] = []
    for row in rows where row.statistic == .probabilityInResponse {
      if let month = row.timeMonths, !months.contains(month) { months.append(month) }
    }
    return months
  }

  private var table: TableBlock {
    let months = self.months
    let mean = rows.first { $0.statistic == .meanMonthsInResponse }?.timeMonths
    func cell(_ row: AnalysisResult?, _ decimals: Int) -> Cell {
      SurvivalCell(row, context.numbers, decimals: decimals).cell
    }
    return TableBlock(
      id: "tbl-in-response",
      title: RichText("All treated: probability of being in response (\(context.level) CI)"),
      columns: [TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing)]
        + months.map {
          TableColumn(header: RichText("\(context.plain($0)) months"), alignment: .trailing)
        }
        + [
          mean.map {
            TableColumn(
              header: RichText("Mean months in response up to month \(context.plain($0))"),
              alignment: .trailing)
          }
        ].compactMap { $0 },
      rows: context.grouped(rows) { stratum in
        let own = rows.filter { $0.stratum == stratum }
        return [Cell(context.numbers.text(own.first?.denominators.n ?? 0))]
          + months.map { month in
            cell(
              own.first { $0.statistic == .probabilityInResponse && $0.timeMonths == month }, 2)
          } + (mean == nil ? [] : [cell(own.first { $0.statistic == .meanMonthsInResponse }, 1)])
      },
      notes: notes)
  }

  private var notes: [TableNote] {
    [
      TableNote(
        .statistics,
        RichText(
          "n: all treated that can be classed; who does not respond, or fails before, contributes "
            + "0. Unlike a duration among responders this conditions on nothing that comes after "
            + "the injection. Estimated as the " + (rows.first?.method ?? "")
            + ". Intercurrent events: " + plan.wordsOfEvents + ".")),
      TableNote(.abbreviations, "CI, confidence interval; NE, not evaluable: follow-up ended."),
      TableNote(
        .statistics,
        RichText(
          "Response: \(plan.response.words). Instrument: "
            + "\(plan.score?.scale.description ?? plan.response.score). Months of \(context.daysOfMonth) days from "
            + "the index injection.")),
      context.populationNote,
    ]
  }
}
