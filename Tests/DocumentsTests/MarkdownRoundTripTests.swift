import Documents
import Testing

/// Whatever a label holds, a reader of the rendered page sees exactly that.
@Suite struct MarkdownRoundTripTests {
  @Test(arguments: 1...5)
  func cellsComeBack(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    let texts = (0..<200).map { _ in (0..<4).map { _ in nasty.next() } }
    let table = TableBlock(
      id: "t", title: "Labels",
      columns: texts[0].map { TableColumn(header: RichText($0)) },
      rows: texts.dropFirst().map { TableRow(cells: $0.map { Cell($0) }) })
    let page = MarkdownRenderer().render(Document(blocks: [.table(table)]))
    let cells = try CommonMarkReader.cells(of: page)
    try #require(cells.count == 800)
    for (cell, text) in zip(cells, texts.joined()) {
      #expect(cell.text == NastyText.visible(text))
      let isPlain = cell.runs.allSatisfy { $0.styles.isEmpty }
      #expect(isPlain, "\(text.debugDescription)")
    }
  }

  @Test(arguments: 11...15)
  func stylesComeBackInCells(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    let lines = (0..<300).map { _ in nasty.line() }
    let table = TableBlock(
      id: "t", title: "Styles", columns: [TableColumn(header: "Line")],
      rows: lines.map { TableRow(cells: [Cell($0)]) })
    let page = MarkdownRenderer().render(Document(blocks: [.table(table)]))
    let cells = try CommonMarkReader.cells(of: page).dropFirst()
    try #require(cells.count == lines.count)
    for (cell, line) in zip(cells, lines) {
      #expect(cell.runs == styled(line))
    }
  }

  @Test(arguments: 21...25)
  func blocksComeBack(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    var blocks: [Block] = []
    var expected: [(block: String, line: RichText)] = []
    for index in 0..<400 {
      let line: RichText = index.isMultiple(of: 2) ? RichText(nasty.next()) : nasty.line()
      // A paragraph of one line end is read as a block of HTML, and looks the same.
      if styled(line).isEmpty || styled(line).map(\.text) == ["\n"] { continue }
      switch index % 4 {
      case 0, 1:
        blocks.append(.paragraph(line))
        expected.append(("paragraph", line))
      case 2:
        blocks.append(.heading(level: 1 + index % 6, line))
        expected.append(("heading", line))
      default:
        blocks.append(.list([line, "next"], ordered: index.isMultiple(of: 5)))
        expected += [("paragraph", line), ("paragraph", "next")]
      }
    }
    let leaves = try CommonMarkReader.leaves(
      of: MarkdownRenderer().render(Document(blocks: blocks)))
    try #require(leaves.count == expected.count)
    for (leaf, wanted) in zip(leaves, expected) {
      #expect(leaf.block == wanted.block)
      #expect(leaf.runs == styled(wanted.line))
    }
  }

  @Test(arguments: 31...33)
  func codeBlocksComeBack(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    for _ in 0..<20 {
      let text = (0..<4).map { _ in nasty.next() }.joined(separator: "\n") + "x\n"
      let page = MarkdownRenderer().render(
        Document(blocks: [.code(text, language: "text"), .paragraph("after")]))
      let leaves = try CommonMarkReader.leaves(of: page)
      try #require(leaves.map(\.block) == ["code_block", "paragraph"])
      #expect(leaves[0].text == visibleCode(text))
    }
  }

  /// The runs of a line as a reader should find them.
  private func styled(_ line: RichText) -> [CommonMarkReader.Run] {
    var runs: [CommonMarkReader.Run] = []
    append(line, [], to: &runs)
    return runs
  }

  private func append(
    _ line: RichText, _ styles: Set<String>, to runs: inout [CommonMarkReader.Run]
  ) {
    // Neighbouring plain runs are read as one, so a line end cannot be split between two of them.
    for inline in line.merged {
      switch inline {
      case .text(let text): CommonMarkReader.Run.append(NastyText.visible(text), styles, to: &runs)
      case .code(let text):
        CommonMarkReader.Run.append(visibleCode(text), styles.union(["code"]), to: &runs)
      case .strong(let inner): append(inner, styles.union(["strong"]), to: &runs)
      case .emphasis(let inner): append(inner, styles.union(["emph"]), to: &runs)
      case .superscript(let inner): append(inner, styles.union(["sup"]), to: &runs)
      case .link(let inner, _): append(inner, styles.union(["link"]), to: &runs)
      case .lineBreak: CommonMarkReader.Run.append("\n", styles, to: &runs)
      }
    }
  }

  /// Inside code a line separator is a character like any other.
  private func visibleCode(_ text: String) -> String {
    text.unicodeScalars.split(separator: "\u{2028}", omittingEmptySubsequences: false)
      .map { NastyText.visible(String($0)) }.joined(separator: "\u{2028}")
  }
}
