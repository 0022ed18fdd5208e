import Analyses
import Cohorts
import Documents
import Statistics
import Tables

/// The adjusted models: hazard ratios with intervals, and what the proportional-hazards tests say.
struct ModelSection: ReportSection {
  let context: ReportContext
  let models: [(name: String, formula: String)]

  var blocks: [Block] {
    let blocks = models.flatMap(blocks)
    return blocks.isEmpty ? [] : [.heading(level: 2, "Adjusted models")] + blocks
  }

  private func blocks(of model: (name: String, formula: String)) -> [Block] {
    let rows = context.rows(.cox).filter { $0.name == model.name }
    let ratios = rows.filter { $0.statistic == .hazardRatio }
    guard let first = rows.first else { return [] }
    var blocks: [Block] = []
    if !ratios.isEmpty { blocks.append(.table(table(model, ratios, first))) }
    blocks += EstimatorHeading.remarks(rows.flatMap(\.diagnostics))
    if let text = proportionality(model.name) { blocks.append(.paragraph(text)) }
    return blocks
  }

  private func table(
    _ model: (name: String, formula: String), _ ratios: [AnalysisResult], _ first: AnalysisResult
  ) -> TableBlock {
    var body: [TableRow] = []
    var open: String?
    for row in ratios {
      let variable = row.variable ?? ""
      let cells: [Cell] =
        row.interval.map { interval -> [Cell] in
          [
            Cell(ratio(row.value.double, interval)),
            Cell(PValueStyle(numbers: context.numbers).text(PrintableValue(row.pValue ?? .nan))),
          ]
        } ?? ["1 (reference)", ""]
      guard let level = row.level else {
        open = nil
        body.append(TableRow(cells: [Cell(name(of: variable))] + cells))
        continue
      }
      if open != variable {
        open = variable
        body.append(TableRow(cells: [Cell(name(of: variable))]))
      }
      body.append(TableRow(cells: [Cell(level)] + cells, indent: 1))
    }
    let events = first.denominators.events ?? 0
    return TableBlock(
      id: "tbl-model-\(model.name)",
      title: RichText(
        "Adjusted hazard ratios of \(context.study.outcome.context.label), "
          + "\(context.numbers.text(first.denominators.n)) units, "
          + "\(context.numbers.text(events)) events"),
      columns: [
        TableColumn(header: "Covariate"),
        TableColumn(
          header: RichText("Hazard ratio (\(context.level) CI)"), alignment: .trailing),
        TableColumn(header: "P", alignment: .trailing),
      ],
      rows: body,
      notes: [
        TableNote(.abbreviations, "CI, confidence interval."),
        TableNote(
          .statistics,
          "Cox model \(code: model.formula), Efron's method for ties; ratios of numbers are per "
            + "unit. Above 1 the event comes sooner. Associations, not effects: the groups were "
            + "not randomised."), context.outcomeNote, context.atRiskNote,
      ])
  }

  /// A ratio with its interval: two decimals, or as many as tell its limits apart.
  private func ratio(_ value: Double, _ interval: ConfidenceInterval) -> String {
    let spread = interval.upper - interval.lower
    let decimals = spread > 0.01 ? 2 : spread > 0.001 ? 3 : 4
    return RatioStyle(numbers: context.numbers, decimals: decimals)
      .text(value, interval.lower, interval.upper)
  }

  /// The declared unit stands with the name of a number.
  private func name(of variable: String) -> String {
    let unit = context.study.units.columns.first { $0.name == variable }?.declaration.unit
    return context.label(variable) + (unit.map { ", per \($0.singular)" } ?? "")
  }

  private func proportionality(_ model: String) -> RichText? {
    let rows = context.rows(.proportionalHazards).filter { $0.name == model }
    guard let global = rows.first(where: { $0.variable == nil }), let p = global.pValue,
      !p.isNaN
    else { return nil }
    let style = PValueStyle(numbers: context.numbers)
    let doubtful = rows.filter { $0.variable != nil && ($0.pValue ?? 1) < 0.05 }
    var text = RichText(
      "Proportional hazards (score test of each effect against 1 − Kaplan-Meier time): ")
    text += RichText("over all covariates \(style.equation(p)).")
    if !doubtful.isEmpty {
      let parts = doubtful.map {
        "\(context.label($0.variable ?? "")) (\(style.equation($0.pValue ?? .nan)))"
      }
      text += RichText(
        " The effect of \(parts.joined(separator: ", ")) changes over time, so its hazard ratio "
          + "is an average over follow-up.")
    } else if p < 0.05 {
      text += RichText(
        " No single covariate stands out, but together their effects change over time, so the "
          + "hazard ratios are averages over follow-up.")
    } else {
      text += " No covariate shows a clear change of its effect over time."
    }
    return text
  }
}

extension String {
  /// `points` → `point`, for "per point"; a unit such as `kg/m²` stays.
  fileprivate var singular: String { hasSuffix("s") && !contains("/") ? String(dropLast()) : self }
}
