import Analyses
import Cohorts
import Documents

/// The log-rank tests, one for each grouping, with a trend where the levels have an order, and the
/// differences of the restricted means between arms.
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
            Cell(context.pValue(of: test)),
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
      if let trend = own.first(where: { $0.statistic == .trendChiSquared }) {
        body.append(
          TableRow(
            cells: [
              "Trend over the groups in order", "", "", Cell(chiSquared(trend)),
              Cell(context.pValue(of: trend)),
            ], indent: 1))
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
          RichText(
            "Log-rank test of equal hazards; the comparisons are not adjusted for each other or for "
              + "any covariate"
              + (rows.contains { $0.method?.contains("one patient") ?? false }
                ? ", and take the rows of one patient as independent." : ".")
              + (rows.contains { $0.statistic == .trendChiSquared }
                ? " Trend: scores 1, 2, 3 ... in the order of the groups." : ""))),
        context.outcomeNote, context.atRiskNote,
      ])
    return [.table(table)] + differences + context.remarks(rows.flatMap(\.diagnostics))
  }

  /// How much longer the mean time is in one arm than in the reference, in sentences.
  private var differences: [Block] {
    let outcome = context.study.outcome.context
    let sentences = context.rows(.restrictedMean).compactMap { row -> String? in
      guard row.statistic == .restrictedMeanDifference, let arm = row.stratum.first?.level,
        let reference = row.level, let tau = row.timeMonths
      else { return nil }
      let start =
        "Difference of the mean time from \(outcome.origin) to \(outcome.label) up to month "
        + "\(context.plain(tau)), \(arm) minus \(reference): "
      guard row.value.printable.value != nil else {
        return start + "not evaluable, since the follow-up of one of them ends before."
      }
      guard row.interval != nil else {
        return start + SurvivalCell(row, context.numbers, decimals: 2).text
          + " months, without limits: an arm has fewer than five or no event."
      }
      let p = row.pValue.map { ", " + PValueStyle(numbers: context.numbers).equation($0) } ?? ""
      return start + SurvivalCell(row, context.numbers, decimals: 2).text
        + " months (\(context.level) CI in brackets\(p); unadjusted, an association"
        + (smallest(arm, reference) < 10
          ? "; with fewer than ten in an arm the interval is too narrow)." : ").")
    }
    return sentences.isEmpty ? [] : [.paragraph(RichText(sentences.joined(separator: " ")))]
  }

  /// How many the smaller of two arms holds.
  private func smallest(_ arm: String, _ reference: String) -> Int {
    context.rows(.restrictedMean).filter {
      $0.statistic == .restrictedMean && [arm, reference].contains($0.stratum.first?.level ?? "")
        && $0.stratum.first?.variable == context.arms
    }.compactMap(\.denominators.n.number).min() ?? 0
  }

  private func chiSquared(_ test: AnalysisResult) -> String {
    let value = test.value.printable.text(context.numbers, decimals: 2)
    guard test.value.printable.value != nil, let df = test.degreesOfFreedom else { return value }
    return "\(value) (\(context.numbers.text(df, decimals: 0)))"
  }
}
