import Analyses
import Cohorts
import Documents
import Statistics

/// The hazard ratios of the comparison, unadjusted and adjusted, one under the other.
struct ArmsForest {
  let context: ReportContext
  let request: FigureRequest

  private var reference: String { context.study.comparison?.reference ?? "" }
  private var rows: [AnalysisResult] {
    context.rows(.comparison).filter { $0.statistic == .hazardRatio && $0.stratum.isEmpty }
  }

  /// The arms compared with the reference, in order.
  private var arms: [String] {
    var seen: Set<String> = []
    return rows.compactMap(\.level).filter { seen.insert($0).inserted }
  }

  private func words(_ row: AnalysisResult) -> String {
    row.value == .state(.withheld) ? "withheld: the arms do not overlap" : context.ratio(row)
  }

  private func drawn(_ row: AnalysisResult) -> ForestFigure.Row {
    var mark = ForestFigure.Mark.absent(words(row))
    if let interval = row.interval, row.value.printable.value != nil {
      mark = .estimate(row.value.double, lower: interval.lower, upper: interval.upper)
    }
    let isAbsent = if case .absent = mark { true } else { false }
    return ForestFigure.Row(
      row.name == "crude" ? "Unadjusted" : "Adjusted", indent: 1, mark: mark,
      estimate: isAbsent ? "" : words(row))
  }

  /// The figure in its place; nil without a ratio.
  var placed: PlacedFigure? {
    guard !rows.isEmpty else { return nil }
    let outcome = context.study.outcome.context
    let named = rows.map { row in
      "\(row.level ?? "") \(row.name == "crude" ? "unadjusted" : "adjusted") \(words(row))"
    }
    let adjusted = Adjustment(context).sentence
    let doubt = context.robustNote(rows)
    let figure = ForestFigure(
      id: request.id,
      title: request.title
        ?? "Hazard ratio of \(outcome.label), \(arms.joined(separator: ", ")) against \(reference)",
      description: "Hazard ratios of \(outcome.label) against \(reference): "
        + named.joined(separator: "; ") + ".",
      axisLabel: "Hazard ratio of \(outcome.label)", scale: .logarithmic, reference: 1,
      directions: .init(lower: "later than in \(reference)", upper: "sooner"),
      labelHeading: "Arm", estimateHeading: "Hazard ratio (\(context.level) CI)",
      rows: arms.flatMap { arm in
        [ForestFigure.Row(arm, mark: .heading)] + rows.filter { $0.level == arm }.map(drawn)
      })
    return PlacedFigure(
      figure,
      caption: RichText(
        "Cox models; bars are \(context.level) confidence intervals."
          + (adjusted.isEmpty ? "" : " " + adjusted) + doubt
          + " Nobody was assigned at random: these are associations. Outcome: \(outcome.label); "
          + "instrument: \(outcome.instrument); threshold: \(outcome.threshold). Population: "
          + "\(outcome.population)."),
      at: request, numbers: context.numbers)
  }
}
