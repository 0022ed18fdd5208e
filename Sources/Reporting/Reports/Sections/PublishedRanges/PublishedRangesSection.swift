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
    // Said wherever an interval is judged, whatever comes of it.
    let isJudged = ranges.contains { $0.reason == nil }
    return RichText(
      "The ranges below come from two texts for patients. Each is an unsourced claim in lay text: it "
        + "names no cohort, so it is no reference, and no curve of this report is drawn against it."
        + (isJudged ? " Compatible is not confirmed." : ""))
  }

  private func row(
    _ range: PublishedRange, _ statistic: AnalysisResult.Statistic
  ) -> AnalysisResult? {
    context.rows(.publishedRanges).first { $0.name == range.id && $0.statistic == statistic }
  }

  /// The medians and rates the claims are compared with.
  private var compared: [AnalysisResult] {
    ranges.compactMap { comparison in
      row(comparison.range, .responderRate) ?? row(comparison.range, .timeToEventMedian)
    }
  }

  private var page: ResponsePage? {
    context.study.endpoints.map { ResponsePage(context: context, plan: $0) }
  }

  private var table: TableBlock {
    TableBlock(
      id: "tbl-published-ranges", title: "Published ranges and this cohort",
      columns: [
        TableColumn(header: "Claim"), TableColumn(header: "Source"),
        TableColumn(
          header: page?.rateHeading("This cohort", of: compared) ?? "This cohort",
          alignment: .trailing),
        TableColumn(header: "Verdict"),
        TableColumn(header: "Probability inside", alignment: .trailing),
        TableColumn(header: "Confidence that the median is inside", alignment: .trailing),
      ],
      rows: ranges.map { comparison in
        let range = comparison.range
        return TableRow(cells: [
          Cell("\(range.words): \(range.claim)"),
          Cell("“\(range.source)”; \(range.evidence.rawValue)"), cohort(comparison),
          Cell(verdict(comparison)), probability(range),
          Cell(confidence(range)),
        ])
      }, notes: notes
    ).explaining(
      .interval, .notEvaluable("follow-up ended before the end of the range"), .notReached,
      .none(
        "there is no such number: the verdict says why, or the column is of durations alone"))
  }

  private func cohort(_ comparison: RangeComparison) -> Cell {
    let range = comparison.range
    if let row = row(range, .responderRate), let page, let month = row.timeMonths {
      let rate = page.rate(row)
      return Cell(
        RichText("reached at \(context.plain(month)) months: ") + rate.text,
        footnotes: rate.footnotes)
    }
    guard let row = row(range, .timeToEventMedian) else { return Cell(Self.none) }
    let name =
      range.quantity == .onset ? "median onset among responders " : "median among responders "
    let arm = comparison.arm.map {
      "\(context.name(of: $0)) alone, n = \(context.numbers.text(row.denominators.n)): "
    }
    guard !row.value.isHidden else {
      return Cell((arm ?? "") + name + row.value.printable.text(context.numbers, decimals: 1))
    }
    // In the unit of the claim, which a reader compares it with.
    let isOnset = range.quantity == .onset
    func time(_ value: PrintableValue) -> PrintableValue {
      guard isOnset, case .number(let months) = value else { return value }
      return .number(TimeUnit.weeks.count(ofMonths: months))
    }
    func limit(_ value: Double?) -> PrintableValue {
      time(PrintableValue(value, otherwise: .notReached))
    }
    return Cell(
      (arm ?? "") + name
        + TimeStyle(numbers: context.numbers, unit: isOnset ? "weeks" : "months").text(
          time(row.value.printable), limit(row.interval?.lower), limit(row.interval?.upper))
        + (isOnset ? ", taken half way between two visits" : ""))
  }

  /// What stands where there is no such number.
  private static let none = UndefinedValue.missing.text()

  private func verdict(_ comparison: RangeComparison) -> String {
    let reason = comparison.reason ?? half(comparison)
    return comparison.verdict.rawValue + (reason.map { ": \($0)" } ?? "")
  }

  /// By when half of everybody assessed had responded, where a claim of an onset is judged by it.
  private func half(_ comparison: RangeComparison) -> String? {
    let range = comparison.range
    guard range.quantity == .onset, !range.isOfResponders else { return nil }
    let rows = context.rows(.onset).filter(\.stratum.isEmpty)
    let text = BoundedCell(rows, .timeToEventMedian, context.numbers, decimals: 1).text
    guard let n = rows.halfOnset?.denominators.n, !text.isEmpty else { return nil }
    return "half of the \(context.numbers.text(n)) assessed, responders or not, had responded by "
      + "month \(text)"
  }

  private func probability(_ range: PublishedRange) -> Cell {
    guard let row = row(range, .probabilityInRange) else { return Cell(Self.none) }
    return Cell(probability(range, row), footnotes: row.fewLeftFootnotes)
  }

  private func probability(_ range: PublishedRange, _ row: AnalysisResult) -> String {
    let style = IntervalStyle(numbers: context.numbers, decimals: 2)
    guard !row.value.isHidden else { return style.text(row.value.printable) }
    if let least = self.row(range, .leastProbabilityInRange),
      let greatest = self.row(range, .greatestProbabilityInRange)
    {
      return style.text(row.value.printable) + ", but anywhere between "
        + style.text(least.value.printable)
        + " and " + style.text(greatest.value.printable)
    }
    guard let interval = row.limits else {
      return style.text(row.value.printable)
    }
    return style.text(row.value.double, interval.lower, interval.upper)
  }

  private func confidence(_ range: PublishedRange) -> String {
    guard let row = row(range, .confidenceInRange) else { return Self.none }
    let value = row.value.double
    if value.isNaN { return row.value.printable.text(context.numbers, decimals: 2) }
    if value < 0.01 { return "<\(context.numbers.text(0.01, decimals: 2))" }
    if value > 0.99 { return ">\(context.numbers.text(0.99, decimals: 2))" }
    return context.numbers.text(value, decimals: 2)
  }

  /// What the columns are, as far as there is a number in them.
  private var notes: [TableNote] {
    let outcome = context.study.outcome.context
    func isTold(_ quantity: PublishedRange.Quantity) -> Bool {
      ranges.contains {
        $0.range.quantity == quantity
          && !(row($0.range, .timeToEventMedian)?.value.isHidden ?? true)
      }
    }
    let duration =
      "Duration: time from \(outcome.origin) to \(outcome.label) among responders; instrument "
      + "\(outcome.instrument); \(outcome.thresholdAlone). Its probability inside: the share of "
      + "responders who lose benefit after the lower and by the upper end, by Aalen-Johansen"
      + (context.competingNames == nil ? "." : " with the events that compete by the protocol.")
    let onset =
      "Onset: first visit with a response among those who responded by the deadline, known only to "
      + "lie between two visits; the median by Turnbull with its mass half way, its limits with every "
      + "onset as early and as late as the visits allow, and the probability inside between the "
      + "share whose two visits lie inside and the share whose two visits leave it possible."
    let confidence =
      "The confidence that the median is inside is the part of its confidence distribution there, "
      + "from the tests behind the interval. It is no probability that the claim is true."
    let texts = [
      isTold(.duration) ? RichText(duration) + dating : nil,
      isTold(.onset) ? RichText(onset) : nil, amongResponders.map { RichText($0) },
      isTold(.duration) || isTold(.onset)
        ? RichText("Verdict: \(RangeVerdict.rule).") : nil,
      isTold(.duration) ? RichText(confidence) : nil,
    ]
    return texts.compactMap { $0 }.map { TableNote(.statistics, $0) } + [context.populationNote]
  }

  /// What giving each loss a day does to the medians, and where the estimate stands that needs none;
  /// begins with a space unless it is empty.
  private var dating: RichText {
    guard let plan = context.study.endpoints else { return .empty }
    let shift =
      switch plan.loss.convention {
      case .firstFailingVisit: "comes too late by up to the gap between two visits"
      case .midpoint: "may be out by half of the gap between two visits either way"
      }
    let words = RichText(" Each loss is \(plan.wordsOfDating), so that the median \(shift)")
    guard !context.rows(.intervalCensored).isEmpty else { return words + "." }
    return words + "; the estimate from the intervals stands under "
      + "\(link: "Losses between two visits", to: "#tbl-loss-intervals")."
  }

  /// How the claims about all treated are judged; nil without any.
  private var amongResponders: String? {
    func words(_ quantity: PublishedRange.Quantity) -> String? {
      let claims = ranges.map(\.range).filter { range in
        range.quantity == quantity && !range.isOfResponders
          && !(row(range, .timeToEventMedian)?.value.isHidden ?? true)
      }
      return claims.isEmpty ? nil : claims.map(\.words).joined(separator: "; ")
    }
    guard context.study.endpoints != nil else { return nil }
    let texts = [
      words(.duration).map {
        "Said of everybody treated, with numbers here of responders alone, so that no verdict is "
          + "given: \($0). How many of those treated were in response at a time stands under "
          + "\(Self.inResponse)."
      },
      words(.onset).map {
        "Said of everybody treated, and judged by when half of all those assessed had responded, as "
          + "under Onset: \($0)."
      },
    ].compactMap { $0 }
    return texts.isEmpty ? nil : texts.joined(separator: " ")
  }

  private static let inResponse = "Being in response, responders or not"

  private func unsaid(_ comparison: RangeComparison) -> RichText {
    let range = comparison.range
    return RichText(
      "\(range.words.capitalisedFirst), said of \(range.population): not said are "
        + range.unsaid.joined(separator: "; ") + ".")
  }
}
