import Analyses
import Cohorts
import Documents

/// The arms compared within the strata of another variable, and pooled over them.
struct PooledResponseTable {
  let page: ResponsePage

  private var context: ReportContext { page.context }

  var blocks: [Block] { page.blocks(context.rows(.responsePooled), table) }

  private func table(_ rows: [AnalysisResult]) -> TableBlock {
    let crude = context.rows(.responseContrast).filter { $0.statistic == .riskDifference }
    var body: [TableRow] = []
    for stratum in page.strata(rows) {
      let level = stratum.first?.level ?? ""
      for variable in page.names(rows) {
        let own = rows.filter { $0.name == variable && $0.stratum == stratum }
        guard let reference = own.first?.level else { continue }
        let other = [GroupLevel(variable: stratum.first?.variable ?? "", level: reference)]
        let pair =
          "\(level) (\(page.treated(stratum))) against \(reference) (\(page.treated(other)))"
        body += page.lines("\(pair), over the strata of \(context.label(variable))", of: own) {
          rows, month in
          row(
            rows, crude.first { $0.stratum == stratum && $0.timeMonths == month },
            counts: counts(of: [stratum, other], at: month), at: month)
        }
      }
    }
    let headers = [
      "Strata", "Crude difference (\(context.level) CI)",
      "Pooled difference (\(context.level) CI)", "Pooled risk ratio (\(context.level) CI)",
      "P, association", "P, same odds ratio",
    ]
    return TableBlock(
      id: "tbl-response-pooled", title: "Clear response of the arms, pooled over strata",
      columns: page.columns("Time point", headers), rows: body,
      notes: [
        TableNote(
          .statistics,
          """
          Differences in percentage points. Mantel-Haenszel: each stratum compared with itself, one \
          variable at a time; hips without a value of it and strata of one arm are left out. Difference with Sato's \
          variance (1989), ratio with that of Greenland and Robins (1985). Hips are taken as \
          independent.\(page.leftOut(rows))\(notEstimable(body))
          """),
        TableNote(
          .tests,
          """
          Association: Cochran-Mantel-Haenszel, without continuity correction. Same odds ratio: \
          Breslow-Day with Tarone's correction, which in cohorts of this size finds only large \
          differences between strata. Tests and intervals rest on different variances, and can differ \
          near 0.05. Not adjusted for the number of tests.
          """),
      ] + page.notes
    ).explaining(.interval)
  }

  /// What has no number though its time point is in the table.
  private func notEstimable(_ body: [TableRow]) -> String {
    let sign = UndefinedValue.notEstimable.text(context.numbers)
    guard body.contains(where: { $0.cells.contains { $0.text.plainText == sign } }) else {
      return ""
    }
    return " Not estimable: a ratio where the reference has no clear response, and one odds ratio "
      + "where fewer than two strata hold both arms and both outcomes or the pooled one is 0 or infinite."
  }

  /// How many hips of each arm have a class.
  private func counts(of arms: [[GroupLevel]], at month: Double) -> [Count] {
    context.rows(.response).filter {
      $0.statistic == .responderRate && $0.timeMonths == month && arms.contains($0.stratum)
    }.map(\.denominators.n)
  }

  /// A number that stands without limits, with the reason.
  private func limited(_ cell: Cell, _ row: AnalysisResult?) -> Cell {
    guard let row, row.interval == nil, row.value.printable.value != nil else { return cell }
    return Cell(cell.text, footnotes: cell.footnotes + [Self.constant])
  }

  private static let constant: RichText = """
    In the strata used nobody or everybody of an arm was in clear response: the variance knows nothing \
    of how that arm might have come out otherwise, so no interval is given.
    """

  private func row(
    _ rows: [AnalysisResult], _ crude: AnalysisResult?, counts: [Count], at month: Double
  ) -> TableRow {
    let strata = rows.first(.strata)?.value.printable.text(context.numbers, decimals: 0) ?? ""
    let pooled = rows.first(.riskDifference)
    return TableRow(
      cells: [
        Cell(page.months(month), footnotes: page.remarks(on: pooled, counts: counts, "in an arm")),
        Cell(strata),
        page.points(crude), limited(page.points(pooled), pooled),
        limited(page.ratio(rows.first(.riskRatio)), rows.first(.riskRatio)),
        page.pValue(rows.first(.chiSquared)), page.pValue(rows.first(.homogeneity)),
      ], indent: 1)
  }
}
