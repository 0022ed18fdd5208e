import Outcomes
import Tables

/// Computes the left side of a formula over the rows used, noting every fault of the data.
struct ResponseReading {
  let table: Table
  let selection: RowSelection
  private(set) var problems: [TableProblem] = []

  init(table: Table, selection: RowSelection) {
    self.table = table
    self.selection = selection
  }

  private var evaluation: ExpressionEvaluation {
    ExpressionEvaluation(table: table, selection: selection)
  }

  /// The response; without meaning when problems were noted.
  mutating func read(_ expression: ResponseExpression) -> Response {
    switch expression {
    case .none: return .none
    case .value(let value): return self.value(value)
    case .rightCensored(let time, let event):
      return rightCensored(time, event)
    case .countingProcess(let start, let stop, let event):
      return countingProcess(start, stop, event)
    case .intervalCensored: return .none
    }
  }

  private mutating func value(_ expression: FormulaExpression) -> Response {
    let values = finiteNumbers(expression)
    return isTruth(expression)
      ? .indicator(values, meaning: expression.label)
      : .numbers(values, label: expression.label)
  }

  private func isTruth(_ expression: FormulaExpression) -> Bool {
    switch expression.unwrapped.kind {
    case .binary(let operation, _, _): operation.isLogical
    case .unary(.not, _): true
    case .name(let name):
      if case .categories = table.column(named: name)?.values { true } else { false }
    default: false
    }
  }

  private mutating func finiteNumbers(_ expression: FormulaExpression) -> [Double] {
    let values = evaluation.numbers(expression)
    if let problem = FiniteCheck(table: table, selection: selection)
      .problem(values, of: expression)
    {
      problems.append(problem)
    }
    return values
  }

  private mutating func event(_ expression: FormulaExpression, _ time: String) -> [Bool] {
    switch EventReading(table: table, selection: selection).read(expression, time: time) {
    case .success(let events): return events
    case .failure(let fault):
      problems.append(fault.problem)
      return []
    }
  }

  private mutating func rightCensored(
    _ time: FormulaExpression, _ event: FormulaExpression
  ) -> Response {
    let times = finiteNumbers(time)
    let events = self.event(event, time.label)
    let negative = DataFault.rows(times.count, of: selection) { times[$0] < 0 }
    if !negative.isEmpty {
      let first = times.first { $0 < 0 } ?? 0
      problems.append(
        negative.problem(
          in: table, column: time.names.first?.name, found: LevelSet.name(of: first),
          message: "the time `\(time.label)` is negative; expected 0 or more",
          help: "mend the times, or use Surv(start, stop, event) if the origin is elsewhere"))
    }
    guard problems.isEmpty else { return .none }
    return outcome(time, event) { () throws(OutcomeError) in
      try SurvivalOutcomes(time: times, isEvent: events)
    }
  }

  private mutating func countingProcess(
    _ start: FormulaExpression, _ stop: FormulaExpression, _ event: FormulaExpression
  ) -> Response {
    let (starts, stops) = (finiteNumbers(start), finiteNumbers(stop))
    let events = self.event(event, "\(start.label), \(stop.label)")
    let empty = DataFault.rows(stops.count, of: selection) { starts[$0] >= stops[$0] }
    if let position = stops.indices.first(where: { starts[$0] >= stops[$0] }) {
      let found =
        "\(LevelSet.name(of: starts[position])) to \(LevelSet.name(of: stops[position]))"
      problems.append(
        empty.problem(
          in: table, column: stop.names.first?.name, found: found,
          message: "the interval from `\(start.label)` to `\(stop.label)` is \(found); expected "
            + "the start to lie before the stop",
          help: "mend the times; a row followed for no time carries no information"))
    }
    guard problems.isEmpty else { return .none }
    return outcome(stop, event) { () throws(OutcomeError) in
      try SurvivalOutcomes(entry: starts, time: stops, isEvent: events)
    }
  }

  private mutating func outcome(
    _ time: FormulaExpression, _ event: FormulaExpression,
    _ make: () throws(OutcomeError) -> SurvivalOutcomes
  ) -> Response {
    do {
      return .survival(try make(), timeName: time.label, eventName: event.label)
    } catch {
      problems.append(
        TableProblem(
          .error, source: table.source, columnName: time.names.first?.name,
          message: error.description))
      return .none
    }
  }
}
