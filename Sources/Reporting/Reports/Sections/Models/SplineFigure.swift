import Analyses
import Cohorts
import Documents
import Statistics

/// How the hazard changes with a number that enters a model as a spline: a figure, and the ratios at
/// quantiles.
struct SplineFigure {
  let context: ReportContext
  let curve: SplineCurve

  private var label: String { context.label(curve.source) }
  private var unit: String { context.unit(curve.source).map { ", \($0)" } ?? "" }
  private var outcome: String { context.study.outcome.context.label }
  private var rows: [AnalysisResult] {
    context.rows(.spline).filter { $0.name == curve.model && $0.variable == curve.term }
  }
  private func value(_ x: Double) -> String {
    context.numbers.text(x, significant: 3)
  }

  var blocks: [Block] { [.table(table), .paragraph(tests)] + (placed.map { [$0.block] } ?? []) }
  var files: [StudyReport.File] { placed?.files ?? [] }

  /// The ratios at the quantiles.
  private var table: TableBlock {
    let quantiles = rows.filter { $0.statistic == .covariateValue }
    return TableBlock(
      id: "tbl-effect-\(PlacedFigure.id(curve.model, curve.source))",
      title: RichText("\(label): hazard ratio of \(outcome) against the median"),
      columns: [
        TableColumn(header: "Quantile"),
        TableColumn(header: RichText(label + unit), alignment: .trailing),
        TableColumn(
          header: RichText("Hazard ratio (\(context.level) CI)"), alignment: .trailing),
      ],
      rows: quantiles.map { quantile in
        let ratio = rows.first { $0.statistic == .hazardRatio && $0.level == quantile.level }
        let text = ratio.map { row in
          row.interval.map { context.ratio(row.value.double, $0) } ?? "1 (reference)"
        }
        return TableRow(
          cells: [
            Cell(quantile.level ?? ""), Cell(value(quantile.value.double)), Cell(text ?? ""),
          ])
      },
      notes: [
        TableNote(
          .statistics,
          RichText(
            "From the model “\(curve.model)”, adjusted for its other covariates; limits at each value "
              + "by itself (delta method).")), context.outcomeNote, context.atRiskNote,
      ]
    ).explaining(.interval)
  }

  /// Whether the curve tells anything, and whether it is other than straight.
  private var tests: RichText {
    let rows = context.rows(.cox).filter {
      $0.name == curve.model && $0.variable == curve.term && $0.statistic == .chiSquared
    }
    let style = PValueStyle(numbers: context.numbers)
    func words(_ level: String) -> String {
      rows.first { $0.level == level }?.pValue.map { style.equation($0) } ?? "not estimable"
    }
    return RichText(
      "\(label) and the hazard of \(outcome), all columns of the curve together: "
        + "\(words("association")); curve against a straight line: \(words("nonlinearity")) "
        + "(\(rows.first?.method ?? "")).")
  }

  private var placed: PlacedFigure? {
    let id = "effect-" + PlacedFigure.id(curve.model, curve.source)
    let parts = curve.quantiles.filter { [5, 95].contains($0.percent) }.map {
      "\(context.ratio($0.point.ratio, $0.point.interval)) at \(value($0.point.x))"
    }
    let altText =
      "Hazard ratio of \(outcome) by \(label), against \(value(curve.reference)): "
      + parts.joined(separator: ", ") + "."
    let figure = EffectFigure(
      id: id, title: "\(label) and the hazard of \(outcome)", description: altText,
      xLabel: label + unit,
      yLabel: "Hazard ratio, against \(value(curve.reference))",
      referenceX: curve.reference,
      curves: [
        .init(
          label,
          points: curve.points.map {
            .init(x: $0.x, value: $0.ratio, lower: $0.interval.lower, upper: $0.interval.upper)
          })
      ], observations: .of(curve.observations), counted: "\(context.unitName)s")
    return PlacedFigure(
      id: id, title: "\(label) and the hazard of \(outcome)", altText: altText,
      caption: RichText(
        "Hazard ratio against the median, \(value(curve.reference)), with pointwise "
          + "\(context.level) limits, from the model “\(curve.model)”. Grey where fewer than "
          + "\(figure.sparseBelow) \(context.unitName)s lie. "
          + context.caption(of: context.study.outcome.context)),
      svg: context.pictures.render(figure),
      data: figure.dataTable)
  }
}
