import Files

/// The lines below a cell that belong to the machine.
package struct OutputRegion: Sendable, Hashable {
  /// The lines, both sentinels included.
  package let lines: ClosedRange<Int>
  /// The text between the sentinels without the blank lines around it, lines ended by `\n`.
  package let text: String
  /// The fingerprint that the last run left.
  package let sha256: String?
  /// The fingerprint of what the last run depended on.
  package let inputs: String?

  /// Whether the text is no longer what the last run wrote.
  package var isEdited: Bool { sha256 != ContentHash.sha256(text) }

  /// The lines of a region.
  package static func lines(
    id: String, text: String, inputs: String, margin: Margin, ending: String
  ) -> String {
    let body = text.isEmpty ? [""] : [""] + lines(of: text) + [""]
    let all =
      ["<!-- cohort:output #\(id) -->"] + body
      + ["<!-- cohort:end #\(id) sha256=\(ContentHash.sha256(text)) inputs=\(inputs) -->"]
    return all.map { margin.apply(to: $0) + ending }.joined()
  }

  /// A text as lines.
  package static func lines(of text: String) -> [Substring] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// A text without the blank lines at its beginning and end.
  package static func withoutOuterBlankLines(_ text: String) -> String {
    var lines = lines(of: text)[...]
    while let first = lines.first, first.allSatisfy(\.isWhitespace) { lines.removeFirst() }
    while let last = lines.last, last.allSatisfy(\.isWhitespace) { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
