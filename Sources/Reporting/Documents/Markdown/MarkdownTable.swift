/// Lays a table out as Markdown: anchor, title, grid and notes.
package struct MarkdownTable: Sendable {
  private let table: TableBlock
  private let footnotes: Footnotes

  /// Prepares a table, giving letters to its footnotes.
  package init(_ table: TableBlock) {
    self.table = table
    footnotes = Footnotes(of: table)
  }

  /// The table in Markdown, without a line end after it.
  package func render() -> String {
    let title = MarkdownText.titleLine(table.number.map { "Table \($0)." }, table.title)
    var head = "<a id=\"" + table.anchor + "\"></a>"
    let marked = title + mark(table.titleFootnotes)
    if !marked.isEmpty { head += "\n" + marked }
    var pieces = [head]
    if !table.columns.isEmpty { pieces.append(grid()) }
    let notes = noteLines()
    if !notes.isEmpty { pieces.append(notes.joined(separator: "<br>\n")) }
    return pieces.joined(separator: "\n\n")
  }

  private func mark(_ notes: [RichText]) -> String {
    notes.isEmpty ? "" : "<sup>" + footnotes.marks(for: notes) + "</sup>"
  }

  private func grid() -> String {
    let header = table.columns.map { column in
      MarkdownText.line(column.header, in: .cell) + mark(column.footnotes)
    }
    let body = table.rows.map(cells)
    var widths = header.map { max(3, DisplayWidth.of($0)) }
    for row in body {
      for (column, text) in row.enumerated() {
        widths[column] = max(widths[column], DisplayWidth.of(text))
      }
    }
    var lines = [line(header, widths), delimiter(widths)]
    lines += body.map { line($0, widths) }
    return lines.joined(separator: "\n")
  }

  private func cells(_ row: TableRow) -> [String] {
    table.columns.indices.map { column in
      guard column < row.cells.count else { return "" }
      let cell = row.cells[column]
      let isFirst = column == 0
      let words = isFirst && row.isHeading ? RichText([.strong(cell.text)]) : cell.text
      let indent = isFirst ? String(repeating: "&nbsp;&nbsp;", count: max(0, row.indent)) : ""
      return indent + MarkdownText.line(words, in: .cell) + mark(cell.footnotes)
    }
  }

  private func line(_ cells: [String], _ widths: [Int]) -> String {
    let padded = zip(table.columns, zip(cells, widths)).map { column, cell in
      let space = cell.1 - DisplayWidth.of(cell.0)
      let left = column.alignment == .trailing ? space : column.alignment == .center ? space / 2 : 0
      return String(repeating: " ", count: left) + cell.0
        + String(repeating: " ", count: space - left)
    }
    return "| " + padded.joined(separator: " | ") + " |"
  }

  private func delimiter(_ widths: [Int]) -> String {
    let cells = zip(table.columns, widths).map { column, width in
      switch column.alignment {
      case .leading: ":" + String(repeating: "-", count: width - 1)
      case .center: ":" + String(repeating: "-", count: width - 2) + ":"
      case .trailing: String(repeating: "-", count: width - 1) + ":"
      }
    }
    return "| " + cells.joined(separator: " | ") + " |"
  }

  /// The notes about the whole table in the order of their kinds, then the lettered ones.
  private func noteLines() -> [String] {
    let general = table.orderedNotes.map { MarkdownText.line($0.text, in: .paragraph) }
    let lettered = footnotes.notes.enumerated().map { position, note in
      "<sup>" + Footnotes.letter(position) + "</sup> " + MarkdownText.line(note, in: .paragraph)
    }
    return general + lettered
  }
}
