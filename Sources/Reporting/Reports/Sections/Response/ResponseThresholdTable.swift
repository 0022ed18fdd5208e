import Analyses
import Cohorts
import Documents

/// Clear response at every threshold tested, with the one decided beforehand marked.
struct ResponseThresholdTable {
  let page: ResponsePage

  private var context: ReportContext { page.context }

  var table: TableBlock {
    let rows = context.rows(.responseThreshold)
    var names: [String] = []
    for row in rows { if let name = row.name, !names.contains(name) { names.append(name) } }
    var body: [TableRow] = []
    for (variable, strata) in context.strata(of: rows) {
      for stratum in strata {
        let own = rows.filter { $0.stratum == stratum }
        let treated = own.first?.denominators.treated ?? 0
        let group = variable.map { "\(context.label($0)): \(stratum.first?.level ?? "")" }
        body.append(
          TableRow(
            cells: [Cell("\(group ?? "Everybody"), \(context.numbers.text(treated)) treated")],
            isHeading: true))
        body += names.map { name in
          TableRow(
            cells: [label(name)]
              + page.plan.response.windows.map { window in
                page.rate(own.first { $0.name == name && $0.timeMonths == window.month })
              }, indent: 1)
        }
      }
    }
    return TableBlock(
      id: "tbl-response-thresholds", title: "Clear response at every threshold tested",
      columns: [TableColumn(header: "Improvement of at least")]
        + page.plan.response.windows.map { window in
          let own = rows.filter { $0.timeMonths == window.month }
          return TableColumn(
            header: page.rateHeading(page.months(window.month), of: own), alignment: .trailing)
        },
      rows: body,
      notes: [
        TableNote(.statistics, RichText(method)), page.instrumentNote, context.populationNote,
      ]
    ).explaining(.interval)
  }

  /// The threshold, strong and marked where it was decided beforehand; with its source where it was
  /// published.
  private func label(_ name: String) -> Cell {
    let threshold = thresholds.first { $0.name == name }
    let footnotes = threshold?.sources.map { RichText("Published: \($0.description).") } ?? []
    return threshold?.isPreSpecified ?? false
      ? Cell(.strong("\(name), pre-specified"), footnotes: footnotes)
      : Cell(name, footnotes: footnotes)
  }

  private var method: String {
    let rule = page.plan.response
    let points =
      rule.minimumChange > 0
      ? " Shares go with \(context.plain(rule.minimumChange)) of 100 points, as the protocol asks."
      : ""
    let state =
      rule.clearImprovement == nil
      ? " The protocol's rule is no improvement; the others are of the same score." : ""
    return """
      Threshold: improvement over baseline of at least what the first column says. Each goes through the \
      protocol's own rule: same baseline, floor, windows and events. \
      Treated, not seen and failed are those of the tables of response.\(points)\(state)
      """
  }

  private var thresholds: [ResponseThreshold] { ResponseThreshold.all(of: page.plan) }
}
