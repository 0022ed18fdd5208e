/// Lines of a draft whose comments stand in one column.
struct DraftBlock {
  private var lines: [(text: String, comment: String?)] = []

  /// Adds a line, with a comment that stands beside it.
  mutating func add(_ text: String, _ comment: String? = nil) { lines.append((text, comment)) }

  /// Adds lines that are comments by themselves.
  mutating func note(_ text: String) { lines.append((text, nil)) }

  /// The lines: comments in one column, save beside lines that are longer than `widest`.
  func written(widest: Int = 54) -> [String] {
    let widths = lines.filter { $0.comment != nil }.map(\.text.count).filter { $0 <= widest }
    let column = max(30, widths.max() ?? 0) + 2
    return lines.map { text, comment in
      guard let comment else { return text }
      let gap = max(2, column - text.count)
      return text + String(repeating: " ", count: gap) + "# " + comment
    }
  }
}
