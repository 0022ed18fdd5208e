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
    return CurveFigure(
      numbers: context.numbers,
      figure: SurvivalFigure(
        id: "loss-intervals",
        title: "Time from \(dated.context.origin) to \(label), dated and from the intervals",
        description: "Two curves of being free of \(label): with each loss given a day, and from "
          + "the intervals between visits; \(median).",
        xLabel: "Months from \(dated.context.origin)", yLabel: "Free of \(label)",
        series: kaplanMeier + turnbull,
        riskTable: .init(
          times: dated.riskTimes,
          counts: dated.curves.map(\.atRisk)
            + intervals.curves.map { curve in counts(curve) })),
      caption: "Everybody analysed. Kaplan-Meier with the losses on a day, and Turnbull's estimate "
        + "from the intervals; in a pale box the data do not say when the curve falls. At risk from "
        + "the intervals: seen in benefit at or after the time.\(fewLeft) Threshold: "
        + "\(dated.context.thresholdAlone); "
        + "instrument: \(dated.context.instrument). Population: \(dated.context.population)."
        + context.curveNote)
  }

  /// What is said of curves that rest on few; begins with a space unless it is empty.
  private var fewLeft: String {
    context.fewLeft.caption(
      dated.curves.map { .init(name: day, paleFrom: $0.paleFrom, cutAt: $0.cutAt) }
        + intervals.curves.map {
          .init(name: "From the intervals", paleFrom: $0.paleFrom, cutAt: $0.cutAt)
        })
  }

  /// The median from the intervals in words, as far as its curve is drawn.
  private var median: String {
    let own = context.rows(.intervalCensored).filter(\.stratum.isEmpty)
    let statistic = AnalysisResult.Statistic.timeToEventMedian
    func value(_ statistic: AnalysisResult.Statistic) -> Double? {
      own.first {
        $0.statistic == statistic
          && $0.variable == AnalysisResult.Statistic.timeToEventMedian.rawValue
      }?.value.printable.value
    }
    let end = intervals.curves.first?.cutAt ?? .infinity
    let isDrawn = [value(.lowerBound), value(.upperBound)].compactMap { $0 }.allSatisfy {
      $0 <= end
    }
    guard isDrawn else {
      return "the median from the intervals lies, or may lie, after the end of its curve"
    }
    return
      "median \(BoundedCell(own, statistic, context.numbers, decimals: 1).text) months from the "
      + "intervals"
  }

  /// The counts at the times of the table; both figures have the same ticks or none are shown.
  private func counts(_ curve: IntervalCensoredCurves.Curve) -> [Int?] {
    dated.riskTimes.map { time in
      intervals.riskTimes.firstIndex(of: time).flatMap { curve.seenWithout[$0] }
    }
  }
}
