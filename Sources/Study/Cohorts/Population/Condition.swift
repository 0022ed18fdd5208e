public import Tables

/// A condition on one row of a table: `candidate_kl and not severe_obesity and age >= 18`.
///
/// A comparison is `==`, `!=`, `<`, `<=`, `>`, `>=`, `in [...]`, `not in [...]`,
/// `between ... and ...`, `is missing`, `is not missing`, `is yes` or `is no`. A bare word is a
/// named condition or a yes/no column.
///
/// Logic is three-valued: a comparison with a missing value is unknown, and a row whose condition
/// is unknown does not meet it.
public struct Condition: Sendable, Hashable {
  /// The condition as written.
  public let text: String
  let root: Node
  /// How deep the condition is nested and how many comparisons it holds, named ones written out.
  let depth: Int
  let size: Int
  /// The named conditions that could have been used, for messages.
  let knownNames: [String]

  /// The parts of a condition.
  indirect enum Node: Sendable, Hashable {
    case compare(column: Name, Comparison, Literal)
    case member(column: Name, [Literal])
    case missing(column: Name)
    case yes(column: Name)
    /// A word that is no named condition, so it must be a yes/no column.
    case bare(Name)
    /// A named condition, with what it stands for: the first whose columns are in the table.
    case named(Name, [Condition])
    case not(Node)
    case and([Node])
    case or([Node])
  }

  /// A name and where it stands in the text.
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

  /// Parses a condition, with the named conditions of the catalogue.
  public init(_ text: String) throws(Problem) { try self.init(text, named: [:]) }

  /// Parses a condition.
  ///
  /// - Parameter named: the study's own named conditions; they go before those of the catalogue.
  public init(_ text: String, named: [String: Condition]) throws(Problem) {
    try self.init(text, named: named, catalogue: NamedCondition.parsed)
  }

  init(
    _ text: String, named: [String: Condition], catalogue: [String: [Condition]]
  ) throws(Problem) {
    var parser = ConditionParser(text, named: named, catalogue: catalogue)
    root = try parser.parse()
    self.text = text
    depth = parser.deepestSeen
    size = parser.size
    knownNames = Set(named.keys).union(catalogue.keys).sorted()
  }

  /// The columns the condition asks for, in order of appearance, named conditions written out.
  ///
  /// Of a named condition that can be read from several columns, the first choice is listed.
  public var columns: [String] {
    var seen: Set<String> = []
    return comparisons(in: nil).map(\.column).filter { seen.insert($0).inserted }
  }

  /// The text the condition asks for that no row of its column holds: often a misspelling.
  ///
  /// A named condition may ask for levels a table need not have; it is listed where its column has
  /// none of them.
  public func absentLevels(in table: Table) -> [(column: String, level: String)] {
    comparisons(in: table).flatMap { comparison -> [(column: String, level: String)] in
      guard case .categories(let found)? = table.column(named: comparison.column)?.values else {
        return []
      }
      let absent = comparison.levels.filter { !found.levels.contains($0) }
      if comparison.isNamed, absent.count < comparison.levels.count { return [] }
      return absent.map { (comparison.column, $0) }
    }
  }

  /// A comparison of the condition with the text it asks for.
  private struct Question {
    let column: String
    let levels: [String]
    var isNamed = false
  }

  private func comparisons(in table: Table?) -> [Question] {
    func list(_ node: Node) -> [Question] {
      switch node {
      case .compare(let name, .equal, .text(let level)),
        .compare(let name, .notEqual, .text(let level)):
        return [Question(column: name.text, levels: [level])]
      case .compare(let name, _, _), .missing(let name), .yes(let name), .bare(let name):
        return [Question(column: name.text, levels: [])]
      case .member(let name, let literals):
        let levels = literals.compactMap { literal -> String? in
          if case .text(let level) = literal { return level }
          return nil
        }
        return [Question(column: name.text, levels: levels)]
      case .named(_, let meanings):
        let meaning = Self.meaning(meanings, in: table)
        return (meaning?.comparisons(in: table) ?? []).map {
          Question(column: $0.column, levels: $0.levels, isNamed: true)
        }
      case .not(let inner): return list(inner)
      case .and(let parts), .or(let parts): return parts.flatMap(list)
      }
    }
    return list(root)
  }

  /// What a named condition stands for in a table: the first meaning whose columns are all there,
  /// or the first of them.
  static func meaning(_ meanings: [Condition], in table: Table?) -> Condition? {
    guard let table else { return meanings.first }
    return meanings.first { $0.columns.allSatisfy { table.column(named: $0) != nil } }
      ?? meanings.first
  }
}
