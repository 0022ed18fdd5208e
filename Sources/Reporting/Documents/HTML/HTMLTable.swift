/// Lays a table out as HTML: caption, grid, notes, and footnotes that lead back to their marks.
package struct HTMLTable: Sendable {
  private let table: TableBlock
  private let footnotes: Footnotes
  /// How many marks each footnote has so far.
  private var marks: [Int: Int] = [:]

  /// The most rows of a table that is kept on one page of paper.
  private static let wholeRows = 14

  /// Prepares a table, giving letters to its footnotes.
  package init(_ table: TableBlock) {
    self.table = table
    footnotes = Footnotes(of: table)
  }

  /// The table in HTML.
  package mutating func render() -> String {
    let id = table.anchor
    var lines = ["<div class=\"table\" id=\"\(id)\">"]
    let label = table.number.map { "<strong>Table \($0).</strong> " } ?? ""
    let caption = label + HTMLText.line(table.title) + mark(table.titleFootnotes)
    let isWhole = table.rows.count <= Self.wholeRows
    if table.columns.isEmpty {
      lines.append("<p class=\"caption\">\(caption)</p>")
    } else {
      lines.append(
        "<div class=\"scroll\" role=\"region\" aria-labelledby=\"\(id):caption\" tabindex=\"0\">")
      lines.append(isWhole ? "<table class=\"whole\">" : "<table>")
      lines.append("<caption><span id=\"\(id):caption\">\(caption)</span></caption>")
      lines.append(header())
      lines += bodies()
      lines += ["</table>", "</div>"]
    }
    lines += notes()
    lines.append("</div>")
    return lines.joined(separator: "\n")
  }

  private mutating func header() -> String {
    var cells = ""
    for column in table.columns {
      cells +=
        "<th scope=\"col\"\(Self.alignment(column))>" + HTMLText.line(column.header)
        + mark(column.footnotes) + "</th>"
    }
    return "<thead><tr>" + cells + "</tr></thead>"
  }

  /// The rows, a body for each row that heads others with those it heads.
  private mutating func bodies() -> [String] {
    var lines = ["<tbody>"]
    for (position, row) in table.rows.enumerated() {
      let startsBody = row.isHeading || row.indent == 0 && leads(position)
      if startsBody, position > 0 { lines += ["</tbody>", "<tbody>"] }
      // The first row after a body of set-in rows belongs to no heading.
      if !startsBody, row.indent == 0, position > 0, table.rows[position - 1].indent > 0 {
        lines += ["</tbody>", "<tbody>"]
      }
      lines.append(self.row(row, heads: startsBody))
    }
    return lines + ["</tbody>"]
  }

  /// Whether the row after a position is set in under it.
  private func leads(_ position: Int) -> Bool {
    position + 1 < table.rows.count && table.rows[position + 1].indent > table.rows[position].indent
  }

  private mutating func row(_ row: TableRow, heads: Bool) -> String {
    var cells = ""
    let isAlone = heads && row.cells.dropFirst().allSatisfy { $0.text.isEmpty }
    for (position, column) in table.columns.enumerated() {
      let cell = position < row.cells.count ? row.cells[position] : .empty
      let text = HTMLText.line(cell.text) + mark(cell.footnotes)
      if position > 0 {
        cells += "<td\(Self.alignment(column))>\(text)</td>"
        continue
      }
      let indent = row.indent > 0 ? " class=\"in\(min(row.indent, 4))\"" : ""
      let scope = heads ? "rowgroup" : "row"
      let span = isAlone && table.columns.count > 1 ? " colspan=\"\(table.columns.count)\"" : ""
      cells += "<th scope=\"\(scope)\"\(indent)\(span)>\(text)</th>"
      if isAlone { break }
    }
    return (heads ? "<tr class=\"head\">" : "<tr>") + cells + "</tr>"
  }

  private static func alignment(_ column: TableColumn) -> String {
    switch column.alignment {
    case .leading: ""
    case .center: " class=\"c\""
    case .trailing: " class=\"r\""
    }
  }

  /// The letters of footnotes, each a link to its note; the note leads back to the first.
  private mutating func mark(_ notes: [RichText]) -> String {
    var links: [String] = []
    for place in footnotes.places(of: notes) {
      let letter = Footnotes.letter(place)
      let count = marks[place, default: 0] + 1
      marks[place] = count
      let anchor = table.anchor + ":" + letter
      links.append("<a href=\"#\(anchor)\" id=\"\(anchor)-\(count)\">\(letter)</a>")
    }
    return links.isEmpty ? "" : "<sup>" + links.joined(separator: ",") + "</sup>"
  }

  /// The notes about the whole table, the lettered ones, and the file of the cells.
  private func notes() -> [String] {
    var lines = table.orderedNotes.map { "<p>" + HTMLText.line($0.text) + "</p>" }
    for (place, note) in footnotes.notes.enumerated() {
      let letter = Footnotes.letter(place)
      let anchor = table.anchor + ":" + letter
      let back =
        "<a class=\"back\" href=\"#\(anchor)-1\" aria-label=\"Back to mark \(letter)\">↩</a>"
      lines.append(
        "<p id=\"\(anchor)\"><sup>\(letter)</sup> \(HTMLText.line(note)) \(back)</p>")
    }
    if let path = table.dataPath {
      lines.append(
        "<p class=\"data\">Table as CSV: <a href=\"\(LinkTarget.path(path))\">"
          + HTMLText.escape(path) + "</a></p>")
    }
    return lines.isEmpty ? [] : ["<div class=\"notes\">"] + lines + ["</div>"]
  }
}
