extension ConditionParser {
  /// Whether a name can stand without backticks.
  static func isPlain(_ name: String) -> Bool {
    guard let first = name.first, !first.isNumber, !reserved.contains(name) else { return false }
    return name.allSatisfy(isWordCharacter)
  }

  private static func isWordCharacter(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || "_.".contains(character)
  }

  mutating func columnName() throws(Condition.Problem) -> Condition.Name {
    skipSpace()
    let start = index
    if take("`") {
      let end = characters[index...].firstIndex(of: "`")
      guard let end else { throw expected("a closing backtick", at: start) }
      let text = String(characters[index..<end])
      index = end + 1
      guard !text.isEmpty else { throw expected("a name between the backticks", at: start) }
      return Condition.Name(text: text, position: start)
    }
    let text = word()
    guard let first = text.first, !first.isNumber, !Self.reserved.contains(text) else {
      index = start
      throw notAName(text)
    }
    return Condition.Name(text: text, position: start)
  }

  mutating func literals() throws(Condition.Problem) -> [Condition.Literal] {
    guard take("[") else { throw expected("`[` after `in`") }
    if take("]") { return [] }
    var values = [try literal()]
    while take(",") { values.append(try literal()) }
    guard take("]") else { throw trailing("`,` or `]`") }
    return values
  }

  mutating func literal() throws(Condition.Problem) -> Condition.Literal {
    skipSpace()
    guard index < characters.count else { throw expected("a number or text in quotes") }
    let first = characters[index]
    let start = index
    if first == "'" || first == "\"" {
      let end = characters[(index + 1)...].firstIndex(of: first)
      guard let end else { throw expected("a closing quote", at: start) }
      index = end + 1
      if index < characters.count, Self.isWordCharacter(characters[index]) {
        throw expected(
          "a space after the quote; text with a \(first) in it stands in the other "
            + "kind of quotes")
      }
      return .text(String(characters[start + 1..<end]))
    }
    var text = ""
    while index < characters.count, characters[index].isASCII,
      characters[index].isNumber || "+-.eE".contains(characters[index])
    {
      text.append(characters[index])
      index += 1
    }
    guard let number = Double(text), number.isFinite else {
      index = start
      throw notALiteral()
    }
    if index < characters.count, characters[index].isLetter {
      throw expected("the end of the number; text stands in quotes")
    }
    return .number(number)
  }

  mutating func word() -> String {
    let start = index
    while index < characters.count, Self.isWordCharacter(characters[index]) { index += 1 }
    return String(characters[start..<index])
  }

  /// The word that stands next, which stays there.
  func nextWord() -> String {
    var copy = self
    copy.skipSpace()
    return copy.word()
  }

  func atWord(_ wanted: String) -> Bool { nextWord() == wanted }

  mutating func takeWord(_ wanted: String) -> Bool {
    skipSpace()
    let end = index + wanted.count
    guard end <= characters.count, characters[index..<end].elementsEqual(wanted),
      end == characters.count || !Self.isWordCharacter(characters[end])
    else { return false }
    index = end
    return true
  }

  mutating func take(_ wanted: String) -> Bool {
    skipSpace()
    let end = index + wanted.count
    guard end <= characters.count, characters[index..<end].elementsEqual(wanted) else {
      return false
    }
    index = end
    return true
  }

  mutating func skipSpace() {
    while index < characters.count, characters[index].isWhitespace { index += 1 }
  }
}
