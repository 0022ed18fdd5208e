/// Text → `Condition.Node`, by recursive descent: `or` below `and` below `not` below comparison.
struct ConditionParser {
  var characters: [Character]
  var index = 0
  /// How many comparisons there are, named conditions written out.
  private(set) var size = 0
  /// How deep the condition is nested, named conditions written out.
  private(set) var deepestSeen = 0
  private var depth = 0
  private let named: [String: Condition]
  private let catalogue: [String: [Condition]]

  /// Deeper nesting would cost stack; a condition people write has a handful of parentheses.
  private static let deepest = 200
  /// Names that use names can double at every step; beyond this nobody could read the expansion.
  private static let largest = 10_000
  static let reserved: Set<String> = [
    "and", "or", "not", "in", "is", "between", "missing", "yes", "no", "true", "false",
  ]

  init(_ text: String, named: [String: Condition], catalogue: [String: [Condition]]) {
    characters = Array(text)
    self.named = named
    self.catalogue = catalogue
  }

  mutating func parse() throws(Condition.Problem) -> Condition.Node {
    let node = try disjunction()
    skipSpace()
    guard index == characters.count else { throw trailing("`and`, `or` or the end") }
    return node
  }

  private mutating func disjunction() throws(Condition.Problem) -> Condition.Node {
    var parts = [try conjunction()]
    while takeWord("or") { parts.append(try conjunction()) }
    return parts.count == 1 ? parts[0] : .or(parts)
  }

  private mutating func conjunction() throws(Condition.Problem) -> Condition.Node {
    var parts = [try negation()]
    while takeWord("and") { parts.append(try negation()) }
    return parts.count == 1 ? parts[0] : .and(parts)
  }

  private mutating func negation() throws(Condition.Problem) -> Condition.Node {
    depth += 1
    defer { depth -= 1 }
    try count(0, depth: 0, at: index)
    if takeWord("not") { return .not(try negation()) }
    skipSpace()
    let open = index
    if take("(") {
      let inner = try disjunction()
      skipSpace()
      guard take(")") else {
        throw trailing("`)` to close the `(` at character \(open + 1), `and` or `or`")
      }
      return inner
    }
    return try comparison()
  }

  /// Counts what a part adds; `more` is the depth below this one.
  private mutating func count(
    _ comparisons: Int, depth more: Int, at position: Int
  ) throws(Condition.Problem) {
    size += comparisons
    deepestSeen = max(deepestSeen, depth + more)
    guard deepestSeen < Self.deepest else {
      throw Condition.Problem(
        position: position,
        message: "the condition is nested too deeply: more than \(Self.deepest) levels of "
          + "parentheses, `not` and named conditions")
    }
    guard comparisons <= 1 || size <= Self.largest else {
      throw Condition.Problem(
        position: position,
        message: "with its names written out the condition has more than \(Self.largest) "
          + "comparisons")
    }
  }

  private mutating func comparison() throws(Condition.Problem) -> Condition.Node {
    skipSpace()
    let isQuoted = index < characters.count && characters[index] == "`"
    let name = try columnName()
    if let node = try operation(on: name) {
      try count(1, depth: 0, at: name.position)
      return node
    }
    try refuseForeignOperator(after: name)
    // No operator: the word is a condition by itself.
    if !isQuoted, let meanings = named[name.text].map({ [$0] }) ?? catalogue[name.text] {
      try count(
        meanings.map(\.size).max() ?? 1, depth: meanings.map(\.depth).max() ?? 0, at: name.position)
      return .named(name, meanings)
    }
    try count(1, depth: 0, at: name.position)
    skipSpace()
    guard index == characters.count || characters[index] == ")" || atWord("and") || atWord("or")
    else { throw trailing("a comparison (==, !=, <, <=, >, >=), `in [...]`, `is`, `and` or `or`") }
    return .bare(name)
  }

  private mutating func operation(
    on name: Condition.Name
  ) throws(Condition.Problem) -> Condition.Node? {
    if takeWord("in") { return .member(column: name, try literals()) }
    if takeWord("not") {
      if takeWord("in") { return .not(.member(column: name, try literals())) }
      if takeWord("between") { return .not(try range(of: name)) }
      throw expected("`in` or `between` after `not`")
    }
    if takeWord("between") { return try range(of: name) }
    if takeWord("is") { return try state(of: name) }
    for symbol in ["==", "!=", "<=", ">=", "<", ">"] where take(symbol) {
      guard let comparison = Condition.Comparison(rawValue: symbol) else { break }
      try refuseSecondHalf(of: symbol)
      let node = Condition.Node.compare(column: name, comparison, try literal())
      try refuseChain()
      return node
    }
    return nil
  }

  /// What follows `is`.
  private mutating func state(of name: Condition.Name) throws(Condition.Problem) -> Condition.Node {
    if takeWord("missing") { return .missing(column: name) }
    if takeWord("not") {
      guard takeWord("missing") else { throw expected("`missing` after `is not`") }
      return .not(.missing(column: name))
    }
    if takeWord("yes") || takeWord("true") { return .yes(column: name) }
    if takeWord("no") || takeWord("false") { return .not(.yes(column: name)) }
    skipSpace()
    throw expected("`missing`, `not missing`, `yes` or `no` after `is`")
  }

  /// What follows `between`: both bounds belong to the range.
  private mutating func range(of name: Condition.Name) throws(Condition.Problem) -> Condition.Node {
    let low = try literal()
    guard takeWord("and") else { throw expected("`and` between the two bounds") }
    skipSpace()
    let start = index
    let high = try literal()
    if case .number(let a) = low, case .number(let b) = high, a > b {
      throw Condition.Problem(
        position: start, message: "expected the smaller bound first, then the larger")
    }
    return .and([
      .compare(column: name, .greaterOrEqual, low), .compare(column: name, .lessOrEqual, high),
    ])
  }
}
