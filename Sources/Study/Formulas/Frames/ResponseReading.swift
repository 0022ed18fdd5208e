import Outcomes
import Tables

/// Computes the left side of a formula over the rows used, noting every fault of the data.
struct ResponseReading {
  let table: Table
  let selection: RowSelection
  let events: EventCoding
  /// Whether nearly equal times are made equal.
  let poolsTimes: Bool
  /// How messages say that the outcome is written.
  let syntax: OutcomeSyntax
  private(set) var problems: [TableProblem] = []

  init(
    table: Table, selection: RowSelection, events: EventCoding, poolsTimes: Bool,
    syntax: OutcomeSyntax = .formula
  ) {
    self.syntax = syntax
    self.table = table
    self.selection = selection
    self.events = events
    self.poolsTimes = poolsTimes
  }

  private var evaluation: ExpressionEvaluation {
    ExpressionEvaluation(table: table, selection: selection)
  }

  /// The response; without meaning when problems were noted.
  mutating func read(_ expression: ResponseExpression) -> ReadResponse {
    switch expression {
    case .none: return ReadResponse()
    case .value(let value): return ReadResponse(response: self.value(value))
    case .rightCensored(let time, let event):
      return rightCensored(time, event)
    case .countingProcess(let start, let stop, let event):
      return countingProcess(start, stop, event)
    case .intervalCensored(let lower, let upper):
      let reading = IntervalReading(table: table, lower: lower, upper: upper)
      let intervals = reading.intervals(selection, &problems)
      let pooling = poolsTimes ? TimePooling([intervals.lower, intervals.upper]) : nil
      return ReadResponse(
        intervals: pooling.map { pooling in
          CensoringIntervals(
            lower: pooling.pooled(intervals.lower), upper: pooling.pooled(intervals.upper),
            hasNoLower: intervals.hasNoLower)
        } ?? intervals, pooling: pooling)
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

  /// How follow-up ends, row by row.
  private struct Ending {
    let isEvent: [Bool]
    let causes: CauseReading.Causes?
  }

  private mutating func ending(_ event: FormulaExpression, _ time: String) -> Ending? {
    do {
      switch events {
      case .indicator:
        let isEvent = try EventReading(table: table, selection: selection, syntax: syntax)
          .read(event, time: time).get()
        return Ending(isEvent: isEvent, causes: nil)
      case .causes(let censored):
        let causes = try CauseReading(table: table, selection: selection, censored: censored)
          .read(event).get()
        return Ending(isEvent: causes.codes.map { $0 > 0 }, causes: causes)
      }
    } catch {
      problems.append(error.problem)
      return nil
    }
  }

  private mutating func rightCensored(
    _ time: FormulaExpression, _ event: FormulaExpression
  ) -> ReadResponse {
    let times = finiteNumbers(time)
    let ending = self.ending(event, time.label)
    let negative = DataFault.rows(times.count, of: selection) { times[$0] < 0 }
    if !negative.isEmpty {
      let first = times.first { $0 < 0 } ?? 0
      problems.append(
        negative.problem(
          in: table, column: time.names.first?.name, found: LevelSet.name(of: first),
          message: "the time `\(time.label)` is negative; expected 0 or more",
          help: syntax.negativeTimes(time.label)))
    }
    guard problems.isEmpty, let ending else { return ReadResponse() }
    let pooling = poolsTimes ? TimePooling([times]) : nil
    return outcome(time, event, ending, pooling) { () throws(OutcomeError) in
      try SurvivalOutcomes(time: pooling?.pooled(times) ?? times, isEvent: ending.isEvent)
    }
  }

  private mutating func countingProcess(
    _ start: FormulaExpression, _ stop: FormulaExpression, _ event: FormulaExpression
  ) -> ReadResponse {
    let (starts, stops) = (finiteNumbers(start), finiteNumbers(stop))
    let ending = self.ending(event, "\(start.label), \(stop.label)")
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
    let pooling = poolsTimes ? TimePooling([starts, stops]) : nil
    if let pooling { checkLengths(starts, stops, pooling, stop) }
    guard problems.isEmpty, let ending else { return ReadResponse() }
    return outcome(stop, event, ending, pooling) { () throws(OutcomeError) in
      try SurvivalOutcomes(
        entry: pooling?.pooled(starts) ?? starts, time: pooling?.pooled(stops) ?? stops,
        isEvent: ending.isEvent)
    }
  }

  /// Notes intervals that nothing is left of once nearly equal times are equal.
  private mutating func checkLengths(
    _ starts: [Double], _ stops: [Double], _ pooling: TimePooling, _ stop: FormulaExpression
  ) {
    let isEmpty = { (row: Int) in
      starts[row] < stops[row] && pooling.pooled(starts[row]) >= pooling.pooled(stops[row])
    }
    let squeezed = DataFault.rows(stops.count, of: selection, where: isEmpty)
    guard let row = stops.indices.first(where: isEmpty) else { return }
    problems.append(
      squeezed.problem(
        in: table, column: stop.names.first?.name,
        found: "\(LevelSet.name(of: starts[row])) to \(LevelSet.name(of: stops[row]))",
        message:
          "the interval is shorter than \(LevelSet.name(of: pooling.tolerance)), within which "
          + "times count as equal, so nothing is left of it",
        help: "leave out --timefix, or mend the times"))
  }

  private mutating func outcome(
    _ time: FormulaExpression, _ event: FormulaExpression, _ ending: Ending,
    _ pooling: TimePooling?, _ make: () throws(OutcomeError) -> SurvivalOutcomes
  ) -> ReadResponse {
    do {
      let outcomes = try make()
      let causes = ending.causes.map {
        CompetingCauses(
          outcomes: outcomes, codes: $0.codes, causes: $0.names, censored: $0.censored)
      }
      return ReadResponse(
        response: .survival(outcomes, timeName: time.label, eventName: event.label),
        causes: causes, pooling: pooling)
    } catch {
      problems.append(
        TableProblem(
          .error, source: table.source, columnName: time.names.first?.name,
          message: error.description))
      return ReadResponse()
    }
  }
}
