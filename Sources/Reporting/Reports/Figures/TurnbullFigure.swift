import Analyses
import Cohorts
import Documents
import Survival

/// The figure of `cohort turnbull`: the curves, with a box wherever the data do not say when they
/// fall.
struct TurnbullFigure {
  let analysis: TurnbullAnalysis
  let request: FigureRequest

  private func curve(
    _ group: TurnbullAnalysis.Group, riskTimes: [Double]
  ) -> IntervalCensoredCurves.Curve {
    IntervalCensoredCurves.Curve(
      group: group.levels, curve: IntervalCurve(group.curve), lower: group.lower,
      upper: group.upper, riskTimes: riskTimes, keepsEvents: false)
  }

  private var names: [String] { analysis.groups.map(\.levels).curveNames }

  /// The medians in words.
  private var medians: String {
    zip(analysis.groups, names).map { group, name in
      let median = group.summary.quantiles[1]
      let text = CoefficientTerms.significant
      let words =
        median.upper < .infinity
        ? median.lower < median.upper
          ? "median between \(text(median.lower)) and \(text(median.upper))"
          : "median \(text(median.lower))"
        : median.lower.isFinite ? "median after \(text(median.lower))" : "median not reached"
      return "\(name) (n = \(NumberStyle.point.text(group.counts.total))), \(words)"
    }.joined(separator: "; ")
  }

  /// The figure in its place.
  ///
  /// - Throws: `FigureRequest.Refusal` for more curves than can be told apart.
  func placed() throws(FigureRequest.Refusal) -> PlacedFigure {
    try FigureRequest.check(curves: analysis.groups.count, "one for each group")
    let ends = analysis.groups.map { curve($0, riskTimes: []).lastTime }
    let times = AxisTicks.times(upTo: ends.max() ?? 0, unit: request.timeUnit ?? "")
    let curves = analysis.groups.map { curve($0, riskTimes: times) }
    let names = names
    let hidden = zip(curves, names).filter { $0.0.cutAt == 0 }.map(\.1)
    let figure = SurvivalFigure(
      id: request.id,
      title: request.title
        ?? "Event-free over time, from intervals\(analysis.groups.map(\.levels).byWords)",
      description: "Turnbull's curves of being free of the event: \(medians).",
      xLabel: request.timeLabel(FollowUpNames(analysis.facts.formula).time),
      yLabel: "Event-free",
      series: zip(curves, names).map {
        SurvivalFigure.Series($0, label: $1, isRising: false)
      },
      riskTable: .init(
        times: times, counts: curves.map(\.seenWithout),
        title: "Seen without the event at or after the time"))
    return PlacedFigure(
      figure,
      caption: RichText(
        "Turnbull's estimate; in a pale box the data do not say when the curve falls. Thin and "
          + "pale: fewer than 10 are seen without the event; the curves end where fewer than "
          + "\(FewLeft.usualLeast) are."
          + (hidden.isEmpty ? "" : " Not drawn for that reason: \(hidden.joined(separator: ", ")).")
      ),
      at: request)
  }
}
