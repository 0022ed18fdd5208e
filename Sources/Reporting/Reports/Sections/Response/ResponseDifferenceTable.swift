import Analyses
import Cohorts
import Documents

/// Rates of clear response compared between the arms, and between levels without an order.
struct ResponseDifferenceTable {
  let page: ResponsePage

  private var context: ReportContext { page.context }

  var blocks: [Block] {
    let rows = context.rows(.responseContrast)
    guard rows.isEmpty else { return page.blocks(rows, table) }
    let reason =
      context.study.comparison == nil
      ? "The protocol compares no arms, and no other grouping without an order has two levels."
      : "All treated hips are in one group."
    return [.paragraph(RichText("No rates of response are compared. \(reason)"))]
  }

  private func table(_ rows: [AnalysisResult]) -> TableBlock {
    let hasPatients = rows.contains { $0.statistic == .clusteredDifference }
    var body: [TableRow] = []
    for variable in page.names(rows) {
      let own = rows.filter { $0.name == variable }
      for stratum in page.strata(own) {
        let contrast = own.filter { $0.stratum == stratum }
        let reference = contrast.first?.level ?? ""
        let level = stratum.first?.level ?? ""
        let other = [GroupLevel(variable: variable, level: reference)]
        let (mine, theirs) = (page.treated(stratum), page.treated(other))
        body += page.lines(
          "\(context.label(variable)): \(level) (\(mine)) against \(reference) (\(theirs))",
          of: contrast
        ) { row($0, stratum, other, at: $1, hasPatients) }
      }
    }
    var headers = [
      "Clear response", "Reference", "Difference in percentage points (\(context.level) CI)",
    ]
    if hasPatients { headers.append("The same, by patients (\(context.level) CI)") }
    headers.append("Risk ratio (\(context.level) CI)")
    return TableBlock(
      id: "tbl-response-differences", title: "Clear response compared between groups",
      columns: page.columns("Time point", headers), rows: body,
      notes: [
        TableNote(.statistics, RichText(methods(hasPatients) + page.leftOut(rows)))
      ] + page.notes
    ).explaining(.interval)
  }

  private func row(
    _ own: [AnalysisResult], _ group: [GroupLevel], _ other: [GroupLevel], at month: Double,
    _ hasPatients: Bool
  ) -> TableRow {
    let rates = context.rows(.response).filter {
      $0.statistic == .responderRate && $0.timeMonths == month
    }
    let difference = own.first(.riskDifference)
    var cells = [Cell(page.months(month))]
    for stratum in [group, other] {
      cells.append(page.share(rates.first { $0.stratum == stratum }, isCompared: true))
    }
    cells.append(page.points(difference))
    if hasPatients { cells.append(page.points(own.first(.clusteredDifference) ?? difference)) }
    cells.append(page.ratio(own.first(.riskRatio)))
    return TableRow(cells: cells, indent: 1)
  }

  private func methods(_ hasPatients: Bool) -> String {
    let patients =
      hasPatients ? "; by patients, the same of effective numbers of hips (Rao and Scott 1992)" : ""
    return """
      Crude: the groups were not made alike, and a difference is an association. Difference: \
      Newcombe's interval (1998, method 10)\(patients). Risk ratio: interval of the logarithm (Katz \
      1978); not estimable where the reference has no clear response, and without an interval where \
      the other group has none or everybody in both has one. Odds ratios stand in results.json. Not \
      adjusted for the number of comparisons. Not seen and failed: as in the tables of response.
      """
  }
}
