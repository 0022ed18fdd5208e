/// A number in the prose that is taken from the output of a cell.
package struct InlineValue: Sendable, Hashable {
  /// Which part of a cell such as `16.71 (12.01 to NR)` is meant.
  package enum Part: String, Sendable, Hashable, CaseIterable {
    case all, estimate, lower, upper, brackets
  }

  /// Where in a cell's output the value stands.
  package enum Place: Sendable, Hashable {
    /// In a table: its id, if it is named, what its row begins with, and the head of its column.
    case table(id: String?, row: [String], column: String)
    /// Directly behind some words, which stand once in the output.
    case after(String)
  }

  /// The line of the opening comment.
  package let line: Int
  /// The cell whose output holds the value.
  package let cell: String
  package let place: Place
  package let part: Part
  /// The bytes between the two comments.
  package let range: Range<Int>
  /// The text between the two comments.
  package let stored: String

  /// Whether the page shows a text, however its lines are broken.
  package func shows(_ text: String) -> Bool {
    let words = stored.split(whereSeparator: \.isWhitespace)
    return words == text.split(whereSeparator: \.isWhitespace)
  }

  /// The words between the opening comment's `cohort:value` and its end.
  struct Request: Hashable {
    let cell: String
    let place: Place
    let part: Part

    struct Refusal: Error {
      let message: String
    }

    init(_ text: String) throws(Refusal) {
      var words = try Self.words(text)
      let form = "expected `cohort:value CELL TABLE \"row\" \"column\"`, or `CELL after \"words\"`"
      var part = Part.all
      for (place, word) in words.enumerated().reversed()
      where !word.isQuoted && word.text.hasPrefix("part=") {
        guard let found = Part(rawValue: String(word.text.dropFirst(5))) else {
          throw Refusal(message: "`\(word.text)`: expected part=estimate, lower, upper or brackets")
        }
        part = found
        words.remove(at: place)
      }
      guard let cell = words.first, !cell.isQuoted, words.count >= 3 else {
        throw Refusal(message: "a value says too little; \(form)")
      }
      self.part = part
      self.cell = cell.text.hasPrefix("#") ? String(cell.text.dropFirst()) : cell.text
      if !words[1].isQuoted, words[1].text == "after" {
        guard words.count == 3, !words[2].text.isEmpty else {
          throw Refusal(message: "`cohort:value\(text)`: \(form)")
        }
        place = .after(words[2].text)
        return
      }
      let isNamed = !words[1].isQuoted
      let labels = words.dropFirst(isNamed ? 2 : 1).map(\.text)
      guard labels.count >= 2, let column = labels.last else {
        throw Refusal(message: "a value needs a row and a column; \(form)")
      }
      place = .table(
        id: isNamed ? words[1].text : nil, row: Array(labels.dropLast()), column: column)
    }

    private static func words(
      _ text: String
    ) throws(Refusal) -> [(text: String, isQuoted: Bool)] {
      var words: [(text: String, isQuoted: Bool)] = []
      var rest = text[...]
      while let first = rest.first {
        if first.isWhitespace {
          rest.removeFirst()
        } else if first == "\"" || first == "'" {
          // Single quotes serve where a name has double ones: 'arm=="own"'.
          rest.removeFirst()
          guard let end = rest.firstIndex(of: first) else {
            throw Refusal(message: "a quotation mark is not closed in `\(text)`")
          }
          // A reader's line break within a name is a space.
          let word = rest[..<end].split(whereSeparator: \.isWhitespace).joined(separator: " ")
          words.append((word, true))
          rest = rest[rest.index(after: end)...]
        } else {
          let word = rest.prefix { !$0.isWhitespace && $0 != "\"" }
          words.append((String(word), false))
          rest = rest[word.endIndex...]
        }
      }
      return words
    }
  }
}
