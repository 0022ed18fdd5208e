extension TableBlock {
  /// The cells of the table as they stand on the page, for a CSV file: plain text, without the letters
  /// of footnotes, under one header row.
  ///
  /// Rows set in under others carry the text of the row above them in a column of its own at the
  /// front, so that each row can be read alone; a row that only heads others is left out. Line
  /// breaks become `; `, and names of columns are made distinct.
  public var data: CSVTable {
    let hasLevels = rows.contains { $0.indent > 0 }
    var taken: Set<String> = []
    let names = columns.map { Self.line($0.header) }
    let header = ((hasLevels ? ["Under"] : []) + names).map { name in
      var candidate = name
      var number = 1
      while !taken.insert(candidate).inserted {
        number += 1
        candidate = "\(name) (\(number))"
      }
      return candidate
    }
    var above: [(indent: Int, text: String)] = []
    var lines: [[CSVValue]] = []
    for (position, row) in rows.enumerated() {
      while let last = above.last, last.indent >= row.indent { above.removeLast() }
      let path = above.map(\.text).joined(separator: "; ")
      let first = row.cells.first.map { Self.line($0.text) } ?? ""
      above.append((row.indent, first))
      let isEmpty = row.cells.dropFirst().allSatisfy { $0.text.isEmpty }
      let next = position + 1 < rows.count ? rows[position + 1] : nil
      let heads = (next?.indent ?? 0) > row.indent || row.isHeading
      if hasLevels, isEmpty, heads { continue }
      let cells = columns.indices.map { column in
        CSVValue.text(column < row.cells.count ? Self.line(row.cells[column].text) : "")
      }
      lines.append((hasLevels ? [.text(path)] : []) + cells)
    }
    return CSVTable(
      header: header,
      rows: lines.map { $0.map { $0 == .text("") ? .missing : $0 } })
  }

  /// A text on one line.
  private static func line(_ text: RichText) -> String {
    let lines = text.plainText.split { $0.isNewline }
    return lines.map(String.init).joined(separator: "; ")
  }
}
