import Analyses
import Cohorts
import Documents

/// The curves of being in response over time among all treated.
struct InResponseFigure {
  let curves: InResponseCurves
  let context: ReportContext

  private var title: String {
    "Being in response over time, responders or not"
      + (curves.variable.isEmpty ? "" : ", by \(context.label(curves.variable))")
  }

  /// The mean months in response of each group, from the rows.
  private var means: [String] {
    curves.curves.compactMap { curve in
      let row = context.rows(.inResponse).first {
        $0.stratum == curve.group && $0.statistic == .meanMonthsInResponse
      }
      guard let row, let tau = row.timeMonths, row.value.printable.value != nil else { return nil }
      let text = SurvivalCell(row, context.numbers, decimals: 1).text
      return "\(curve.group.first?.level ?? "Everybody"): \(text) months in response up to month "
        + context.numbers.text(tau, decimals: tau == tau.rounded() ? 0 : 1)
    }
  }

  /// What is said of curves that rest on few; begins with a space unless it is empty.
  private var fewLeft: String {
    let least = FewLeft.least(context.study)
    let few = context.numbers.text(FewLeft.few(least: least))
    return
      (curves.curves.contains { $0.paleFrom != nil }
      ? " Thin and pale: fewer than \(few) are watched." : "")
      + (curves.curves.contains { $0.cutAt != nil }
        ? " Curves end where fewer than \(context.numbers.text(least)) are." : "")
  }

  var figure: CurveFigure {
    CurveFigure(
      numbers: context.numbers,
      figure: SurvivalFigure(
        id: "in-response", title: title,
        description: "Probability of being in response over time, responders or not."
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
          title:
            "Still watched, not lost\(context.study.endpoints?.events == nil ? "" : " or failed")"),
        annotation: nil),
      caption: "Difference of two Kaplan-Meier curves, read every half month, with "
        + "\(context.percent(curves.level)) confidence bands.\(fewLeft) "
        + (means.isEmpty
          ? ""
          : "Mean" + (means.contains { $0.contains("(") } ? " (\(context.level) CI)" : "")
            + ": \(means.joined(separator: "; ")). ")
        + "Response: \(curves.context.threshold); instrument: \(curves.context.instrument). "
        + "Population: \(curves.context.population).\(context.curveNote)")
  }
}
