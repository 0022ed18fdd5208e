import Analyses
import Cohorts
import Documents

extension EventFreeCurves {
  /// Whether any curve has enough at risk to be shown.
  var isDrawn: Bool { curves.contains { $0.cutAt != 0 } }
}

/// One figure of event-free curves.
struct SurvivalFigureSection {
  let curves: EventFreeCurves
  let context: ReportContext

  private var label: String { context.label(curves.variable) }

  private var title: String {
    let outcome = "Time from \(curves.context.origin) to \(curves.context.label)"
    return curves.variable.isEmpty ? outcome : outcome + ", by \(label)"
  }

  /// The result in words, for those who cannot see the picture.
  private var altText: String {
    // What is not drawn is not described, and neither is a median after the end of its curve.
    let parts = curves.curves.filter { $0.cutAt != 0 }.map { curve in
      let name = curve.group.first.map(context.name) ?? "everybody"
      let median = curve.median.printable
      let isDrawn = median.value.map { $0 <= curve.cutAt ?? .infinity } ?? true
      return "\(name) (n = \(context.numbers.text(curve.n))), "
        + (isDrawn
          ? "median " + TimeStyle(numbers: context.numbers, unit: "months").text(median)
          : "median after the end of the curve")
    }
    return "Kaplan-Meier curves of the probability of being free of \(curves.context.label): "
      + parts.joined(separator: "; ") + "."
  }

  /// What the names of the curves are values of, unless each is a word that stands alone.
  private var heading: String? {
    let groups = curves.curves.compactMap(\.group.first)
    return groups.contains { context.name(of: $0) != $0.level } ? label : nil
  }

  private var drawing: EventFreeDrawing {
    EventFreeDrawing(
      curves: curves.curves, names: curves.curves.map { $0.group.first?.level ?? "Everybody" },
      namesHeading: heading,
      riskTimes: curves.riskTimes, leastAtRisk: curves.leastAtRisk, numbers: context.numbers)
  }

  var figure: CurveFigure {
    let outcome = curves.context
    return CurveFigure(
      numbers: context.numbers,
      figure: drawing.figure(
        id: curves.id, title: title, description: altText,
        xLabel: "Months from \(outcome.origin)", yLabel: "Free of \(outcome.label)",
        annotation: curves.logRankPValue.flatMap { p in
          p.isNaN ? nil : "Log-rank " + PValueStyle(numbers: context.numbers).equation(p)
        }),
      caption:
        "Kaplan-Meier, \(context.percent(curves.level)) confidence bands"
        + "\(ticks).\(drawing.fewLeft) \(context.caption(of: outcome))\(context.curveNote)")
  }

  private var ticks: String {
    curves.curves.contains { !$0.censorTimes.isEmpty } || context.smallCounts == nil
      ? "; ticks are censored" : ""
  }

  /// The figure on the page.
  var block: Block { figure.block }

  /// The picture and the plotted numbers.
  var files: [StudyReport.File] { figure.files }
}
