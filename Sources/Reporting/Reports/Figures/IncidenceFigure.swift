import Analyses
import Cohorts
import Documents
import Statistics
import Survival

/// The figure of `cohort cuminc`: a curve for each cause, or for each cause in each group.
struct IncidenceFigure {
  let analysis: IncidenceAnalysis
  let request: FigureRequest

  private var names: FollowUpNames { FollowUpNames(analysis.facts.formula) }
  /// What the curves are about, for a title.
  private var what: String {
    analysis.causes.count > 1 ? " of competing events" : " of \(analysis.causes.first ?? "")"
  }
  private var isGrouped: Bool { analysis.groups.count > 1 }

  private func curves(_ riskTimes: [Double]) -> [IncidenceResults.Curve] {
    analysis.causes.indices.flatMap { place in
      zip(analysis.curves, analysis.groups).map { curves, group in
        IncidenceResults.Curve(
          curves, place: place, cause: analysis.causes[place], group: group, riskTimes: riskTimes)
      }
    }
  }

  /// What each curve is called: its cause, its group, or both.
  private var curveNames: [String] {
    let groups = analysis.groups.curveNames
    return analysis.causes.flatMap { cause in
      groups.map { isGrouped ? analysis.causes.count > 1 ? "\(cause), \($0)" : $0 : cause }
    }
  }

  /// Gray's tests in words, a line for each cause.
  private var tests: String? {
    guard let comparison = analysis.comparison else { return nil }
    let lines = zip(analysis.causes, comparison.causes).compactMap { cause, tests -> String? in
      guard let p = tests.gray?.test.pValue, !p.isNaN else { return nil }
      return "\(cause): Gray's test \(PValueStyle().equation(p))"
    }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// The figure in its place.
  ///
  /// - Throws: `FigureRequest.Refusal` where nothing happened, or for more curves than can be told
  ///   apart.
  func placed() throws(FigureRequest.Refusal) -> PlacedFigure {
    guard !analysis.causes.isEmpty else {
      throw .init("--figure: nobody had an event, so there is no curve to draw")
    }
    try FigureRequest.check(
      curves: analysis.causes.count * analysis.groups.count, "one for each cause and group")
    let end = analysis.curves.compactMap(\.times.last).max() ?? 0
    let times = AxisTicks.times(upTo: end, unit: request.timeUnit ?? names.time ?? "")
    let curves = curves(times)
    let drawing = IncidenceDrawing(
      curves: curves, names: curveNames, riskTimes: times, showsAtRisk: isGrouped,
      leastAtRisk: FewLeft.usualLeast, unit: request.timeUnit ?? "", numbers: .point)
    return PlacedFigure(
      drawing.figure(
        id: request.id,
        title: request.title
          ?? "Cumulative incidence\(what)\(analysis.groups.byWords)",
        xLabel: request.timeLabel(names.time), annotation: tests),
      caption: RichText(caption(drawing)), at: request)
  }

  private func caption(_ drawing: IncidenceDrawing) -> String {
    var words =
      "Aalen-Johansen, \(CoefficientTerms.percent(analysis.options.curves.level)) confidence bands"
      + (analysis.causes.count > 1 ? "; the other events compete" : "")
      + ".\(drawing.fewLeft)"
    if drawing.yMaximum < 1 { words += " The vertical axis does not show the whole." }
    if !isGrouped { words += " At risk: free of all of these events." }
    return words
  }
}
