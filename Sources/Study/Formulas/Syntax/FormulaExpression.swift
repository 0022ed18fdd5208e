/// A piece of a formula's syntax tree, with the characters it was read from.
package struct FormulaExpression: Sendable, Hashable, Codable {
  /// What stands there.
  package indirect enum Kind: Sendable, Hashable, Codable {
    /// A number.
    case number(Double)
    /// Text in quotes.
    case text(String)
    /// `TRUE` or `FALSE`.
    case logical(Bool)
    /// The name of a column.
    case name(String)
    /// The dot: all columns not named elsewhere.
    case everything
    /// Things added and taken away, held flat so that a long formula is not a deep tree.
    case sum([Addend])
    /// A sign or negation before an expression.
    case unary(UnaryOperator, FormulaExpression)
    /// Two expressions and what stands between them.
    case binary(BinaryOperator, FormulaExpression, FormulaExpression)
    /// A function and its arguments.
    case call(String, [Argument])
    /// An expression in parentheses.
    case parentheses(FormulaExpression)
  }

  /// One member of a sum.
  package struct Addend: Sendable, Hashable, Codable {
    /// Whether a minus sign stands before it.
    package let isSubtracted: Bool
    /// What is added or taken away.
    package let expression: FormulaExpression
  }

  /// An argument of a function.
  package struct Argument: Sendable, Hashable, Codable {
    /// The name before an equals sign.
    package let name: String?
    /// The value.
    package let value: FormulaExpression
  }

  /// Operators before an expression.
  package enum UnaryOperator: String, Sendable, Hashable, Codable {
    case minus = "-"
    case plus = "+"
    case not = "!"
  }

  /// Operators between expressions, other than plus and minus.
  package enum BinaryOperator: String, Sendable, Hashable, Codable {
    case times = "*"
    case divide = "/"
    case power = "^"
    case interaction = ":"
    case within = "%in%"
    case equal = "=="
    case unequal = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and = "&"
    case or = "|"
    case uncorrelated = "||"

    /// Whether the result is a truth value.
    var isLogical: Bool {
      switch self {
      case .times, .divide, .power, .interaction: false
      default: true
      }
    }
  }

  /// What stands there.
  package let kind: Kind
  /// The characters of the formula it was read from.
  package let range: Range<Int>
  /// The text as typed without spaces; of a backticked name, the name.
  package let label: String
  /// The number of levels of the tree from here down.
  let depth: Int
}

extension FormulaExpression {
  /// The columns named in the expression, in order, each with its place.
  package var names: [(name: String, range: Range<Int>)] {
    var found: [(name: String, range: Range<Int>)] = []
    collectNames(into: &found)
    return found
  }

  private func collectNames(into found: inout [(name: String, range: Range<Int>)]) {
    switch kind {
    case .name(let name): found.append((name, range))
    case .number, .text, .logical, .everything: break
    case .sum(let addends): addends.forEach { $0.expression.collectNames(into: &found) }
    case .unary(_, let inner), .parentheses(let inner): inner.collectNames(into: &found)
    case .binary(_, let left, let right):
      left.collectNames(into: &found)
      right.collectNames(into: &found)
    case .call(_, let arguments): arguments.forEach { $0.value.collectNames(into: &found) }
    }
  }

  /// The expression without the parentheses around it.
  package var unwrapped: FormulaExpression {
    if case .parentheses(let inner) = kind { return inner.unwrapped }
    return self
  }

  /// The number the expression writes out, with its sign.
  var literalNumber: Double? {
    switch kind {
    case .number(let value): value
    case .unary(.minus, let inner): inner.literalNumber.map { -$0 }
    case .parentheses(let inner), .unary(.plus, let inner): inner.literalNumber
    default: nil
    }
  }

  /// The value an expression writes out.
  enum Literal: Sendable, Hashable {
    case number(Double)
    case text(String)
    case logical(Bool)
  }

  /// The number, text or truth value the expression writes out, if it is no more than that.
  var literal: Literal? {
    if let number = literalNumber { return .number(number) }
    switch unwrapped.kind {
    case .text(let text): return .text(text)
    case .logical(let value): return .logical(value)
    default: return nil
    }
  }

  /// The name, when the expression is a plain column.
  package var columnName: String? {
    if case .name(let name) = kind { return name }
    return nil
  }
}
