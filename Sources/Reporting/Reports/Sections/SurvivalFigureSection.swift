import Analyses
import Cohorts
import Documents

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
    let parts = curves.curves.map { curve in
      let name = curve.group.first?.level ?? "everybody"
      let median = TimeStyle(numbers: context.numbers, unit: "months").text(curve.median.printable)
      return "\(name) (n = \(context.numbers.text(curve.n))), median \(median)"
    }
    return "Kaplan-Meier curves of the probability of being free of \(curves.context.label): "
      + parts.joined(separator: "; ") + "."
  }

  var figure: CurveFigure {
    let outcome = curves.context
    return CurveFigure(
      numbers: context.numbers, figure: picture,
      caption:
        "Kaplan-Meier, \(context.percent(curves.level)) confidence bands; ticks are "
        + "censored.\(fewLeft) Outcome: \(outcome.label); instrument: \(outcome.instrument); threshold: "
        + "\(outcome.threshold). Population: \(outcome.population).")
  }

  private var picture: SurvivalFigure {
    SurvivalFigure(
      id: curves.id, title: title, description: altText,
      xLabel: "Months from \(curves.context.origin)",
      yLabel: "Free of \(curves.context.label)",
      series: curves.curves.map { curve in
        SurvivalFigure.Series(
          label: curve.group.first?.level ?? "Everybody", times: curve.times,
          values: curve.survival, lower: curve.lower, upper: curve.upper,
          censorTimes: curve.censorTimes, lastTime: curve.times.last, paleFrom: curve.paleFrom,
          cutAt: curve.cutAt)
      },
      riskTable: .init(times: curves.riskTimes, sections: sections),
      annotation: curves.logRankPValue.flatMap { p in
        p.isNaN
          ? nil
          : "Log-rank " + PValueStyle(numbers: context.numbers).equation(p)
      })
  }

  /// The numbers at risk; for a few curves the events and those censored as well.
  private var sections: [SurvivalFigure.RiskTable.Section] {
    let atRisk = SurvivalFigure.RiskTable.Section(
      title: "Number at risk", counts: curves.curves.map { $0.atRisk.map { Int?($0) } })
    guard curves.curves.count <= 4 else { return [atRisk] }
    return [
      atRisk,
      .init(title: "Events so far", counts: curves.curves.map { $0.eventsBy.map { Int?($0) } }),
      .init(title: "Censored so far", counts: curves.curves.map { $0.censoredBy.map { Int?($0) } }),
    ]
  }

  /// What is said of curves that rest on few.
  private var fewLeft: String {
    let isPale = curves.curves.contains { $0.paleFrom != nil }
    let isCut = curves.curves.contains { $0.cutAt ?? 0 > 0 }
    let least = context.numbers.text(curves.leastAtRisk)
    let hidden = curves.curves.filter { $0.cutAt == 0 }.map { $0.group.first?.level ?? "everybody" }
    return (isPale ? " Thin and pale: fewer than 10 at risk." : "")
      + (isCut ? " Curves end where fewer than \(least) are at risk." : "")
      + (hidden.isEmpty
        ? ""
        : " Not drawn, with fewer than \(least) at risk from the start: "
          + "\(hidden.joined(separator: ", ")).")
  }

  /// The figure on the page.
  var block: Block { figure.block }

  /// The picture and the plotted numbers.
  var files: [StudyReport.File] { figure.files }
}
