import Analyses
import Cohorts
import Documents

/// Who entered the analysis, and where the numbers come from.
struct FlowSection {
  let study: StudyResults
  let context: ReportContext

  /// The opening of the report: population, outcome, flow.
  var blocks: [Block] {
    let outcome = study.study.outcome.context
    var blocks: [Block] = [
      .list([
        "\(strong: "Population"): \(study.study.population)",
        "\(strong: "Outcome"): \(outcome.label)",
        "\(strong: "Instrument"): \(outcome.instrument)",
        "\(strong: "Threshold"): \(outcome.threshold)",
        "\(strong: "Time"): from \(outcome.origin), in months of 30.4375 days",
      ])
    ]
    let flow = study.flow
    let rows =
      [TableRow(cells: ["Rows in the file", "", Cell(context.numbers.text(flow.total))])]
      + flow.steps.map { step in
        let unknown = step.unknown > 0 ? ", \(step.unknown) of them not known" : ""
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

  /// The close of the report: inputs and version.
  var provenance: [Block] {
    let inputs = study.provenance.inputs.map { input in
      TableRow(cells: [
        Cell(input.name), Cell(input.rows.map { context.numbers.text($0) } ?? ""),
        Cell(input.columns.map { context.numbers.text($0) } ?? ""),
        Cell(RichText.code(input.sha256)),
      ])
    }
    return [
      .heading(level: 2, "Provenance"),
      .paragraph("Made by cohort \(study.provenance.version)."),
      .table(
        TableBlock(
          id: "tbl-inputs", title: "Input files",
          columns: [
            TableColumn(header: "File"), TableColumn(header: "Rows", alignment: .trailing),
            TableColumn(header: "Columns", alignment: .trailing), TableColumn(header: "SHA-256"),
          ], rows: inputs)),
    ]
  }
}
