import Analyses
import Cohorts
import Documents
import Statistics

/// How the arms differ in their covariates, and whether they overlap.
struct ArmOverlapBlocks {
  let context: ReportContext
  let pictures: ModelPictures

  private var balance: [AnalysisResult] { context.rows(.balance) }
  private var overlap: [AnalysisResult] { context.rows(.overlap) }
  private var reference: String { context.study.comparison?.reference ?? "" }
  private static let propensity = "(propensity)"

  /// The heading, tables and figures; nothing without covariates.
  var blocks: [Block] { arranged(withFigures: true) }
  /// The same without the figures.
  var tables: [Block] { arranged(withFigures: false) }

  private func arranged(withFigures: Bool) -> [Block] {
    guard !balance.isEmpty else { return [] }
    var blocks: [Block] = [.heading(level: 3, "Overlap of the arms"), .table(balanceTable)]
    if withFigures, let love { blocks.append(love.block) }
    for arm in arms {
      blocks.append(.table(supportTable(arm)))
      blocks += context.remarks(rows(arm).flatMap(\.diagnostics))
      if let sentence = sentence(arm) { blocks.append(.paragraph(RichText(sentence))) }
      if withFigures { blocks += histograms.filter { $0.arm == arm }.map(\.placed.block) }
    }
    return blocks
  }

  var files: [StudyReport.File] {
    guard !balance.isEmpty else { return [] }
    return (love?.files ?? []) + histograms.flatMap(\.placed.files)
  }

  /// The arms compared with the reference.
  private var arms: [String] {
    var seen: Set<String> = []
    return overlap.compactMap(\.name).filter { seen.insert($0).inserted }
  }

  private func rows(_ arm: String) -> [AnalysisResult] { overlap.filter { $0.name == arm } }

  private func value(
    _ arm: String, _ statistic: AnalysisResult.Statistic, _ variable: String,
    of stratum: String? = nil
  ) -> AnalysisResult? {
    rows(arm).first {
      $0.statistic == statistic && $0.variable == variable
        && $0.stratum.first?.level == stratum
    }
  }

  private func percent(_ row: AnalysisResult?) -> String {
    row.map {
      PercentStyle(numbers: context.numbers).text(proportion: $0.value.double, decimals: 0)
    }
      ?? ""
  }

  private var balanceTable: TableBlock {
    BaselineSection(
      rows: balance, numbers: context.numbers, label: context.label,
      unit: context.unit, population: context.atRiskNote
    ).table(
      id: "tbl-balance",
      title: "Covariates of the comparison by arm, of the \(context.unitName)s analysed")
  }

  // MARK: Common support

  private func supportTable(_ arm: String) -> TableBlock {
    var seen: Set<String> = []
    let variables = rows(arm).compactMap(\.variable).filter {
      $0 != Self.propensity && seen.insert($0).inserted
    }
    func inside(_ variable: String, _ group: String) -> Cell {
      guard let row = value(arm, .inCommonSupport, variable, of: group) else { return "" }
      return Cell(
        PercentStyle(numbers: context.numbers).countText(
          row.value.tally, of: row.denominators.n))
    }
    func support(_ variable: String) -> String {
      guard let from = value(arm, .commonSupportFrom, variable)?.value.double,
        let to = value(arm, .commonSupportTo, variable)?.value.double
      else { return "levels that both arms have" }
      guard !from.isNaN, !to.isNaN else { return UndefinedValue.concealed.text(context.numbers) }
      guard from <= to else { return "none" }
      let isShare = variable == Self.propensity
      func text(_ value: Double) -> String {
        isShare
          ? context.numbers.text(value, decimals: 2)
          : value == value.rounded()
            ? context.numbers.text(value, decimals: 0)
            : context.numbers.text(value, significant: 3)
      }
      return "\(text(from)) to \(text(to))"
    }
    let hasModel = value(arm, .equipoise, Self.propensity) != nil
    let lines = variables + (hasModel ? [Self.propensity] : [])
    return TableBlock(
      id: "tbl-support-\(PlacedFigure.id(arm))",
      title: RichText("Common support of \(reference) and \(arm)"),
      columns: [
        TableColumn(header: "Covariate"), TableColumn(header: "Common support"),
        TableColumn(header: RichText("\(reference) inside"), alignment: .trailing),
        TableColumn(header: RichText("\(arm) inside"), alignment: .trailing),
      ],
      rows: lines.map { name in
        TableRow(cells: [
          Cell(name == Self.propensity ? "Propensity of \(arm)" : context.label(name)),
          Cell(support(name)), inside(name, reference), inside(name, arm),
        ])
      },
      notes: [
        TableNote(
          .statistics,
          "Common support: the range that both arms reach, or the levels that both have. Inside: of "
            + "those with a value. Propensity: probability of the arm by a logistic model on all "
            + "these covariates, to describe only; nothing is weighted or matched by it."),
        context.atRiskNote,
      ])
  }

  /// The overlap in sentences, with the bound it is judged by.
  private func sentence(_ arm: String) -> String? {
    guard let concordance = value(arm, .concordance, Self.propensity),
      let equipoise = value(arm, .equipoise, Self.propensity),
      let gate = value(arm, .gate, Self.propensity), !concordance.value.isHidden,
      !equipoise.value.isHidden
    else { return nil }
    let isMet = equipoise.value.double >= gate.value.double
    return "The covariates tell the arms apart with a c-statistic of "
      + "\(context.numbers.text(concordance.value.double, decimals: 2)) (0.5: not at all; 1: "
      + "completely). \(percent(equipoise)) of \(context.units(equipoise.denominators.n)) are in equipoise: "
      + "by their covariates they could as well have been in either arm (preference score 0.3 to "
      + "0.7). At least \(percent(gate)) \(isMet ? "are" : "would be") wanted for an adjusted "
      + "comparison (\(gate.method ?? "")), which is "
      + (isMet ? "met." : "not met.")
  }

  // MARK: Figures

  private var histograms: [OverlapHistogram] {
    pictures.overlaps.map { OverlapHistogram(context: context, picture: $0) }
  }

  /// The standardised differences, covariate by covariate.
  private var love: PlacedFigure? {
    let differences = balance.filter { $0.statistic == .standardizedMeanDifference }
    guard !differences.isEmpty else { return nil }
    let threshold = context.study.comparison?.gates?.smd ?? 0.1
    let beyond = differences.filter { $0.value.double > threshold }
    let bound = context.numbers.text(threshold, decimals: 2)
    let told = differences.count { !$0.value.double.isNaN }
    let others =
      told < differences.count
      ? ", \(context.numbers.text(differences.count - told)) without a number" : ""
    let altText =
      "Standardised differences of the arms before adjustment: \(beyond.count) of "
      + "\(told) covariates above \(bound)\(others)"
      + (beyond.isEmpty
        ? "."
        : ": "
          + beyond.map {
            "\(context.label($0.variable ?? "")) "
              + $0.value.printable.text(context.numbers, decimals: 2)
          }.joined(separator: ", ") + ".")
    let figure = BalanceFigure(
      id: "balance", title: "Differences of the arms before adjustment", description: altText,
      threshold: threshold, series: ["Before adjustment"],
      rows: differences.map {
        .init(
          context.label($0.variable ?? ""),
          differences: [$0.value.double.isNaN ? nil : $0.value.double])
      })
    return PlacedFigure(
      id: "balance", title: "Differences of the arms before adjustment", altText: altText,
      caption: RichText(
        "Absolute standardised mean differences, unweighted; the line stands at \(bound). Adjustment "
          + "by regression does not make the arms alike, it allows for these differences. "
          + "Population: \(context.study.outcome.context.population)."),
      svg: context.pictures.render(figure),
      data: figure.dataTable)
  }
}

/// The propensities of two arms, one above and one below the axis.
struct OverlapHistogram {
  let context: ReportContext
  let picture: OverlapPicture

  var arm: String { picture.arm }

  var placed: PlacedFigure {
    let id = "overlap-" + PlacedFigure.id(picture.arm)
    let all = picture.referenceScores + picture.scores
    let bins = HistogramBins(covering: all, count: 20)
    let rows = context.rows(.overlap).filter { $0.name == picture.arm }
    let inside = rows.filter {
      $0.statistic == .inCommonSupport && $0.variable == "(propensity)"
    }
    let parts = inside.map {
      "\($0.stratum.first?.level ?? "") \(context.numbers.text($0.value.tally)) of "
        + context.numbers.text($0.denominators.n)
    }
    let altText =
      "Propensity of \(picture.arm), within the range both arms reach: "
      + parts.joined(separator: "; ") + "."
    let title = "Overlap of \(picture.reference) and \(picture.arm)"
    let figure = OverlapFigure(
      id: id, title: title, description: altText, xLabel: "Propensity of \(picture.arm)",
      yLabel: "Number of \(context.unitName)s", bars: .intervals(bins),
      arms: [
        .init(picture.reference, counts: bins.counts(of: picture.referenceScores).map { Int?($0) }),
        .init(picture.arm, counts: bins.counts(of: picture.scores).map { Int?($0) }),
      ], support: .interval(from: picture.commonFrom, to: picture.commonTo))
    return PlacedFigure(
      id: id, title: title, altText: altText,
      caption: RichText(
        "Probability of \(picture.arm) by a logistic model on the covariates of the comparison, to "
          + "describe only. Hatched: no \(context.unitName) of the other arm has such a probability. Population: "
          + "\(context.study.outcome.context.population)."),
      svg: context.pictures.render(figure),
      data: figure.dataTable)
  }
}
