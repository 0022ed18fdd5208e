/// The columns a study declares, checked against a table.
public struct Schema: Codable, Sendable, Hashable {
  /// What is declared, by the name of the column.
  public var columns: [String: ColumnDeclaration]

  /// Makes a schema.
  public init(columns: [String: ColumnDeclaration] = [:]) {
    self.columns = columns
  }

  /// Everything in which `table` is not as declared: columns that are absent or of another kind,
  /// values out of range, levels that are not declared.
  public func problems(in table: Table) -> [TableProblem] {
    var log = ProblemLog(source: table.source)
    reportAbsent(among: table.columnNames, line: nil, log: &log)
    for (place, column) in table.columns.enumerated() {
      guard let declaration = columns[column.name] else { continue }
      check(column, declaration, number: place + 1, lines: table.lines, log: &log)
    }
    return log.inOrder
  }

  /// Reports the declared columns that are not there, with the nearest name that is.
  func reportAbsent(among names: [String], line: Int?, log: inout ProblemLog) {
    let present = Set(names)
    for name in columns.keys.sorted() where !present.contains(name) {
      let near = NameSuggestion.nearest(to: name, among: names)
      let shown = names.prefix(12).map { excerpt(of: $0) }.joined(separator: ", ")
      log.add(
        .error, .schema(name), line: line, "there is no column `\(excerpt(of: name))`",
        help: near.map { "did you mean `\(excerpt(of: $0))`?" }
          ?? "the columns are \(shown)\(names.count > 12 ? ", ..." : "")")
    }
  }

  private func check(
    _ column: Column, _ declaration: ColumnDeclaration, number: Int, lines: LineNumbers,
    log: inout ProblemLog
  ) {
    let name = excerpt(of: column.name)
    func wrong(_ found: String, _ expected: String, log: inout ProblemLog) {
      log.add(
        .error, .schema(column.name), column: number, name: name,
        "the column holds \(found); it is declared to hold \(expected)",
        help: "correct the values or the declaration")
    }
    switch (column.values, declaration.type) {
    case (.numbers(let numbers), .number?), (.numbers(let numbers), nil):
      guard let range = declaration.range else { return }
      log.reportRange(numbers, range, column: number, name: column.name, lines: lines)
    case (.dates, .date?), (.dates, nil), (.categories, .text?): return
    case (.categories(let categories), .category?), (.categories(let categories), .ordinal?),
      (.categories(let categories), nil):
      guard let levels = declaration.levels else { return }
      checkLevels(categories, levels, column.name, number, lines, log: &log)
    case (.numbers, let kind?): wrong("numbers", kind.plural, log: &log)
    case (.dates, let kind?): wrong("dates", kind.plural, log: &log)
    case (.categories, let kind?): wrong("text", kind.plural, log: &log)
    }
  }

  private func checkLevels(
    _ categories: Categories, _ declared: [String], _ name: String, _ number: Int,
    _ lines: LineNumbers, log: inout ProblemLog
  ) {
    let known = Set(declared)
    let unknown = categories.levels.map { !known.contains($0) }
    guard unknown.contains(true) else { return }
    for (row, code) in categories.codes.enumerated() where code >= 0 && unknown[Int(code)] {
      log.addUndeclared(
        level: categories.levels[Int(code)], declared: declared, line: lines[row], column: number,
        name: name, count: 1)
    }
  }
}

extension ColumnDeclaration.Kind {
  /// What a column of this kind holds.
  var plural: String {
    switch self {
    case .number: "numbers"
    case .category: "categories"
    case .ordinal: "ordered levels"
    case .date: "dates"
    case .text: "text"
    }
  }
}

extension ProblemLog {
  /// Reports a value that is not among the declared levels.
  mutating func addUndeclared(
    level: String, declared: [String], line: Int, column: Int, name: String, count: Int
  ) {
    let near = NameSuggestion.nearest(to: level, among: declared)
    let known = declared.prefix(8).map { excerpt(of: $0) }.joined(separator: ", ")
    add(
      .error, .level(level), line: line, column: column, name: excerpt(of: name), found: level,
      "the value is not among the declared levels; expected one of \(known)"
        + (declared.count > 8 ? ", ..." : ""),
      help: near.map { "did you mean `\(excerpt(of: $0))`?" }
        ?? "correct the value or declare the level",
      count: count)
  }
}
