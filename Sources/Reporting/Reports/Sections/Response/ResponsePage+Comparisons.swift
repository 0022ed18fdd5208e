import Analyses
import Cohorts
import Documents

/// What the tables that compare rates begin with and leave out alike.
extension ResponsePage {
  /// The table of some rows; a sentence where it would have no line to show.
  func blocks(_ rows: [AnalysisResult], _ table: ([AnalysisResult]) -> TableBlock) -> [Block] {
    guard !rows.isEmpty else { return [] }
    let block = table(rows)
    guard block.rows.isEmpty else { return [.table(block)] }
    return [
      .paragraph(
        RichText(
          "\(block.title.plainText): nothing can be told at any time point, since more than 40 % of "
            + "the hips compared were not seen or have no baseline, or all of them are alike."))
    ]
  }

  /// The lines of the time points under a heading; those at which nothing can be told are left out,
  /// and the heading with them where none is left.
  func lines(
    _ title: String, of rows: [AnalysisResult],
    _ line: (_ rows: [AnalysisResult], _ month: Double) -> TableRow
  ) -> [TableRow] {
    let lines = plan.response.windows.compactMap { window -> TableRow? in
      let own = rows.filter { $0.timeMonths == window.month }
      return own.contains { $0.value.printable.value != nil && $0.statistic != .strata }
        ? line(own, window.month) : nil
    }
    return lines.isEmpty ? [] : [heading(title)] + lines
  }

  /// Why a time point is not in a table, or a number of it is missing.
  static let notEstimable = """
    Left out or not estimable: more than 40 % of the hips compared not seen or without baseline, or \
    all of them alike.
    """
}

extension [AnalysisResult] {
  /// The first row of a statistic.
  func first(_ statistic: AnalysisResult.Statistic) -> AnalysisResult? {
    first { $0.statistic == statistic }
  }
}
