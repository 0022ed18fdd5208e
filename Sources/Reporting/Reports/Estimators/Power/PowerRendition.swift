public import Analyses
import Documents
import Statistics
import StudyDesign

extension Rendition {
  /// The plan of a study in the three forms.
  public init(_ analysis: PowerAnalysis) {
    let pages = PowerPages(analysis: analysis)
    let diagnostics = analysis.diagnostics + pages.outcomeRemarks
    self.init(
      json: .object(
        pages.members + [.init("diagnostics", .array(diagnostics.map(EstimatorHeading.json)))]),
      document: Document(blocks: pages.blocks + EstimatorHeading.remarks(diagnostics)),
      table: pages.csv, diagnostics: diagnostics)
  }
}

/// The body of the plan of a study.
struct PowerPages {
  let analysis: PowerAnalysis

  var words: PowerWords { PowerWords(analysis: analysis) }
  private var method: PowerMethod { words.method }

  var members: [JSONValue.Member] {
    let terms = analysis.terms
    return [
      .init("model", "power"), .init("design", .string(method.design)),
      .init("method", .optional(method.name)),
      .init("solved_for", .string(analysis.unknown.rawValue)),
      .init("sides", words.isTest ? .integer(terms.sides.rawValue) : .null),
      .init("outcome", .optional(terms.outcome)), .init("arms", .strings(words.arms)),
      .init("time_unit", words.hasTimes ? .string(terms.timeUnit) : .null),
      .init("formula", .string(method.formula)), .init("references", .strings(method.references)),
      .init("assumptions", .strings(words.assumptions)),
      .init(
        "conventions",
        [
          "n": "hips to be treated, both arms together", "rounding": "up, each arm by itself",
          "power": "of rejecting in the direction assumed",
        ]),
      .init("seed", terms.simulations > 0 ? .string("\(terms.seed)") : .null),
      .init("rows", .array(analysis.rows.map(json))),
    ]
  }

  private func json(_ row: PowerAnalysis.Row) -> JSONValue {
    var members: [JSONValue.Member] = []
    for item in row.items {
      switch item.value {
      case .number(let value): members.append(.init(item.quantity.key, .number(value)))
      case .count(let count): members.append(.init(item.quantity.key, .integer(count)))
      case .state(let state):
        members.append(.init(item.quantity.key, .null))
        members.append(.init(item.quantity.key + "_state", .string(state.rawValue)))
      case .hidden: members.append(.init(item.quantity.key, .null))
      }
    }
    return .object(members + [.init("statement", .optional(words.statement(row)))])
  }

  /// Every quantity of any row, in the order of the rows.
  private var quantities: [DesignQuantity] {
    var seen: [DesignQuantity] = []
    for row in analysis.rows {
      for item in row.items where !seen.contains(item.quantity) { seen.append(item.quantity) }
    }
    return seen
  }

  var csv: CSVTable {
    let quantities = quantities
    return CSVTable(
      header: quantities.map(\.key),
      rows: analysis.rows.map { row in
        quantities.map { quantity in
          switch row.items.first(where: { $0.quantity == quantity })?.value {
          case .number(let value): .number(value)
          case .count(let count): .integer(count)
          case .state, .hidden, nil: .missing
          }
        }
      })
  }

  var blocks: [Block] {
    var blocks: [Block] = [
      .heading(level: 2, RichText(method.title)), .paragraph(RichText(words.question)),
      .table(table),
    ]
    if let statement = analysis.rows.lazy.compactMap(words.statement).first {
      let lead = analysis.rows.count > 1 ? "In words, for the first row with an answer: " : ""
      blocks.append(.paragraph(RichText(lead + statement)))
    }
    blocks.append(.paragraph("What is assumed:"))
    blocks.append(.list(words.assumptions.map { RichText($0) }))
    blocks.append(
      .paragraph(
        RichText(
          "Formula: \(method.formula). References: "
            + method.references.joined(separator: "; ") + ".")))
    return blocks
  }

  /// What stands in the table: what was assumed of the effect, what varies, and what follows.
  private var columns: [DesignQuantity] {
    let varying = analysis.grid.given.filter { $0.values.count > 1 }.map(\.quantity)
    let hasInflation = analysis.rows.contains {
      $0[.independentControl] != $0[.enrolledControl] && $0.has(.independentControl)
        || $0[.independent] != $0[.enrolled] && $0.has(.independent)
    }
    let results: [DesignQuantity] = [
      .independentControl, .independentTreated, .independent, .enrolledControl, .enrolledTreated,
      .enrolled, .patients, .requiredEvents, .expectedEvents, .achievedPower, .falseAlarms,
      .simulatedPower, .intervalLower, .chance,
    ]
    let effects: [DesignQuantity] = [
      .control, .treated, .difference, .margin, .deviation, .correlation, .hazardRatio, .median,
      .treatedMedian, .proportion, .survival, .time, .halfWidth,
    ]
    return quantities.filter { quantity in
      switch quantity {
      case .independentControl, .independentTreated, .independent: hasInflation
      case .unrounded, .testedDeviation, .controlEventShare, .treatedEventShare, .intervalUpper,
        .simulatedLower, .simulatedUpper:
        false
      default:
        effects.contains(quantity) || results.contains(quantity) || varying.contains(quantity)
      }
    }
  }

  private var table: TableBlock {
    let columns = columns
    return TableBlock(
      id: "tbl-power", title: RichText(words.caption),
      columns: columns.map {
        TableColumn(header: RichText(words.title($0)), alignment: .trailing)
      },
      rows: analysis.rows.map { row in
        TableRow(cells: columns.map { Cell(cell($0, row)) })
      },
      notes: notes(columns))
  }

  private func cell(_ quantity: DesignQuantity, _ row: PowerAnalysis.Row) -> String {
    guard let item = row.items.first(where: { $0.quantity == quantity }) else { return "" }
    switch item.value {
    case .state, .hidden: return "NR"
    case .count(let count): return NumberStyle.point.text(count)
    case .number(let value):
      switch quantity {
      case .achievedPower, .falseAlarms, .chance: return NumberStyle.point.text(value, decimals: 3)
      case .independentControl, .independentTreated, .independent, .expectedEvents:
        return Int(exactly: value).map { NumberStyle.point.text($0) }
          ?? NumberStyle.point.text(value, decimals: 1)
      case .simulatedPower:
        return "\(NumberStyle.point.text(value, decimals: 3)) ("
          + NumberStyle.point.interval(
            NumberStyle.point.text(row[.simulatedLower], decimals: 3),
            NumberStyle.point.text(row[.simulatedUpper], decimals: 3)) + ")"
      case .intervalLower:
        return NumberStyle.point.interval(
          PowerWords.number(value, digits: 3), PowerWords.number(row[.intervalUpper], digits: 3))
      default: return PowerWords.number(value)
      }
    }
  }

  private func notes(_ columns: [DesignQuantity]) -> [TableNote] {
    var notes: [TableNote] = []
    if columns.contains(.independentControl) || columns.contains(.independent) {
      notes.append(
        TableNote(
          .statistics,
          "Worth, the number of independent hips with an assessment at the end that the hips to "
            + "treat are worth."))
    }
    if columns.contains(.simulatedPower) {
      notes.append(
        TableNote(
          .tests,
          RichText(
            "Simulated power: \(analysis.terms.simulations) trials, seed \(analysis.terms.seed), "
              + "with Wilson's 95% interval for the chance of the simulation.")))
    }
    if analysis.rows.contains(where: { $0.items.contains { $0.value == .state(.notReached) } }) {
      notes.append(TableNote(.abbreviations, "NR, not reached."))
    }
    return notes
  }

  /// What the words given for the outcome do not name.
  var outcomeRemarks: [Diagnostic] {
    guard let outcome = analysis.terms.outcome else { return [] }
    let text =
      words.hasTimes
      ? "The benefit lasted for a median of 14 months; \(outcome)."
      : "40% of patients responded; \(outcome)."
    let missing = TextAudit(text, source: "--outcome").findings.flatMap(\.missing)
    guard !missing.isEmpty else { return [] }
    return [
      Diagnostic(
        .honesty, .warning,
        message: "The words of --outcome do not seem to name its "
          + "\(missing.joined(separator: ", ")), without which nobody can judge the assumption.")
    ]
  }
}
