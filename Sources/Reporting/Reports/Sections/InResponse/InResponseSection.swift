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
    return [.heading(level: 3, "Being in response, responders or not"), .table(table)]
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
    return TableBlock(
      id: "tbl-in-response",
      title: RichText(
        "Responders or not: probability of being in response"
          + (told.contains { $0.interval != nil } ? " (\(context.level) CI)" : "")
          + ", and number watched"),
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "n of treated", alignment: .trailing),
      ]
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
        return [Cell(own.first?.denominators.ofTreated(context.numbers) ?? "")]
          + months.map { month in
            AtRiskCell(
              own.first { $0.statistic == .probabilityInResponse && $0.timeMonths == month },
              own.first { $0.statistic == .atRisk && $0.timeMonths == month }, noun: "watched",
              context
            ).cell
          }
          + (mean == nil
            ? []
            : [
              SurvivalCell(
                own.first { $0.statistic == .meanMonthsInResponse }, context.numbers, decimals: 1
              ).cell
            ])
      },
      notes: notes
    ).explaining(.interval, .notEvaluable("follow-up ended"))
  }

  /// The probabilities and means.
  private var told: [AnalysisResult] {
    rows.filter {
      $0.statistic == .probabilityInResponse || $0.statistic == .meanMonthsInResponse
    }
  }

  private var notes: [TableNote] {
    let everybody = rows.first { $0.stratum.isEmpty }
    let account = everybody.map { "\($0.denominators.account(context.numbers)). " } ?? ""
    let least = context.numbers.text(FewLeft.least(context.study))
    return [
      TableNote(
        .statistics,
        RichText(
          account
            + conditions
            + (told.contains { $0.value == .state(.notEstimable) }
              ? "Not estimable: fewer than \(least) are watched, or for the mean analysed; a difference of "
                + "two curves has there the errors of both, while the single curve of the time to "
                + "\(context.study.outcome.context.label) is read on, and marked. " : "")
            + "Estimated as the " + (rows.first?.method ?? "")
            + "."
            + WithoutLimits(
              rows: told, extremes: .inResponse, numbers: context.numbers
            ).words + events
        )),
      TableNote(
        .statistics,
        RichText(
          message: "Response: \(plan.response.words). Loss: "
            + "\(plan.wordsOfLoss(plan.loss.confirmation)). Instrument: \(plan.instrumentWords)."
            + "\(context.doubts(about: plan.instrumentWords)) Months of \(context.daysOfMonth) days from the index injection."
        )),
      TableNote(
        .population,
        RichText("Population: \(everybody?.context?.population ?? context.study.population).")),
    ]
  }

  /// Whom the numbers are of; without a table of events nobody is known to have failed.
  private var conditions: String {
    let isKnown = plan.events != nil
    return "Who does not respond\(isKnown ? ", or fails before," : "") contributes 0. Unlike a "
      + "duration among responders this conditions on nothing that comes after the injection, but on "
      + "having been \(plan.wordsOfTold)"
      + (isKnown ? ": replaced, dead, or with another event that counts as loss. " : ". ")
      + "Watched: followed up to the time point, and "
      + (isKnown ? "neither lost nor failed by then. " : "without a loss of benefit by then. ")
  }

  /// What the events do, to a hip that has not responded yet too; begins with a space.
  private var events: String {
    plan.events == nil
      ? " Other events: as under Flow of the study."
      : " Intercurrent events: \(plan.wordsOfEvents); without a response yet, what counts as loss or "
        + "competes ends the wait for one, and what ends follow-up ends it at the last visit."
  }
}
