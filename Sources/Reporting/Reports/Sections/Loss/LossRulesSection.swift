import Analyses
import Cohorts
import Documents
import Statistics

/// The two rules of loss side by side: the truth for a noisy score lies between them.
struct LossRulesSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan

  var blocks: [Block] {
    let leading = context.rows(.survival).filter { $0.stratum.isEmpty }
    let other = context.rows(.otherRule)
    guard !leading.isEmpty, !other.isEmpty else { return [] }
    let otherRule: LossRule.Confirmation =
      plan.loss.confirmation == .twoVisits ? .firstVisit : .twoVisits
    return [
      .heading(level: 3, "Loss at one visit, or confirmed"),
      .table(
        comparison([(plan.loss.confirmation, leading), (otherRule, other)])),
      .table(endings(losses: [plan.loss.confirmation: leading, otherRule: other])),
    ]
  }

  private func name(_ rule: LossRule.Confirmation) -> String {
    let isLeading = rule == plan.loss.confirmation ? " (pre-specified)" : ""
    return (rule == .twoVisits ? "Confirmed" : "At the first visit") + isLeading
  }

  private func comparison(
    _ rules: [(rule: LossRule.Confirmation, rows: [AnalysisResult])]
  ) -> TableBlock {
    let months = context.study.survival.landmarkMonths
    return TableBlock(
      id: "tbl-loss-rules",
      title: RichText(
        "Time to loss of benefit by both rules, among responders (\(context.level) CI), and number at "
          + "risk"),
      columns: [
        TableColumn(header: "Loss of benefit"), TableColumn(header: "n", alignment: .trailing),
        TableColumn(header: "Losses", alignment: .trailing),
        TableColumn(header: "Median, months", alignment: .trailing),
      ]
        + months.map {
          TableColumn(
            header: RichText("Still in benefit at \(context.plain($0)) months"),
            alignment: .trailing)
        },
      rows: rules.map { rule, rows in
        let size = rows.first { $0.statistic == .events }
        let median = rows.first { $0.statistic == .timeToEventMedian }
        return TableRow(
          cells: [
            Cell(name(rule)), Cell(context.numbers.text(size?.denominators.n ?? 0)),
            Cell(context.numbers.text(size?.denominators.events ?? 0)),
            SurvivalCell(median, context.numbers, decimals: 1).cell,
          ]
            + months.map { month in
              AtRiskCell(
                rows.first { $0.statistic == .eventFree && $0.timeMonths == month },
                rows.first { $0.statistic == .atRisk && $0.timeMonths == month }, noun: "at risk",
                context
              ).cell
            })
      },
      notes: [
        TableNote(
          .statistics,
          RichText(reading + context.eventFreeWithoutLimits(rules.flatMap(\.rows)))),
        context.outcomeNote, context.atRiskNote,
      ]
    ).explaining(.interval, .notEvaluable, .notReached)
  }

  /// What the rules ask for, and what is done about other events where they are on record.
  private var reading: String {
    let words =
      "Confirmed: \(plan.wordsOfLoss(.twoVisits)). First visit: \(plan.wordsOfLoss(.firstVisit)). "
      + "Confirmation can only lengthen and a single visit only shorten, as a score has noise; both are "
      + "dated at a visit, so that the truth need not lie between them. Loss lies between two visits and is \(plan.wordsOfDating) for "
      + "Kaplan-Meier; a loss and a recovery between two visits are not seen."
    return plan.events == nil ? words : words + " Intercurrent events: \(plan.wordsOfEvents)."
  }

  private func endings(losses: [LossRule.Confirmation: [AnalysisResult]]) -> TableBlock {
    let rows = context.rows(.endings)
    var words: [String] = []
    for row in rows where row.name == LossRule.Confirmation.twoVisits.rawValue {
      if let level = row.level { words.append(level) }
    }
    for level in rows.compactMap(\.level) where !words.contains(level) { words.append(level) }
    func count(_ rule: LossRule.Confirmation, _ level: String) -> Cell {
      let row = rows.first { $0.name == rule.rawValue && $0.level == level }
      let n = rows.first { $0.name == rule.rawValue }?.denominators.n ?? 0
      return Cell(
        PercentStyle(numbers: context.numbers).countText(row?.value.tally ?? 0, of: n))
    }
    func total(_ rule: LossRule.Confirmation) -> Cell {
      Cell(
        rows.first { $0.name == rule.rawValue }.map { context.numbers.text($0.denominators.n) }
          ?? "")
    }
    func lost(_ rule: LossRule.Confirmation) -> Cell {
      let size = losses[rule]?.first { $0.statistic == .events }
      return Cell(
        PercentStyle(numbers: context.numbers).countText(
          size?.value.tally ?? 0, of: size?.denominators.n ?? 0))
    }
    return TableBlock(
      id: "tbl-endings", title: "How the benefit of responders ended, or was last seen",
      columns: [
        TableColumn(header: "Ending"),
        TableColumn(header: "Confirmed", alignment: .trailing),
        TableColumn(header: "At the first visit", alignment: .trailing),
      ],
      rows: words.map { word in
        TableRow(
          cells: [
            Cell(word.capitalisedFirst), count(.twoVisits, word), count(.firstVisit, word),
          ])
      } + [
        TableRow(cells: ["All losses", lost(.twoVisits), lost(.firstVisit)]),
        TableRow(cells: ["All responders", total(.twoVisits), total(.firstVisit)]),
      ],
      notes: [
        // Without a table of events all losses are seen at visits.
        plan.events == nil
          ? nil
          : TableNote(
            .statistics,
            "All losses: the rows of loss, whether seen at visits, confirmed by an event or an event "
              + "counted as loss."),
        context.outcomeNote, context.atRiskNote,
      ].compactMap { $0 })
  }
}
