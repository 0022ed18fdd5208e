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
    let occurring = set.everybody.indices.filter { set.everybody[$0].eventCount != 0 }
    guard let leading = occurring.first else { return [] }
    let overall = IncidenceFigureSection(incidence: set, content: .events, context: context)
    let byArm = IncidenceFigureSection(
      incidence: set, content: .arms(cause: leading), context: context)
    return (set.arms[leading].count > 1 ? [overall, byArm] : [overall]).filter(\.isDrawn)
  }

  /// Whether any curve has enough at risk to be shown.
  private var isDrawn: Bool { curves.contains { $0.cutAt != 0 } }

  private var curves: [IncidenceResults.Curve] {
    switch content {
    case .events: incidence.everybody.filter { $0.eventCount != 0 }
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

  private var drawing: IncidenceDrawing {
    let isByArm = if case .arms = content { true } else { false }
    return IncidenceDrawing(
      curves: curves, names: curves.map(label), riskTimes: incidence.riskTimes,
      showsAtRisk: isByArm, leastAtRisk: incidence.leastAtRisk, unit: "months",
      numbers: context.numbers)
  }

  /// The result in words, for those who cannot see the picture.
  private var altText: String { drawing.description }

  private var figure: SurvivalFigure {
    drawing.figure(
      id: id, title: title, xLabel: "Months from \(origin)", annotation: annotation)
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
      + "compete.\(drawing.fewLeft)"
    if drawing.yMaximum < 1 { caption += " The vertical axis does not show the whole." }
    if case .events = content { caption += " At risk: free of all of these events." }
    if let outcome {
      caption +=
        " Instrument: \(outcome.instrument); threshold: \(outcome.thresholdAlone). Population: "
        + "\(outcome.population)."
    }
    caption += context.curveNote
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
