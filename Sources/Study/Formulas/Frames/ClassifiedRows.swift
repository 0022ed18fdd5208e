import Statistics
import Tables

/// The rows of a table that a formula without coefficients uses, cut into groups.
struct ClassifiedRows {
  /// What must stand on the left side.
  enum Outcome {
    case followUp
    case intervals
  }

  let read: ReadResponse
  let groups: Stratification
  let strata: Stratification?
  let clusters: Grouping?
  let weights: [Double]?
  let selection: RowSelection

  init(
    _ formula: Formula, from table: Table, options: GroupedFrame.Options, wants outcome: Outcome
  ) throws(ModelFrameError) {
    try Self.checkShape(formula, options.caller, outcome)
    let columns = try FrameColumns(
      formula, table: table,
      options: .init(weights: options.weights, cluster: options.cluster),
      support: .init(kinds: options.supportedTerms, caller: options.caller))
    selection = columns.selection(of: table)
    let reading = GroupReading(table: table, selection: selection)
    if let problem = reading.noRows() { throw .data([problem]) }
    var responses = ResponseReading(
      table: table, selection: selection, events: options.events, poolsTimes: options.poolsTimes,
      syntax: options.syntax)
    let conventions = ExportConventions(
      table: table, selection: selection, syntax: options.syntax)
    var problems = conventions.problems(formula)
    read = problems.isEmpty ? responses.read(formula.responseExpression) : ReadResponse()
    problems += responses.problems
    weights = reading.weights(options.weights, &problems)
    reading.checkFinite(
      columns.terms.variables.flatMap(\.parts), &problems)
    guard problems.isEmpty else { throw .data(problems) }
    groups = Self.crossed(columns.terms, reading)
    strata = reading.strata(columns.terms.specials)
    clusters = reading.clusters(columns.terms.specials, option: options.cluster)
  }

  private static func crossed(_ terms: TermList, _ reading: GroupReading) -> Stratification {
    let used = Set(terms.terms.flatMap(\.variables)).sorted()
    let parts = used.compactMap { terms.variables[$0].parts.first }
    return Stratification(
      crossing: parts.map(reading.categories), rowCount: reading.selection.count)
  }

  /// Checks that the left side is the outcome wanted and the right side only names columns.
  private static func checkShape(
    _ formula: Formula, _ caller: String, _ outcome: Outcome
  ) throws(ModelFrameError) {
    var issues: [FormulaError.Issue] = []
    let parts = formula.responseExpression.parts
    let place = (parts.first?.range.lowerBound ?? 0)..<(parts.last?.range.upperBound ?? 1)
    switch (formula.responseExpression, outcome) {
    case (.rightCensored, .followUp), (.countingProcess, .followUp),
      (.intervalCensored, .intervals):
      break
    case (.intervalCensored, .followUp):
      issues.append(.init("interval-censored times are not used by \(caller)", at: place))
    case (_, .followUp):
      issues.append(
        .init(
          "\(caller) needs follow-up on the left of the formula", at: place,
          help: "write Surv(time, event) ~ ..."))
    case (_, .intervals):
      issues.append(
        .init(
          "\(caller) needs interval-censored times on the left of the formula", at: place,
          help: "write Surv(lower, upper, type = \"interval2\") ~ ..."))
    }
    for variable in formula.termList.variables {
      switch variable.kind {
      case .restrictedCubicSpline, .naturalSpline, .polynomial:
        issues.append(
          .init(
            "`\(variable.label)` cannot cut the rows into groups", at: variable.range,
            help: "name columns, or comparisons such as (age > 60)"))
      default: break
      }
    }
    guard issues.isEmpty else {
      throw .formula(FormulaError(formula: formula.text, issues: issues))
    }
  }
}
