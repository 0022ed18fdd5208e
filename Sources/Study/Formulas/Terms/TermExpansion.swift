/// What the right side of a formula means: its variables, and its terms as sets of variables.
package struct TermList: Sendable, Hashable, Codable {
  /// A term: the main effect of one variable, or the interaction of several.
  package struct Term: Sendable, Hashable, Codable {
    /// The variables, as increasing positions in `variables`.
    package let variables: [Int]
    /// Where it was written.
    package let range: Range<Int>
  }

  /// The variables in the order of their first appearance.
  package let variables: [FormulaVariable]
  /// The terms without the specials: by degree, then in the order of the formula.
  package let terms: [Term]
  /// The terms that are no covariates, in formula order.
  package let specials: [FormulaVariable]
  /// Whether the formula keeps the intercept.
  package let hasIntercept: Bool

  /// The name of a term: its variables, joined by colons.
  package func label(of term: Term) -> String {
    term.variables.map { variables[$0].label }.joined(separator: ":")
  }
}

/// Multiplies out the right side of a formula by the rules of Wilkinson and Rogers (1973), as R's
/// `terms.formula` does.
struct TermExpansion {
  /// The most terms a formula may have.
  static let mostTerms = 10_000
  /// The most variables in one interaction.
  static let mostFactors = 12

  /// The highest power of a formula.
  static let highestPower = 50.0

  typealias Term = TermList.Term

  private let reader: VariableReader
  /// The columns the dot stands for, or `nil` while the data are not known.
  private let everything: [String]?
  private var variables: [FormulaVariable] = []
  private var positions: [String: Int] = [:]
  private var hasIntercept = true

  private init(text: String, everything: [String]?) {
    self.reader = VariableReader(text: text)
    self.everything = everything
  }

  /// Expands `expression`; `everything` names the columns a dot stands for.
  static func expand(
    _ expression: FormulaExpression, text: String, everything: [String]?
  ) throws(FormulaError) -> TermList {
    var expansion = TermExpansion(text: text, everything: everything)
    let found = try expansion.terms(of: expression, mayHoldNumbers: true)
    return try expansion.finished(found)
  }

  private func finished(_ found: [Term]) throws(FormulaError) -> TermList {
    var kept: [Term] = []
    var specials: [FormulaVariable] = []
    for term in found {
      let special = term.variables.first { variables[$0].kind.special != nil }
      guard let special else {
        kept.append(term)
        continue
      }
      guard term.variables.count == 1 else {
        throw reader.fault(
          "`\(variables[special].label)` cannot be part of an interaction", at: term.range,
          help: "add it to the formula with + instead")
      }
      specials.append(variables[special])
    }
    // Swift's sort is stable: terms of the same degree keep the order of the formula.
    kept.sort { $0.variables.count < $1.variables.count }
    return TermList(
      variables: variables, terms: kept, specials: specials, hasIntercept: hasIntercept)
  }

  // MARK: The algebra

  private mutating func terms(
    of expression: FormulaExpression, mayHoldNumbers: Bool
  ) throws(FormulaError) -> [Term] {
    switch expression.kind {
    case .sum(let addends): return try sum(addends, mayHoldNumbers: mayHoldNumbers)
    case .unary(.minus, _), .unary(.plus, _):
      return try sum(
        [.init(isSubtracted: false, expression: expression)], mayHoldNumbers: mayHoldNumbers)
    case .number(let value) where mayHoldNumbers && (value == 0 || value == 1):
      hasIntercept = value == 1
      return []
    case .parentheses(let inner):
      if case .binary(let bar, let left, let right) = inner.kind,
        bar == .or || bar == .uncorrelated
      {
        return [try randomEffects(left, right, bar == .or, expression)]
      }
      return try terms(of: inner, mayHoldNumbers: mayHoldNumbers)
    case .everything: return try everythingElse(expression)
    case .binary(let operation, let left, let right):
      return try product(operation, left, right, expression)
    default: return [try single(expression)]
    }
  }

  private mutating func sum(
    _ addends: [FormulaExpression.Addend], mayHoldNumbers: Bool
  ) throws(FormulaError) -> [Term] {
    var sum: [Term] = []
    var known: Set<[Int]> = []
    for addend in addends {
      var expression = addend.expression
      var isSubtracted = addend.isSubtracted
      while case .unary(let sign, let inner) = expression.kind, sign != .not {
        if sign == .minus { isSubtracted.toggle() }
        expression = inner
      }
      if isSubtracted, let number = expression.literalNumber {
        guard mayHoldNumbers, number == 0 || number == 1 else {
          throw reader.fault("only 0 and 1 may be taken away as numbers", at: expression.range)
        }
        hasIntercept = number == 0
        continue
      }
      let more = try terms(of: expression, mayHoldNumbers: mayHoldNumbers && !isSubtracted)
      if isSubtracted {
        let removed = Set(more.map(\.variables))
        sum.removeAll { removed.contains($0.variables) }
        known.subtract(removed)
      } else {
        for term in more where known.insert(term.variables).inserted { sum.append(term) }
        try checkCount(sum.count, expression)
      }
    }
    return sum
  }

  private mutating func product(
    _ operation: FormulaExpression.BinaryOperator, _ left: FormulaExpression,
    _ right: FormulaExpression, _ expression: FormulaExpression
  ) throws(FormulaError) -> [Term] {
    switch operation {
    case .times:
      let (first, second) = (try operand(left), try operand(right))
      return unique(first + second + (try crossed(first, second, expression)))
    case .within where Self.isList(right): return [try single(expression)]
    case .interaction, .within:
      let (first, second) = (try operand(left), try operand(right))
      return try crossed(first, second, expression)
    case .divide:
      let (first, second) = (try operand(left), try operand(right))
      let outer = Array(Set(first.flatMap(\.variables))).sorted()
      let nested = try crossed([Term(variables: outer, range: left.range)], second, expression)
      return unique(first + nested)
    case .power: return try power(left, right, expression)
    case .or, .uncorrelated:
      throw reader.fault(
        "random effects stand in parentheses", at: expression.range,
        help: "write (\(expression.label))")
    default: return [try single(expression)]
    }
  }

  private static func isList(_ expression: FormulaExpression) -> Bool {
    if case .call("c", _) = expression.unwrapped.kind { return true }
    return false
  }

  private mutating func operand(_ expression: FormulaExpression) throws(FormulaError) -> [Term] {
    let found = try terms(of: expression, mayHoldNumbers: false)
    guard !found.isEmpty else {
      throw reader.fault("nothing is left of this to combine with", at: expression.range)
    }
    return found
  }

  private mutating func power(
    _ base: FormulaExpression, _ exponent: FormulaExpression, _ expression: FormulaExpression
  ) throws(FormulaError) -> [Term] {
    guard let value = exponent.literalNumber, value >= 1, value <= Self.highestPower,
      value == value.rounded()
    else {
      throw reader.fault(
        "the power of a formula is a whole number from 1 to \(Int(Self.highestPower))",
        at: exponent.range)
    }
    let first = try operand(base)
    var isSum = false
    if case .sum = base.unwrapped.kind { isSum = true }
    guard first.count > 1 || isSum || value == 1 else {
      throw reader.fault(
        "`\(expression.label)` would be `\(base.label)` itself: ^ crosses terms in a formula",
        at: expression.range, help: "write I(\(expression.label)) for the power of the number")
    }
    var result = first
    var step = 1.0
    while step < value {
      // Each term crossed with itself keeps the lower powers in the list.
      let next = try crossed(first, result, expression)
      if next.map(\.variables) == result.map(\.variables) { break }
      result = next
      step += 1
    }
    return result
  }

  private func crossed(
    _ first: [Term], _ second: [Term], _ expression: FormulaExpression
  ) throws(FormulaError) -> [Term] {
    // Bounded before it is built: duplicates can only make it smaller by a known factor.
    try checkCount(first.count * second.count / 64, expression)
    var result: [Term] = []
    var known: Set<[Int]> = []
    for one in first {
      for other in second {
        let variables = Self.union(one.variables, other.variables)
        guard variables.count <= Self.mostFactors else {
          throw reader.fault(
            "an interaction of more than \(Self.mostFactors) variables is refused",
            at: expression.range)
        }
        if known.insert(variables).inserted {
          result.append(Term(variables: variables, range: expression.range))
          try checkCount(result.count, expression)
        }
      }
    }
    return result
  }

  private static func union(_ first: [Int], _ second: [Int]) -> [Int] {
    Array(Set(first).union(second)).sorted()
  }

  private func unique(_ terms: [Term]) -> [Term] {
    var known: Set<[Int]> = []
    return terms.filter { known.insert($0.variables).inserted }
  }

  private func checkCount(_ count: Int, _ expression: FormulaExpression) throws(FormulaError) {
    guard count <= Self.mostTerms else {
      throw reader.fault(
        "the formula multiplies out to more than \(Self.mostTerms) terms", at: expression.range)
    }
  }

  // MARK: Variables

  private mutating func single(_ expression: FormulaExpression) throws(FormulaError) -> Term {
    let variable = try reader.variable(of: expression)
    return Term(variables: [position(of: variable)], range: expression.range)
  }

  private mutating func position(of variable: FormulaVariable) -> Int {
    if let known = positions[variable.label] { return known }
    positions[variable.label] = variables.count
    variables.append(variable)
    return variables.count - 1
  }

  private mutating func everythingElse(
    _ expression: FormulaExpression
  ) throws(FormulaError) -> [Term] {
    guard let everything else {
      return [
        Term(variables: [position(of: Self.column(".", expression))], range: expression.range)
      ]
    }
    guard !everything.isEmpty else {
      throw reader.fault(
        "`.` stands for the columns not named elsewhere, and there is none",
        at: expression.range)
    }
    return everything.map { name in
      Term(variables: [position(of: Self.column(name, expression))], range: expression.range)
    }
  }

  private static func column(_ name: String, _ dot: FormulaExpression) -> FormulaVariable {
    let expression = FormulaExpression(
      kind: name == "." ? .everything : .name(name), range: dot.range, label: name, depth: 1)
    return FormulaVariable(label: name, kind: .column, parts: [expression], range: dot.range)
  }

  private mutating func randomEffects(
    _ left: FormulaExpression, _ right: FormulaExpression, _ isCorrelated: Bool,
    _ expression: FormulaExpression
  ) throws(FormulaError) -> Term {
    for part in [left, right] {
      let inner = try Self.expand(part, text: reader.text, everything: everything)
      if let special = inner.specials.first {
        throw reader.fault("`\(special.label)` cannot stand here", at: special.range)
      }
    }
    let variable = FormulaVariable(
      label: expression.label, kind: .randomEffects(isCorrelated: isCorrelated),
      parts: [left, right], range: expression.range)
    return Term(variables: [position(of: variable)], range: expression.range)
  }
}
