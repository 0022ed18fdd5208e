import Tables

/// Reads an event indicator, which must be unmistakable: 0/1, true/false or a comparison.
struct EventReading {
  let table: Table
  let selection: RowSelection
  let syntax: OutcomeSyntax

  /// The most distinct values a message lists.
  private static let namedValues = 6

  /// Whether each row used has the event, or the problem with the column.
  func read(
    _ expression: FormulaExpression, time: String
  ) -> Result<[Bool], Fault> {
    let evaluation = ExpressionEvaluation(table: table, selection: selection)
    guard let name = expression.unwrapped.columnName, let column = table.column(named: name) else {
      return numbers(evaluation.numbers(expression), expression, time)
    }
    switch column.values {
    case .numbers: return numbers(evaluation.numbers(expression), expression, time)
    case .categories(let categories):
      if TruthValue.codes(categories.levels) != nil {
        return .success(evaluation.numbers(expression).map { $0 == 1 })
      }
      return .failure(Fault(problem: text(name, categories, time)))
    case .dates:
      return .failure(
        Fault(
          problem: TableProblem(
            .error, source: table.source, columnName: name,
            message: "the event `\(name)` holds dates; expected 0/1 or true/false")))
    }
  }

  /// Why a column is no event indicator.
  struct Fault: Error {
    let problem: TableProblem
  }

  private func numbers(
    _ values: [Double], _ expression: FormulaExpression, _ time: String
  ) -> Result<[Bool], Fault> {
    let fault = DataFault.rows(values.count, of: selection) { values[$0] != 0 && values[$0] != 1 }
    guard !fault.isEmpty else { return .success(values.map { $0 == 1 }) }
    var counts: [Double: Int] = [:]
    for value in values where !value.isNaN { counts[value, default: 0] += 1 }
    let keys = counts.keys.sorted()
    // A protocol names competing events by further values, so that 1 is the likelier event there.
    let isFirst = syntax == .protocolKeys && counts[1] != nil
    let suggestion = isFirst ? 1 : keys.last { $0.isFinite } ?? 1
    let first = values.first { $0 != 0 && $0 != 1 } ?? .nan
    let found = Found(
      first: LevelSet.name(of: first),
      shown: keys.prefix(Self.namedValues).map { (LevelSet.name(of: $0), counts[$0] ?? 0) },
      total: keys.count)
    return .failure(
      Fault(
        problem: problem(
          fault, expression, found, suggestion: LevelSet.name(of: suggestion), time)))
  }

  private func text(_ name: String, _ categories: Categories, _ time: String) -> TableProblem {
    let codes = selection.gather(categories.codes)
    let levels = categories.levels
    var counts = [Int](repeating: 0, count: levels.count)
    for code in codes where code >= 0 { counts[Int(code)] += 1 }
    func isOdd(_ code: Int32) -> Bool { code >= 0 && TruthValue.of(levels[Int(code)]) == nil }
    let fault = DataFault.rows(codes.count, of: selection) { isOdd(codes[$0]) }
    let occurring = counts.indices.filter { counts[$0] > 0 }
    let found = Found(
      first: codes.first(where: isOdd).map { levels[Int($0)] } ?? "",
      shown: occurring.prefix(Self.namedValues).map { (levels[$0], counts[$0]) },
      total: occurring.count)
    let expression = FormulaExpression(kind: .name(name), range: 0..<0, label: name, depth: 1)
    let example = occurring.last.map { levels[$0] } ?? "dead"
    return problem(fault, expression, found, suggestion: "\"\(example)\"", time)
  }

  /// What the column holds instead of an indicator.
  private struct Found {
    /// The first value that is no indicator.
    let first: String
    /// Some values with the numbers of their rows.
    let shown: [(value: String, count: Int)]
    /// How many values there are.
    let total: Int
  }

  private func problem(
    _ fault: DataFault, _ expression: FormulaExpression, _ found: Found,
    suggestion: String, _ time: String
  ) -> TableProblem {
    let name = expression.label
    var values = found.shown
      .map { "\($0.value) (\($0.count) row\($0.count == 1 ? "" : "s"))" }.joined(separator: ", ")
    if found.total > found.shown.count {
      values += " and \(found.total - found.shown.count) more"
    }
    return fault.problem(
      in: table, column: expression.names.first?.name, found: found.first,
      message: "the event `\(name)` is neither 0/1 nor true/false: it holds \(values)",
      help: "say which value is the event, for example "
        + syntax.outcome(time, event: "\(name) == \(suggestion)"))
  }
}
