public import Analyses
import Documents
import Statistics
import Survival

extension Rendition {
  /// Kaplan-Meier curves in the three forms, with a figure where one is asked for.
  public init(
    _ analysis: KaplanMeierAnalysis, figure: FigureRequest? = nil
  ) throws(FigureRequest.Refusal) {
    let placed = try figure.map { request throws(FigureRequest.Refusal) in
      try KaplanMeierFigure(analysis: analysis, request: request).placed()
    }
    let heading = EstimatorHeading(
      model: "km", title: "Kaplan-Meier estimates", facts: analysis.facts)
    let pages = KaplanMeierPages(analysis: analysis)
    self =
      Rendition(
        json: .object(heading.members + pages.members),
        document: Document(blocks: heading.opening + pages.blocks + heading.closing),
        table: pages.csv, diagnostics: analysis.facts.diagnostics
      ).illustrated(by: placed)
  }
}

/// The body of a Kaplan-Meier result.
struct KaplanMeierPages {
  let analysis: KaplanMeierAnalysis

  /// The tables of the page: medians, and survival at the times asked for.
  var blocks: [Block] {
    [.table(medians)] + (analysis.times.isEmpty ? [] : [.table(landmarks)]) + bandSentences
      + (analysis.pseudoValues == nil
        ? [] : [.paragraph("The pseudo-values are part of the JSON output.")])
  }

  private var level: String { CoefficientTerms.percent(analysis.level) }

  private var medians: TableBlock {
    let rows = zip(analysis.curves, analysis.groups).map { curve, group in
      TableRow(cells: [
        Cell(group.title), Cell(NumberStyle.point.text(curve.table.rowCount)),
        Cell(Self.count(curve.table.eventCount)), Cell(Self.duration(curve.median)),
        Cell(Self.duration(curve.followUp)),
      ])
    }
    return TableBlock(
      id: "tbl-medians", title: "Medians, in the unit of the data",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "n", alignment: .trailing),
        TableColumn(header: "Events", alignment: .trailing),
        TableColumn(header: RichText("Median (\(level) CI)"), alignment: .trailing),
        TableColumn(header: RichText("Median follow-up (\(level) CI)"), alignment: .trailing),
      ], rows: rows,
      notes: [TableNote(.abbreviations, "CI, confidence interval; NR, not reached.")])
  }

  private var landmarks: TableBlock {
    let style = IntervalStyle(decimals: 3)
    let rows = zip(analysis.curves, analysis.groups).flatMap { curve, group in
      curve.landmarks(at: analysis.times).map { landmark in
        let isKnown = !landmark.survival.isNaN
        return TableRow(cells: [
          Cell(group.title), Cell(CoefficientTerms.plain(landmark.time)),
          Cell(Self.count(landmark.atRisk)), Cell(Self.count(landmark.events)),
          Cell(
            isKnown
              ? style.text(
                landmark.survival, landmark.interval.lower, landmark.interval.upper) : "NE"),
        ])
      }
    }
    return TableBlock(
      id: "tbl-times", title: "Event-free probability at chosen times",
      columns: [
        TableColumn(header: "Group"), TableColumn(header: "Time", alignment: .trailing),
        TableColumn(header: "At risk", alignment: .trailing),
        TableColumn(header: "Events since the time before", alignment: .trailing),
        TableColumn(header: RichText("Event-free (\(level) CI)"), alignment: .trailing),
      ], rows: rows,
      notes: [
        TableNote(
          .abbreviations,
          "CI, confidence interval; NE, not evaluable: follow-up ended earlier with some still "
            + "event-free.")
      ])
  }

  /// A number of people, whole unless weighted.
  static func count(_ value: Double) -> String {
    NumberStyle.point.text(value, decimals: value == value.rounded() ? 0 : 1)
  }

  /// A median with its limits.
  static func duration(_ quantile: SurvivalQuantile) -> String {
    func text(_ time: Double) -> String {
      time.isNaN ? "NR" : CoefficientTerms.significant(time)
    }
    if quantile.time.isNaN, quantile.interval.lower.isNaN { return "NR" }
    return "\(text(quantile.time)) (\(text(quantile.interval.lower)) to "
      + "\(text(quantile.interval.upper)))"
  }
}
