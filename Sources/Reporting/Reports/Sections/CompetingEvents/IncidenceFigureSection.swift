import Analyses
import Cohorts
import Documents

/// One figure of cumulative incidence: every event of everybody, or one event by arm.
struct IncidenceFigureSection {
  /// What tells the curves of a figure apart.
  enum Content {
    /// Every event, in everybody.
    case events
    /// One event, in each arm.
    case arms(cause: Int)
  }

  let incidence: IncidenceResults
  let content: Content
  let context: ReportContext

  /// The figures of a set: every event, then the first event that occurs in each arm.
  static func all(of set: IncidenceResults, context: ReportContext) -> [IncidenceFigureSection] {
    let occurring = set.everybody.indices.filter { set.everybody[$0].eventCount > 0 }
    guard let leading = occurring.first else { return [] }
    let overall = IncidenceFigureSection(incidence: set, content: .events, context: context)
    guard set.arms[leading].count > 1 else { return [overall] }
    return [
      overall,
      IncidenceFigureSection(incidence: set, content: .arms(cause: leading), context: context),
    ]
  }

  private var curves: [IncidenceResults.Curve] {
    switch content {
    case .events: incidence.everybody.filter { $0.eventCount > 0 }
    case .arms(let cause): incidence.arms[cause]
    }
  }

  private var id: String {
    switch content {
    case .events: "incidence-\(incidence.set)"
    case .arms: "incidence-\(incidence.set)-by-arm"
    }
  }

  private var who: String { incidence.set == "responders" ? "responders" : "all treated" }

  private var origin: String { incidence.contexts.first?.origin ?? "" }

  private var title: String {
    switch content {
    case .events where incidence.set == "outcome": "Cumulative incidence of competing events"
    case .events: "Cumulative incidence of competing events, \(who)"
    case .arms(let cause):
      "Cumulative incidence of \(incidence.everybody[cause].cause), by "
        + context.label(curves.first?.group.first?.variable ?? "")
    }
  }

  private func label(_ curve: IncidenceResults.Curve) -> String {
    switch content {
    case .events: curve.cause.capitalisedFirst
    case .arms: curve.group.first?.level ?? "Everybody"
    }
  }

  private func events(_ curve: IncidenceResults.Curve) -> String {
    context.numbers.text(curve.eventCount) + (curve.eventCount == 1 ? " event" : " events")
  }

  /// The result in words, for those who cannot see the picture.
  private var altText: String {
    let percent = PercentStyle(numbers: context.numbers)
    let time = TimeStyle(numbers: context.numbers, unit: "months")
    let parts = curves.map { curve in
      let end = curve.restsOnFewFrom ?? .infinity
      guard let place = curve.times.lastIndex(where: { $0 <= end }) else {
        return "\(label(curve)) (n = \(curve.n)), \(events(curve))"
      }
      let (last, when) = (curve.values[place], curve.times[place])
      return "\(label(curve)) (n = \(curve.n)), \(events(curve)), "
        + percent.text(proportion: last, decimals: percent.decimals(denominator: curve.n))
        + " by \(time.text(PrintableValue(when)))"
    }
    return "Aalen-Johansen curves that rise from 0: \(parts.joined(separator: "; "))."
  }

  /// The vertical axis ends a little above the highest limit, so that rare events can be read.
  private var yMaximum: Double {
    let heights = curves.flatMap { $0.upper.filter(\.isFinite) + $0.values }
    let highest = heights.max() ?? 1
    return [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8].first { highest <= $0 } ?? 1
  }

  private var figure: SurvivalFigure {
    let isByArm = if case .arms = content { true } else { false }
    var sections = [
      SurvivalFigure.RiskTable.Section(
        title: "Events so far", counts: curves.map { $0.eventsSoFar.map { Int?($0) } })
    ]
    if isByArm {
      sections.insert(
        .init(title: "Number at risk", counts: curves.map { $0.atRisk.map { Int?($0) } }), at: 0)
    }
    return SurvivalFigure(
      id: id, title: title, description: altText, xLabel: "Months from \(origin)",
      yLabel: "Cumulative incidence", yScale: .percent,
      series: curves.map { curve in
        // A flat stretch at the end is drawn to the end of follow-up.
        SurvivalFigure.Series(
          label: label(curve), times: curve.times, values: curve.values, lower: curve.lower,
          upper: curve.upper, initialValue: 0, lastTime: curve.lastTime,
          paleFrom: curve.restsOnFewFrom)
      },
      riskTable: .init(times: incidence.riskTimes, sections: sections), yMaximum: yMaximum,
      annotation: annotation)
  }

  private var annotation: String? {
    guard case .arms(let cause) = content, !incidence.grayPValues[cause].isNaN else { return nil }
    return "Gray's test "
      + PValueStyle(numbers: context.numbers).equation(incidence.grayPValues[cause])
  }

  private var picture: String { "figures/\(id).svg" }
  private var data: String { "figures/\(id).csv" }

  /// The figure on the page.
  var block: Block {
    let outcome = incidence.contexts.first
    var caption =
      "Aalen-Johansen, \(context.percent(incidence.level)) confidence bands; the other events "
      + "compete; pale where fewer than 10 are at risk."
    if yMaximum < 1 { caption += " The vertical axis does not show the whole." }
    if case .events = content, let curve = curves.first {
      let counts = zip(incidence.riskTimes, curve.atRisk).map { time, count in
        "\(context.numbers.text(count)) at \(context.plain(time))"
      }
      caption +=
        " Number at risk, free of all of these events, by month: "
        + counts.joined(separator: ", ") + "."
    }
    if let outcome {
      caption +=
        " Instrument: \(outcome.instrument); threshold: \(outcome.threshold). Population: "
        + "\(outcome.population)."
    }
    return .figure(
      FigureBlock(
        id: "fig-\(id)", title: RichText(title), path: picture, altText: altText,
        caption: RichText(caption), dataPath: data))
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
