import Analyses
import Cohorts
import Documents

/// The curves of being in response over time among all treated.
struct InResponseFigure {
  let curves: InResponseCurves
  let context: ReportContext

  private var title: String {
    "Being in response over time, all treated"
      + (curves.variable.isEmpty ? "" : ", by \(context.label(curves.variable))")
  }

  /// The mean months in response of each group, from the rows.
  private var means: [String] {
    curves.curves.compactMap { curve in
      let row = context.rows(.inResponse).first {
        $0.stratum == curve.group && $0.statistic == .meanMonthsInResponse
      }
      guard let row, let tau = row.timeMonths else { return nil }
      let text = SurvivalCell(row, context.numbers, decimals: 1).text
      return "\(curve.group.first?.level ?? "Everybody"): \(text) months in response up to month "
        + context.numbers.text(tau, decimals: tau == tau.rounded() ? 0 : 1)
    }
  }

  var figure: CurveFigure {
    CurveFigure(
      numbers: context.numbers,
      figure: SurvivalFigure(
        id: "in-response", title: title,
        description: "Probability of being in response over time among all treated."
          + (means.isEmpty ? "" : " Mean: " + means.joined(separator: "; ") + "."),
        xLabel: "Months from \(curves.context.origin)", yLabel: "In response",
        series: curves.curves.map { curve in
          SurvivalFigure.Series(
            label: curve.group.first?.level ?? "Everybody", times: curve.times,
            values: curve.probabilities.map { max(0, $0) }, lower: curve.lower,
            upper: curve.upper, initialValue: 0, lastTime: curve.times.last,
            paleFrom: curve.paleFrom, cutAt: curve.cutAt)
        },
        riskTable: .init(
          times: curves.riskTimes, counts: curves.curves.map(\.watched),
          title: "Still watched, not lost or failed"),
        annotation: nil),
      caption: "Difference of two Kaplan-Meier curves, read every half month, with "
        + "\(context.percent(curves.level)) confidence bands. Thin and pale: fewer than "
        + "ten are watched; the curves end where fewer than five are. "
        + (means.isEmpty ? "" : "Mean (\(context.level) CI): \(means.joined(separator: "; ")). ")
        + "Response: \(curves.context.threshold); instrument: \(curves.context.instrument). "
        + "Population: \(curves.context.population), all that can be classed.\(context.curveNote)")
  }
}
