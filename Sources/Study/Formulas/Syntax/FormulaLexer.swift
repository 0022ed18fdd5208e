/// A word of the formula language.
struct FormulaToken: Hashable {
  enum Kind: Hashable {
    case number(Double)
    case text(String)
    case name(String)
    case backtickedName(String)
    case symbol(String)
    case end
  }

  let kind: Kind
  /// The word as typed.
  let spelling: String
  /// The characters of the formula it stands on.
  let range: Range<Int>
}

/// Splits the text of a formula into words.
struct FormulaLexer {
  private let text: String
  private let characters: [Character]
  private var position = 0

  /// The longest formula accepted, in characters.
  static let longest = 50_000

  private static let twoCharacterSymbols: Set<String> = ["==", "!=", "<=", ">=", "&&", "||"]
  private static let symbols: Set<Character> = [
    "~", "+", "-", "*", "/", "^", ":", "(", ")", ",", "|", "<", ">", "=", "!", "&",
  ]

  private init(_ text: String) {
    self.text = text
    self.characters = Array(text)
  }

  /// The words of `text`, the last one `.end`.
  static func tokens(of text: String) throws(FormulaError) -> [FormulaToken] {
    var lexer = FormulaLexer(text)
    guard lexer.characters.count <= longest else {
      throw FormulaError(
        formula: String(text.prefix(100)),
        issues: [
          .init(
            "the formula has \(lexer.characters.count) characters; \(longest) are the most allowed",
            at: nil)
        ])
    }
    var tokens: [FormulaToken] = []
    while let token = try lexer.next() { tokens.append(token) }
    let end = lexer.characters.count
    tokens.append(FormulaToken(kind: .end, spelling: "", range: end..<end))
    return tokens
  }

  private mutating func next() throws(FormulaError) -> FormulaToken? {
    while position < characters.count, characters[position].isWhitespace { position += 1 }
    guard position < characters.count else { return nil }
    let character = characters[position]
    if Self.isDigit(character) || (character == "." && Self.isDigit(peek(1))) {
      return try number()
    }
    if Self.startsName(character) { return name() }
    switch character {
    case "`": return try quoted("`") { .backtickedName($0) }
    case "\"", "'": return try quoted(character) { .text($0) }
    case "%": return try percentOperator()
    default: return try symbol()
    }
  }

  private func peek(_ ahead: Int) -> Character? {
    position + ahead < characters.count ? characters[position + ahead] : nil
  }

  private static func isDigit(_ character: Character?) -> Bool {
    guard let character else { return false }
    return character >= "0" && character <= "9"
  }

  private static func startsName(_ character: Character) -> Bool {
    character.isLetter || character == "." || character == "_"
  }

  private mutating func token(
    _ kind: FormulaToken.Kind, from start: Int, to end: Int
  ) -> FormulaToken {
    position = end
    return FormulaToken(kind: kind, spelling: String(characters[start..<end]), range: start..<end)
  }

  private func fault(_ message: String, at range: Range<Int>, help: String? = nil) -> FormulaError {
    FormulaError(formula: text, issues: [.init(message, at: range, help: help)])
  }

  private mutating func number() throws(FormulaError) -> FormulaToken {
    let start = position
    var end = position
    func digits() { while end < characters.count, Self.isDigit(characters[end]) { end += 1 } }
    digits()
    if end < characters.count, characters[end] == "." {
      end += 1
      digits()
    }
    if end < characters.count, characters[end] == "e" || characters[end] == "E" {
      var exponent = end + 1
      if exponent < characters.count, characters[exponent] == "+" || characters[exponent] == "-" {
        exponent += 1
      }
      if exponent < characters.count, Self.isDigit(characters[exponent]) {
        end = exponent
        digits()
      }
    }
    let spelling = String(characters[start..<end])
    let digitsOnly = spelling.hasSuffix(".") ? spelling + "0" : spelling
    guard let value = Double(digitsOnly), value.isFinite else {
      throw fault("`\(spelling)` is not a number this language can hold", at: start..<end)
    }
    return token(.number(value), from: start, to: end)
  }

  private mutating func name() -> FormulaToken {
    var end = position + 1
    while end < characters.count,
      Self.startsName(characters[end]) || Self.isDigit(characters[end])
        || characters[end].isNumber
    {
      end += 1
    }
    return token(.name(String(characters[position..<end])), from: position, to: end)
  }

  private mutating func quoted(
    _ quote: Character, _ kind: (String) -> FormulaToken.Kind
  ) throws(FormulaError) -> FormulaToken {
    let start = position
    var end = position + 1
    var content = ""
    while end < characters.count, characters[end] != quote {
      if characters[end] == "\\", end + 1 < characters.count { end += 1 }
      content.append(characters[end])
      end += 1
    }
    guard end < characters.count else {
      throw fault("the quote \(quote) is never closed", at: start..<start + 1)
    }
    guard !content.isEmpty || quote != "`" else {
      throw fault("a name in backticks is empty", at: start..<end + 1)
    }
    return token(kind(content), from: start, to: end + 1)
  }

  private mutating func percentOperator() throws(FormulaError) -> FormulaToken {
    let start = position
    let end = min(start + 4, characters.count)
    guard String(characters[start..<end]) == "%in%" else {
      throw fault("`%` is only known as part of `%in%`", at: start..<start + 1)
    }
    return token(.symbol("%in%"), from: start, to: end)
  }

  private mutating func symbol() throws(FormulaError) -> FormulaToken {
    let start = position
    if let following = peek(1) {
      let pair = String([characters[start], following])
      if Self.twoCharacterSymbols.contains(pair) {
        return token(.symbol(pair), from: start, to: start + 2)
      }
    }
    guard Self.symbols.contains(characters[start]) else {
      throw fault(
        "`\(characters[start])` has no meaning in a formula", at: start..<start + 1,
        help: "a name that is not a plain identifier stands in backticks: `a|b`")
    }
    return token(.symbol(String(characters[start])), from: start, to: start + 1)
  }
}
