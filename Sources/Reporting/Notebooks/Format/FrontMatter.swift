import Yams

/// The block of YAML between two `---` that a notebook may begin with.
///
/// Three keys are the program's, `cohort`, `seed` and `markers`; every other is its author's.
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
      return Self.isRule(line) || Self.trimmed(line) == "..."
    }
    guard let end else { return nil }
    lines = 1...end
    guard end > 2 else { return }
    read((2..<end).map { String(text.line($0)) })
  }

  private mutating func read(_ inside: [String]) {
    let root: Node?
    do { root = try Yams.compose(yaml: inside.joined(separator: "\n")) } catch {
      let mark: Mark? =
        switch error as? YamlError {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _), .composer(_, _, let mark, _):
          mark
        case .duplicatedKeysInMapping(_, let context): context.mark
        default: nil
        }
      tell(
        min(mark?.line ?? 1, inside.count),
        "the lines between the first `---` and the next are front matter, and are no YAML"
          + " (\(Self.reason(error))); mend them, or begin the page with a blank line")
      return
    }
    guard let root else { return }
    guard let keys = root.mapping else {
      tell(
        root.mark?.line ?? 1,
        "the lines between the first `---` and the next are front matter: expected keys with values, "
          + "such as `cohort: \(Self.version)`, or a blank line before the first `---`")
      return
    }
    for (key, value) in keys { read(key.string ?? "", value, line: key.mark?.line ?? 1) }
  }

  private mutating func read(_ key: String, _ value: Node, line: Int) {
    let text = value.string ?? ""
    let shown = "`\(key): \(text)`"
    switch key {
    case "cohort":
      guard let version = Int(text), version > 0 else {
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
      guard let number = UInt64(text) else {
        tell(line, "\(shown): expected a whole number from 0, as in `seed: 20260101`")
        return
      }
      seed = number
    case "markers":
      guard let found = OutputMarkers(rawValue: text) else {
        tell(line, "\(shown): expected comment or fence")
        return
      }
      markers = found
    default: break
    }
  }

  /// Tells a problem by its line within the block.
  private mutating func tell(_ line: Int, _ message: String) {
    problems.append(Problem(line: line + 1, message: message))
  }

  private static func reason(_ error: any Error) -> String {
    switch error as? YamlError {
    case .scanner(_, let problem, _, _), .parser(_, let problem, _, _),
      .composer(_, let problem, _, _):
      problem
    case .duplicatedKeysInMapping(let duplicates, _):
      "a key is given twice: " + duplicates.joined(separator: ", ")
    default: "it cannot be read"
    }
  }

  private static func isRule(_ line: Substring) -> Bool { trimmed(line) == "---" }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text.drop { $0 == " " || $0 == "\t" }
  }
}
