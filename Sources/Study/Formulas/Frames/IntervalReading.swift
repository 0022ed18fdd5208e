import Tables

/// Reads the bounds of interval-censored times, where an empty bound has a meaning of its own.
struct IntervalReading {
  let table: Table
  let lower: FormulaExpression
  let upper: FormulaExpression

  /// The rows of the table that hold neither bound.
  func rowsWithoutBounds() -> [Bool] {
    let (low, high) = values(RowSelection(allOf: table))
    return low.indices.map { low[$0].isNaN && high[$0].isNaN }
  }

  private func values(_ selection: RowSelection) -> (lower: [Double], upper: [Double]) {
    let evaluation = ExpressionEvaluation(table: table, selection: selection)
    return (evaluation.numbers(lower), evaluation.numbers(upper))
  }

  /// The intervals of the rows used, noting bounds that make no sense.
  func intervals(
    _ selection: RowSelection, _ problems: inout [TableProblem]
  ) -> CensoringIntervals {
    var (low, high) = values(selection)
    let isEmpty = low.map(\.isNaN)
    for row in low.indices {
      if low[row].isNaN { low[row] = 0 }
      if high[row].isNaN { high[row] = .infinity }
    }
    let bounds = CensoringIntervals(lower: low, upper: high, hasNoLower: isEmpty)
    let negative = DataFault.rows(low.count, of: selection) {
      low[$0] < 0 || low[$0] == .infinity || high[$0] < 0
    }
    if !negative.isEmpty {
      problems.append(
        negative.problem(
          in: table, column: lower.names.first?.name,
          message: "a bound of `\(lower.label)`, `\(upper.label)` is negative or infinite; "
            + "expected times from 0",
          help: "leave the upper bound empty where the event was never seen"))
    }
    let crossed = DataFault.rows(low.count, of: selection) { low[$0] > high[$0] }
    if let row = low.indices.first(where: { low[$0] > high[$0] }) {
      let found = "\(LevelSet.name(of: low[row])) to \(LevelSet.name(of: high[row]))"
      problems.append(
        crossed.problem(
          in: table, column: upper.names.first?.name, found: found,
          message: "the interval from `\(lower.label)` to `\(upper.label)` is \(found); expected "
            + "the lower bound first", help: "mend the bounds"))
    }
    return bounds
  }
}
