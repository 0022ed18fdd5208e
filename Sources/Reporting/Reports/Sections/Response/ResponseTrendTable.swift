import Analyses
import Cohorts
import Documents

/// Whether clear response rises or falls over ordered classes.
struct ResponseTrendTable {
  let page: ResponsePage

  private var context: ReportContext { page.context }

  var blocks: [Block] { page.blocks(context.rows(.responseTrend), table) }

  private func table(_ rows: [AnalysisResult]) -> TableBlock {
    let hasPatients = rows.contains { $0.statistic == .clusteredChiSquared }
    let rates = context.rows(.response).filter { $0.statistic == .responderRate }
    var body: [TableRow] = []
    for variable in page.names(rows) {
      let levels = page.strata(rates.filter { $0.stratum.first?.variable == variable })
        .compactMap(\.first?.level)
      body += page.lines(
        "\(context.label(variable)): \(levels.joined(separator: ", "))",
        of: rows.filter { $0.name == variable }
      ) { row($0, at: $1, hasPatients) }
    }
    var headers = [
      "Seen or failed of treated",
      "Change from class to class, percentage points (\(context.level) CI)", "χ²", "P",
    ]
    if hasPatients { headers.append("P, by patients") }
    let patients =
      hasPatients
      ? "By patients: the same of effective numbers of hips (Rao and Scott 1992). " : ""
    return TableBlock(
      id: "tbl-response-trend", title: "Trend of clear response over ordered classes",
      columns: page.columns("Time point", headers), rows: body,
      notes: [
        TableNote(
          .tests,
          """
          Cochran-Armitage test with one degree of freedom, without continuity correction; the \
          scores are the places of the classes. \(patients)A rise that falls again is no trend. Not \
          adjusted for the number of tests.\(page.leftOut(rows))
          """)
      ] + page.notes
    ).explaining(.interval)
  }

  private func row(
    _ rows: [AnalysisResult], at month: Double, _ hasPatients: Bool
  ) -> TableRow {
    let (test, change) = (rows.first(.chiSquared), rows.first(.changePerClass))
    let analysed = context.numbers.text(test?.denominators.n ?? 0)
    let treated = context.numbers.text(test?.denominators.treated ?? 0)
    let statistic = test?.value.printable.text(context.numbers, decimals: 2) ?? ""
    var cells = [
      Cell(page.months(month)),
      Cell(
        "\(analysed) of \(treated)",
        footnotes: page.remarks(
          on: change, counts: [change?.denominators.n].compactMap { $0 }, "in all")),
      page.points(change), Cell(statistic), page.pValue(test),
    ]
    if hasPatients { cells.append(page.pValue(rows.first(.clusteredChiSquared) ?? test)) }
    return TableRow(cells: cells, indent: 1)
  }
}
