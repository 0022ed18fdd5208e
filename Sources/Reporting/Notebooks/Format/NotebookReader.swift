/// Finds cells, their output and the values in the prose, and whatever is wrong with them.
struct NotebookReader {
  let text: NotebookText
  private(set) var cells: [NotebookCell] = []
  private(set) var values: [InlineValue] = []
  /// Regions above which their cell no longer stands.
  private(set) var orphans: [(lines: ClosedRange<Int>, message: String)] = []
  /// What a person must mend, the orphans left aside.
  private(set) var problems: [(line: Int, message: String)] = []
  /// What is no fault, and not what the author wanted.
  private(set) var remarks: [(line: Int, message: String)] = []
  private var page: NotebookPage
  private var claimed: Set<Int> = []

  init(_ text: NotebookText) {
    self.text = text
    var found: [(line: Int, message: String)] = []
    page = NotebookPage(text) { found.append(($0, $1)) }
    problems = found
    problems += page.frontMatter?.problems.map { ($0.line, $0.message) } ?? []
    readCells()
    readStraySentinels()
    readStrayOutputs()
    let reading = ValueReader(page)
    values = reading.values
    remarks = reading.remarks
    problems += reading.problems
    problems += NotebookRules(cells, values).problems
    problems.sort { ($0.line, $0.message) < ($1.line, $1.message) }
  }

  /// What the page begins with.
  var frontMatter: FrontMatter? { page.frontMatter }

  private mutating func readCells() {
    for node in page.tree.nodes {
      if let info = node.fenceInfo {
        let word = info.prefix { !$0.isWhitespace && $0 != "{" }
        if word == "cohort" { readFence(node, String(info.dropFirst(word.count))) }
      } else if node.kind == "html_block" {
        readComment(node)
      }
    }
  }

  private mutating func readFence(_ node: MarkdownTree.Node, _ attributes: String) {
    let body = OutputRegion.lines(of: node.literal).dropLast()
    guard let lines = lines(ofFence: node) else {
      problems.append((node.line, "the fence of this cell is never closed"))
      return
    }
    add(node, attributes, form: .fence, lines: lines, body: Array(body))
  }

  /// The lines of a fence, the marks included; nil for one that is never closed.
  private func lines(ofFence node: MarkdownTree.Node) -> ClosedRange<Int>? {
    let closing = node.line + OutputRegion.lines(of: node.literal).count
    let mark = fenceMark(in: node.line, column: node.column)
    let isClosed =
      closing <= text.lineCount && !page.tree.nodes.contains { $0.line == closing && $0.depth > 0 }
      && !mark.isEmpty && page.isOwn(closing) && text.line(closing).contains(mark)
    return isClosed ? node.line...closing : nil
  }

  /// The run of backticks or tildes that opens a fence.
  private func fenceMark(in line: Int, column: Int) -> String {
    let rest = text.line(line).utf8.dropFirst(max(0, column - 1))
    guard let first = rest.first, first == 0x60 || first == 0x7E else { return "" }
    return String(decoding: rest.prefix { $0 == first }, as: UTF8.self)
  }

  private mutating func readComment(_ node: MarkdownTree.Node) {
    let literal = node.literal.trimmingWhitespace()
    guard
      let opening = literal.prefixMatch(of: #/<!--[ \t]*cohort[ \t]*(\{[^\n]*)/#)
    else { return }
    var lines = OutputRegion.lines(of: String(literal))
    let count = lines.count
    var attributes = String(opening.1)
    if count == 1 || !literal.hasSuffix("-->") {
      problems.append(
        (
          node.line,
          "a hidden cell begins with `<!-- cohort {#id}`, has its commands in the lines below, "
            + "and ends with `-->` in a line of its own"
        ))
      return
    }
    lines.removeFirst()
    let last = lines.removeLast()
    if last.trimmingWhitespace() != "-->" { lines.append(last.dropLast(3)) }
    attributes = String(attributes.trimmingWhitespace())
    add(
      node, attributes, form: .comment, lines: node.line...node.line + count - 1, body: lines)
  }

  private mutating func add(
    _ node: MarkdownTree.Node, _ attributes: String, form: NotebookCell.Form,
    lines: ClosedRange<Int>, body: [Substring]
  ) {
    var found: [(Int, String)] = []
    let options = CellOptions(attributes) { found.append((node.line, $0)) }
    var commands: [CellCommand] = []
    if options.protocolFile == nil {
      commands = CommandReader(body, firstLine: node.line + 1) { found.append(($0, $1)) }.commands
      if let seed = page.frontMatter?.seed {
        commands = commands.map { $0.seeded(CellSeed.of(options.id, from: seed)) }
      }
      if commands.isEmpty, found.isEmpty { found.append((node.line, "the cell has no command")) }
    }
    let margin = Margin(line: text.line(node.line), column: node.column)
    if form == .fence, !options.showsSource, body.contains(where: { $0.contains("-->") }) {
      found.append((node.line, "a cell with `-->` in it cannot be hidden in a comment"))
    }
    problems += found
    cells.append(
      NotebookCell(
        options: options, form: form, lines: lines, body: body.map { $0 + "\n" }.joined(),
        commands: commands, margin: margin, region: region(below: node, of: options.id)))
  }

  private mutating func region(below node: MarkdownTree.Node, of id: String) -> OutputRegion? {
    guard let next = node.next.map({ page.tree.nodes[$0] }) else { return nil }
    let (other, found): (String, OutputRegion?)
    if next.kind == "html_block", case .output(let name)? = Sentinel(comment: next.literal) {
      (other, found) = (name, page.regions[next.line].map(stored))
    } else if let fence = OutputFence(next.fenceInfo) {
      (other, found) = (fence.id, stored(fence, next))
    } else {
      return nil
    }
    claimed.insert(next.line)
    guard let found else { return nil }
    claimed.insert(found.lines.upperBound)
    if other != id {
      orphans.append(
        (found.lines, "the output of #\(other) stands below the cell #\(id); `clean` removes it"))
      return nil
    }
    return found
  }

  private func stored(_ region: NotebookPage.RegionLines) -> OutputRegion {
    let inside = (region.lines.lowerBound + 1..<region.lines.upperBound).map {
      String(region.margin.strip(text.line($0)))
    }
    guard case .end(_, let fingerprints) = region.end else {
      return OutputRegion(lines: region.lines, text: "", fingerprints: .init())
    }
    return OutputRegion(
      lines: region.lines,
      text: OutputRegion.withoutOuterBlankLines(inside.joined(separator: "\n")),
      fingerprints: fingerprints)
  }

  private mutating func stored(_ fence: OutputFence, _ node: MarkdownTree.Node) -> OutputRegion? {
    guard let lines = lines(ofFence: node) else {
      problems.append((node.line, "the output of #\(fence.id) is never closed: its fence is open"))
      return nil
    }
    return OutputRegion(
      lines: lines, text: OutputRegion.withoutOuterBlankLines(node.literal),
      fingerprints: fence.fingerprints, markers: .fence)
  }

  private mutating func readStrayOutputs() {
    for node in page.tree.nodes where !claimed.contains(node.line) {
      guard let fence = OutputFence(node.fenceInfo) else { continue }
      claimed.insert(node.line)
      guard let region = stored(fence, node) else { continue }
      orphans.append(
        (
          region.lines, "an output of #\(fence.id) without its cell above it; `clean` removes it"
        ))
    }
  }

  private mutating func readStraySentinels() {
    for node in page.tree.nodes where node.kind == "html_block" || node.kind == "html_inline" {
      guard !claimed.contains(node.line) || node.kind == "html_inline" else { continue }
      switch Sentinel(comment: node.literal) {
      case .output(let id)?:
        if node.kind == "html_inline" {
          problems.append((node.line, "`cohort:output` must stand in a line of its own"))
        } else if let region = page.regions[node.line] {
          claimed.insert(region.lines.upperBound)
          orphans.append(
            (region.lines, "an output of #\(id) without its cell above it; `clean` removes it"))
        }
      case .end(let id, _)?:
        problems.append((node.line, "an end of #\(id) without `<!-- cohort:output #\(id) -->`"))
      case .unknown(let text)?:
        problems.append(
          (
            node.line,
            "`\(text)`: expected `cohort:output #id`, `cohort:end #id` or `cohort:value ...`"
          ))
      case nil:
        if node.kind == "html_block" { tellSwallowed(node) }
        if node.kind == "html_inline",
          node.literal.prefixMatch(of: #/<!--[ \t]*cohort[ \t]*\{/#) != nil
        {
          problems.append((node.line, "a hidden cell must begin a line of its own"))
        }
      }
    }
  }

  /// HTML goes on to the next blank line and takes sentinels and fences with it.
  private mutating func tellSwallowed(_ node: MarkdownTree.Node) {
    guard !node.literal.trimmingWhitespace().hasPrefix("<!--") else { return }
    for (offset, line) in OutputRegion.lines(of: node.literal).enumerated() {
      let line = line.trimmingWhitespace()
      if line.hasPrefix("```cohort {") || line.hasPrefix("~~~cohort {")
        || line.hasPrefix("<!-- cohort {") || line.hasPrefix("<!-- cohort:output")
      {
        problems.append(
          (
            node.line + offset,
            "this stands within HTML, where it is no cell and no output; put a blank line above it"
          ))
      }
    }
  }
}
