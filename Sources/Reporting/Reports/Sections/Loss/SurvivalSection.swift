import Analyses
import Cohorts
import Documents
import Statistics

/// Medians, means, follow-up, and event-free probability at the landmarks, by every grouping, with
/// the curves of each.
struct SurvivalSection: ReportSection {
  let context: ReportContext
  private let rows: [AnalysisResult]
  private let means: [AnalysisResult]
  private let figures: [CurveFigure]
  /// Curves of so few that there is nothing to draw.
  private let notDrawn: [EventFreeCurves]

  init(_ context: ReportContext, curves: [EventFreeCurves]) {
    self.context = context
    rows = context.rows(.survival)
    means = context.rows(.restrictedMean)
    figures = curves.filter(\.isDrawn).map {
      SurvivalFigureSection(curves: $0, context: context).figure
    }
    notDrawn = curves.filter { !$0.isDrawn }
  }

  var blocks: [Block] {
    guard !rows.isEmpty else { return [] }
    let heading = RichText("Time to \(context.study.outcome.context.label)")
    var blocks: [Block] = [.heading(level: 2, heading)] + competing
    blocks += [.table(durations), .table(landmarks)] + figures.map(\.block)
    return blocks + absent + context.onlyLevels(among: .analysed)
  }

  var files: [StudyReport.File] { figures.flatMap(\.files) }

  /// Why some curves have no figure.
  private var absent: [Block] {
    guard let least = notDrawn.first?.leastAtRisk else { return [] }
    let names = notDrawn.map {
      $0.variable.isEmpty ? "of everybody" : "by \(context.label($0.variable))"
    }
    return [
      .paragraph(
        RichText(
          "No curves are drawn \(names.joined(separator: ", ")): fewer than "
            + "\(context.numbers.text(least)) are at risk from the start."))
    ]
  }

  /// What Kaplan-Meier tells where other events compete: how long until the event if they did not
  /// happen, and not how many have it.
  private var competing: [Block] {
    let text = [net, context.censoringWords].compactMap { $0 }.joined(separator: " ")
    return text.isEmpty ? [] : [.paragraph(RichText(text))]
  }

  private var net: String? {
    guard let names = context.competingNames, !names.isEmpty else { return nil }
    let label = context.study.outcome.context.label
    return "Here \(names.joined(separator: ", ")) \(names.count == 1 ? "ends" : "end") follow-up "
      + "without \(label). Kaplan-Meier then tells how long until \(label) as if nothing else "
      + "could come first, and one minus its probability is not the share who have had it: "
      + "that share, the cumulative incidence, is smaller and stands under Competing events."
  }

  private func row(
    _ statistic: AnalysisResult.Statistic, _ stratum: [GroupLevel], at months: Double? = nil
  ) -> AnalysisResult? {
    rows.first {
      $0.statistic == statistic && $0.stratum == stratum && $0.timeMonths == months
    }
  }

  /// Whom the durations are of.
  private var who: String {
    context.study.endpoints == nil ? "All analysed" : "Among responders"
  }

  private var durations: TableBlock {
    let tau = means.first?.timeMonths
    let body = context.grouped(rows) { stratum in
      guard let size = row(.events, stratum) else { return [] }
      let mean = means.first { $0.stratum == stratum && $0.statistic == .restrictedMean }
      return [
        Cell(
          context.numbers.text(size.denominators.n),
          footnotes: (size.denominators.n.number ?? .max) < FewLeft.few ? [Self.fewNote] : []),
        Cell(context.numbers.text(size.denominators.events ?? 0)),
        SurvivalCell(row(.followUpMedian, stratum), context.numbers, decimals: 1).cell,
        median(stratum),
      ]
        + (tau == nil ? [] : [SurvivalCell(mean, context.numbers, decimals: 1).cell])
    }
    return TableBlock(
      id: "tbl-durations",
      title: RichText(
        "\(who): follow-up and time from \(context.study.outcome.context.origin) to "
          + "\(context.study.outcome.context.label), in months"),
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing),
        TableColumn(header: "Events", alignment: .trailing),
        TableColumn(
          header: RichText("Median follow-up (\(context.level) CI)"), alignment: .trailing,
          footnotes: ["Reverse Kaplan-Meier: the time by which half would have been followed."]),
        TableColumn(
          header: RichText("Median time to event (\(context.level) CI)"), alignment: .trailing),
      ]
        + [
          tau.map { tau in
            TableColumn(
              header: RichText(
                "Mean time up to month \(context.plain(tau)) (\(context.level) CI)"),
              alignment: .trailing, footnotes: [RichText(meanNote)])
          }
        ].compactMap { $0 },
      rows: body,
      notes: [
        TableNote(
          .statistics,
          RichText(
            "Medians by Kaplan-Meier, limits by inversion of the "
              + "\(context.study.survival.intervalKind.rawValue) interval. Where a median or its "
              + "upper limit is not reached, the probability of being free of "
              + "\(context.study.outcome.context.label) stands under it.")),
        context.outcomeNote, context.atRiskNote,
      ]
    ).explaining(.interval, .notEvaluable, .notReached)
  }

  private static let fewNote: RichText =
    "Fewer than ten: the estimates rest on few, and one more event would change them."

  private var meanNote: String {
    let chosen =
      context.study.survival.tauMonths == nil
      ? "the last landmark of the protocol" : "as the protocol says"
    return "Restricted mean: \(means.first?.method ?? ""). The month is \(chosen)."
  }

  /// The median; where it or its upper limit is not reached, the probability at one and two years
  /// stands under it.
  private func median(_ stratum: [GroupLevel]) -> Cell {
    let own = row(.timeToEventMedian, stratum)
    var text = RichText(SurvivalCell(own, context.numbers, decimals: 1).text)
    let isOpen = own?.value == .state(.notReached) || own?.interval?.upper.isNaN ?? false
    let months = context.study.survival.landmarkMonths
    let years = months.filter { $0 == 12 || $0 == 24 }
    let told = (years.isEmpty ? months.suffix(2) : years[...]).compactMap { month in
      row(.eventFree, stratum, at: month).map { (month: context.plain(month), rate: $0) }
    }
    guard isOpen, !told.isEmpty else { return Cell(text) }
    let rates = told.map { told in
      "\(told.rate.value.printable.text(context.numbers, decimals: 2)) at \(told.month)"
    }
    text += [.lineBreak]
    text += RichText("free: \(rates.joined(separator: ", ")) months")
    let group = rows.filter { $0.stratum == stratum }
    return Cell(
      text,
      footnotes: told.flatMap { told in
        context.fewLeft(told.rate, among: group, noun: "at risk at \(told.month) months")
      })
  }

  /// Why a probability is given where a curve is not drawn and being in response is not estimated;
  /// begins with a space unless it is empty.
  private var whereFew: RichText {
    let least = FewLeft.least(context.study)
    let isFew = rows.contains { row in
      row.statistic == .atRisk && (row.value.tally.number ?? 0) < least
    }
    guard isFew else { return .empty }
    let given =
      " Where fewer than \(context.numbers.text(least)) are at risk the probability is given and marked, "
      + "since everybody followed up to then is in it"
    guard !context.rows(.inResponse).isEmpty else { return RichText(given + ".") }
    let link: RichText = "\(link: "Being in response", to: "#tbl-in-response")"
    return RichText(given + ". ") + link
      + RichText(
        ", the difference of two such curves with the errors of both, is not estimated there.")
  }

  private var landmarks: TableBlock {
    let months = context.study.survival.landmarkMonths
    let body = context.grouped(rows) { stratum in
      months.map { month in
        AtRiskCell(
          row(.eventFree, stratum, at: month), row(.atRisk, stratum, at: month), noun: "at risk",
          context
        ).cell
      }
    }
    return TableBlock(
      id: "tbl-landmarks",
      title: RichText(
        "\(who): probability of being free of \(context.study.outcome.context.label) "
          + "(\(context.level) CI), and number at risk"),
      columns: [TableColumn(header: "Group")]
        + months.map {
          TableColumn(
            header: RichText(TimeStyle(numbers: context.numbers, unit: "").point($0) + " months"),
            alignment: .trailing)
        },
      rows: body,
      notes: [
        TableNote(
          .statistics,
          RichText(
            "\(rows.first { $0.statistic == .eventFree }?.method ?? "Kaplan-Meier"); at risk: "
              + "followed up to the time point without the event."
              + context.eventFreeWithoutLimits(rows)) + whereFew),
        context.outcomeNote, context.atRiskNote,
      ]
    ).explaining(
      .interval, .notEvaluable("follow-up ended earlier with some still event-free"))
  }
}
