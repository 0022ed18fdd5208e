import Analyses
import Cohorts
import Documents

/// The curve of the first response: rising steps, with boxes where the time is not known.
struct OnsetFigure {
  let curves: IntervalCensoredCurves
  let context: ReportContext

  /// The month at which the picture ends.
  private var end: Double { curves.riskTimes.last ?? 12 }

  private var title: String {
    "Time from \(curves.context.origin) to \(curves.context.label), those assessed"
      + (curves.variable.isEmpty ? "" : ", by \(context.label(curves.variable))")
  }

  /// The result in words: the probability by each time, group by group.
  private var description: String {
    let rows = context.rows(.onset)
    let groups = curves.curves.map { curve in
      let own = rows.filter { $0.stratum == curve.group }
      let parts = own.filter { $0.statistic == .onsetProbability }.map { row in
        let text = BoundedCell(
          own, .onsetProbability, at: row.timeMonths, context.numbers, decimals: 2
        ).text
        return "by \(row.name ?? "") \(text)"
      }
      return "\(curve.group.first?.level ?? "everybody") (n = \(context.numbers.text(curve.n))) "
        + parts.joined(separator: ", ")
    }
    return "Probability of a \(curves.context.label) over time, from interval-censored times: "
      + groups.joined(separator: "; ") + "."
  }

  var figure: CurveFigure {
    CurveFigure(
      numbers: context.numbers,
      figure: SurvivalFigure(
        id: "onset", title: title, description: description,
        xLabel: "Months from \(curves.context.origin)", yLabel: "Responded",
        series: curves.curves.map {
          SurvivalFigure.Series(
            $0, label: $0.group.first?.level ?? "Everybody", isRising: true, until: end)
        },
        riskTable: .init(
          times: curves.riskTimes, counts: curves.curves.map(\.seenWithout),
          title: "Seen without a response up to then"),
        xMaximum: end),
      caption:
        "Turnbull's estimate from interval-censored times. In a pale box the data do not say "
        + "when the curve rises. Thin and pale: fewer than "
        + "\(context.numbers.text(FewLeft.few(least: FewLeft.least(context.study)))) have responded or "
        + "were watched "
        + "for so long. First response: \(curves.context.threshold); instrument: "
        + "\(curves.context.instrument). Population: \(curves.context.population).\(context.curveNote)"
    )
  }
}
