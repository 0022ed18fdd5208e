extension Block {
  /// The block with every line of text in it changed: headings, cells, captions, notes, footnotes.
  package func mapLines(_ change: (RichText) -> RichText) -> Block {
    switch self {
    case .heading(let level, let text): return .heading(level: level, change(text))
    case .paragraph(let text): return .paragraph(change(text))
    case .list(let items, let ordered): return .list(items.map(change), ordered: ordered)
    case .code: return self
    case .note(let kind, let lines): return .note(kind, lines.map(change))
    case .folded(let title, let blocks):
      return .folded(change(title), blocks.map { $0.mapLines(change) })
    case .figure(var figure):
      figure.title = change(figure.title)
      figure.caption = change(figure.caption)
      return .figure(figure)
    case .table(var table):
      table.title = change(table.title)
      table.titleFootnotes = table.titleFootnotes.map(change)
      for index in table.columns.indices {
        table.columns[index].header = change(table.columns[index].header)
        table.columns[index].footnotes = table.columns[index].footnotes.map(change)
      }
      for row in table.rows.indices {
        for cell in table.rows[row].cells.indices {
          let old = table.rows[row].cells[cell]
          table.rows[row].cells[cell] = Cell(
            change(old.text), footnotes: old.footnotes.map(change))
        }
      }
      for index in table.notes.indices {
        table.notes[index].text = change(table.notes[index].text)
      }
      return .table(table)
    }
  }
}

extension [Block] {
  /// What links within the page can lead to: its tables and figures.
  package var anchors: Set<String> {
    var anchors: Set<String> = []
    for block in self {
      switch block {
      case .table(let table): anchors.insert(table.anchor)
      case .figure(let figure): anchors.insert(figure.anchor)
      case .folded(_, let blocks): anchors.formUnion(blocks.anchors)
      case .heading, .paragraph, .list, .code, .note: break
      }
    }
    return anchors
  }
}
