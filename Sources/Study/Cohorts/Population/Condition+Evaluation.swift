public import Tables

extension Condition {
  /// Whether each row meets the condition; `nil` where a missing value leaves that open.
  ///
  /// - Throws: `Problem` for a column the table does not have or a comparison across types.
  public func evaluate(on table: Table) throws(Problem) -> [Bool?] {
    try evaluate(root, on: table)
  }

  private func evaluate(_ node: Node, on table: Table) throws(Problem) -> [Bool?] {
    switch node {
    case .compare(let name, let comparison, let literal):
      return try compare(try column(name, of: table), name, comparison, literal)
    case .member(let name, let literals):
      let column = try column(name, of: table)
      var result = (0..<table.rowCount).map { column.isMissing($0) ? nil : Bool?(false) }
      for literal in literals {
        let equal = try compare(column, name, .equal, literal)
        for row in result.indices where equal[row] == true { result[row] = true }
      }
      return result
    case .missing(let name):
      let column = try column(name, of: table)
      return (0..<table.rowCount).map { column.isMissing($0) }
    case .yes(let name): return try yesNo(try column(name, of: table), name)
    case .bare(let name):
      guard let column = table.column(named: name.text) else {
        throw unknownWord(name, in: table)
      }
      return try yesNo(column, name)
    case .named(let name, let meanings): return try named(name, meanings, on: table)
    case .not(let inner): return try evaluate(inner, on: table).map { $0.map { !$0 } }
    case .and(let parts): return try fold(parts, on: table, deciding: false)
    case .or(let parts): return try fold(parts, on: table, deciding: true)
    }
  }

  /// One part that is `deciding` decides; failing that, one unknown part leaves the whole unknown.
  private func fold(
    _ parts: [Node], on table: Table, deciding: Bool
  ) throws(Problem) -> [Bool?] {
    var result = [Bool?](repeating: !deciding, count: table.rowCount)
    for part in parts {
      let answers = try evaluate(part, on: table)
      for row in result.indices where result[row] != deciding {
        if answers[row] == deciding {
          result[row] = deciding
        } else if answers[row] == nil {
          result[row] = nil
        }
      }
    }
    return result
  }

  private func named(
    _ name: Name, _ meanings: [Condition], on table: Table
  ) throws(Problem) -> [Bool?] {
    guard let meaning = Self.meaning(meanings, in: table) else {
      throw unknownWord(name, in: table)
    }
    do throws(Problem) { return try meaning.evaluate(on: table) } catch {
      throw Problem(
        position: name.position,
        message: "`\(name.text)` stands for `\(meaning.text)`: \(error.message)")
    }
  }

  private func yesNo(_ column: Column, _ name: Name) throws(Problem) -> [Bool?] {
    do throws(YesNoReading.Unreadable) { return try YesNoReading.answers(column) } catch {
      throw Problem(
        position: name.position,
        message: "`\(name.text)` holds \(error.found), not yes/no, true/false or 0/1, so it is no "
          + "condition by itself; compare it, as in `\(name.text) == ...`")
    }
  }

  private func column(_ name: Name, of table: Table) throws(Problem) -> Column {
    if let column = table.column(named: name.text) { return column }
    let nearest = NameSuggestion.nearest(to: name.text, among: table.columnNames)
    throw Problem(
      position: name.position,
      message: "no column `\(name.text)` in \(table.source)"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
  }

  private func unknownWord(_ name: Name, in table: Table) -> Problem {
    let yesNoColumns = table.columns.filter(YesNoReading.reads).map(\.name)
    let nearest = NameSuggestion.nearest(to: name.text, among: knownNames + table.columnNames)
    func list(_ names: [String]) -> String {
      names.isEmpty
        ? "none"
        : names.prefix(12).map { "`\($0)`" }.joined(separator: ", ")
          + (names.count > 12 ? ", ..." : "")
    }
    return Problem(
      position: name.position,
      message: "`\(name.text)` is neither a named condition nor a column of \(table.source)"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ";")
        + " Here can stand a named condition (\(list(knownNames))) or a yes/no column "
        + "(\(list(yesNoColumns)))")
  }
}
