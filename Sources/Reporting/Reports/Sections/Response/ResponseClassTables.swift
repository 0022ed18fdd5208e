import Analyses
import Cohorts
import Documents
import Statistics

/// The classes of response at each time point, and the patients behind the hips.
struct ResponseClassTables {
  let page: ResponsePage

  private var context: ReportContext { page.context }

  var blocks: [Block] {
    page.plan.response.windows.map { .table(classes(at: $0)) } + patients
  }

  private func classes(at window: ResponseRule.Window) -> TableBlock {
    let rows = context.rows(.response).filter { $0.timeMonths == window.month }
    func count(_ level: String, _ stratum: [GroupLevel]) -> Cell {
      let row = rows.first {
        $0.stratum == stratum && $0.statistic == .count && $0.level == level
      }
      return Cell(context.numbers.text(row?.value.tally ?? 0))
    }
    let rates = rows.filter { $0.statistic == .responderRate }
    return TableBlock(
      id: "tbl-response-\(Stratifier.text(window.month))",
      title: RichText(
        "Response at \(page.months(window.month)) (\(window.days.dayWords))"),
      columns: [TableColumn(header: "Group")]
        + ["Treated", "No baseline", "Not seen", "Failed", "None", "Partial"].map {
          TableColumn(header: RichText($0), alignment: .trailing)
        } + [
          TableColumn(
            header: page.rateHeading("Clear response", of: rates), alignment: .trailing)
        ],
      rows: context.grouped(rates) { stratum in
        let levels = ["treated", "unclassed", "missing", "failed", "none", "partial"]
        return levels.map { count($0, stratum) }
          + [page.rate(rates.first { $0.stratum == stratum })]
      },
      notes: [
        TableNote(
          .statistics,
          RichText("Clear: \(page.clear). Counts are of hips; a rate is of those seen or failed.")),
        page.instrumentNote, context.populationNote,
      ] + (rates.first { $0.stratum.isEmpty }.map(notKnown) ?? [])
    ).explaining(.interval)
  }

  /// What the rate of everybody lies between, where more than 20 % are not known.
  private func notKnown(_ row: AnalysisResult) -> [TableNote] {
    guard let share = row.unknownShare, share.isFlagged,
      let clear = row.denominators.events?.number
    else { return [] }
    let (unknown, all) = (share.unknown, share.candidates)
    let counts = "\(context.numbers.text(unknown)) of \(context.numbers.text(all)) hips"
    let (lowest, highest) = (
      page.percent.text(clear, of: all), page.percent.text(clear + unknown, of: all)
    )
    return [
      TableNote(
        .missingData,
        RichText(
          """
          Of \(counts) (\(page.percent.text(unknown, of: all))) the class is not known. If none of \
          them were in clear response the rate of everybody would be \(lowest), if all were \
          \(highest).
          """))
    ]
  }

  /// How many patients stand behind the hips, and what that does to the interval.
  private var patients: [Block] {
    let all = context.rows(.response).filter { $0.stratum.isEmpty }
    let rows = all.filter { $0.statistic == .clusteredRate }
    guard !rows.isEmpty else {
      let reason =
        context.study.units.patient == nil
        ? "The protocol names no column of patients, so that every hip is taken for a patient of its "
          + "own."
        : "No patient has two of the hips analysed."
      // Where the rates are not told there may be such patients all the same.
      let isSingle = all.filter { $0.statistic == .patients }.allSatisfy {
        $0.value.double == Double($0.denominators.n.number ?? -1)
      }
      return isSingle ? [.paragraph(RichText(reason))] : []
    }
    func value(_ statistic: AnalysisResult.Statistic, _ month: Double?) -> AnalysisResult? {
      all.first { $0.statistic == statistic && $0.timeMonths == month }
    }
    func limits(_ row: AnalysisResult?) -> Cell {
      guard let row, let interval = row.interval else { return .empty }
      let decimals = page.percent.decimals(denominator: row.denominators.n)
      return Cell(
        page.percent.interval(interval.lower, interval.upper, decimals: decimals))
    }
    let treated = context.numbers.text(rows.first?.denominators.treated ?? 0)
    func text(_ row: AnalysisResult?, decimals: Int) -> Cell {
      Cell(row?.value.printable.text(context.numbers, decimals: decimals) ?? "")
    }
    let headers = [
      "Hips", "Patients", "Clear response", "\(context.level) CI, hips", "Design effect",
      "Effective hips", "\(context.level) CI, patients",
    ]
    let body = rows.map { row -> TableRow in
      let month = row.timeMonths
      return TableRow(cells: [
        Cell(page.months(month ?? 0)), Cell(context.numbers.text(row.denominators.n)),
        text(value(.patients, month), decimals: 0), page.share(row),
        limits(value(.responderRate, month)), text(value(.designEffect, month), decimals: 2),
        text(value(.effectiveSize, month), decimals: 1), limits(row),
      ])
    }
    return [
      .table(
        TableBlock(
          id: "tbl-response-patients",
          title: RichText("Clear response of everybody (\(treated) treated): hips and patients"),
          columns: page.columns("Time point", headers), rows: body,
          notes: [
            TableNote(
              .statistics, RichText(method(rows.map { value(.designEffect, $0.timeMonths) })))
          ] + page.notes
        ).explaining(.interval))
    ]
  }

  /// How the interval of patients comes about, as far as the design effects of the table need it.
  private func method(_ effects: [AnalysisResult?]) -> String {
    let numbers = effects.compactMap { $0?.value.printable.value }
    let below = numbers.contains { $0 < 1 } ? "; an effect below 1 is taken as 1" : ""
    let alike =
      effects.contains { $0?.value == .state(.notEstimable) }
      ? " Where all hips are alike there is no design effect, and each patient counts as one hip."
      : ""
    return """
      Two hips of one patient are not independent. The interval of patients is Wilson's for the \
      effective number of hips, their number over the design effect (Rao and Scott 1992\(below)).\
      \(alike) The intervals of the tables above take hips as independent.
      """
  }
}
