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
  let events: [HipHistory.Event]

  init(unit: Int, name: String, data: StudyData) {
    self.name = name
    visits = data.tables.visits
    score = data.plan.score
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
        Cell("\(visits.lines[row.row])"), Cell(Self.rounded(row.month)),
        Cell(row.score.isNaN ? "missing" : Stratifier.text(row.score)),
        Cell(row.improvementPercent.map { Self.rounded($0) + " %" } ?? ""), Cell(row.use),
      ])
    }
    var blocks: [Block] = [
      .heading(level: 2, RichText("Endpoints of \(name)")),
      .table(
        TableBlock(
          id: "tbl-visits", title: RichText("Visits of \(name) in \(visits.source)"),
          columns: [
            TableColumn(header: "Line", alignment: .trailing),
            TableColumn(header: "Month", alignment: .trailing),
            TableColumn(
              header: RichText(score?.scale.description ?? "Score"), alignment: .trailing),
            TableColumn(header: "Improvement", alignment: .trailing),
            TableColumn(header: "Taken for"),
          ], rows: rows)),
    ]
    if !events.isEmpty {
      blocks.append(
        .list(
          events.sorted { $0.month < $1.month }.map {
            RichText("\($0.kind.words) at month \(Stratifier.text($0.month))")
          }))
    }
    blocks.append(.list(explanation.decisions.map { RichText($0) }))
    if !hip.flags.isEmpty {
      blocks.append(
        .list([RichText("Flags: \(hip.flags.map(\.text).joined(separator: ", "))")]))
    }
    return Document(blocks: blocks)
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
      "decisions": .strings(explanation.decisions),
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

  /// A number for the page: two decimals at most.
  private static func rounded(_ number: Double) -> String {
    Stratifier.text((number * 100).rounded() / 100)
  }
}
