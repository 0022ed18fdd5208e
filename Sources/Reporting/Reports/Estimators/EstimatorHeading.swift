import Analyses
import Documents
import Formulas
import Statistics

/// What every estimator's result begins with: model, formula, rows used and left out, conventions,
/// and at the end of the page what the reader must know.
struct EstimatorHeading {
  /// The name of the model in the JSON.
  let model: String
  /// The title of the page.
  let title: String
  /// The formula, the rows and the conventions.
  let facts: EstimatorFacts

  /// The members every JSON result has, in this order.
  var members: [JSONValue.Member] {
    var members: [JSONValue.Member] = [
      .init("model", .string(model)), .init("formula", .string(facts.formula)),
      .init("n", .integer(facts.n)),
      .init(
        "excluded",
        .array(
          facts.exclusions.map {
            [
              "reason": .string($0.reason.rawValue), "column": .string($0.column),
              "count": .integer($0.count),
            ]
          })),
      .init(
        "conventions",
        .object(facts.conventions.map { .init($0.name, .string($0.choice)) })),
      .init("diagnostics", .array(facts.diagnostics.map(Self.json))),
    ]
    if let convergence = facts.convergence {
      members.append(
        .init(
          "convergence",
          [
            "converged": .bool(convergence.converged),
            "iterations": .integer(convergence.iterations),
            "criterion": .string(convergence.criterion),
            "gradient_norm": .number(convergence.gradientNorm),
          ]))
    }
    return members
  }

  static func json(_ diagnostic: Diagnostic) -> JSONValue {
    [
      "code": .string(diagnostic.code.rawValue),
      "severity": .string(diagnostic.severity.rawValue), "term": .optional(diagnostic.term),
      "message": .string(diagnostic.message),
    ]
  }

  /// The heading, the formula and the rows, as the page begins.
  var opening: [Block] {
    // A row that lacks several values is counted under each of their columns.
    let missing = facts.exclusions.filter { $0.reason == .missing }.map(\.count)
    let others = facts.exclusions.reduce(0) { $0 + $1.count } - missing.reduce(0, +)
    let fewest = facts.inputRows - others - missing.reduce(0, +)
    let most = facts.inputRows - others - (missing.max() ?? 0)
    let used = min(max(facts.n, fewest), most)
    var rows: RichText =
      "Formula: \(code: facts.formula). Rows used: \(min(facts.n, used)) of \(facts.inputRows)"
    if facts.n > used { rows += RichText(", which stand for \(facts.n)") }
    if facts.exclusions.isEmpty {
      rows += "."
    } else {
      rows += RichText("; left out: ")
      for (position, exclusion) in facts.exclusions.enumerated() {
        if position > 0 { rows += RichText(", ") }
        switch exclusion.reason {
        case .missing: rows += RichText("\(exclusion.count) missing \(exclusion.column)")
        case .condition: rows += "\(exclusion.count) not meeting \(code: exclusion.column)"
        }
      }
      rows += RichText(".")
    }
    return [.heading(level: 2, RichText(title)), .paragraph(rows)]
  }

  /// The diagnostics and the conventions, as the page ends.
  var closing: [Block] {
    Self.remarks(facts.diagnostics)
      + (facts.conventions.isEmpty
        ? []
        : [
          .folded(
            "Conventions",
            [
              .list(
                facts.conventions.map {
                  RichText("\($0.name.replacing("_", with: " ")): \($0.choice)")
                })
            ])
        ])
  }

  /// Diagnostics as remarks: warnings first.
  static func remarks(_ diagnostics: [Diagnostic]) -> [Block] {
    let warnings = diagnostics.filter { $0.severity == .warning }
    let notes = diagnostics.filter { $0.severity == .note }
    return [(Block.NoteKind.caution, warnings), (.note, notes)].compactMap { kind, diagnostics in
      diagnostics.isEmpty
        ? nil : .note(kind, diagnostics.map { RichText(message: sentence($0.message)) })
    }
  }

  /// A message as a sentence: a capital letter first, a full stop last.
  ///
  /// The name of a group, such as `graft=own`, stays as it is.
  private static func sentence(_ message: String) -> String {
    let isSentence = message.last.map { ".?!".contains($0) } ?? true
    let isName = message.prefix { $0 != " " }.contains("=")
    return (isName ? message : message.capitalisedFirst) + (isSentence ? "" : ".")
  }
}
