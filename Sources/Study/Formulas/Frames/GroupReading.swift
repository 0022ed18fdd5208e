import Statistics
import Tables

/// Reads what cuts the rows used into groups: strata, clusters, weights and cross-classifications.
struct GroupReading {
  let table: Table
  let selection: RowSelection

  private var evaluation: ExpressionEvaluation {
    ExpressionEvaluation(table: table, selection: selection)
  }

  /// The categories of an expression, named by its column where it is one.
  func categories(_ expression: FormulaExpression) -> (name: String, categories: Categorised) {
    (expression.label, Categorised(evaluation.categories(expression)))
  }

  /// Notes expressions to group by that are not finite somewhere.
  func checkFinite(_ expressions: [FormulaExpression], _ problems: inout [TableProblem]) {
    let finite = FiniteCheck(table: table, selection: selection)
    for expression in expressions where expression.unwrapped.columnName == nil {
      let values = evaluation.numbers(expression)
      if let problem = finite.problem(values, of: expression) { problems.append(problem) }
    }
  }

  /// The combinations of all `strata(...)` terms, or `nil` without any.
  func strata(_ specials: [FormulaVariable]) -> Stratification? {
    let parts = specials.filter { $0.kind == .strata }.flatMap(\.parts)
    guard !parts.isEmpty else { return nil }
    return Stratification(crossing: parts.map(categories), rowCount: selection.count)
  }

  /// The groups of a single expression, with their levels.
  func groups(_ expression: FormulaExpression) -> (grouping: Grouping, levels: [String]) {
    let found = categories(expression).categories
    return (Grouping(codes: found.codes, count: found.levels.count), found.levels.names)
  }

  /// The groups of equal values of a column.
  func grouping(column name: String) -> Grouping {
    let part = FormulaExpression(kind: .name(name), range: 0..<0, label: name, depth: 1)
    let found = Categorised.grouping(evaluation.categories(part))
    return Grouping(codes: found.codes, count: found.count)
  }

  /// The clusters of a `cluster(...)` term, or of the column an option names.
  func clusters(_ specials: [FormulaVariable], option: String?) -> Grouping? {
    var part = specials.first { $0.kind == .cluster }?.parts.first
    if let option, part == nil {
      part = FormulaExpression(kind: .name(option), range: 0..<0, label: option, depth: 1)
    }
    guard let part else { return nil }
    let found = Categorised.grouping(evaluation.categories(part))
    return Grouping(codes: found.codes, count: found.count)
  }

  /// The weights of the rows used, noting values that cannot be weights.
  func weights(_ name: String?, _ problems: inout [TableProblem]) -> [Double]? {
    guard let name, case .numbers(let numbers) = table.column(named: name)?.values else {
      return nil
    }
    let weights = selection.gather(numbers)
    let fault = DataFault.rows(weights.count, of: selection) {
      !(weights[$0] >= 0 && weights[$0] < .infinity)
    }
    if let row = fault.firstRows.first {
      problems.append(
        fault.problem(
          in: table, column: name, found: LevelSet.name(of: numbers[row]),
          message: "the weight `\(name)` is \(LevelSet.name(of: numbers[row])); expected a finite "
            + "number, 0 or more",
          help: "mend the weights, or leave them empty to exclude the rows"))
    }
    return weights
  }

  /// The problem of having no row left.
  func noRows() -> TableProblem? {
    guard selection.count == 0 else { return nil }
    let missing = selection.exclusions.filter { $0.reason == .missing }.map {
      "`\($0.column)` is missing in \($0.count)"
    }
    return TableProblem(
      .error, source: table.source,
      message: table.rowCount == 0
        ? "the data hold no rows"
        : "none of the \(table.rowCount) rows has a value in every column of the formula: "
          + missing.joined(separator: ", "),
      help: table.rowCount == 0 ? nil : "leave out the columns that are mostly missing")
  }
}
