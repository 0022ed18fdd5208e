public import Tables

/// A condition on one row of a table: `kl_grade in [2, 3] and not (infection == 'yes')`.
///
/// Logic is three-valued: a comparison with a missing value is unknown, and a row whose condition
/// is unknown does not meet it.
public struct Condition: Sendable, Hashable {
  /// The condition as written.
  public let text: String
  let root: Node

  /// The parts of a condition.
  indirect enum Node: Sendable, Hashable {
    case compare(column: Name, Comparison, Literal)
    case member(column: Name, [Literal])
    case not(Node)
    case and(Node, Node)
    case or(Node, Node)
  }

  /// A column's name and where it stands in the text.
  struct Name: Sendable, Hashable {
    let text: String
    let position: Int
  }

  enum Comparison: String, Sendable, Hashable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
  }

  enum Literal: Sendable, Hashable {
    case number(Double)
    case text(String)
  }

  /// What is wrong with a condition, and at which character (counted from zero).
  public struct Problem: Error, Sendable, Hashable {
    /// The character at fault.
    public let position: Int
    /// One sentence that says what was expected.
    public let message: String
  }

  /// Parses a condition.
  public init(_ text: String) throws(Problem) {
    var parser = ConditionParser(text)
    self.text = text
    self.root = try parser.parse()
  }

  /// Whether each row meets the condition; `nil` where a missing value leaves that open.
  ///
  /// - Throws: `Problem` for a column the table does not have or a comparison across types.
  public func evaluate(on table: Table) throws(Problem) -> [Bool?] {
    try Self.evaluate(root, on: table)
  }

  /// The text the condition asks for that no row of its column holds: often a misspelling.
  public func absentLevels(in table: Table) -> [(column: String, level: String)] {
    Self.absentLevels(root, in: table)
  }

  private static func absentLevels(
    _ node: Node, in table: Table
  ) -> [(column: String, level: String)] {
    func absent(_ name: Name, _ literals: [Literal]) -> [(column: String, level: String)] {
      guard case .categories(let categories)? = table.column(named: name.text)?.values else {
        return []
      }
      return literals.compactMap { literal in
        guard case .text(let level) = literal, !categories.levels.contains(level) else {
          return nil
        }
        return (name.text, level)
      }
    }
    switch node {
    case .compare(let name, .equal, let literal), .compare(let name, .notEqual, let literal):
      return absent(name, [literal])
    case .member(let name, let literals): return absent(name, literals)
    case .compare: return []
    case .not(let inner): return absentLevels(inner, in: table)
    case .and(let left, let right), .or(let left, let right):
      return absentLevels(left, in: table) + absentLevels(right, in: table)
    }
  }

  private static func evaluate(_ node: Node, on table: Table) throws(Problem) -> [Bool?] {
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
    case .not(let inner):
      return try evaluate(inner, on: table).map { $0.map { !$0 } }
    case .and(let left, let right):
      return zip(try evaluate(left, on: table), try evaluate(right, on: table)).map {
        if $0 == false || $1 == false { return false }
        return $0 == nil || $1 == nil ? nil : true
      }
    case .or(let left, let right):
      return zip(try evaluate(left, on: table), try evaluate(right, on: table)).map {
        if $0 == true || $1 == true { return true }
        return $0 == nil || $1 == nil ? nil : false
      }
    }
  }

  private static func column(_ name: Name, of table: Table) throws(Problem) -> Column {
    if let column = table.column(named: name.text) { return column }
    let nearest = NameSuggestion.nearest(to: name.text, among: table.columnNames)
    throw Problem(
      position: name.position,
      message: "no column `\(name.text)` in \(table.source)"
        + (nearest.map { "; did you mean `\($0)`?" } ?? ""))
  }

  private static func compare(
    _ column: Column, _ name: Name, _ comparison: Comparison, _ literal: Literal
  ) throws(Problem) -> [Bool?] {
    switch (column.values, literal) {
    case (.numbers(let numbers), .number(let value)):
      return numbers.map { $0.isNaN ? nil : holds($0, comparison, value) }
    case (.categories(let categories), .text(let value)):
      let levels = categories.levels.map { holds($0, comparison, value) }
      return categories.codes.map { $0 < 0 ? nil : levels[Int($0)] }
    case (.categories(let categories), .number(let value)):
      // A declared category may have levels that are numbers, as grades do.
      let numbers = categories.levels.map(Double.init)
      if numbers.allSatisfy({ $0 != nil }) {
        let levels = numbers.map { $0.map { holds($0, comparison, value) } }
        return categories.codes.map { $0 < 0 ? nil : levels[Int($0)] }
      }
      throw Problem(
        position: name.position,
        message: "`\(name.text)` holds text, so compare it with text in quotes")
    case (.numbers, .text):
      throw Problem(
        position: name.position,
        message: "`\(name.text)` holds numbers, so compare it with a number without quotes")
    case (.dates(let days), .text(let value)):
      guard let day = CalendarDate.day(value) else {
        throw Problem(
          position: name.position,
          message: "`\(name.text)` holds dates, so compare it with one such as '2024-03-31'")
      }
      return days.map { $0 == Column.missingDate ? nil : holds($0, comparison, day) }
    case (.dates, .number):
      throw Problem(
        position: name.position,
        message: "`\(name.text)` holds dates, so compare it with one such as '2024-03-31'")
    }
  }

  private static func holds<T: Comparable>(_ left: T, _ comparison: Comparison, _ right: T) -> Bool
  {
    switch comparison {
    case .equal: left == right
    case .notEqual: left != right
    case .less: left < right
    case .lessOrEqual: left <= right
    case .greater: left > right
    case .greaterOrEqual: left >= right
    }
  }
}
