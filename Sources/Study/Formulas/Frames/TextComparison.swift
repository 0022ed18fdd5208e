import Tables

/// Text that stands for a truth value.
enum TruthValue {
  /// The truth value of `text`, whatever its case.
  static func of(_ text: String) -> Bool? {
    switch text.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }

  /// The truth value of each level as 0 or 1, or `nil` when some level is not one.
  ///
  /// A column without any value has no level that is not.
  static func codes(_ levels: [String]) -> [Double]? {
    var codes: [Double] = []
    for level in levels {
      guard let value = of(level) else { return nil }
      codes.append(value ? 1 : 0)
    }
    return codes
  }
}

/// A comparison of a categorical column with a value written in the formula.
enum TextComparison {
  typealias Literal = FormulaExpression.Literal

  /// The column and the value, when one side is a column of text and the other a literal.
  static func sides(
    _ left: FormulaExpression, _ right: FormulaExpression, table: Table
  ) -> (column: (name: String, categories: Categories), literal: Literal)? {
    for (side, other) in [(left, right), (right, left)] {
      guard case .name(let name) = side.unwrapped.kind, let literal = other.literal,
        case .categories(let categories) = table.column(named: name)?.values
      else { continue }
      // A column of truth values compared with a number or truth value is arithmetic.
      if case .text = literal {} else if TruthValue.codes(categories.levels) != nil { continue }
      return ((name, categories), literal)
    }
    return nil
  }

  /// The level a literal means.
  static func position(of literal: Literal, in levels: [String]) -> Int? {
    if let exact = levels.firstIndex(of: spelling(literal)) { return exact }
    if case .number(let number) = literal { return levels.firstIndex { Double($0) == number } }
    return nil
  }

  /// The literal as a level would be spelt.
  static func spelling(_ literal: Literal) -> String {
    switch literal {
    case .number(let number): LevelSet.name(of: number)
    case .text(let text): text
    case .logical(let value): value ? "TRUE" : "FALSE"
    }
  }
}
