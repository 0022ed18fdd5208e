/// Lines → blocks, in one pass.
struct AuditReader {
  private let lines: [String]
  private let isWrapped: Bool
  private(set) var blocks: [AuditBlock] = []
  private var pending: [(text: String, line: Int)] = []
  private var pendingKind = AuditBlock.Kind.paragraph
  private var heads: [String]?

  init(lines: [String]) {
    self.lines = lines
    isWrapped = !lines.contains {
      $0.count > AuditedText.longestWrapped && !Self.isTableRow($0)
    }
  }

  mutating func read() {
    for (place, raw) in lines.enumerated() {
      let line = raw.drop { $0 == " " || $0 == ">" || $0 == "\t" }
      if Self.isTableRow(raw) {
        flush()
        readRow(raw, at: place)
        continue
      }
      heads = nil
      if line.isEmpty || Self.isRule(line) || Self.isReference(line) {
        underline(line)
        flush()
      } else if let level = Self.headingLevel(line) {
        flush()
        add(
          .heading(level: level), String(line.drop { $0 == "#" || $0 == " " }), place + 1)
      } else if let item = Self.item(line) {
        flush()
        pendingKind = .item
        pending = [(AuditMask.prose(String(item)), place + 1)]
      } else {
        if !isWrapped, !pending.isEmpty, !endsInBreak(place - 1) { flush() }
        pending.append((AuditMask.prose(String(line)), place + 1))
      }
    }
    flush()
  }

  /// Lines that end in a break tag belong to one block, as the notes of a table do.
  private func endsInBreak(_ place: Int) -> Bool {
    place >= 0 && (lines[place].hasSuffix("<br>") || lines[place].hasSuffix("  "))
  }

  /// A line of `=` or `-` below a line of text makes it a heading.
  private mutating func underline(_ line: Substring) {
    guard pending.count == 1, pendingKind == .paragraph, line.count > 2,
      line.allSatisfy({ $0 == "=" }) || line.allSatisfy({ $0 == "-" })
    else { return }
    pendingKind = .heading(level: line.first == "=" ? 1 : 2)
  }

  private mutating func flush() {
    defer {
      pending = []
      pendingKind = .paragraph
    }
    guard !pending.isEmpty else { return }
    var text = ""
    var starts: [AuditBlock.LineStart] = []
    for (piece, line) in pending {
      if !text.isEmpty { text += " " }
      starts.append(.init(offset: text.count, line: line))
      text += piece
    }
    var kind = pendingKind
    if kind == .paragraph, pending.count == 1, isPlainHeading(text) {
      kind = .heading(level: blocks.isEmpty ? 1 : 3)
    }
    blocks.append(AuditBlock(kind: kind, text: text, starts: starts))
  }

  /// A short line on its own without a full stop, in a text of long lines.
  private func isPlainHeading(_ text: String) -> Bool {
    guard !isWrapped, text.count < 100, let last = text.last(where: { !$0.isWhitespace }) else {
      return false
    }
    let words = text.split(whereSeparator: \.isWhitespace)
    return !".:;,!".contains(last) && words.count > 1 && !words.contains("|")
      && words.first?.first?.isUppercase == true
      && !["Table", "Figure"].contains(words[0])
  }

  private mutating func add(_ kind: AuditBlock.Kind, _ text: String, _ line: Int) {
    blocks.append(
      AuditBlock(
        kind: kind, text: AuditMask.prose(text), starts: [.init(offset: 0, line: line)]))
  }

  private mutating func readRow(_ raw: String, at place: Int) {
    let cells = Self.cells(raw)
    if cells.allSatisfy({ cell in !cell.isEmpty && cell.allSatisfy { "-: ".contains($0) } }) {
      return
    }
    guard let heads else {
      self.heads = cells.map(AuditMask.prose)
      return
    }
    let words = cells.map(AuditMask.prose)
    let text = words.joined(separator: " | ")
    blocks.append(
      AuditBlock(
        kind: .row(cells: words, heads: heads), text: text,
        starts: [.init(offset: 0, line: place + 1)]))
  }

  private static func isTableRow(_ line: String) -> Bool {
    line.drop { $0 == " " }.first == "|"
  }

  /// The cells of a row; a bar after a backslash is a character.
  private static func cells(_ line: String) -> [String] {
    var cells: [String] = []
    var cell = ""
    var escaped = false
    for character in line.drop(while: { $0 == " " }).dropFirst() {
      if character == "|", !escaped {
        cells.append(cell)
        cell = ""
      } else {
        cell.append(character)
      }
      escaped = character == "\\"
    }
    if cell.contains(where: { !$0.isWhitespace }) { cells.append(cell) }
    return cells
  }

  private static func headingLevel(_ line: Substring) -> Int? {
    let level = line.prefix { $0 == "#" }.count
    guard (1...6).contains(level), line.dropFirst(level).first?.isWhitespace ?? true else {
      return nil
    }
    return level
  }

  /// The words of an item of a list; nil for a line that is none.
  private static func item(_ line: Substring) -> Substring? {
    guard let first = line.first else { return nil }
    if "-*+•".contains(first), line.dropFirst().first == " " { return line.dropFirst(2) }
    let digits = line.prefix(while: \.isNumber)
    guard (1...3).contains(digits.count) else { return nil }
    let rest = line.dropFirst(digits.count)
    guard let mark = rest.first, ".)".contains(mark), rest.dropFirst().first == " " else {
      return nil
    }
    return rest.dropFirst(2)
  }

  private static func isRule(_ line: Substring) -> Bool {
    line.count >= 3 && (Set(line.filter { !$0.isWhitespace }).count == 1)
      && "-*_=".contains(line.first ?? "x")
  }

  /// The target of a link, kept apart from the text: `[1]: https://...`.
  private static func isReference(_ line: Substring) -> Bool {
    guard line.first == "[", let close = line.firstIndex(of: "]") else { return false }
    return line[line.index(after: close)...].first == ":"
  }
}
