import Analyses
import Documents

/// Curves of cumulative incidence on their way to a figure: one drawing for reports and for
/// `cohort cuminc`.
struct IncidenceDrawing {
  let curves: [IncidenceResults.Curve]
  /// What each curve is called.
  let names: [String]
  /// The times of the table below the figure.
  let riskTimes: [Double]
  /// Whether each curve has numbers at risk of its own; otherwise all are curves of one group, at
  /// risk of every event, which has one row.
  let showsAtRisk: Bool
  /// Fewer than this many at risk are not shown.
  let leastAtRisk: Int
  /// The unit of time in words; empty where it is not known.
  let unit: String
  /// The marks of the numbers in words.
  let numbers: NumberStyle

  /// The figure: bands, pale tails, and the counts below.
  func figure(
    id: String, title: String, xLabel: String, annotation: String? = nil
  ) -> SurvivalFigure {
    var sections: [SurvivalFigure.RiskTable.Section] = []
    // Where small counts are hidden, no events are told by time.
    if curves.allSatisfy({ $0.eventsSoFar.count == riskTimes.count }) {
      sections.append(
        .init(title: "Events so far", counts: curves.map { $0.eventsSoFar.map { Int?($0) } }))
    }
    if showsAtRisk {
      sections.insert(
        .init(title: "Number at risk", counts: curves.map(\.atRisk)), at: 0)
    } else if let one = curves.first {
      sections.insert(
        .init(title: "Number at risk", shared: "Everybody", counts: one.atRisk), at: 0)
    }
    return SurvivalFigure(
      id: id, title: title, description: description, xLabel: xLabel,
      yLabel: "Cumulative incidence", yScale: .percent,
      series: zip(curves, names).map { curve, name in
        // A flat stretch at the end is drawn to the end of follow-up.
        SurvivalFigure.Series(
          label: name, times: curve.times, values: curve.values, lower: curve.lower,
          upper: curve.upper, initialValue: 0, lastTime: curve.lastTime,
          paleFrom: curve.paleFrom, cutAt: curve.cutAt)
      },
      riskTable: .init(times: riskTimes, sections: sections), yMaximum: yMaximum,
      annotation: annotation)
  }

  /// What is said of curves that rest on few; begins with a space unless it is empty.
  var fewLeft: String {
    FewLeftWords(least: leastAtRisk, numbers: numbers).caption(
      zip(curves, names).map { .init(name: $1, paleFrom: $0.paleFrom, cutAt: $0.cutAt) })
  }

  /// The result in words, for those who cannot see the picture.
  var description: String {
    let percent = PercentStyle(numbers: numbers)
    let time = TimeStyle(numbers: numbers, unit: unit)
    // What is not drawn is not described.
    let parts = zip(curves, names).filter { $0.0.cutAt != 0 }.map { curve, name in
      let counts =
        "\(name) (n = \(numbers.text(curve.n))), " + numbers.text(curve.eventCount)
        + (curve.eventCount == 1 ? " event" : " events")
      let end = curve.paleFrom ?? .infinity
      guard let place = curve.times.lastIndex(where: { $0 <= end }) else { return counts }
      // Events may come after the time at which the curve is read.
      let isWhole = place == curve.times.indices.last
      return counts + (isWhole ? ", " : " in all, ")
        + percent.text(
          proportion: curve.values[place], decimals: percent.decimals(denominator: curve.n))
        + " by \(time.text(PrintableValue(curve.times[place])))"
    }
    return "Aalen-Johansen curves that rise from 0: \(parts.joined(separator: "; "))."
  }

  /// The vertical axis ends a little above the highest limit, so that rare events can be read.
  var yMaximum: Double {
    let heights = curves.flatMap { curve in
      let drawn = curve.times.prefix { $0 <= curve.cutAt ?? .infinity }.count
      return curve.upper.prefix(drawn).filter(\.isFinite) + curve.values.prefix(drawn)
    }
    let highest = heights.max() ?? 1
    return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].first { highest <= $0 } ?? 1
  }
}
