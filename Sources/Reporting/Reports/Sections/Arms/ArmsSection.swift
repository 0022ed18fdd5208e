import Analyses
import Cohorts
import Documents
import Statistics

/// The comparison of the protocol: the arms as they are, how they overlap, and the arms adjusted
/// where they do.
struct ArmsSection: ReportSection {
  let context: ReportContext
  let flow: FlowCounts
  let pictures: ModelPictures
  /// Whether figures stand on the page: a command that prints one page has no folder for them.
  var showsFigures = true

  private var comparison: StudyProtocol.Comparison? { context.study.comparison }
  private var rows: [AnalysisResult] { context.rows(.comparison) }

  var blocks: [Block] {
    guard let comparison, !rows.isEmpty else { return [] }
    let heading = Block.heading(
      level: 2,
      RichText(
        "\(others.joined(separator: ", ")) against \(comparison.reference)".capitalisedFirst))
    let overlap = ArmOverlapBlocks(context: context, pictures: pictures)
    let contrasts = others.map { arm in
      ArmContrastBlocks(context: context, arm: arm, reference: comparison.reference)
    }
    return [heading, .paragraph(RichText(counts))] + contrasts.flatMap(\.crude)
      + (showsFigures ? overlap.blocks : overlap.tables) + contrasts.flatMap(\.adjusted)
      + curves.map(\.block) + notDrawn
  }

  var files: [StudyReport.File] {
    guard comparison != nil, !rows.isEmpty else { return [] }
    return ArmOverlapBlocks(context: context, pictures: pictures).files + curves.flatMap(\.files)
  }

  /// The arms that are compared with the reference, as the protocol names them.
  private var others: [String] {
    guard let comparison, case .groups(let groups) = comparison.arms.rule else { return [] }
    return groups.map(\.name).filter { $0 != comparison.reference }
  }

  /// Who is compared, arm by arm, and that nobody was assigned.
  private var counts: String {
    let parts = flow.armNames.indices.map { arm in
      "\(flow.armNames[arm]) \(context.numbers.text(flow.armTotals[arm])) in the file, "
        + "\(context.numbers.text(flow.armsRemaining[arm])) analysed for "
        + context.study.outcome.context.label
    }
    return parts.joined(separator: "; ")
      + ". Nobody was assigned at random"
      + (isCompared
        ? ", so what follows says what is associated with the arm, not what the arm does."
        : ".") + responders
  }

  /// Whether any contrast of the arms follows.
  private var isCompared: Bool {
    let contrasts: [AnalysisResult.Statistic] = [
      .hazardRatio, .eventFreeDifference, .restrictedMeanDifference, .responderDifference,
    ]
    return rows.contains {
      contrasts.contains($0.statistic) && $0.value.printable.value != nil
    }
  }

  /// That to have responded is to have been chosen after the injection.
  private var responders: String {
    guard context.study.endpoints != nil,
      rows.contains(where: { $0.statistic == .events && $0.name == "crude" })
    else { return "" }
    return " \(context.study.outcome.context.label.capitalisedFirst) is compared among those who "
      + "responded, and they are chosen after the injection: if the hips that respond in one arm are "
      + "of another kind than those that respond in the other, arms that were alike at the injection "
      + "are not alike here, and no covariate mends that."
  }

  private var standardized: StandardizedFigure? {
    guard showsFigures, let curves = pictures.standardized else { return nil }
    return StandardizedFigure(context: context, curves: curves)
  }

  private var curves: [PlacedFigure] { [standardized?.placed].compactMap { $0 } }

  /// Why there are no adjusted curves where there could have been some.
  private var notDrawn: [Block] {
    guard standardized != nil, curves.isEmpty else { return [] }
    let least = context.numbers.text(FewLeft.least(context.study))
    return [
      .paragraph(
        RichText(
          "No adjusted curves are drawn: at the first landmark fewer than \(least) are at risk in an "
            + "arm."))
    ]
  }
}

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
    let few = max(FewLeft.few, least)
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
          + "every arm is followed; pointwise \(context.level) limits.\(fewLeft) Outcome: \(outcome.label); "
          + "instrument: \(outcome.instrument); threshold: \(outcome.thresholdAlone). Population: "
          + "\(outcome.population).\(context.otherEvents)"),
      svg: context.pictures.render(figure),
      data: figure.dataTable)
  }
}
