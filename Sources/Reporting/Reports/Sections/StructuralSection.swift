import Analyses
import Cohorts
import Documents

/// What the joint looks like, apart from what patients feel: described, never tested, and under a
/// warning that does not depend on the numbers (rule H6 of honest reporting).
struct StructuralSection: ReportSection {
  let context: ReportContext
  let plan: EndpointPlan

  /// The warning, letter for letter.
  static let warning =
    "Structural measures are exploratory. Changes on MRI or radiographs after cell injections are "
    + "inconsistent between studies, and these numbers are no basis for a claim that cartilage has "
    + "grown or disease has slowed. They were not tested."

  private var rows: [AnalysisResult] { context.rows(.structural) }

  var blocks: [Block] {
    let tables = plan.structuralScores.compactMap(table)
    guard !tables.isEmpty else { return [] }
    return [
      .heading(level: 2, "Exploratory structural measures"),
      .note(.caution, [RichText(Self.warning)]),
    ]
      + tables.map { .table($0) }
  }

  private func table(of score: VisitPlan.Score) -> TableBlock? {
    let own = rows.filter { $0.variable == score.name }
    var names: [String] = []
    for row in own { if let name = row.name, !names.contains(name) { names.append(name) } }
    guard !names.isEmpty, let measure = score.scale.structural else { return nil }
    func row(_ name: String, _ statistic: AnalysisResult.Statistic) -> AnalysisResult? {
      own.first { $0.name == name && $0.statistic == statistic }
    }
    func cell(
      _ name: String, _ mean: AnalysisResult.Statistic, _ deviation: AnalysisResult.Statistic
    ) -> [Cell] {
      guard let mean = row(name, mean) else { return ["", ""] }
      let spread = row(name, deviation)?.value.printable ?? .undefined(.notEstimable)
      return [
        Cell(context.numbers.text(mean.denominators.n)),
        Cell(
          mean.denominators.n == 0
            ? ""
            : mean.value.printable.text(context.numbers, decimals: 1) + " ("
              + spread.text(context.numbers, decimals: 1) + ")"),
      ]
    }
    let unit = score.scale.unit.map { ", \($0)" } ?? ""
    return TableBlock(
      id: "tbl-structural-\(score.name)",
      title: RichText("\(score.name)\(unit): \(measure.name)"),
      columns: [
        TableColumn(header: "Time"), TableColumn(header: "Measured", alignment: .trailing),
        TableColumn(header: "Mean (SD)", alignment: .trailing),
        TableColumn(header: "With a baseline", alignment: .trailing),
        TableColumn(header: "Change, mean (SD)", alignment: .trailing),
      ],
      rows: names.map { name in
        let month = row(name, .mean)?.timeMonths
        let time = month.map { "\(Stratifier.text($0)) months (\(name))" } ?? "Baseline"
        return TableRow(
          cells: [Cell(time)] + cell(name, .mean, .standardDeviation)
            + cell(name, .meanChange, .changeStandardDeviation))
      },
      notes: [
        TableNote(.abbreviations, "SD, standard deviation."),
        TableNote(
          .statistics,
          RichText(
            message:
              "Of \(context.numbers.text(own.first?.denominators.treated ?? 0)) treated. The "
              + "measurement nearest to the planned day of the window; change from the last one "
              + "before the injection. Scale: \(score.scale.description)."
              + context.doubts(about: score.scale.description))),
        context.populationNote,
      ])
  }
}
