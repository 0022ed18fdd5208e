/// Blanks what is not prose in a line of markdown or plain text, character by character, so that
/// everything else stays where it was.
enum AuditMask {
  /// The prose of a line.
  static func prose(_ line: String) -> String {
    var characters = Array(line)
    blankCode(&characters)
    blankTags(&characters)
    blankLinks(&characters)
    blankAddresses(&characters)
    blankEntities(&characters)
    for place in characters.indices {
      if characters[place] == "*" || characters[place] == "\\" { characters[place] = " " }
    }
    return String(characters)
  }

  private static func blank(_ characters: inout [Character], _ range: Range<Int>) {
    for place in range { characters[place] = " " }
  }

  /// Spans between backticks of the same length.
  private static func blankCode(_ characters: inout [Character]) {
    var place = 0
    while place < characters.count {
      guard characters[place] == "`" else {
        place += 1
        continue
      }
      let width = characters[place...].prefix { $0 == "`" }.count
      var end = place + width
      var found: Int?
      while end < characters.count {
        let run = characters[end...].prefix { $0 == "`" }.count
        if run == width {
          found = end + run
          break
        }
        end += max(run, 1)
      }
      blank(&characters, place..<(found ?? place + width))
      place = found ?? place + width
    }
  }

  /// Tags, raised marks with what they hold, and comments within the line.
  private static func blankTags(_ characters: inout [Character]) {
    var place = 0
    while place < characters.count {
      guard characters[place] == "<", place + 1 < characters.count,
        characters[place + 1].isLetter || "/!".contains(characters[place + 1]),
        let close = characters[place...].firstIndex(of: ">")
      else {
        place += 1
        continue
      }
      var end = close + 1
      if String(characters[place..<end]).lowercased() == "<sup>",
        let inner = find("</sup>", in: characters, from: end)
      {
        end = inner + 6
      }
      blank(&characters, place..<end)
      place = end
    }
  }

  private static func find(_ text: String, in characters: [Character], from start: Int) -> Int? {
    let wanted = Array(text)
    guard characters.count >= wanted.count else { return nil }
    return (start...max(start, characters.count - wanted.count)).first {
      $0 + wanted.count <= characters.count && Array(characters[$0..<($0 + wanted.count)]) == wanted
    }
  }

  /// Targets of links and pictures; their words stay.
  private static func blankLinks(_ characters: inout [Character]) {
    var place = 0
    while place + 1 < characters.count {
      guard characters[place] == "]", "([".contains(characters[place + 1]) else {
        place += 1
        continue
      }
      let (open, close): (Character, Character) =
        characters[place + 1] == "(" ? ("(", ")") : ("[", "]")
      var depth = 0
      var end = place + 1
      while end < characters.count {
        if characters[end] == open { depth += 1 }
        if characters[end] == close { depth -= 1 }
        end += 1
        if depth == 0 { break }
      }
      if depth == 0 {
        blank(&characters, place..<end)
        place = end
      } else {
        place += 1
      }
    }
    for place in characters.indices where "[]".contains(characters[place]) {
      if place > 0, characters[place - 1] == "!" { characters[place - 1] = " " }
      characters[place] = " "
    }
  }

  /// Bare addresses.
  private static func blankAddresses(_ characters: inout [Character]) {
    for scheme in ["http://", "https://", "www.", "doi.org/", "mailto:"] {
      while let start = find(scheme, in: characters, from: 0) {
        let end = characters[start...].firstIndex { $0.isWhitespace } ?? characters.count
        blank(&characters, start..<end)
      }
    }
  }

  private static let entities: [(name: String, character: Character)] = [
    ("&nbsp;", " "), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&ge;", "≥"), ("&le;", "≤"),
    ("&ndash;", "–"), ("&mdash;", "—"), ("&quot;", "\""),
  ]

  private static func blankEntities(_ characters: inout [Character]) {
    guard characters.contains("&") else { return }
    for (name, character) in entities {
      while let start = find(name, in: characters, from: 0) {
        blank(&characters, start..<(start + name.count))
        if character == "&" {
          // The sign itself would be found again.
          continue
        }
        characters[start] = character
      }
    }
  }
}
