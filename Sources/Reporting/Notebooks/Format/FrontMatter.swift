/// The block of YAML between two `---` that a notebook may begin with.
///
/// Only the version of the format is read; every other key is its author's.
package struct FrontMatter: Sendable, Hashable {
  /// The version of the format this program knows.
  package static let version = 1

  /// The lines, both `---` included.
  package let lines: ClosedRange<Int>

  /// Finds the block; nil where the text does not begin with one.
  package init?(of text: NotebookText) {
    guard text.lineCount > 1, Self.isRule(text.line(1)) else { return nil }
    let end = (2...text.lineCount).first { number in
      let line = text.line(number)
      return Self.isRule(line) || Self.trimmed(line) == "..."
    }
    guard let end else { return nil }
    lines = 1...end
  }

  /// What is wrong with the version, and in which line.
  package func problem(in text: NotebookText) -> (line: Int, message: String)? {
    for number in lines {
      let line = text.line(number)
      guard line.hasPrefix("cohort:") else { continue }
      var value = line.dropFirst("cohort:".count)
      if let comment = value.firstRange(of: " #") { value = value[..<comment.lowerBound] }
      guard let version = Int(Self.trimmed(value)), version > 0 else {
        return (
          number,
          "`\(line)`: expected the version of the notebook's format, as in `cohort: \(Self.version)`"
        )
      }
      if version > Self.version {
        return (
          number,
          "the notebook has format \(version), and this program knows formats up to "
            + "\(Self.version); a newer cohort is needed"
        )
      }
    }
    return nil
  }

  private static func isRule(_ line: Substring) -> Bool { trimmed(line) == "---" }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text.drop { $0 == " " || $0 == "\t" }
  }
}
