import Analyses
import Cohorts
import Documents
import Statistics

/// The arms as the outcome model makes them alike.
extension ArmContrastBlocks {
  func adjustedTable(_ rows: [AnalysisResult]) -> TableBlock {
    let ratioRow = row(rows, .hazardRatio)
    var body = [
      TableRow(
        cells: [
          Cell("Hazard of \(outcome.label), ratio"), "1 (reference)", "", ratio(ratioRow),
          p(ratioRow),
        ])
    ]
    let months = landmarks(rows)
    if !months.isEmpty {
      body.append(TableRow(cells: [Cell("Free of \(outcome.label)")], isHeading: true))
    }
    body += months.map { month in
      let difference = row(rows, .eventFreeDifference, at: month)
      return TableRow(
        cells: [
          Cell("at \(context.plain(month)) months"),
          cell(row(rows, .standardizedEventFree, of: reference, at: month), interval),
          cell(row(rows, .standardizedEventFree, of: arm, at: month), interval),
          cell(difference, interval), p(difference),
        ], indent: 1)
    }
    body += mean(rows)
    let counts = ratioRow?.denominators
    let robust =
      ratioRow?.isRobust ?? false
      ? ", its variance robust to \(context.unitName)s of one patient being alike" : ""
    let likeness =
      ratioRow?.isRobust ?? false
      ? ", so that their P values are alike"
      : "; the P value of the ratio rests on the variance of the model and the others on influence "
        + "functions, so that they can differ"
    let test = ratioRow?.name.flatMap { ProportionalHazardsText(context: context, model: $0).doubt }
    let doubt = test.map { ", and the test speaks against it here (\($0))" } ?? ""
    return TableBlock(
      id: "tbl-arms-adjusted-\(PlacedFigure.id(arm))",
      title: RichText(
        "\(arm) against \(reference), adjusted, \(context.units(counts?.n ?? 0)), "
          .capitalisedFirst + context.count(counts?.events ?? 0, "event")),
      columns: columns("Ratio or difference"), rows: body,
      notes: [
        TableNote(
          .statistics,
          RichText(
            "\(Adjustment(context).sentence) Cox model of the outcome\(robust)."
              + context.robustNote([ratioRow].compactMap { $0 }) + " Probabilities and mean: what "
              + "the model expects had every \(context.unitName) been in the arm (g-formula), with limits from "
              + "influence functions; for those outside the common support it is a guess. They suppose "
              + "that the hazard ratio is the same at all times, which is tested under Models\(doubt). All rest "
              + "on the one coefficient of the arm\(likeness). Differences are \(arm) less \(reference). What is not "
              + "among these covariates is not adjusted for. No weights are used.")),
        context.outcomeNote, context.atRiskNote,
      ]
    ).explaining(.interval, .notEvaluable("follow-up of an arm ended earlier"))
  }
}
