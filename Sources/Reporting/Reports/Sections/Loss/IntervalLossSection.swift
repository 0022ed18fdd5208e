import Analyses
import Cohorts
import Documents
import Statistics

/// Time to loss from its intervals beside the estimate that gives each loss a day.
struct IntervalLossSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan
  private let rows: [AnalysisResult]
  private let dated: [AnalysisResult]
  private let figure: CurveFigure?

  init(
    _ context: ReportContext, plan: EndpointPlan, curves: [IntervalCensoredCurves],
    dated: [EventFreeCurves]
  ) {
    self.context = context
    self.plan = plan
    rows = context.rows(.intervalCensored)
    self.dated = context.rows(.survival)
    let everybody = curves.first { $0.variable.isEmpty }
    let kaplanMeier = dated.first { $0.variable.isEmpty }
    if let everybody, let kaplanMeier {
      figure = IntervalLossFigure(intervals: everybody, dated: kaplanMeier, context: context).figure
    } else {
      figure = nil
    }
  }

  var blocks: [Block] {
    guard !rows.isEmpty else { return [] }
    return [
      .heading(level: 3, "Losses between two visits"), .paragraph(RichText(sentences)),
      .table(table),
    ] + (figure.map { [$0.block] } ?? [])
  }

  var files: [StudyReport.File] { rows.isEmpty ? [] : figure?.files ?? [] }

  private func text(
    _ rows: [AnalysisResult], _ statistic: AnalysisResult.Statistic, at month: Double? = nil,
    decimals: Int
  ) -> String {
    BoundedCell(rows, statistic, at: month, context.numbers, decimals: decimals).text
  }

  /// What giving each loss a day does, in everybody.
  private var sentences: String {
    let shift =
      switch plan.loss.convention {
      case .firstFailingVisit: "so that it comes too late by up to the whole gap between two visits"
      case .midpoint: "so that it may be out by half of the gap between two visits either way"
      }
    let outcome = context.study.outcome.context
    let median = AnalysisResult.Statistic.timeToEventMedian
    var told = [
      pair("the median from \(outcome.origin) to \(outcome.label) is", median, nil, 1, " months")
    ]
    told += context.study.survival.landmarkMonths.prefix(3).map { month in
      pair(
        "the probability of still being in benefit at \(context.plain(month)) months is",
        .eventFree, month, 2, "")
    }
    return "A loss is seen at a visit and came about at some time since the visit before. "
      + "Kaplan-Meier needs a day: each loss is \(plan.wordsOfDating), \(shift). The "
      + "estimate from the intervals needs none. Among responders "
      + told.compactMap { $0 }.joined(separator: "; ")
      + " (\(context.level) CI in brackets). A curve from intervals falls in few and large steps, so "
      + "that the two medians can lie either way round. Instrument: \(outcome.instrument). Threshold: "
      + "\(outcome.thresholdAlone)."
  }

  /// One number by both estimates, where both have one.
  private func pair(
    _ words: String, _ statistic: AnalysisResult.Statistic, _ month: Double?, _ decimals: Int,
    _ unit: String
  ) -> String? {
    let other = dated.first {
      $0.stratum.isEmpty && $0.statistic == statistic && $0.timeMonths == month
    }
    let everybody = rows.filter(\.stratum.isEmpty)
    let own = everybody.first {
      $0.statistic == statistic && $0.timeMonths == month && $0.variable == nil
    }
    guard let other, let own, other.value.printable.value != nil,
      own.value != .state(.beyondFollowUp)
    else { return nil }
    return "\(words) \(SurvivalCell(other, context.numbers, decimals: decimals).text)\(unit) when "
      + "dated so and \(text(everybody, statistic, at: month, decimals: decimals))\(unit) from the "
      + "intervals"
  }

  private var table: TableBlock {
    let months = context.study.survival.landmarkMonths
    let median = AnalysisResult.Statistic.timeToEventMedian
    var body: [TableRow] = []
    for (variable, strata) in context.strata(of: rows) {
      for stratum in strata {
        let own = rows.filter { $0.stratum == stratum }
        let other = dated.filter { $0.stratum == stratum }
        let counts = own.first?.denominators
        let name =
          (variable.map { context.label($0) + ": " } ?? "")
          + (stratum.first?.level ?? "Everybody")
        body.append(
          TableRow(
            cells: [
              Cell(
                "\(name), n = \(context.numbers.text(counts?.n ?? 0)), losses "
                  + context.numbers.text(counts?.events ?? 0))
            ], isHeading: true))
        body.append(
          TableRow(
            cells: [
              Cell("Dated (Kaplan-Meier)"),
              SurvivalCell(
                other.first { $0.statistic == median }, context.numbers, decimals: 1
              ).cell,
            ]
              + months.map { month in
                let rate = other.first { $0.statistic == .eventFree && $0.timeMonths == month }
                return Cell(
                  SurvivalCell(rate, context.numbers, decimals: 2).text,
                  footnotes: context.fewLeft(rate, among: other))
              }, indent: 1))
        body.append(
          TableRow(
            cells: [
              Cell("From the intervals (Turnbull)"), Cell(text(own, median, decimals: 1)),
            ]
              + months.map { month in
                // Both estimates rest on the same units; where the data leave a value open, the
                // other estimate has one.
                let rate = (own + other).first {
                  $0.statistic == .eventFree && $0.timeMonths == month
                    && $0.value.printable.value != nil
                }
                return Cell(
                  text(own, .eventFree, at: month, decimals: 2),
                  footnotes: context.fewLeft(rate, among: other))
              }, indent: 1))
      }
    }
    return TableBlock(
      id: "tbl-loss-intervals",
      title: RichText(
        "Among responders: time from \(context.study.outcome.context.origin) to "
          + "\(context.study.outcome.context.label), dated and from the intervals "
          + "(\(context.level) CI)"),
      columns: [
        TableColumn(header: "Estimate"),
        TableColumn(header: "Median, months", alignment: .trailing),
      ]
        + months.map {
          TableColumn(
            header: RichText("Still in benefit at \(context.plain($0)) months"),
            alignment: .trailing)
        },
      rows: body, notes: notes
    ).explaining(.interval, .notEvaluable("follow-up ended"), .notReached)
  }

  private var notes: [TableNote] {
    [
      TableNote(
        .statistics,
        RichText(
          "From the intervals: \(rows.first?.method ?? ""). Two values before the brackets are the "
            + "bounds between which every value agrees with the data; the limits are then those of "
            + "the outer bounds. They are approximate where visits fall at times of all kinds. "
            + "Both estimates take censoring to say nothing about the loss to come."
            + context.eventFreeWithoutLimits(rows + dated))),
      context.outcomeNote, context.atRiskNote,
    ]
  }
}
