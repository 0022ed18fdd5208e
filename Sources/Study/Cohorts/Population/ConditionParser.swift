/// Text → `Condition.Node`, by recursive descent: `or` below `and` below `not` below comparison.
struct ConditionParser {
  private let characters: [Character]
  private var index = 0
  private var depth = 0
  private static let deepest = 200

  init(_ text: String) { characters = Array(text) }

  mutating func parse() throws(Condition.Problem) -> Condition.Node {
    let node = try disjunction()
    skipSpace()
    guard index == characters.count else { throw expected("`and`, `or` or the end") }
    return node
  }

  private mutating func disjunction() throws(Condition.Problem) -> Condition.Node {
    var node = try conjunction()
    while takeWord("or") { node = .or(node, try conjunction()) }
    return node
  }

  private mutating func conjunction() throws(Condition.Problem) -> Condition.Node {
    var node = try negation()
    while takeWord("and") { node = .and(node, try negation()) }
    return node
  }

  private mutating func negation() throws(Condition.Problem) -> Condition.Node {
    depth += 1
    defer { depth -= 1 }
    guard depth < Self.deepest else {
      throw Condition.Problem(position: index, message: "the condition is nested too deeply")
    }
    if takeWord("not") { return .not(try negation()) }
    if take("(") {
      let inner = try disjunction()
      guard take(")") else { throw expected("`)`") }
      return inner
    }
    return try comparison()
  }

  private mutating func comparison() throws(Condition.Problem) -> Condition.Node {
    let name = try columnName()
    if takeWord("in") { return .member(column: name, try literals()) }
    if takeWord("not") {
      guard takeWord("in") else { throw expected("`in` after `not`") }
      return .not(.member(column: name, try literals()))
    }
    for symbol in ["==", "!=", "<=", ">=", "<", ">"] where take(symbol) {
      guard let comparison = Condition.Comparison(rawValue: symbol) else { break }
      return .compare(column: name, comparison, try literal())
    }
    if take("=") { throw expected("`==` to compare (one `=` is not enough)", at: index - 1) }
    throw expected("a comparison (==, !=, <, <=, >, >=) or `in [...]`")
  }

  private mutating func columnName() throws(Condition.Problem) -> Condition.Name {
    skipSpace()
    let start = index
    if take("`") {
      var text = ""
      while index < characters.count, characters[index] != "`" {
        text.append(characters[index])
        index += 1
      }
      guard take("`") else { throw expected("a closing backtick", at: start) }
      return Condition.Name(text: text, position: start)
    }
    let text = word()
    guard !text.isEmpty, let first = text.first, !first.isNumber else {
      index = start
      throw expected("a column name")
    }
    return Condition.Name(text: text, position: start)
  }

  private mutating func literals() throws(Condition.Problem) -> [Condition.Literal] {
    guard take("[") else { throw expected("`[` after `in`") }
    if take("]") { return [] }
    var values = [try literal()]
    while take(",") { values.append(try literal()) }
    guard take("]") else { throw expected("`,` or `]`") }
    return values
  }

  private mutating func literal() throws(Condition.Problem) -> Condition.Literal {
    skipSpace()
    guard index < characters.count else { throw expected("a number or text in quotes") }
    let first = characters[index]
    if first == "'" || first == "\"" {
      let start = index
      index += 1
      var text = ""
      while index < characters.count, characters[index] != first {
        text.append(characters[index])
        index += 1
      }
      guard index < characters.count else { throw expected("a closing quote", at: start) }
      index += 1
      return .text(text)
    }
    let start = index
    var text = ""
    while index < characters.count, characters[index].isASCII,
      characters[index].isNumber || "+-.eE".contains(characters[index])
    {
      text.append(characters[index])
      index += 1
    }
    guard let number = Double(text) else {
      index = start
      throw expected("a number or text in quotes")
    }
    return .number(number)
  }

  private mutating func word() -> String {
    var text = ""
    while index < characters.count,
      characters[index].isLetter || characters[index].isNumber || "_.".contains(characters[index])
    {
      text.append(characters[index])
      index += 1
    }
    return text
  }

  private mutating func takeWord(_ wanted: String) -> Bool {
    skipSpace()
    let start = index
    if word() == wanted { return true }
    index = start
    return false
  }

  private mutating func take(_ wanted: String) -> Bool {
    skipSpace()
    let wanted = Array(wanted)
    guard index + wanted.count <= characters.count,
      Array(characters[index..<index + wanted.count]) == wanted
    else { return false }
    index += wanted.count
    return true
  }

  private mutating func skipSpace() {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
  }

  private func expected(_ what: String, at position: Int? = nil) -> Condition.Problem {
    Condition.Problem(position: position ?? index, message: "expected \(what)")
  }
}
