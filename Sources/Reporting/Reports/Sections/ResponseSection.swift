import Analyses
import Cohorts
import Documents
import Statistics

/// Response among everybody treated: how many responded and when, and the classes at each time
/// point.
struct ResponseSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan

  var blocks: [Block] {
    let rates = plan.response.windows.map { Block.table(classes(at: $0)) }
    return [.heading(level: 2, "Response"), .table(statuses)] + rates
  }

  private var statuses: TableBlock {
    let rows = context.rows(.responseStatus)
    func count(_ status: HipEndpoints.ResponseStatus, _ stratum: [GroupLevel]) -> Cell {
      let row = rows.first { $0.stratum == stratum && $0.level == status.rawValue }
      let n = row?.denominators.n ?? 0
      return Cell(
        PercentStyle(numbers: context.numbers).countText(Int(row?.value.double ?? 0), of: n))
    }
    let deadline =
      plan.response.deadlineMonths.map { "by month \(context.plain($0))" } ?? "at any time"
    return TableBlock(
      id: "tbl-response-status", title: "First response among all treated",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "Treated", alignment: .trailing),
        TableColumn(header: RichText("Responded \(deadline)"), alignment: .trailing),
        TableColumn(header: "Responded later", alignment: .trailing),
        TableColumn(header: "No response seen", alignment: .trailing),
        TableColumn(header: "Cannot be told", alignment: .trailing),
      ],
      rows: context.grouped(rows) { stratum in
        let n = rows.first { $0.stratum == stratum }?.denominators.n ?? 0
        return [Cell(context.numbers.text(n))]
          + [.responder, .lateResponder, .nonResponder, .indeterminate].map { count($0, stratum) }
      },
      notes: [
        TableNote(
          .statistics,
          RichText(
            "Response: \(plan.response.words). Cannot be told: no score in the baseline window, a "
              + "deficit at baseline below \(context.plain(plan.response.floor)) of 100, or no "
              + "assessment after the injection.")),
        instrumentNote, context.populationNote,
      ])
  }

  private func classes(at window: ResponseRule.Window) -> TableBlock {
    let rows = context.rows(.response).filter { $0.timeMonths == window.month }
    func count(_ level: String, _ stratum: [GroupLevel]) -> Int {
      let row = rows.first {
        $0.stratum == stratum && $0.statistic == .count && $0.level == level
      }
      return Int(row?.value.double ?? 0)
    }
    let columns = ["treated", "unclassed", "missing", "failed", "none", "partial", "clear"]
    let month = context.plain(window.month)
    return TableBlock(
      id: "tbl-response-\(Stratifier.text(window.month))",
      title: RichText(
        "Response at \(month) months (day \(window.days.lowerBound) to \(window.days.upperBound))"),
      columns: [TableColumn(header: "Group")]
        + ["Treated", "No baseline", "Not seen", "Failed", "None", "Partial", "Clear"].map {
          TableColumn(header: RichText($0), alignment: .trailing)
        } + [
          TableColumn(
            header: RichText("Clear response (\(context.level) CI)"), alignment: .trailing)
        ],
      rows: context.grouped(rows) { stratum in
        columns.map { Cell(context.numbers.text(count($0, stratum))) }
          + [rate(rows, stratum, unseen: count("missing", stratum))]
      },
      notes: [
        TableNote(.abbreviations, "CI, confidence interval."),
        TableNote(
          .statistics,
          RichText(
            "Clear: \(plan.response.words); partial: at least \(plan.response.partial.description); "
              + "none: less. Failed: hip replaced or patient dead by the time point, counted as no "
              + "response. No baseline: no score before the injection, or too little to improve. "
              + "The rate is of those seen or failed, with Wilson's interval, hips of one "
              + "patient taken as independent; repeat and other injections before the visit are "
              + "ignored. No control group: natural course, "
              + "placebo and regression to the mean are not told apart.")),
        instrumentNote, context.populationNote,
      ])
  }

  /// The rate with its interval; where more than 40 % were not seen, only what it lies between.
  private func rate(
    _ rows: [AnalysisResult], _ stratum: [GroupLevel], unseen: Int
  ) -> Cell {
    guard let row = rows.first(where: { $0.stratum == stratum && $0.statistic == .responderRate })
    else { return "" }
    let percent = PercentStyle(numbers: context.numbers)
    let n = row.denominators.n
    let clear = row.denominators.events ?? 0
    let classed = n + unseen
    if Double(unseen) > 0.4 * Double(classed) {
      return Cell(
        "between " + percent.text(clear, of: classed) + " and "
          + percent.text(clear + unseen, of: classed), footnotes: [RichText(Self.unseenNote)])
    }
    guard let interval = row.interval, n > 0 else {
      return Cell(row.value.printable.text(context.numbers, decimals: 0))
    }
    let decimals = percent.decimals(denominator: n)
    return Cell(
      percent.fractionText(clear, of: n) + ", "
        + percent.interval(interval.lower, interval.upper, decimals: decimals))
  }

  private static let unseenNote =
    "More than 40 % of those classed were not seen, so no rate is given: it would be the first if "
    + "none of them were in response, the second if all were."

  private var instrumentNote: TableNote {
    TableNote(
      .statistics,
      RichText(
        "Instrument: \(plan.score?.scale.description ?? plan.response.score). Months of "
          + "\(context.daysOfMonth) days from the index injection."))
  }
}
