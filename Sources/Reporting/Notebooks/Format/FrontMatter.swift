/// The block of YAML between two `---` that a notebook may begin with.
///
/// Three keys are the program's, `cohort`, `seed` and `markers`; every other is its author's. Only
/// the keys that begin a line are read, and what cannot be YAML is told; the rest is left alone.
package struct FrontMatter: Sendable, Hashable {
  /// The version of the format this program knows.
  package static let version = 1

  /// The lines, both `---` included.
  package let lines: ClosedRange<Int>
  /// Where the random numbers of cells begin that do not say so themselves.
  package private(set) var seed: UInt64?
  /// What outputs stand between.
  package private(set) var markers = OutputMarkers.comment
  /// What is wrong with it, and in which line.
  private(set) var problems: [Problem] = []

  /// Something that a person must mend.
  struct Problem: Sendable, Hashable {
    let line: Int
    let message: String
  }

  /// Finds the block; nil where the text does not begin with one.
  package init?(of text: NotebookText) {
    guard text.lineCount > 1, Self.isRule(text.line(1)) else { return nil }
    let end = (2...text.lineCount).first { number in
      let line = text.line(number)
      return Self.isRule(line) || line.trimmingWhitespace() == "..."
    }
    guard let end else { return nil }
    lines = 1...end
    var brackets = OpenBrackets()
    var keys: Set<Substring> = []
    for number in 2..<max(2, end) {
      let line = text.line(number)
      let isWithin = brackets.isOpen
      brackets.read(line, number)
      let content = line.trimmingWhitespace()
      if content.isEmpty || content.hasPrefix("#") || isWithin { continue }
      if line.first == "\t" {
        tell(number, "\(Self.noYAML): a tab cannot indent a line")
      } else if line.first == " " || (content.hasPrefix("-") && !keys.isEmpty) {
        continue
      } else if let match = line.wholeMatch(of: #/([^\s#:\-\[{][^:]*):(?:\s+(.*)|\s*)/#) {
        let key = match.1.trimmingWhitespace()
        if !keys.insert(key).inserted {
          tell(number, "\(Self.noYAML): a key is given twice: \(key)")
        } else {
          read(key, Self.value(match.2 ?? ""), line: number)
        }
      } else {
        tell(
          number,
          "\(Self.noYAML): expected keys with values, such as `cohort: \(Self.version)`; to begin a "
            + "page with a rule, put a blank line above it")
        return
      }
    }
    if let line = brackets.firstOpen {
      tell(line, "\(Self.noYAML): a bracket or a brace is not closed")
    }
  }

  private static let noYAML =
    "the lines between the first `---` and the next are front matter, and this is no YAML"

  private mutating func read(_ key: Substring, _ value: Substring, line: Int) {
    let shown = "`\(key): \(value)`"
    // A value whose bracket is open is told as that.
    if value.hasPrefix("["), !value.hasSuffix("]") { return }
    switch key {
    case "cohort":
      guard let version = Int(value), version > 0 else {
        tell(
          line,
          "\(shown): expected the version of the notebook's format, as in `cohort: \(Self.version)`"
        )
        return
      }
      guard version > Self.version else { return }
      tell(
        line,
        "the notebook has format \(version), and this program knows formats up to \(Self.version); "
          + "a newer cohort is needed")
    case "seed":
      guard let number = UInt64(value) else {
        tell(line, "\(shown): expected a whole number from 0, as in `seed: 20260101`")
        return
      }
      seed = number
    case "markers":
      guard let found = OutputMarkers(rawValue: String(value)) else {
        tell(line, "\(shown): expected comment or fence")
        return
      }
      markers = found
    default: break
    }
  }

  private mutating func tell(_ line: Int, _ message: String) {
    problems.append(Problem(line: line, message: message))
  }

  /// A value without the remark behind it and the quotation marks around it.
  private static func value(_ text: Substring) -> Substring {
    var text = text
    if text.first != "\"", text.first != "'", let remark = text.firstRange(of: " #") {
      text = text[..<remark.lowerBound]
    }
    text = text.trimmingWhitespace()
    if text.count > 1, let mark = text.first, mark == "\"" || mark == "'", text.last == mark {
      text = text.dropFirst().dropLast()
    }
    return text
  }

  private static func isRule(_ line: Substring) -> Bool { line.trimmingWhitespace() == "---" }
}

/// The brackets and braces that are open in values of YAML, quotation marks and remarks minded.
private struct OpenBrackets {
  private var open: [Int] = []

  /// Whether the line before left one open.
  var isOpen: Bool { !open.isEmpty }
  /// The line of the first that is never closed.
  var firstOpen: Int? { open.first }

  mutating func read(_ line: Substring, _ number: Int) {
    // A bracket opens a value where one begins, and within another; elsewhere it is a character.
    var quote: Character?
    var previous: Character = " "
    var beginsValue = isOpen
    for character in line {
      defer { previous = character }
      if let mark = quote {
        if character == mark { quote = nil }
      } else if character == "#", previous == " " {
        return
      } else if isOpen || beginsValue, character == "\"" || character == "'" {
        quote = character
      } else if isOpen || beginsValue, character == "[" || character == "{" {
        open.append(number)
      } else if isOpen, character == "]" || character == "}" {
        open.removeLast()
      }
      if character == " ", previous == ":" {
        beginsValue = true
      } else if character != " " {
        beginsValue = false
      }
    }
  }
}
