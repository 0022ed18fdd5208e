public import Analyses
import Cohorts
import Documents
import Statistics
import Tables

extension Rendition {
  /// How the endpoints of one unit came about, in the three forms.
  public init(explaining unit: Int, named name: String, of data: StudyData) {
    let page = ExplanationPage(unit: unit, name: name, data: data)
    self.init(
      json: page.json, document: page.document, table: page.csv, diagnostics: [])
  }
}

/// The page that traces the endpoints of one unit back to its visits.
struct ExplanationPage {
  let name: String
  let explanation: HipExplanation
  let hip: HipEndpoints
  let visits: Table
  let score: VisitPlan.Score?
  let plan: EndpointPlan
  let study: StudyProtocol
  let events: [HipHistory.Event]

  init(unit: Int, name: String, data: StudyData) {
    self.name = name
    visits = data.tables.visits
    score = data.plan.score
    (plan, study) = (data.plan, data.study)
    let history = data.histories.history(of: unit)
    events = history.events
    if var derivation = EndpointDerivation(data.plan) {
      explanation = derivation.explanation(of: history)
      hip = derivation.endpoints(of: history)
    } else {
      (explanation, hip) = (HipExplanation(), HipEndpoints())
    }
  }

  /// The page: the rows of the visits, what they were taken for, and the decisions.
  var document: Document {
    let rows = explanation.rows.map { row in
      TableRow(cells: [
        Cell("\(visits.lines[row.row])"),
        Cell(Self.typeset(Stratifier.text((row.month * 30.4375).rounded()))),
        Cell(Self.rounded(row.month, 100)),
        Cell(row.score.isNaN ? "missing" : Self.typeset(Stratifier.text(row.score))),
        Cell(row.improvementPercent.map { Self.rounded($0, 10) + " %" } ?? ""), Cell(row.use),
      ])
    }
    var blocks: [Block] = [
      .heading(level: 2, RichText("Endpoints of \(name)")),
      .table(
        TableBlock(
          id: "tbl-visits",
          title: RichText("Visits of \(name) in \(Self.fileName(visits.source))"),
          columns: [
            TableColumn(header: "Line", alignment: .trailing),
            TableColumn(header: "Day", alignment: .trailing),
            TableColumn(header: "Month", alignment: .trailing),
            TableColumn(
              header: RichText(score?.scale.description ?? "Score"), alignment: .trailing),
            TableColumn(header: "Improvement", alignment: .trailing),
            TableColumn(header: "Taken for"),
          ], rows: rows,
          notes: [
            TableNote(
              .statistics,
              RichText(
                "One unit. Day and month from \(study.outcome.context.origin); improvement in percent "
                  + "of the deficit at baseline. Response: \(plan.response.words).")),
            TableNote(
              .population,
              RichText("Population: \(study.population); eligibility is not looked at here.")),
          ])),
    ]
    if !events.isEmpty {
      blocks.append(.paragraph(RichText("Events:")))
      blocks.append(
        .list(
          events.sorted { $0.month < $1.month }.map {
            RichText("\($0.kind.words) at month \(Self.rounded($0.month, 100))")
          }))
    }
    blocks.append(.paragraph(RichText("Decisions:")))
    blocks.append(.list(explanation.decisions.map(Self.rich)))
    if !hip.flags.isEmpty {
      blocks.append(.paragraph(RichText("Flags:")))
      blocks.append(
        .list(hip.flags.map { RichText.code($0.code.name) + RichText(": \($0.words)") }))
    }
    return Document(blocks: blocks)
  }

  /// A sentence whose pieces in backticks are shown letter for letter.
  private static func rich(_ sentence: String) -> RichText {
    let pieces = sentence.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    return pieces.map(typeset).enumerated().reduce(.empty) { text, piece in
      text + (piece.offset % 2 == 1 ? .code(piece.element) : RichText(piece.element))
    }
  }

  /// Text with the minus sign before its negative numbers, as everywhere on a page.
  private static func typeset(_ text: String) -> String {
    text.replacing(#/(^|[\s(\[])-(?=\d)/#) { "\($0.1)\u{2212}" }
  }

  private static func fileName(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// The explanation at full precision.
  var json: JSONValue {
    [
      "unit": .string(name), "response_status": .string(hip.responseStatus.rawValue),
      "onset": Self.interval(hip.onset),
      "loss": Self.interval(hip.confirmedLoss?.interval),
      "loss_first_visit": Self.interval(hip.firstVisitLoss?.interval),
      "visits": .array(
        explanation.rows.map {
          [
            "line": .integer(visits.lines[$0.row]), "month": .number($0.month),
            "score": .number($0.score), "improvement_pct": .optional($0.improvementPercent),
            "taken_for": .string($0.use),
          ]
        }),
      "decisions": .strings(explanation.decisions.map { $0.filter { $0 != "`" } }),
      "flags": .strings(hip.flags.map(\.text)),
    ]
  }

  /// The rows of the visits as a table.
  var csv: CSVTable {
    CSVTable(
      header: ["line", "month", "score", "improvement_pct", "taken_for"],
      rows: explanation.rows.map {
        [
          .integer(visits.lines[$0.row]), .number($0.month), .number($0.score),
          .optional($0.improvementPercent), .text($0.use),
        ]
      })
  }

  private static func interval(_ interval: HipEndpoints.Interval?) -> JSONValue {
    guard let interval else { return .null }
    return ["lower": .number(interval.lower), "upper": .optional(interval.upper)]
  }

  /// A number for the page, to one part in `parts`.
  private static func rounded(_ number: Double, _ parts: Double) -> String {
    typeset(Stratifier.text((number * parts).rounded() / parts))
  }
}
