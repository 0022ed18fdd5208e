import Tables

/// Reads an event column whose values are causes.
struct CauseReading {
  let table: Table
  let selection: RowSelection
  /// The value that means censored, as the user gave it.
  let censored: String?

  /// The cause of each row used.
  struct Causes {
    let codes: [Int32]
    let names: [String]
    let censored: String
  }

  /// The causes, or the problem with the column.
  func read(_ expression: FormulaExpression) -> Result<Causes, EventReading.Fault> {
    let source = ExpressionEvaluation(table: table, selection: selection).categories(expression)
    let found = Categorised(source)
    let wanted = censored ?? "0"
    let position = found.levels.position(of: wanted)
    if position == nil, let message = fault(found.levels, expression, wanted) {
      let help = "its values are " + found.levels.names.prefix(20).joined(separator: ", ")
      return .failure(
        .init(
          problem: TableProblem(
            .error, source: table.source, columnName: expression.names.first?.name,
            message: message, help: help)))
    }
    let causes = found.levels.names.indices.filter { $0 != position }
    var codeOfLevel = [Int32](repeating: 0, count: found.levels.count)
    for (code, level) in causes.enumerated() { codeOfLevel[level] = Int32(code + 1) }
    return .success(
      Causes(
        codes: found.codes.map { $0 < 0 ? 0 : codeOfLevel[Int($0)] },
        names: causes.map { found.levels.names[$0] },
        censored: position.map { found.levels.names[$0] } ?? wanted))
  }

  /// What is wrong when no row is censored: nothing, if the causes are numbers and 0 is the
  /// value meant.
  private func fault(
    _ levels: LevelSet, _ expression: FormulaExpression, _ wanted: String
  ) -> String? {
    if Double(wanted) == 0 {
      if case .numbers = levels.values { return nil }
      return "it is not said which value of `\(expression.label)` means censored; give it with "
        + "--censor"
    }
    let nearest = NameSuggestion.nearest(to: wanted, among: levels.names)
    return "`\(expression.label)` is never `\(wanted)`, which is said to mean censored"
      + (nearest.map { "; did you mean `\($0)`?" } ?? "")
  }
}
