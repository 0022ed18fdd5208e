import Analyses
import Cohorts
import Documents

/// What the report is about, and who was analysed.
struct FlowSection: ReportSection {
  let study: StudyResults
  let context: ReportContext

  private var flow: EligibilityFlow { study.flow }

  /// The opening of the report: population, outcome, flow.
  var blocks: [Block] {
    let outcome = study.study.outcome.context
    let items: [RichText] = [
      "\(strong: "Population"): \(study.study.population)",
      "\(strong: "Outcome"): \(outcome.label)",
      "\(strong: "Instrument"): \(outcome.instrument)",
      "\(strong: "Threshold"): \(outcome.threshold)",
      "\(strong: "Time"): from \(outcome.origin), in months of \(context.daysOfMonth) days",
    ]
    var blocks: [Block] = [.list(items), .table(table), FlowFigure(study, context).block]
    blocks += EstimatorHeading.remarks(study.diagnostics)
    if !study.study.notDone.isEmpty {
      blocks.append(
        .note(
          .caution,
          [RichText("The protocol asks for more than this report holds:")]
            + study.study.notDone.map { RichText($0) }))
    }
    return blocks
  }

  /// The picture of the flow and its numbers.
  var files: [StudyReport.File] { FlowFigure(study, context).files }

  /// Left out and remaining at each step; with arms, those remaining in each of them.
  private var table: TableBlock {
    let showsNoArm = !flow.armNames.isEmpty && flow.totalOutsideArms > 0
    func parts(_ arms: [Int], _ outside: Int) -> [Cell] {
      (arms + (showsNoArm ? [outside] : [])).map { Cell(context.numbers.text($0)) }
    }
    var columns = [
      TableColumn(header: "Step"), TableColumn(header: "Left out", alignment: .trailing),
      TableColumn(header: "Remaining", alignment: .trailing),
    ]
    columns += (flow.armNames + (showsNoArm ? ["in no arm"] : [])).map {
      TableColumn(header: RichText($0), alignment: .trailing)
    }
    let first = TableRow(
      cells: ["Rows in the file", "", Cell(context.numbers.text(flow.total))]
        + parts(flow.armTotals, flow.totalOutsideArms))
    let steps = flow.steps.map { step in
      let unknown = step.unknown > 0 ? " (\(context.numbers.text(step.unknown)) unknown)" : ""
      let criterion = step.criterion.map { ["Condition: \(code: $0)" as RichText] } ?? []
      return TableRow(
        cells: [
          Cell(step.name, footnotes: criterion),
          Cell("\(context.numbers.text(step.excluded))\(unknown)"),
          Cell(context.numbers.text(step.remaining)),
        ] + parts(step.arms.map(\.remaining), step.outsideArms.remaining))
    }
    let last = TableRow(
      cells: ["Analysed", "", Cell(context.numbers.text(flow.remaining))]
        + parts(flow.armsRemaining, flow.remainingOutsideArms))
    var notes: [TableNote] = []
    if flow.steps.contains(where: { $0.unknown > 0 }) {
      notes.append(
        TableNote(
          .statistics,
          "Unknown: a missing value leaves open whether the condition is met; counted among those "
            + "left out."))
    }
    if !flow.armNames.isEmpty {
      notes.append(TableNote(.statistics, "Columns of arms: those remaining."))
    }
    return TableBlock(
      id: "tbl-flow", title: "Who was analysed", columns: columns, rows: [first] + steps + [last],
      notes: notes)
  }
}
