import Analyses
import Cohorts
import Documents
import Statistics

/// Ranges that texts about the treatment state, beside what this cohort shows.
struct PublishedRangesSection: ReportSection {
  let context: ReportContext
  let ranges: [RangeComparison]

  var blocks: [Block] {
    guard !ranges.isEmpty else { return [] }
    return [
      .heading(level: 2, "Against published ranges"), .paragraph(opening), .table(table),
      .paragraph("What each claim leaves unsaid, and would be needed to judge it:"),
      .list(ranges.map(unsaid)),
    ]
  }

  private var opening: RichText {
    "The ranges below come from two texts for patients. Each is an unsourced claim in lay text: it "
      + "names no cohort, so it is no reference, and no curve of this report is drawn against it. "
      + "Compatible is not confirmed."
  }

  private func rows(_ range: PublishedRange) -> [AnalysisResult] {
    context.rows(.publishedRanges).filter { $0.name == range.id }
  }

  private func row(
    _ range: PublishedRange, _ statistic: AnalysisResult.Statistic
  ) -> AnalysisResult? {
    rows(range).first { $0.statistic == statistic }
  }

  private var table: TableBlock {
    TableBlock(
      id: "tbl-published-ranges", title: "Published ranges and this cohort",
      columns: [
        TableColumn(header: "Claim"), TableColumn(header: "Source"),
        TableColumn(
          header: RichText("This cohort (\(context.level) CI)"), alignment: .trailing),
        TableColumn(header: "Verdict"),
        TableColumn(header: "Probability inside", alignment: .trailing),
        TableColumn(header: "Confidence that the median is inside", alignment: .trailing),
      ],
      rows: ranges.map { comparison in
        let range = comparison.range
        return TableRow(cells: [
          Cell("\(range.words): \(range.claim)"),
          Cell("“\(range.source)”; \(range.evidence.rawValue)"), Cell(cohort(range)),
          Cell(verdict(comparison)), Cell(probability(range)), Cell(confidence(range)),
        ])
      }, notes: notes)
  }

  private func cohort(_ range: PublishedRange) -> String {
    if let row = row(range, .responderRate) { return rate(row) }
    guard let row = row(range, .timeToEventMedian) else { return "—" }
    let name = range.quantity == .onset ? "median onset " : "median "
    return name
      + TimeStyle(numbers: context.numbers, unit: "months").text(
        row.value.printable, PrintableValue(row.interval?.lower, otherwise: .notReached),
        PrintableValue(row.interval?.upper, otherwise: .notReached))
  }

  private func rate(_ row: AnalysisResult) -> String {
    let percent = PercentStyle(numbers: context.numbers)
    let n = row.denominators.n
    guard let interval = row.interval, n != 0, let month = row.timeMonths else { return "—" }
    let decimals = percent.decimals(denominator: n)
    return "reached at \(context.plain(month)) months by "
      + percent.fractionText(row.denominators.events ?? 0, of: n) + ", "
      + percent.interval(interval.lower, interval.upper, decimals: decimals)
  }

  private func verdict(_ comparison: RangeComparison) -> String {
    comparison.verdict.rawValue + (comparison.reason.map { ": \($0)" } ?? "")
  }

  private func probability(_ range: PublishedRange) -> String {
    guard let row = row(range, .probabilityInRange) else { return "—" }
    let style = IntervalStyle(numbers: context.numbers, decimals: 2)
    if let least = self.row(range, .leastProbabilityInRange),
      let greatest = self.row(range, .greatestProbabilityInRange)
    {
      return style.text(row.value.printable) + ", but anywhere between "
        + style.text(least.value.printable)
        + " and " + style.text(greatest.value.printable)
    }
    guard let interval = row.interval, interval.lower < interval.upper else {
      return style.text(row.value.printable)
    }
    return style.text(row.value.double, interval.lower, interval.upper)
  }

  private func confidence(_ range: PublishedRange) -> String {
    guard let row = row(range, .confidenceInRange) else { return "—" }
    let value = row.value.double
    if value.isNaN { return row.value.printable.text(context.numbers, decimals: 2) }
    if value < 0.01 { return "<\(context.numbers.text(0.01, decimals: 2))" }
    if value > 0.99 { return ">\(context.numbers.text(0.99, decimals: 2))" }
    return context.numbers.text(value, decimals: 2)
  }

  private var notes: [TableNote] {
    let outcome = context.study.outcome.context
    return [
      TableNote(
        .abbreviations,
        "CI, confidence interval; NE, not evaluable: follow-up ended before the end of the range; "
          + "NR, not reached."),
      TableNote(
        .statistics,
        RichText(
          "Duration: time from \(outcome.origin) to \(outcome.label) among responders; instrument "
            + "\(outcome.instrument); \(outcome.thresholdAlone). Its probability inside: the share of "
            + "responders who lose benefit after the lower and by the upper end, by Aalen-Johansen "
            + "with the events that compete by the protocol.")),
      TableNote(
        .statistics,
        RichText(
          "Onset: first visit with a response among those who responded by the deadline, known "
            + "only to lie between two visits; the median by Turnbull with its mass half way, its "
            + "limits with every onset as early and as late as the visits allow, and the "
            + "probability inside between the share whose two visits lie inside and the share whose two "
            + "visits leave it possible.")),
      TableNote(.statistics, RichText("Verdict: \(RangeVerdict.rule).")),
      TableNote(
        .statistics,
        "The confidence that the median is inside is the part of its confidence distribution there, "
          + "from the tests behind the interval. It is no probability that the claim is true."),
      context.populationNote,
    ]
  }

  private func unsaid(_ comparison: RangeComparison) -> RichText {
    let range = comparison.range
    return RichText(
      "\(range.words.capitalisedFirst), said of \(range.population): not said are "
        + range.unsaid.joined(separator: "; ") + ".")
  }
}
