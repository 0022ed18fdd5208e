import Analyses
import Cohorts
import Documents

/// The curve that gives each loss a day, and the one from the intervals, of everybody.
struct IntervalLossFigure {
  let intervals: IntervalCensoredCurves
  let dated: EventFreeCurves
  let context: ReportContext

  private var label: String { dated.context.label }

  /// On which day the losses stand: those by an event stand on the day of the event.
  private var day: String {
    guard let plan = context.study.endpoints else { return "Dated" }
    let visit =
      switch plan.loss.convention {
      case .firstFailingVisit: "Dated at a visit"
      case .midpoint: "Dated between visits"
      }
    return visit + (plan.wordsOfDating == plan.loss.convention.words ? "" : " or event")
  }

  var figure: CurveFigure {
    let kaplanMeier = dated.curves.map { curve in
      SurvivalFigure.Series(
        label: day, times: curve.times, values: curve.survival,
        lastTime: curve.times.last, paleFrom: curve.paleFrom, cutAt: curve.cutAt)
    }
    let turnbull = intervals.curves.map {
      SurvivalFigure.Series($0, label: "From the intervals", isRising: false)
    }
    let median = AnalysisResult.Statistic.timeToEventMedian
    let own = context.rows(.intervalCensored).filter(\.stratum.isEmpty)
    let medians =
      "median \(BoundedCell(own, median, context.numbers, decimals: 1).text) months from the "
      + "intervals"
    return CurveFigure(
      numbers: context.numbers,
      figure: SurvivalFigure(
        id: "loss-intervals",
        title: "Time from \(dated.context.origin) to \(label), dated and from the intervals",
        description: "Two curves of being free of \(label): with each loss given a day, and from "
          + "the intervals between visits; \(medians).",
        xLabel: "Months from \(dated.context.origin)", yLabel: "Free of \(label)",
        series: kaplanMeier + turnbull,
        riskTable: .init(
          times: dated.riskTimes,
          counts: dated.curves.map(\.atRisk)
            + intervals.curves.map { curve in counts(curve) })),
      caption: "Everybody analysed. Kaplan-Meier with the losses on a day, and Turnbull's estimate "
        + "from the intervals; in a pale box the data do not say when the curve falls. At risk from "
        + "the intervals: seen in benefit at or after the time. Thin and pale: fewer than ten; the "
        + "curves end where fewer than five are left. Threshold: \(dated.context.thresholdAlone); "
        + "instrument: \(dated.context.instrument). Population: \(dated.context.population)."
        + context.curveNote)
  }

  /// The counts at the times of the table; both figures have the same ticks or none are shown.
  private func counts(_ curve: IntervalCensoredCurves.Curve) -> [Int?] {
    dated.riskTimes.map { time in
      intervals.riskTimes.firstIndex(of: time).flatMap { curve.seenWithout[$0] }
    }
  }
}
