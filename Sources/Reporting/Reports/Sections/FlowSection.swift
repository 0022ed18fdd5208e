import Analyses
import Cohorts
import Documents

/// What the report is about, where its numbers come from, and who was analysed.
struct FlowSection {
  let study: StudyResults
  let context: ReportContext

  /// The opening of the report: population, outcome, inputs, flow.
  var blocks: [Block] {
    let outcome = study.study.outcome.context
    var items: [RichText] = [
      "\(strong: "Population"): \(study.study.population)",
      "\(strong: "Outcome"): \(outcome.label)",
      "\(strong: "Instrument"): \(outcome.instrument)",
      "\(strong: "Threshold"): \(outcome.threshold)",
      "\(strong: "Time"): from \(outcome.origin), in months of 30.4375 days",
    ]
    items += study.provenance.inputs.map(input)
    items.append("\(strong: "Made by"): cohort \(study.provenance.version)")
    var blocks: [Block] = [.list(items)]
    let flow = study.flow
    let rows =
      [TableRow(cells: ["Rows in the file", "", Cell(context.numbers.text(flow.total))])]
      + flow.steps.map { step in
        let unknown = step.unknown > 0 ? " (\(step.unknown) unknown)" : ""
        return TableRow(cells: [
          Cell(step.name), Cell("\(step.excluded)\(unknown)"),
          Cell(context.numbers.text(step.remaining)),
        ])
      } + [TableRow(cells: ["Analysed", "", Cell(context.numbers.text(flow.remaining))])]
    blocks.append(
      .table(
        TableBlock(
          id: "tbl-flow", title: "Who was analysed",
          columns: [
            TableColumn(header: "Step"), TableColumn(header: "Left out", alignment: .trailing),
            TableColumn(header: "Remaining", alignment: .trailing),
          ], rows: rows)))
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

  /// A file the numbers come from, with the fingerprint of its bytes.
  private func input(_ file: Provenance.Input) -> RichText {
    var size = ""
    if let rows = file.rows, let columns = file.columns {
      size = ", \(context.numbers.text(rows)) rows, \(context.numbers.text(columns)) columns"
    }
    let role = file.rows == nil ? "Protocol" : "Data"
    return "\(strong: role): \(file.name)\(size), SHA-256 \(code: file.sha256)"
  }
}
