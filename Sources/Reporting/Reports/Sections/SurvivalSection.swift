import Analyses
import Cohorts
import Documents
import Statistics

/// Medians, follow-up, and event-free probability at the landmarks, by every grouping.
struct SurvivalSection: ReportSection {
  let context: ReportContext
  private let rows: [AnalysisResult]

  private let figures: [SurvivalFigureSection]

  init(_ context: ReportContext, curves: [EventFreeCurves]) {
    self.context = context
    rows = context.rows(.survival)
    figures = curves.map { SurvivalFigureSection(curves: $0, context: context) }
  }

  var blocks: [Block] {
    guard !rows.isEmpty else { return [] }
    return [
      .heading(level: 2, RichText("Time to \(context.study.outcome.context.label)")),
      .table(durations), .table(landmarks),
    ] + figures.map(\.block)
  }

  var files: [StudyReport.File] { figures.flatMap(\.files) }

  private func row(
    _ statistic: AnalysisResult.Statistic, _ stratum: [GroupLevel], at months: Double? = nil
  ) -> AnalysisResult? {
    rows.first {
      $0.statistic == statistic && $0.stratum == stratum && $0.timeMonths == months
    }
  }

  private var durations: TableBlock {
    let style = IntervalStyle(numbers: context.numbers, decimals: 1)
    let body = context.grouped(rows) { stratum in
      guard let size = row(.events, stratum) else { return [] }
      return [
        Cell(context.numbers.text(size.denominators.n)),
        Cell(context.numbers.text(size.denominators.events ?? 0)),
        Cell(text(row(.followUpMedian, stratum), style)),
        Cell(text(row(.timeToEventMedian, stratum), style)),
      ]
    }
    return TableBlock(
      id: "tbl-durations",
      title: RichText(
        "Follow-up and median time from \(context.study.outcome.context.origin) to "
          + "\(context.study.outcome.context.label), in months"),
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing),
        TableColumn(header: "Events", alignment: .trailing),
        TableColumn(
          header: RichText("Median follow-up (\(context.level) CI)"), alignment: .trailing,
          footnotes: ["Reverse Kaplan-Meier: the time by which half would have been followed."]),
        TableColumn(
          header: RichText("Median time to event (\(context.level) CI)"), alignment: .trailing),
      ],
      rows: body,
      notes: [
        TableNote(.abbreviations, "CI, confidence interval; NR, not reached."),
        TableNote(
          .statistics,
          RichText(
            "Medians by Kaplan-Meier, limits by inversion of the "
              + "\(context.study.survival.intervalKind.rawValue) interval.")),
        context.outcomeNote, context.atRiskNote,
      ])
  }

  private var landmarks: TableBlock {
    let months = context.study.survival.landmarkMonths
    let style = IntervalStyle(numbers: context.numbers, decimals: 2)
    let body = context.grouped(rows) { stratum in
      months.map { month in
        let rate = row(.eventFree, stratum, at: month)
        let atRisk = row(.atRisk, stratum, at: month).map { Int($0.value.double) } ?? 0
        var cell = RichText(text(rate, style))
        cell += [.lineBreak]
        cell += RichText("\(context.numbers.text(atRisk)) at risk")
        return Cell(cell)
      }
    }
    return TableBlock(
      id: "tbl-landmarks",
      title: RichText(
        "Probability of being free of \(context.study.outcome.context.label) "
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
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up ended earlier with some still "
            + "event-free."),
        TableNote(
          .statistics,
          RichText(
            "\(rows.first { $0.statistic == .eventFree }?.method ?? "Kaplan-Meier"); at risk: "
              + "followed up to the time point without the event.")),
        context.outcomeNote, context.atRiskNote,
      ])
  }

  private func text(_ row: AnalysisResult?, _ style: IntervalStyle) -> String {
    guard let row else { return "" }
    guard let interval = row.interval, !interval.lower.isNaN || !interval.upper.isNaN else {
      return style.text(row.value.printable)
    }
    let isDuration = row.unit == "months"
    let none: UndefinedValue = isDuration ? .notReached : .missing
    return style.text(
      row.value.printable, PrintableValue(interval.lower, otherwise: none),
      PrintableValue(interval.upper, otherwise: none))
  }
}
