/// Reads the words of a formula into a syntax tree, by R's order of operations.
struct FormulaParser {
  /// The two sides of a formula.
  struct Sides {
    let left: FormulaExpression?
    let right: FormulaExpression
  }

  /// The deepest nesting accepted: far more than anybody writes, far less than a stack holds.
  static let deepest = 100

  private let text: String
  private let tokens: [FormulaToken]
  private var position = 0
  private var depth = 0

  private init(_ text: String) throws(FormulaError) {
    self.text = text
    self.tokens = try FormulaLexer.tokens(of: text)
  }

  /// Parses `left ~ right` or `~ right`.
  static func sides(of text: String) throws(FormulaError) -> Sides {
    var parser = try FormulaParser(text)
    var left: FormulaExpression?
    if parser.current.kind != .symbol("~") { left = try parser.expression(above: 0) }
    guard parser.current.kind == .symbol("~") else {
      if parser.current.kind == .end {
        throw parser.fault(
          "a formula needs a `~` between the outcome and the covariates",
          help: "for example Surv(time, status) ~ age + sex, or ~ age + sex")
      }
      throw parser.unexpected()
    }
    parser.advance()
    guard parser.current.kind != .end else {
      throw parser.fault("nothing stands after `~`", help: "write ~ 1 for no covariates")
    }
    let right = try parser.expression(above: 0)
    guard parser.current.kind == .end else { throw parser.unexpected() }
    return Sides(left: left, right: right)
  }

  // MARK: Words

  private var current: FormulaToken { tokens[position] }

  private mutating func advance() { if position + 1 < tokens.count { position += 1 } }

  private func fault(
    _ message: String, at range: Range<Int>? = nil, help: String? = nil
  ) -> FormulaError {
    FormulaError(
      formula: text, issues: [.init(message, at: range ?? current.range, help: help)])
  }

  /// Where the innermost `(` opens that nothing before the current word closes.
  private var unclosed: Range<Int>? {
    var open: [Range<Int>] = []
    for token in tokens[..<position] {
      if token.kind == .symbol("(") { open.append(token.range) }
      if token.kind == .symbol(")") { _ = open.popLast() }
    }
    return open.last
  }

  private func unexpected() -> FormulaError {
    switch current.kind {
    case .end: fault("the formula ends too early")
    case .symbol(")"): fault("this `)` closes nothing")
    case .symbol("="): fault("`=` is only known inside a call", help: "a comparison is written ==")
    case .symbol("~"):
      if let open = unclosed {
        fault("this `(` is never closed", at: open, help: "close it with `)` before the `~`")
      } else {
        fault("a formula has only one `~`")
      }
    case .symbol(let symbol): fault("`\(symbol)` is not expected here")
    default: fault("an operator such as + is missing before `\(current.spelling)`")
    }
  }

  private mutating func expect(_ symbol: String, opening: Range<Int>) throws(FormulaError) {
    guard current.kind == .symbol(symbol) else {
      if current.kind == .end { throw fault("this `(` is never closed", at: opening) }
      throw unexpected()
    }
    advance()
  }

  // MARK: Expressions

  /// How tightly each operator binds; a higher number binds tighter.
  private static let strengths: [String: Int] = [
    "|": 1, "||": 1, "&": 2, "&&": 2, "==": 4, "!=": 4, "<": 4, "<=": 4, ">": 4, ">=": 4,
    "+": 5, "-": 5, "*": 6, "/": 6, "%in%": 7, ":": 8, "^": 10,
  ]
  private static let notStrength = 3
  private static let sumStrength = 5
  private static let signStrength = 9
  private static let powerStrength = 10

  private mutating func expression(above floor: Int) throws(FormulaError) -> FormulaExpression {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw fault("the formula is nested more than \(Self.deepest) levels deep")
    }
    let first = position
    var left = try prefixed()
    while case .symbol(let symbol) = current.kind, let strength = Self.strengths[symbol],
      strength > floor
    {
      if strength == Self.sumStrength {
        left = try sum(startingWith: left, from: first)
        continue
      }
      advance()
      // The power operator groups from the right, and its exponent may carry a sign.
      let right = try expression(
        above: strength == Self.powerStrength ? strength - 1 : strength)
      guard let operation = Self.operation(symbol) else { throw unexpected() }
      left = try node(
        .binary(operation, left, right), from: first, depth: max(left.depth, right.depth))
    }
    return left
  }

  private static func operation(_ symbol: String) -> FormulaExpression.BinaryOperator? {
    symbol == "&&" ? .and : FormulaExpression.BinaryOperator(rawValue: symbol)
  }

  private mutating func sum(
    startingWith left: FormulaExpression, from first: Int
  ) throws(FormulaError) -> FormulaExpression {
    var addends = [FormulaExpression.Addend(isSubtracted: false, expression: left)]
    while current.kind == .symbol("+") || current.kind == .symbol("-") {
      let isSubtracted = current.kind == .symbol("-")
      advance()
      let next = try expression(above: Self.sumStrength)
      addends.append(.init(isSubtracted: isSubtracted, expression: next))
    }
    return try node(
      .sum(addends), from: first, depth: addends.map(\.expression.depth).max() ?? 0)
  }

  private mutating func prefixed() throws(FormulaError) -> FormulaExpression {
    guard case .symbol(let symbol) = current.kind,
      let operation = FormulaExpression.UnaryOperator(rawValue: symbol)
    else { return try primary() }
    let first = position
    advance()
    let inner = try expression(
      above: operation == .not ? Self.notStrength : Self.signStrength)
    return try node(.unary(operation, inner), from: first, depth: inner.depth)
  }

  private mutating func primary() throws(FormulaError) -> FormulaExpression {
    let first = position
    let token = current
    switch token.kind {
    case .number(let value):
      advance()
      return try node(.number(value), from: first, depth: 0)
    case .text(let value):
      advance()
      return try node(.text(value), from: first, depth: 0)
    case .backtickedName(let name):
      advance()
      return try node(.name(name), from: first, depth: 0, label: name)
    case .name(let name):
      advance()
      if current.kind == .symbol("(") { return try call(name, from: first) }
      return try node(Self.kind(ofName: name), from: first, depth: 0)
    case .symbol("("):
      advance()
      let inner = try expression(above: 0)
      try expect(")", opening: token.range)
      return try node(.parentheses(inner), from: first, depth: inner.depth)
    default:
      throw unexpected()
    }
  }

  private static func kind(ofName name: String) -> FormulaExpression.Kind {
    switch name {
    case ".": .everything
    case "TRUE", "True", "true": .logical(true)
    case "FALSE", "False", "false": .logical(false)
    default: .name(name)
    }
  }

  private mutating func call(
    _ name: String, from first: Int
  ) throws(FormulaError) -> FormulaExpression {
    let opening = current.range
    advance()
    var arguments: [FormulaExpression.Argument] = []
    while current.kind != .symbol(")") {
      if !arguments.isEmpty { try expect(",", opening: opening) }
      var argumentName: String?
      if case .name(let name) = current.kind, tokens[position + 1].kind == .symbol("=") {
        argumentName = name
        advance()
        advance()
      }
      arguments.append(.init(name: argumentName, value: try expression(above: 0)))
      if current.kind == .end { throw fault("this `(` is never closed", at: opening) }
    }
    advance()
    return try node(
      .call(name, arguments), from: first, depth: arguments.map(\.value.depth).max() ?? 0)
  }

  private func node(
    _ kind: FormulaExpression.Kind, from first: Int, depth: Int, label: String? = nil
  ) throws(FormulaError) -> FormulaExpression {
    let words = tokens[first..<position]
    let range = tokens[first].range.lowerBound..<tokens[position - 1].range.upperBound
    guard depth < Self.deepest else {
      throw fault("the formula is nested more than \(Self.deepest) levels deep", at: range)
    }
    return FormulaExpression(
      kind: kind, range: range, label: label ?? words.map(\.spelling).joined(), depth: depth + 1)
  }
}
