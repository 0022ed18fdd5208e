import Analyses
import Cohorts
import Documents
import Statistics

/// One answer under every option that changes it, the pre-specified one on top.
struct SensitivityFigureSection {
  let answer: SensitivityAnswer
  let sensitivity: SensitivityResults
  let context: ReportContext
  private let rows: [AnalysisResult]
  private let base: AnalysisResult

  /// Makes the figure; nil where the pre-specified answer has no number, or nothing changes it.
  init?(
    answer: SensitivityAnswer, sensitivity: SensitivityResults, context: ReportContext
  ) {
    self.answer = answer
    self.sensitivity = sensitivity
    self.context = context
    rows = context.rows(.sensitivity).filter(answer.isGiven)
    guard let base = rows.first(where: { $0.variable == nil }),
      SensitivityWords(context: context).isEstimable(base)
    else { return nil }
    self.base = base
    let words = SensitivityWords(context: context)
    // A picture of one number, whatever is chosen, shows nothing.
    guard
      rows.contains(where: {
        $0.variable != nil && words.isEstimable($0) && $0.value != base.value
      })
    else { return nil }
  }

  private var words: SensitivityWords { SensitivityWords(context: context) }

  private var name: String { words.name(answer, base) }

  private var id: String {
    let names: [AnalysisResult.Statistic: String] = [
      .responderRate: "response", .timeToEventMedian: "median", .eventFree: "event-free",
      .hazardRatio: "hazard-ratio",
    ]
    let arm = answer.arm.map { "-" + PlacedFigure.id($0).lowercased() }
    return "sensitivity-" + (names[answer.statistic] ?? "answer") + (arm ?? "")
  }

  private var title: String { "\(name.capitalisedFirst) under other choices" }

  private func mark(_ row: AnalysisResult) -> ForestFigure.Mark {
    if let absence = words.absence(row) {
      return .absent(row.value.isHidden ? "not shown" : absence.key)
    }
    guard let interval = row.interval, interval.lower != interval.upper else {
      return .estimate(row.value.double, lower: .nan, upper: .nan)
    }
    // The interval of a median runs on where its upper limit is not reached; without a lower limit
    // there is no interval.
    let runsOn = row.unit == "months" && interval.upper.isNaN && !interval.lower.isNaN
    return .estimate(
      row.value.double, lower: interval.lower, upper: runsOn ? .infinity : interval.upper)
  }

  private func drawn(_ row: AnalysisResult, _ label: String, indent: Int) -> ForestFigure.Row {
    ForestFigure.Row(
      label, indent: indent, mark: mark(row),
      cells: [
        context.numbers.text(row.denominators.n),
        row.denominators.events.map(context.numbers.text) ?? "",
      ], estimate: words.estimate(row), isHighlighted: row.variable == nil)
  }

  /// The rows of the options that give another number, under their choices.
  private var options: [ForestFigure.Row] {
    sensitivity.choices.flatMap { choice -> [ForestFigure.Row] in
      let own = choice.alternatives.compactMap { alternative in
        rows.first { $0.variable == choice.name && $0.level == alternative.words }
      }.filter { !$0.isSame(as: base) }
      guard !own.isEmpty else { return [] }
      return [ForestFigure.Row("\(choice.name): \(choice.chosen)", mark: .heading)]
        + own.map { drawn($0, $0.level ?? "", indent: 1) }
    }
  }

  private var altText: String {
    let values = rows.filter {
      $0.variable != nil && words.isEstimable($0) && !$0.isSame(as: base)
    }
    let ordered = values.sorted { $0.value.double < $1.value.double }
    guard let least = ordered.first, let most = ordered.last else { return title + "." }
    guard least.value != most.value else {
      return "\(name.capitalisedFirst) is \(words.value(base)) as pre-specified, and "
        + "\(words.value(least)) under \(words.options(giving: least, in: rows))."
    }
    return "\(name.capitalisedFirst) is \(words.value(base)) as pre-specified; under other choices "
      + "it runs from \(words.value(least)) (\(words.options(giving: least, in: rows))) to "
      + "\(words.value(most)) "
      + "(\(words.options(giving: most, in: rows)))."
  }

  private var figure: ForestFigure {
    let isRatio = answer.statistic == .hazardRatio
    return ForestFigure(
      id: id, title: title, description: altText, axisLabel: words.label(answer, base),
      subject: "\(name.capitalisedFirst). \(subject)", scale: isRatio ? .logarithmic : .linear,
      reference: base.value.double,
      labelHeading: "Choice", columns: [.init("n"), .init(eventHeading)],
      estimateHeading: "Estimate (\(context.level) CI)",
      rows: [drawn(base, "As pre-specified", indent: 0)] + options)
  }

  /// Instrument, threshold and population of the pre-specified answer.
  private var subject: String {
    base.context.map {
      "Instrument: \($0.instrument). Threshold as pre-specified: \($0.thresholdAlone). "
        + "Population: \($0.population)."
    } ?? ""
  }

  private var eventHeading: String {
    answer.statistic == .responderRate ? "Clear" : "Events"
  }

  /// The method of all rows; what another row does otherwise is said to be so.
  private var method: String {
    let others = rows.filter { $0.variable != nil && words.isEstimable($0) }.compactMap {
      $0.commonMethod?.split(separator: "; ")
    }
    let parts = base.commonMethod?.split(separator: "; ") ?? []
    return parts.map { part in
      others.allSatisfy { $0.contains(part) }
        ? String(part) : "\(part), but in a row that says otherwise"
    }.joined(separator: "; ")
  }

  private var picture: String { "figures/\(id).svg" }
  private var data: String { "figures/\(id).csv" }

  /// The figure on the page.
  var block: Block {
    .figure(
      FigureBlock(
        id: "fig-\(id)", title: RichText(title), path: picture, altText: altText,
        caption: RichText(
          "The line stands at the pre-specified estimate, the row on top. Options that give the "
            + "same number are left out. \(method)."
            + " \(subject)"), dataPath: data))
  }

  /// The picture and the plotted numbers.
  var files: [StudyReport.File] {
    [
      .init(
        path: picture, text: context.pictures.render(figure)),
      .init(path: data, text: CSVRenderer().render(figure.dataTable)),
    ]
  }
}
