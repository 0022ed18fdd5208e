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
      "\(context.numbers.text(flow.armTotals[arm])) \(flow.armNames[arm]), "
        + "\(context.numbers.text(flow.armsRemaining[arm])) of them analysed for "
        + context.study.outcome.context.label
    }
    return "In the file: " + parts.joined(separator: "; ")
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
