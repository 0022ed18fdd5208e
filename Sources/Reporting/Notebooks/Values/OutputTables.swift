import Documents
import Tables

/// What a cell printed, as tables and sentences that prose can quote.
struct OutputTables {
  /// A table of an output.
  struct Table {
    /// The anchors above it.
    let ids: [String]
    let columns: [String]
    /// The cells, row by row; a row that is set in has the label of its group before it.
    var rows: [Row] = []
  }

  /// A row of a table.
  struct Row {
    /// The label of the group the row is set in under.
    let group: String?
    let cells: [String]

    /// Whether the row begins with these labels, with or without that of its group.
    func begins(with labels: [String]) -> Bool {
      cells.starts(with: labels) || group.map { ([$0] + cells).starts(with: labels) } ?? false
    }

    /// Whether these labels stand in the row before a column, in this order.
    func holds(_ labels: [String], before column: Int) -> Bool {
      var rest = labels[...]
      for cell in (group.map { [$0] } ?? []) + cells.prefix(column) where cell == rest.first {
        rest.removeFirst()
      }
      return rest.isEmpty
    }
  }

  /// Why there is no such value.
  struct NotFound: Error {
    let message: String
  }

  private(set) var tables: [Table] = []
  /// The text of each block that is no table.
  private(set) var sentences: [String] = []

  init(_ output: String) {
    let tree = MarkdownTree(output)
    var anchors: [String] = []
    var rows: [[String]] = []
    func isWithin(_ kinds: Set<String>, _ node: MarkdownTree.Node) -> Bool {
      var parent = node.parent
      while let place = parent {
        if kinds.contains(tree.nodes[place].kind) { return true }
        parent = tree.nodes[place].parent
      }
      return false
    }
    for (place, node) in tree.nodes.enumerated() {
      switch node.kind {
      case "html_block", "html_inline":
        anchors += node.literal.matches(of: #/<a id="([^"]+)">/#).map { String($0.1) }
        if node.kind == "html_block" {
          sentences.append(Self.flattened(node.literal.replacing(#/<[^>]*>/#, with: " ")))
        }
      case "table":
        tables.append(Table(ids: anchors, columns: Self.header(of: place, in: tree)))
        anchors = []
        rows = []
      case "table_row":
        rows.append(Self.cells(of: place, in: tree))
        if let last = rows.last, !tables.isEmpty { Self.add(last, to: &tables[tables.count - 1]) }
      case "paragraph", "heading":
        if !isWithin(["table"], node) { sentences.append(Self.text(below: place, in: tree)) }
      case "code_block":
        sentences += OutputRegion.lines(of: node.literal).map { Self.flattened(String($0)) }
      default: break
      }
    }
  }

  /// The text of a value, escaped for the prose of a page.
  func text(of value: InlineValue) throws(NotFound) -> String {
    let whole: String
    switch value.place {
    case .after(let words): whole = try number(after: words)
    case .table(let id, let row, let column): whole = try cell(id, row, column)
    }
    return MarkdownEscaping.escape(try value.part.taken(from: whole), in: .paragraph, after: nil)
  }

  // MARK: Reading

  private static func add(_ cells: [String], to table: inout Table) {
    // A label that is set in begins with spaces that do not break.
    let isSetIn = cells.first?.hasPrefix("\u{A0}") ?? false
    let trimmed = cells.map { String($0.trimmingWhitespace()) }
    let group = table.rows.last.map { $0.group ?? $0.cells.first ?? "" }
    table.rows.append(Row(group: isSetIn ? group : nil, cells: trimmed))
  }

  private static func header(of table: Int, in tree: MarkdownTree) -> [String] {
    let place = tree.nodes.indices.dropFirst(table)
      .first { tree.nodes[$0].parent == table && tree.nodes[$0].kind == "table_header" }
    return place.map { cells(of: $0, in: tree).map { String($0.trimmingWhitespace()) } } ?? []
  }

  private static func cells(of row: Int, in tree: MarkdownTree) -> [String] {
    var cells: [String] = []
    var place = row + 1
    while place < tree.nodes.count, tree.nodes[place].depth > tree.nodes[row].depth {
      if tree.nodes[place].parent == row { cells.append(text(below: place, in: tree)) }
      place += 1
    }
    return cells
  }

  /// The words of a block; a line break is a space.
  private static func text(below block: Int, in tree: MarkdownTree) -> String {
    var text = ""
    var place = block + 1
    while place < tree.nodes.count, tree.nodes[place].depth > tree.nodes[block].depth {
      let node = tree.nodes[place]
      switch node.kind {
      case "text", "code": if !isFootnoteMark(place, in: tree) { text += node.literal }
      case "softbreak", "linebreak": text += " "
      case "html_inline": if node.literal.hasPrefix("<br") { text += " " }
      default: break
      }
      place += 1
    }
    return text
  }

  /// Whether a text is the letter of a footnote: `<sup>a</sup>`.
  private static func isFootnoteMark(_ place: Int, in tree: MarkdownTree) -> Bool {
    place + 1 < tree.nodes.count && tree.nodes[place - 1].literal == "<sup>"
      && tree.nodes[place + 1].literal == "</sup>"
      && tree.nodes[place].literal.allSatisfy { ("a"..."z").contains($0) || $0 == "," }
  }

  private static func flattened(_ text: String) -> String {
    text.split { $0.isWhitespace && $0 != "\u{A0}" }.joined(separator: " ")
  }

  // MARK: Finding

  private func cell(_ id: String?, _ labels: [String], _ column: String) throws(NotFound) -> String
  {
    let table = try table(id)
    let place = try self.column(column, of: table)
    var rows = table.rows.filter { $0.begins(with: labels) }
    // A label is that of its own row before it is that of the rows set in below it.
    let own = rows.filter { $0.cells.starts(with: labels) }
    if !own.isEmpty { rows = own }
    if rows.isEmpty { rows = table.rows.filter { $0.holds(labels, before: place) } }
    let wanted = labels.map { "\"\($0)\"" }.joined(separator: " ")
    guard let row = rows.first else {
      let first = labels.first ?? ""
      let names = table.rows.compactMap(\.cells.first)
      throw NotFound(message: "no row \(wanted)" + Self.choice(first, names))
    }
    guard rows.count == 1 else {
      let more = rows.prefix(3).map { $0.cells.prefix(place).joined(separator: " | ") }
      throw NotFound(
        message: "\(rows.count) rows are \(wanted): \(more.joined(separator: "; ")); name more of "
          + "its cells")
    }
    let text = place < row.cells.count ? row.cells[place] : ""
    guard !text.isEmpty else {
      throw NotFound(message: "the cell of row \(wanted), column \"\(column)\" is empty")
    }
    return text
  }

  private func table(_ id: String?) throws(NotFound) -> Table {
    let names = tables.flatMap(\.ids)
    guard let id else {
      guard tables.count < 2, let table = tables.first else {
        throw NotFound(
          message: tables.isEmpty
            ? "the cell prints no table"
            : "the cell prints \(tables.count) tables; name one: \(names.joined(separator: ", "))")
      }
      return table
    }
    let bare = id.hasPrefix("#") ? String(id.dropFirst()) : id
    guard let table = tables.first(where: { $0.ids.contains(bare) }) else {
      throw NotFound(message: "no table `\(bare)`" + Self.choice(bare, names))
    }
    return table
  }

  /// The column with this head, or with this first line of a head.
  private func column(_ name: String, of table: Table) throws(NotFound) -> Int {
    let exact = table.columns.indices.filter { table.columns[$0] == name }
    let places =
      exact.isEmpty
      ? table.columns.indices.filter { table.columns[$0].hasPrefix(name + " ") } : exact
    guard let place = places.first else {
      throw NotFound(message: "no column \"\(name)\"" + Self.choice(name, table.columns))
    }
    guard places.count == 1 else {
      let all = places.map { "\"\(table.columns[$0])\"" }.joined(separator: ", ")
      throw NotFound(message: "\(places.count) columns are \"\(name)\": \(all)")
    }
    return place
  }

  /// The number behind words that stand once in the output; `...` in them stands for any words.
  private func number(after words: String) throws(NotFound) -> String {
    let parts = words.replacing("…", with: "...").split(separator: "...").map {
      String($0.trimmingWhitespace())
    }
    guard let first = parts.first else { throw NotFound(message: "no words to look behind") }
    let places = sentences.flatMap { sentence in
      sentence.ranges(of: first).map { sentence[$0.upperBound...] }
    }
    guard places.count == 1, var rest = places.first else {
      throw NotFound(message: "the words \"\(first)\" stand \(places.count) times in the output")
    }
    for part in parts.dropFirst() {
      guard let range = rest.ranges(of: part).first else {
        throw NotFound(message: "the words \"\(part)\" do not follow \"\(first)\" in the output")
      }
      rest = rest[range.upperBound...]
    }
    let pattern = #/\s*((?:[=<>≤≥≈]\s*)?[-−+]?\d+(?:\.\d+)?(?:[eE][-+−]?\d+)?\s?%?)/#
    guard let match = rest.prefixMatch(of: pattern) else {
      throw NotFound(message: "no number follows \"\(words)\" in the output")
    }
    return String(match.1.trimmingWhitespace())
  }

  private static func choice(_ name: String, _ names: [String]) -> String {
    if let near = NameSuggestion.nearest(to: name, among: names) {
      return "; did you mean \"\(near)\"?"
    }
    var seen: Set<String> = []
    let list = names.filter { !$0.isEmpty && seen.insert($0).inserted }.prefix(8)
    return list.isEmpty ? "" : "; there are \(list.map { "\"\($0)\"" }.joined(separator: ", "))"
  }
}

extension InlineValue.Part {
  /// The part of a cell such as `16.71 (12.01 to NR)` or `20 (47%)`.
  func taken(from text: String) throws(OutputTables.NotFound) -> String {
    if self == .all { return text }
    guard let match = text.wholeMatch(of: #/(.*?)\s*\((.*)\)/#) else {
      if self == .estimate { return text }
      throw OutputTables.NotFound(message: "\"\(text)\" has no brackets to take `\(rawValue)` from")
    }
    if self == .estimate { return String(match.1) }
    if self == .brackets { return String(match.2) }
    guard let limits = match.2.wholeMatch(of: #/(.+?)(?:\s+to\s+|\s*[–;]\s*|,\s+)(.+)/#) else {
      throw OutputTables.NotFound(message: "\"\(text)\" has no interval to take `\(rawValue)` from")
    }
    return String(self == .lower ? limits.1 : limits.2)
  }
}
