import Analyses
import Cohorts
import Documents
import Statistics

/// Response among everybody treated: who responded first and when, the classes at each time point,
/// the groups compared, other thresholds, and the OMERACT-OARSI criteria.
struct ResponseSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan

  var blocks: [Block] {
    // What is not known of each rate stands under its table; here stand the grades that are pooled.
    let remarks = EstimatorHeading.remarks(
      context.rows(.response).filter { $0.statistic == .count }.flatMap(\.diagnostics))
    var blocks: [Block] = [.heading(level: 2, "Response"), .list(reading)]
    blocks += remarks
    blocks.append(.table(statuses))
    blocks += context.onlyLevels(among: .treated)
    blocks += ResponseClassTables(page: page).blocks
    blocks += ResponseDifferenceTable(page: page).blocks
    blocks += PooledResponseTable(page: page).blocks
    blocks += ResponseTrendTable(page: page).blocks
    blocks.append(.table(ResponseThresholdTable(page: page).table))
    blocks += OMERACTOARSITable(page: page).blocks
    return blocks
  }

  private var page: ResponsePage { ResponsePage(context: context, plan: plan) }

  /// What the tables count, said once.
  private var reading: [RichText] {
    let rule = plan.response
    let strategies = plan.intercurrent.strategiesAtTimePoints.dropFirst(2)
      .filter { strategy in plan.strategies.contains { $0.event == strategy.event } }
      .map { "\($0.event) \($0.action)" }.joined(separator: "; ")
    let failed =
      plan.events == nil
      ? "none is on record, since the protocol names no table of events; a hip replaced and not seen "
        + "is among those not seen."
      : "hip replaced or patient dead by the time point, counted as no response."
    let items: [String] = [
      """
      Clear: \(page.clear). Partial: improvement of at least \(rule.partial.description), but no \
      clear response. None: less. A partial response is never counted as a clear one.
      """,
      """
      Failed: \(failed) Not seen: no score in the window of the time point, left out of the rate and \
      shown.\(baseline)
      """,
      strategies.isEmpty ? "" : "Of other events before the visit: \(strategies).",
      """
      A rate is of those seen or failed, with Wilson's interval. More than 20 % not seen or without \
      baseline is flagged; with more than 40 % no rate is given, but what it lies between.
      """,
      """
      There is no control group: natural course, placebo and regression to the mean are not told \
      apart from an effect of the treatment.
      """,
    ]
    return items.filter { !$0.isEmpty }.map { RichText($0) }
  }

  private var baseline: String {
    let rule = plan.response
    guard rule.criterion.needsBaseline else { return "" }
    let (first, last) = (-rule.baselineDays.lowerBound, -rule.baselineDays.upperBound)
    let days = "from \(first) to \(last) days before the injection"
    let floor =
      rule.floor > 0
      ? ", or a deficit there below \(context.plain(rule.floor)) of 100, too little to improve on"
      : ""
    return " No baseline: no score \(days)\(floor)."
  }

  private var statuses: TableBlock {
    let rows = context.rows(.responseStatus)
    let percent = PercentStyle(numbers: context.numbers)
    func count(_ status: HipEndpoints.ResponseStatus, _ stratum: [GroupLevel]) -> Cell {
      let row = rows.first { $0.stratum == stratum && $0.level == status.rawValue }
      return Cell(percent.countText(row?.value.tally ?? 0, of: row?.denominators.n ?? 0))
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
            """
            Response: \(plan.response.words). Cannot be told: no baseline, too little to improve on, \
            or no assessment after the injection. Months of \(context.daysOfMonth) days from the \
            index injection.
            """)),
        page.instrumentNote, context.populationNote,
      ])
  }
}
