import Analyses
import Cohorts
import Documents

/// Responders by the OMERACT-OARSI criteria, or why there are none to show.
struct OMERACTOARSITable {
  let page: ResponsePage

  private var context: ReportContext { page.context }

  var blocks: [Block] {
    let rows = context.rows(.omeractOARSI)
    if !rows.isEmpty { return [.table(table(rows))] }
    if case .omeractOARSI = page.plan.response.criterion {
      return [
        .paragraph(
          "The protocol's own rule is the OMERACT-OARSI criteria: the tables above are of them.")
      ]
    }
    let scores = page.plan.visits.scores.map(\.scale.description).joined(separator: "; ")
    return [
      .paragraph(
        RichText(
          "OMERACT-OARSI responders are not given: the criteria need a score of pain and one of "
            + "function, and the protocol declares \(scores)."))
    ]
  }

  private func table(_ rows: [AnalysisResult]) -> TableBlock {
    let shown = rows.filter {
      $0.stratum.isEmpty || $0.stratum.first?.variable == page.arms
    }
    var body: [TableRow] = []
    for window in page.plan.response.windows {
      let own = shown.filter { $0.timeMonths == window.month }
      func count(_ level: String, _ stratum: [GroupLevel]) -> Cell {
        let row = own.first {
          $0.stratum == stratum && $0.statistic == .count && $0.level == level
        }
        return Cell(context.numbers.text(row?.value.tally ?? 0))
      }
      body.append(
        TableRow(
          cells: [
            Cell(
              "\(page.months(window.month)) (\(window.days.dayWords))")
          ], isHeading: true))
      body += context.strata(of: own).flatMap { $0.strata }.map { stratum in
        TableRow(
          cells: [Cell(stratum.first?.level ?? "Everybody")]
            + ["treated", "unclassed", "missing", "failed"].map { count($0, stratum) }
            + [
              page.rate(
                own.first { $0.stratum == stratum && $0.statistic == .responderRate },
                unknown: "not seen, not decided or without baseline")
            ],
          indent: 1)
      }
    }
    return TableBlock(
      id: "tbl-omeract-oarsi",
      title: RichText(
        "OMERACT-OARSI responders at "
          + page.plan.response.windows.map { page.months($0.month) }.joined(separator: ", ")),
      columns: [TableColumn(header: "Group")]
        + [
          "Treated", "No baseline", "Not seen or not decided", "Failed",
          page.rateHeading("Responders", of: shown.filter { $0.statistic == .responderRate }),
        ].map { TableColumn(header: $0, alignment: .trailing) },
      rows: body,
      notes: [
        TableNote(
          .statistics, RichText(message: criteria(rows, areAll: shown.count == rows.count))),
        context.populationNote,
      ]
    ).explaining(.interval)
  }

  /// The criteria, the domains they were asked of, and the instruments.
  private func criteria(_ rows: [AnalysisResult], areAll: Bool) -> String {
    let isTwo = rows.first?.name == OMERACTOARSI.Variant.twoDomains.rawValue
    let variant = isTwo ? (OMERACTOARSI.note(.twoDomains) ?? "") + ". " : ""
    let duplicates =
      page.plan.duplicates == .error
      ? " Of different scores of one domain on one day the first in the file counts." : ""
    let others = areAll ? "" : "; the other groups stand in results.json"
    let instruments = rows.first?.context?.instrument ?? ""
    return """
      Pham 2004: pain or function better by at least 50 % and 20 of 100 points, or two of pain, \
      function and patient's global assessment by at least 20 % and 10 points. \(variant)Not \
      decided: the scores missing at the visit could make it either. Windows, baseline and events \
      as for the protocol's rule\(others). Instruments: \(instruments).\(duplicates)\(context.doubts(about: instruments))
      """
  }
}
