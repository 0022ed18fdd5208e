import Analyses
import Cohorts
import Documents
import Statistics

/// When the first response came: interval-censored among everybody treated who was assessed, with
/// what the visits can tell of it and what they cannot.
struct OnsetSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan
  private let rows: [AnalysisResult]
  private let figure: CurveFigure?

  init(_ context: ReportContext, plan: EndpointPlan, curves: IntervalCensoredCurves?) {
    self.context = context
    self.plan = plan
    rows = context.rows(.onset)
    figure = curves.map { OnsetFigure(curves: $0, context: context).figure }
  }

  var blocks: [Block] {
    guard !rows.isEmpty else { return [] }
    return [.heading(level: 2, "Onset"), .paragraph(RichText(visits)), .table(table)]
      + (figure.map { [$0.block] } ?? [])
  }

  var files: [StudyReport.File] { figure?.files ?? [] }

  /// What the visits can tell, in a few sentences.
  private var visits: String {
    OnsetWords(rows: rows.filter(\.stratum.isEmpty), numbers: context.numbers).text
  }

  private func strata() -> [[GroupLevel]] {
    context.strata(of: rows).flatMap(\.strata)
  }

  /// Whether a probability is told of any group: without one its column is left out.
  private var hasProbability: Bool { rows.contains { $0.statistic == .onsetProbability } }

  /// Whether the month by which half had responded stands in the column of the probabilities.
  private var hasMonth: Bool { rows.contains { $0.statistic == .onsetInWindow } }

  private static let estimates: [AnalysisResult.Statistic] = [
    .onsetProbability, .onsetInWindow, .timeToEventMedian,
  ]
  private var hasLimits: Bool {
    rows.contains { Self.estimates.contains($0.statistic) && $0.interval != nil }
  }

  private var table: TableBlock {
    var body: [TableRow] = []
    for stratum in strata() {
      let own = rows.filter { $0.stratum == stratum }
      let counts = own.first?.denominators ?? Denominators(n: 0)
      let name = stratum.first?.level ?? "Everybody"
      let isTold = own.contains { $0.statistic == .onsetProbability }
      body.append(
        TableRow(
          cells: [
            Cell(
              "\(name), \(counts.ofTreated(context.numbers)) treated"
                + (hasProbability && !isTold ? ": too few assessed for a probability" : ""))
          ], isHeading: true))
      body += times(own, counts.n) + summaries(own)
    }
    return TableBlock(
      id: "tbl-onset",
      title: RichText(
        "First response from index injection, those assessed"
          + (hasLimits ? " (\(context.level) CI)" : "")),
      columns: [TableColumn(header: "By")]
        + ["Responded by then", "Not yet", "Not known"].map {
          TableColumn(header: RichText($0), alignment: .trailing)
        }
        + (hasProbability
          ? [
            TableColumn(
              header: hasMonth ? "Probability or month" : "Probability", alignment: .trailing)
          ] : []),
      rows: body, notes: notes
    ).explaining(.interval, .notEvaluable("follow-up ended"), .notReached)
  }

  /// A row for each time point.
  private func times(_ own: [AnalysisResult], _ n: Count) -> [TableRow] {
    let percent = PercentStyle(numbers: context.numbers)
    var names: [(name: String, month: Double)] = []
    for row in own where row.statistic == .count {
      if let name = row.name, let month = row.timeMonths, !names.contains(where: { $0.0 == name }) {
        names.append((name, month))
      }
    }
    return names.map { name, month in
      func count(_ level: String) -> Cell {
        let row = own.first { $0.level == level && $0.timeMonths == month && $0.name == name }
        return Cell(percent.countText(row?.value.tally ?? 0, of: n))
      }
      return TableRow(
        cells: [
          Cell(name.hasSuffix("months") ? "\(context.plain(month)) months" : name),
          count("responded"), count("not_yet"), count("not_known"),
        ]
          + (hasProbability
            ? [BoundedCell(own, .onsetProbability, at: month, context.numbers, decimals: 2).cell]
            : []),
        indent: 1)
    }
  }

  /// The share in the window, and the time by which half had responded.
  private func summaries(_ own: [AnalysisResult]) -> [TableRow] {
    guard let window = own.first(where: { $0.statistic == .onsetInWindow }) else { return [] }
    return [
      TableRow(
        cells: [
          Cell("First response from \(window.name ?? "")"), "", "", "",
          BoundedCell(own, .onsetInWindow, context.numbers, decimals: 2).cell,
        ], indent: 1),
      TableRow(
        cells: [
          "Month by which half had responded", "", "", "",
          BoundedCell(own, .timeToEventMedian, context.numbers, decimals: 1).cell,
        ], indent: 1),
    ]
  }

  private var notes: [TableNote] {
    let everybody = rows.first { $0.stratum.isEmpty }
    let outcome = rows.first?.context
    return [
      everybody.map {
        TableNote(.statistics, RichText("\($0.denominators.account(context.numbers))."))
      },
      TableNote(
        .statistics,
        "Responded by then and not yet: seen to be so. Not known: the time point lies between the "
          + "last visit without and the first visit in response, or after the last visit."),
      probability.map { TableNote(.statistics, RichText($0)) },
      TableNote(.statistics, RichText(censoring)),
      TableNote(
        .statistics,
        RichText(
          "Response: \(outcome?.threshold ?? plan.response.words). Instrument: "
            + "\(outcome?.instrument ?? plan.response.score). Time from "
            + "\(outcome?.origin ?? "index injection"); 4, 8 and 12 weeks are 28, 56 and 84 days.")),
      TableNote(
        .population, RichText("Population: \(outcome?.population ?? context.study.population).")),
    ].compactMap { $0 }
  }

  /// How the probability is estimated and read; nil where none is.
  private var probability: String? {
    guard let row = rows.first(where: { $0.statistic == .onsetProbability }) else { return nil }
    return
      "Probability: \(row.method ?? ""). Two values before the brackets are the bounds between "
      + "which every value agrees with the data; the limits of the interval are then those of the "
      + "outer bounds. By a time at which fewer than ten had been assessed only bounds are given."
      + (isLevel
        ? " Where the probability stays the same from one time to the next, the intervals between "
          + "visits do not put a response between them: that is no sign that nobody responded then."
        : "")
      + (hasLimits
        ? " The resampling limits are approximate where visits fall at times of all kinds." : "")
      + WithoutLimits(
        rows: rows.filter { $0.statistic == .onsetProbability }, extremes: .responded,
        numbers: context.numbers
      ).words
      + (hasBareBounds
        ? " Two values without brackets: the outer bounds of the resamples are these same two, so "
          + "that limits would add nothing." : "")
  }

  /// Whether a probability, as it is printed, is the same by two times that follow one another.
  private var isLevel: Bool {
    strata().contains { stratum in
      let told = rows.filter { $0.stratum == stratum && $0.statistic == .onsetProbability }
        .map { $0.value.printable }
      return zip(told, told.dropFirst()).contains { earlier, later in
        earlier.value != nil
          && earlier.text(context.numbers, decimals: 2) == later.text(context.numbers, decimals: 2)
      }
    }
  }

  /// Whether two bounds stand without limits.
  private var hasBareBounds: Bool {
    rows.contains { row in
      Self.estimates.contains(row.statistic) && row.variable == nil && row.interval == nil
        && row.value == .state(.notEstimable)
        && rows.contains {
          $0.variable == row.statistic.rawValue && $0.stratum == row.stratum
            && $0.timeMonths == row.timeMonths && $0.value.printable.value != nil
        }
    }
  }

  /// How those without a response end, and what that makes of the probability.
  private var censoring: String {
    let ended = rows.first { $0.stratum.isEmpty && $0.level == "ended_before_response" }
    let count = ended?.value.tally ?? 0
    let start =
      "Who never responded is \(hasProbability ? "right-censored at" : "counted up to") the last "
      + "assessment"
    guard count != 0 else { return start + "." }
    let units = context.units(count)
    return start + "; for \(units) whose replacement, death or another injection came first that "
      + "is the last before it"
      + (hasProbability
        ? ", so the probabilities are those where none of these comes between." : ".")
  }
}
