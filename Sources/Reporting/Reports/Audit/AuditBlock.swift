/// One piece of an audited text that reads as a whole: a heading, a paragraph, an item of a list, a
/// row of a table.
///
/// What a reader cannot see as prose (code, comments, link targets, tags) is blank in ``text``, so
/// that every character keeps its line.
struct AuditBlock {
  /// What the piece is.
  enum Kind: Equatable {
    case heading(level: Int)
    case paragraph
    case item
    /// A row of a table, with the words of its first cell and of the heads of the columns.
    case row(cells: [String], heads: [String])
  }

  /// A line of the file within the text of the block.
  struct LineStart {
    let offset: Int
    let line: Int
  }

  let kind: Kind
  /// The words, lines joined by spaces.
  let text: String
  /// Where each line of the file begins in the text.
  let starts: [LineStart]

  /// The line of the first character.
  var line: Int { starts.first?.line ?? 1 }

  /// The line of the file in which a character of the text stands.
  func line(at offset: Int) -> Int {
    starts.last { $0.offset <= offset }?.line ?? line
  }

  /// Whether the block is only a label and a statement, such as `Instrument: WOMAC-LK pain`.
  var isLabelled: Bool {
    guard let colon = text.firstIndex(of: ":") else { return false }
    let label = text[..<colon].split(whereSeparator: \.isWhitespace)
    return (1...3).contains(label.count)
  }

  /// Whether the block announces what follows it.
  var announces: Bool { text.last { !$0.isWhitespace } == ":" }

  /// Whether the block is the caption of a table or a figure: `Table 2. ...`.
  var isCaption: Bool {
    let words = text.split(whereSeparator: \.isWhitespace)
    guard let first = words.first?.lowercased(), words.count > 1 else { return false }
    return ["table", "figure", "fig.", "fig"].contains(first)
      && words[1].first?.isNumber == true
  }

  var isRow: Bool { if case .row = kind { true } else { false } }
}
