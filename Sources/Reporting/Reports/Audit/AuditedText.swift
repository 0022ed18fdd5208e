/// A text cut into the pieces a reader sees, with the neighbours of each.
///
/// Markdown and plain text are both read: a text none of whose lines is longer than
/// ``longestWrapped`` is taken as wrapped, and its lines run on to the next blank one; in any other
/// every line is a paragraph, and a short one without a full stop is a heading.
struct AuditedText {
  /// The pieces, in the order of the text.
  let blocks: [AuditBlock]
  /// For each piece, the pieces that may supply what it leaves out, itself included.
  let neighbours: [[Int]]

  static let longestWrapped = 160

  init(_ text: String) {
    var reader = AuditReader(lines: Self.visible(text))
    reader.read()
    blocks = reader.blocks
    neighbours = blocks.indices.map { Self.neighbours(of: $0, in: reader.blocks) }
  }

  /// The lines with fenced code, comments and front matter blank.
  private static func visible(_ text: String) -> [String] {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    var fence: (mark: Character, width: Int)?
    var inComment = false
    var inFront = lines.first == "---" && lines.dropFirst().contains("---")
    for place in lines.indices {
      let line = lines[place]
      if inFront {
        lines[place] = ""
        if place > 0, line == "---" { inFront = false }
        continue
      }
      let body = line.drop { $0 == " " || $0 == ">" }
      if let open = fence {
        let run = body.prefix { $0 == open.mark }.count
        if run >= open.width, body.dropFirst(run).allSatisfy(\.isWhitespace) { fence = nil }
        lines[place] = ""
        continue
      }
      if let mark = body.first, "`~".contains(mark), !inComment {
        let run = body.prefix { $0 == mark }.count
        if run >= 3 {
          fence = (mark, run)
          lines[place] = ""
          continue
        }
      }
      lines[place] = withoutComments(line, &inComment)
    }
    return lines
  }

  private static func withoutComments(_ line: String, _ inComment: inout Bool) -> String {
    var result = ""
    var rest = Substring(line)
    while !rest.isEmpty {
      let mark = inComment ? "-->" : "<!--"
      guard let range = rest.firstRange(of: mark) else {
        result += inComment ? String(repeating: " ", count: rest.count) : String(rest)
        break
      }
      let before = rest[..<range.lowerBound]
      result += inComment ? String(repeating: " ", count: before.count) : String(before)
      result += String(repeating: " ", count: mark.count)
      rest = rest[range.upperBound...]
      inComment.toggle()
    }
    return result
  }

  /// A paragraph has itself, the headings above it, and where it is one, the rest of its table,
  /// figure or labelled list.
  private static func neighbours(of place: Int, in blocks: [AuditBlock]) -> [Int] {
    var found: Set<Int> = [place]
    found.formUnion(headings(above: place, in: blocks))
    switch blocks[place].kind {
    case .heading:
      if place + 1 < blocks.count, blocks[place + 1].kind == .paragraph { found.insert(place + 1) }
    case .row:
      var first = place
      var last = place
      while first > 0, blocks[first - 1].isRow { first -= 1 }
      while last + 1 < blocks.count, blocks[last + 1].isRow { last += 1 }
      // The caption stands above or below, the notes below.
      if first > 0, blocks[first - 1].kind == .paragraph { found.insert(first - 1) }
      if last + 1 < blocks.count, blocks[last + 1].kind == .paragraph { found.insert(last + 1) }
    case .item:
      var first = place
      var last = place
      while first > 0, blocks[first - 1].kind == .item { first -= 1 }
      while last + 1 < blocks.count, blocks[last + 1].kind == .item { last += 1 }
      if first > 0, blocks[first - 1].kind == .paragraph, blocks[first - 1].announces {
        found.insert(first - 1)
      }
      let labelled = (first...last).count { blocks[$0].isLabelled }
      if labelled > 1, 2 * labelled >= last - first + 1 { found.formUnion(first...last) }
    case .paragraph:
      found.formUnion(ofFigure(place, in: blocks))
      if blocks[place].isCaption, place + 1 < blocks.count, blocks[place + 1].isRow {
        var last = place + 1
        while last + 1 < blocks.count, blocks[last + 1].isRow { last += 1 }
        if last + 1 < blocks.count, blocks[last + 1].kind == .paragraph { found.insert(last + 1) }
      }
      if place > 0, blocks[place - 1].isRow {
        var first = place - 1
        while first > 0, blocks[first - 1].isRow { first -= 1 }
        if first > 0, blocks[first - 1].kind == .paragraph { found.insert(first - 1) }
      }
    }
    return found.sorted()
  }

  /// A figure: its caption, the words of the picture, and the paragraph below it.
  private static func ofFigure(_ place: Int, in blocks: [AuditBlock]) -> [Int] {
    for caption in stride(from: place, through: max(0, place - 2), by: -1)
    where blocks[caption].isCaption {
      let end = (caption..<min(caption + 3, blocks.count)).prefix {
        blocks[$0].kind == .paragraph && ($0 == caption || !blocks[$0].isCaption)
      }
      return end.contains(place) ? Array(end) : []
    }
    return []
  }

  private static func headings(above place: Int, in blocks: [AuditBlock]) -> [Int] {
    var level = 7
    if case .heading(let own) = blocks[place].kind { level = own }
    var found: [Int] = []
    for above in stride(from: place - 1, through: 0, by: -1) {
      guard case .heading(let other) = blocks[above].kind, other < level else { continue }
      found.append(above)
      level = other
    }
    return found
  }
}
