/// A sentence as words, numbers and marks.
struct AuditSentence {
  /// One word, number or mark.
  struct Token {
    enum Kind: Equatable {
      case word
      case number(Double)
      case percent
      case mark
    }

    let kind: Kind
    /// As written.
    let text: String
    /// In small letters.
    let folded: String
    /// Where it begins in the block.
    let offset: Int
    /// Whether a space stands before it.
    let isApart: Bool
  }

  let tokens: [Token]
  /// As written, without the blanks of what was taken out.
  let text: String

  /// Where the sentence begins in the block.
  var offset: Int { tokens.first?.offset ?? 0 }

  init(tokens: [Token], text: String) {
    self.tokens = tokens
    self.text = text
  }

  /// The sentences of a text.
  static func sentences(of text: String) -> [AuditSentence] {
    let characters = Array(text)
    let tokens = Self.tokens(of: characters)
    var sentences: [AuditSentence] = []
    var start = 0
    func close(at end: Int) {
      guard end > start else { return }
      let part = Array(tokens[start..<end])
      let first = part[0].offset
      let last = part[part.count - 1]
      let words = characters[first..<(last.offset + last.text.count)]
      sentences.append(
        AuditSentence(
          tokens: part,
          text: String(words).split(whereSeparator: \.isWhitespace).joined(separator: " ")))
      start = end
    }
    for place in tokens.indices where ends(tokens, at: place) { close(at: place + 1) }
    close(at: tokens.count)
    return sentences
  }

  /// Whether a sentence ends with a token: a stop before a space and a capital, number or nothing.
  private static func ends(_ tokens: [Token], at place: Int) -> Bool {
    guard tokens[place].kind == .mark, ".!?".contains(tokens[place].text) else { return false }
    guard place + 1 < tokens.count else { return true }
    let next = tokens[place + 1]
    guard next.isApart else { return false }
    if tokens[place].text != "." { return true }
    if place > 0, AuditLexicon.abbreviations.contains(tokens[place - 1].folded) { return false }
    if place > 0, tokens[place - 1].text.count == 1, tokens[place - 1].kind == .word {
      return false
    }
    return next.kind != .word || next.text.first?.isLowercase == false
  }

  static func tokens(of characters: [Character]) -> [Token] {
    var tokens: [Token] = []
    var place = 0
    var isApart = true
    func add(_ kind: Token.Kind, _ end: Int) {
      let text = String(characters[place..<end])
      tokens.append(
        Token(kind: kind, text: text, folded: text.lowercased(), offset: place, isApart: isApart))
      place = end
      isApart = false
    }
    while place < characters.count {
      let character = characters[place]
      if character.isWhitespace {
        isApart = true
        place += 1
      } else if let number = AuditNumber(characters, at: place) {
        add(.number(number.value), number.end)
      } else if let share = shares[character] {
        add(.number(share), place + 1)
      } else if character.isLetter {
        var end = place
        while end < characters.count,
          characters[end].isLetter || characters[end].isNumber
            || (characters[end] == "'" || characters[end] == "’")
              && end + 1 < characters.count && characters[end + 1].isLetter
        { end += 1 }
        add(.word, end)
      } else if character == "%" {
        add(.percent, place + 1)
      } else {
        add(.mark, place + 1)
      }
    }
    return tokens
  }

  private static let shares: [Character: Double] = [
    "½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75,
  ]
}
