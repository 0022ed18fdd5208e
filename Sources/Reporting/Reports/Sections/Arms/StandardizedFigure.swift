import Analyses
import Cohorts
import Documents
import Statistics

/// What the outcome model expects of everybody in either arm, as curves.
struct StandardizedFigure {
  let context: ReportContext
  let curves: StandardizedCurves

  /// The last landmark by which so many are at risk in every arm; 0 where not even at the first.
  private func lastMonth(atLeast least: Int) -> Double {
    let column = context.arms ?? ""
    let landmarks = context.study.survival.landmarkMonths.sorted()
    guard !landmarks.isEmpty else { return .infinity }
    let months = landmarks.prefix { month in
      curves.arms.allSatisfy { arm in
        let row = context.rows(.survival).first {
          $0.statistic == .atRisk && $0.timeMonths == month
            && $0.stratum == [GroupLevel(variable: column, level: arm.name)]
        }
        return (row?.value.tally.number ?? 0) >= least
      }
    }
    return months.last ?? 0
  }

  /// The figure; nil where too few are at risk in an arm from the first landmark on.
  var placed: PlacedFigure? {
    let least = FewLeft.least(context.study)
    let few = FewLeft.few(least: least)
    let (pale, cut) = (lastMonth(atLeast: few), lastMonth(atLeast: least))
    guard let end = curves.months.last, cut > 0 else { return nil }
    let last = min(end, cut)
    let fewLeft =
      (pale < last
        ? " Thin and pale"
          + (pale > 0 ? " after month \(context.plain(pale)): no later" : ": no")
          + " landmark has \(context.numbers.text(few)) or more at risk in every arm." : "")
      + (cut < end
        ? " The curves end at month \(context.plain(cut)), the last landmark at which every arm has "
          + "\(context.numbers.text(least)) or more at risk." : "")
    let outcome = context.study.outcome.context
    let id = "standardised"
    let title = "Adjusted time from \(outcome.origin) to \(outcome.label), by arm"
    let drawn = curves.months.prefix { $0 <= last }.count
    let parts = curves.arms.compactMap { arm in
      arm.survival.prefix(drawn).last.map {
        "\(arm.name) \(context.numbers.text($0, decimals: 2))"
      }
    }
    let altText =
      "Probability of being free of \(outcome.label) had everybody been in one arm, at month "
      + "\(context.plain(last)): \(parts.joined(separator: "; "))."
    let figure = SurvivalFigure(
      id: id, title: title, description: altText, xLabel: "Months from \(outcome.origin)",
      yLabel: "Free of \(outcome.label)",
      series: curves.arms.map { arm in
        SurvivalFigure.Series(
          label: arm.name, times: curves.months, values: arm.survival, lower: arm.lower,
          upper: arm.upper, lastTime: last, paleFrom: pale < last ? pale : nil,
          cutAt: cut < end ? cut : nil)
      }, riskTable: .init(times: AxisTicks.times(upTo: last, unit: "months"), sections: []))
    return PlacedFigure(
      id: id, title: title, altText: altText,
      caption: RichText(
        "What the outcome model expects had every \(context.unitName) been in the arm (g-formula). "
          + "\(Adjustment(context).sentence) Read month by month to the last month to which "
          + "every arm is followed; pointwise \(context.level) limits.\(fewLeft) "
          + context.caption(of: outcome)),
      svg: context.pictures.render(figure),
      data: figure.dataTable)
  }
}
