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
      + curves.map(\.block)
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
      + ". Nobody was assigned at random, so what follows says what is associated with the arm, not "
      + "what the arm does." + responders
  }

  /// That to have responded is to have been chosen after the injection.
  private var responders: String {
    guard context.study.endpoints != nil,
      rows.contains(where: { $0.statistic == .events && $0.name == "crude" })
    else { return "" }
    return " \(context.study.outcome.context.label.capitalisedFirst) is compared among those who "
      + "responded, and they are chosen after the injection: where one arm lets others respond than "
      + "the other, arms that were alike at the injection are not alike here, and no covariate mends "
      + "that."
  }

  private var curves: [PlacedFigure] {
    guard showsFigures, let curves = pictures.standardized else { return [] }
    return [StandardizedFigure(context: context, curves: curves).placed]
  }
}

/// What the outcome model expects of everybody in either arm, as curves.
struct StandardizedFigure {
  let context: ReportContext
  let curves: StandardizedCurves

  var placed: PlacedFigure {
    let outcome = context.study.outcome.context
    let id = "standardised"
    let title = "Adjusted time from \(outcome.origin) to \(outcome.label), by arm"
    let last = curves.months.last ?? 0
    let parts = curves.arms.compactMap { arm in
      arm.survival.last.map {
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
          upper: arm.upper, lastTime: last)
      }, riskTable: .init(times: AxisTicks.times(upTo: last, unit: "months"), sections: []))
    return PlacedFigure(
      id: id, title: title, altText: altText,
      caption: RichText(
        "What the outcome model expects had every \(context.unitName) been in the arm (g-formula). "
          + "\(Adjustment(context).sentence) Read month by month to the last month to which "
          + "every arm is followed; pointwise \(context.level) limits. Outcome: \(outcome.label); "
          + "instrument: \(outcome.instrument); threshold: \(outcome.thresholdAlone). Population: "
          + "\(outcome.population).\(context.otherEvents)"),
      svg: context.pictures.render(figure),
      data: figure.dataTable)
  }
}
