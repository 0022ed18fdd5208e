import Analyses
import Documents

/// Event-free curves on their way to a figure: one drawing for reports and for `cohort km`.
struct EventFreeDrawing {
  let curves: [EventFreeCurves.Curve]
  /// What each curve is called.
  let names: [String]
  /// What the names are values of, where they do not say it.
  var namesHeading: String?
  /// The times of the table below the figure.
  let riskTimes: [Double]
  /// Fewer than this many at risk are not shown.
  let leastAtRisk: Int
  /// The marks of the numbers in words.
  let numbers: NumberStyle

  /// The figure: bands, ticks where somebody is censored, pale tails, and the counts below.
  func figure(
    id: String, title: String, description: String, xLabel: String, yLabel: String,
    annotation: String? = nil
  ) -> SurvivalFigure {
    SurvivalFigure(
      id: id, title: title, description: description, xLabel: xLabel, yLabel: yLabel,
      series: zip(curves, names).map { curve, name in
        SurvivalFigure.Series(
          label: name, times: curve.times, values: curve.survival, lower: curve.lower,
          upper: curve.upper, censorTimes: curve.censorTimes, lastTime: curve.times.last,
          paleFrom: curve.paleFrom, cutAt: curve.cutAt)
      },
      namesHeading: namesHeading,
      riskTable: .init(times: riskTimes, sections: sections), annotation: annotation)
  }

  /// The numbers at risk; for a few curves the events and those censored as well.
  private var sections: [SurvivalFigure.RiskTable.Section] {
    let atRisk = SurvivalFigure.RiskTable.Section(
      title: "Number at risk", counts: curves.map(\.atRisk))
    // Where small counts are hidden, no events are told by time.
    let isWhole = curves.allSatisfy { $0.eventsBy.count == riskTimes.count }
    guard isWhole, curves.count <= 4 else { return [atRisk] }
    return [
      atRisk,
      .init(title: "Events so far", counts: curves.map { $0.eventsBy.map { Int?($0) } }),
      .init(title: "Censored so far", counts: curves.map { $0.censoredBy.map { Int?($0) } }),
    ]
  }

  /// What is said of curves that rest on few; begins with a space unless it is empty.
  var fewLeft: String {
    FewLeftWords(least: leastAtRisk, numbers: numbers).caption(
      zip(curves, names).map { curve, name in
        .init(
          name: curve.group.isEmpty ? "everybody" : name, paleFrom: curve.paleFrom,
          cutAt: curve.cutAt)
      })
  }
}
