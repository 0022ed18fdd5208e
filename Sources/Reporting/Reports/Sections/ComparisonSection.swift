import Analyses
import Documents

/// The log-rank tests: one for each grouping.
struct ComparisonSection: ReportSection {
  let context: ReportContext

  var blocks: [Block] {
    let rows = context.rows(.logRank)
    guard !rows.isEmpty else { return [] }
    var body: [TableRow] = []
    for variable in context.groupings {
      let own = rows.filter { $0.name == variable }
      guard let test = own.first(where: { $0.statistic == .chiSquared }) else { continue }
      body.append(
        TableRow(
          cells: [
            Cell(context.label(variable)), "", "", Cell(chiSquared(test)),
            Cell(PValueStyle(numbers: context.numbers).text(PrintableValue(test.pValue ?? .nan))),
          ], isHeading: true))
      body += own.filter { $0.statistic == .observed }.map { observed in
        let expected = own.first { $0.statistic == .expected && $0.stratum == observed.stratum }
        return TableRow(
          cells: [
            Cell(observed.stratum.first?.level ?? ""),
            Cell(observed.value.printable.text(context.numbers, decimals: 0)),
            Cell(expected?.value.printable.text(context.numbers, decimals: 1) ?? ""),
          ], indent: 1)
      }
    }
    let table = TableBlock(
      id: "tbl-logrank", title: "Log-rank tests",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "Events", alignment: .trailing),
        TableColumn(header: "Expected", alignment: .trailing),
        TableColumn(header: "χ² (df)", alignment: .trailing),
        TableColumn(header: "P", alignment: .trailing),
      ],
      rows: body,
      notes: [
        TableNote(
          .tests,
          "Log-rank test of equal hazards; the comparisons are not adjusted for each other or for "
            + "any covariate."), context.outcomeNote, context.atRiskNote,
      ])
    return [.table(table)] + EstimatorHeading.remarks(rows.flatMap(\.diagnostics))
  }

  private func chiSquared(_ test: AnalysisResult) -> String {
    let value = test.value.printable.text(context.numbers, decimals: 2)
    guard test.value.printable.value != nil, let df = test.degreesOfFreedom else { return value }
    return "\(value) (\(context.numbers.text(df, decimals: 0)))"
  }
}
