import Tables

/// Finds rows in which an expression has no finite value although its columns do.
struct FiniteCheck {
  let table: Table
  let selection: RowSelection

  /// The problem, when some of `values`, computed from `expression` over the rows used, is not
  /// finite.
  func problem(_ values: [Double], of expression: FormulaExpression) -> TableProblem? {
    // Zero times a finite number is zero, times anything else NaN: one branchless pass.
    var sum = 0.0
    for value in values { sum += value * 0 }
    guard sum.isNaN else { return nil }
    let fault = DataFault.rows(values.count, of: selection) { !values[$0].isFinite }
    guard let row = fault.firstRows.first else { return nil }
    let names = expression.names.map(\.name)
    let inputs = names.map { "`\($0)` is \(text(of: $0, row))" }.joined(separator: " and ")
    let isColumn = expression.columnName != nil
    return fault.problem(
      in: table, column: names.first, found: names.first.map { text(of: $0, row) },
      message: isColumn
        ? "`\(expression.label)` is not a finite number"
        : "`\(expression.label)` is not a finite number where \(inputs)",
      help: isColumn
        ? "mend the value, or leave it empty if it is missing"
        : "mend the values, leave them empty if they are missing, or choose a transformation "
          + "defined there")
  }

  private func text(of name: String, _ row: Int) -> String {
    switch table.column(named: name)?.values {
    case .numbers(let numbers): LevelSet.name(of: numbers[row])
    case .categories(let categories):
      categories.codes[row] < 0 ? "" : categories.levels[Int(categories.codes[row])]
    case .dates(let days): CalendarDate.text(days[row])
    case nil: ""
    }
  }
}
