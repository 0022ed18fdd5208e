public import Statistics
public import Tables

/// How a formula's right side becomes numbers, with the levels and knots learned from the data it
/// was fitted to, so that new data is coded alike.
public struct Encoding: Sendable, Hashable, Codable {
  /// A column that new data must hold.
  public struct RequiredColumn: Sendable, Hashable, Codable {
    /// What the column holds.
    public enum Kind: String, Sendable, Hashable, Codable {
      case numbers
      case text
      case dates
    }

    /// Its name.
    public let name: String
    /// What it held in the fitted data.
    public let kind: Kind
  }

  /// The formula.
  public let formula: String
  /// The columns the covariates and offsets are computed from.
  public let requiredColumns: [RequiredColumn]
  /// Columns the formula uses for strata, clusters and the like: accepted and not needed.
  package let otherColumns: [String]
  package let variables: [CodedVariable]
  package let terms: [CodedTerm]
  package let offsets: [FormulaExpression]
  package let hasIntercept: Bool

  /// The design of every row of `table`, coded with the fitted levels and knots.
  ///
  /// - Throws: `ModelFrameError` for a column that is not there or holds something else than in the
  ///   fitted data, a missing value, or a level the fit has not seen.
  public func design(for table: Table) throws(ModelFrameError) -> Design {
    try checkColumns(of: table)
    let selection = RowSelection(allOf: table)
    try checkComplete(table)
    let evaluation = ExpressionEvaluation(table: table, selection: selection)
    let finite = FiniteCheck(table: table, selection: selection)
    var problems: [TableProblem] = []
    var values: [CodedVariable.Values] = []
    let used = Set(terms.flatMap(\.variables))
    for (position, variable) in variables.enumerated() {
      guard used.contains(position) else {
        values.append(.columns([]))
        continue
      }
      if let levels = variable.levels {
        let codes = levels.codes(of: evaluation.categories(variable.source))
        if let problem = unknownLevel(codes, variable, levels, table) { problems.append(problem) }
        values.append(.codes(codes))
      } else {
        let x = evaluation.numbers(variable.source)
        if let problem = finite.problem(x, of: variable.source) { problems.append(problem) }
        values.append(.columns(variable.columns(at: x)))
      }
    }
    let offset = offsetSum(evaluation, finite, &problems)
    guard problems.isEmpty else { throw .data(problems) }
    return assembly.design(values, rowCount: table.rowCount, offset: offset)
  }

  /// The design of rows given as text, such as `age=60,sex=1`: one dictionary from column to value
  /// for each row.
  ///
  /// - Throws: `ModelFrameError` for a value that is lacking, not a number where one is needed, or
  ///   a level the fit has not seen.
  public func design(at rows: [[String: String]]) throws(ModelFrameError) -> Design {
    try design(for: GivenValues(encoding: self).table(rows))
  }

  var assembly: DesignAssembly {
    DesignAssembly(variables: variables, terms: terms, hasIntercept: hasIntercept)
  }

  /// The sum of the offsets, or `nil` when there is none.
  func offsetSum(
    _ evaluation: ExpressionEvaluation, _ finite: FiniteCheck, _ problems: inout [TableProblem]
  ) -> [Double]? {
    var total: [Double]?
    for offset in offsets {
      let values = evaluation.numbers(offset)
      if let problem = finite.problem(values, of: offset) { problems.append(problem) }
      total = total.map { sum in sum.indices.map { sum[$0] + values[$0] } } ?? values
    }
    return total
  }

  // MARK: Checks of new data

  private func checkColumns(of table: Table) throws(ModelFrameError) {
    var check = ColumnCheck(table: table, formula: formula)
    for required in requiredColumns {
      guard let position = check.position(of: required.name, at: nil) else { continue }
      let kind = RequiredColumn.Kind(table.columns[position].values)
      if kind != required.kind {
        check.add(
          "`\(required.name)` holds \(kind.rawValue) in \(table.source); the fitted data hold "
            + "\(required.kind.rawValue) there", at: nil)
      }
    }
    try check.finish()
  }

  private func checkComplete(_ table: Table) throws(ModelFrameError) {
    let selection = RowSelection(allOf: table)
    var problems: [TableProblem] = []
    for required in requiredColumns {
      guard let column = table.column(named: required.name) else { continue }
      let fault = DataFault.rows(table.rowCount, of: selection) { column.isMissing($0) }
      guard !fault.isEmpty else { continue }
      problems.append(
        fault.problem(
          in: table, column: column.name, message: "`\(column.name)` has no value",
          help: "every covariate is needed to code a row"))
    }
    guard problems.isEmpty else { throw .data(problems) }
  }

  private func unknownLevel(
    _ codes: [Int32], _ variable: CodedVariable, _ levels: LevelSet, _ table: Table
  ) -> TableProblem? {
    let selection = RowSelection(allOf: table)
    let fault = DataFault.rows(codes.count, of: selection) { codes[$0] < 0 }
    guard let row = fault.firstRows.first else { return nil }
    let source = ExpressionEvaluation(table: table, selection: selection)
      .categories(variable.source)
    let found = source.name(ofRow: row)
    let nearest = NameSuggestion.nearest(to: found, among: levels.names)
    return fault.problem(
      in: table, column: variable.source.names.first?.name, found: found,
      message: "`\(variable.name)` is `\(found)`, a level the fitted data do not have"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ""),
      help: "its levels are " + levels.names.prefix(20).joined(separator: ", "))
  }
}

extension Encoding.RequiredColumn.Kind {
  /// What a column holds.
  init(_ values: Column.Values) {
    switch values {
    case .numbers: self = .numbers
    case .categories: self = .text
    case .dates: self = .dates
    }
  }
}

extension CategorySource {
  /// The value of a row as a level would be named.
  func name(ofRow row: Int) -> String {
    switch self {
    case .categories(let categories):
      categories.codes[row] < 0 ? "" : categories.levels[Int(categories.codes[row])]
    case .numbers(let numbers): LevelSet.name(of: numbers[row])
    case .days(let days): CalendarDate.text(days[row])
    }
  }
}
