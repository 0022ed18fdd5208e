import Analyses
import Cohorts
import Documents
import Survival

/// The figure of `cohort km`: the curves as a report draws them.
struct KaplanMeierFigure {
  let analysis: KaplanMeierAnalysis
  let request: FigureRequest

  private var names: FollowUpNames { FollowUpNames(analysis.facts.formula) }
  private var variables: String { analysis.groups.byWords }
  private var event: String { names.event.map { " (\($0))" } ?? "" }
  private var level: String { CoefficientTerms.percent(analysis.level) }

  private var drawing: EventFreeDrawing {
    let end = analysis.curves.compactMap(\.times.last).max() ?? 0
    let times = AxisTicks.times(upTo: end, unit: request.timeUnit ?? names.time ?? "")
    let curves = analysis.curves.indices.map { index in
      EventFreeCurves.Curve(
        analysis.curves[index], group: analysis.groups[index], riskTimes: times,
        band: analysis.bands[index])
    }
    return EventFreeDrawing(
      curves: curves, names: analysis.groups.curveNames, riskTimes: times,
      leastAtRisk: FewLeft.usualLeast, numbers: .point)
  }

  /// The medians in words.
  private var medians: String {
    zip(analysis.curves, analysis.groups.curveNames).map { curve, name in
      "\(name) (n = \(NumberStyle.point.text(curve.table.rowCount))), median "
        + KaplanMeierPages.duration(curve.median)
    }.joined(separator: "; ")
  }

  /// The figure in its place.
  ///
  /// - Throws: `FigureRequest.Refusal` for more curves than can be told apart.
  func placed() throws(FigureRequest.Refusal) -> PlacedFigure {
    try FigureRequest.check(curves: analysis.curves.count, "one for each group")
    let drawing = drawing
    let bands = analysis.bands.contains { $0 != nil } ? "bands that hold the whole curve" : "bands"
    let figure = drawing.figure(
      id: request.id, title: request.title ?? "Event-free over time\(variables)",
      description: "\(estimator) curves of being free of the event\(event): \(medians).",
      xLabel: request.timeLabel(names.time), yLabel: "Event-free")
    return PlacedFigure(
      figure,
      caption: RichText(
        "\(estimator), \(level) confidence \(bands); ticks are censored.\(drawing.fewLeft)"
          + (names.event.map { " Event: \($0)." } ?? "") + start),
      at: request)
  }

  private var estimator: String {
    switch analysis.curves.first?.estimator {
    case .flemingHarrington: "Fleming-Harrington"
    case .breslow: "Breslow"
    case .kaplanMeier, nil: "Kaplan-Meier"
    }
  }

  private var start: String {
    guard let origin = analysis.curves.first?.origin, origin > 0 else { return "" }
    return " Given that nothing happened before \(CoefficientTerms.plain(origin))."
  }
}
