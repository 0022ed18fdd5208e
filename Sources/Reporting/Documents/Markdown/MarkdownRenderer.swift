/// Writes a document as GitHub Flavored Markdown.
///
/// Text comes through unchanged: whatever a label holds, a reader of the rendered page sees exactly
/// that. Line ends are LF, blocks are separated by one blank line, and the same document always
/// gives the same text. Control characters, which Markdown cannot carry, become U+FFFD.
public struct MarkdownRenderer: Sendable {
  /// Creates a renderer.
  public init() {}

  /// The document as Markdown, ending in one line end; the title becomes a heading of level 1.
  public func render(_ document: Document) -> String {
    var pieces: [String] = []
    if let title = document.title { pieces.append(heading(RichText(title), level: 1)) }
    for block in document.blocks {
      let piece = render(block)
      if !piece.isEmpty { pieces.append(piece) }
    }
    return pieces.isEmpty ? "" : pieces.joined(separator: "\n\n") + "\n"
  }

  /// One block, without a line end after it.
  public func render(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text): heading(text, level: level)
    case .paragraph(let text): MarkdownText.line(text, in: .paragraph)
    case .list(let items, let ordered): list(items, ordered: ordered)
    case .table(let table): MarkdownTable(table).render()
    case .figure(let figure): render(figure)
    case .code(let text, let language): code(text, language: language)
    case .note(let kind, let paragraphs): note(kind, paragraphs)
    case .folded(let title, let blocks): folded(title, blocks)
    }
  }

  /// One line of text as it stands in a paragraph.
  public func render(_ text: RichText) -> String { MarkdownText.line(text, in: .paragraph) }

  private func heading(_ text: RichText, level: Int) -> String {
    let marks = String(repeating: "#", count: min(max(level, 1), 6))
    return marks + " " + MarkdownText.line(text, in: .heading)
  }

  private func list(_ items: [RichText], ordered: Bool) -> String {
    items.enumerated().map { position, item in
      let mark = ordered ? "\(position + 1). " : "- "
      return mark + MarkdownText.line(item, in: .paragraph)
    }.joined(separator: "\n")
  }

  private func note(_ kind: Block.NoteKind, _ paragraphs: [RichText]) -> String {
    var lines: [String] = []
    for (position, paragraph) in paragraphs.enumerated() {
      if position > 0 { lines.append(">") }
      let label = position == 0 ? "**" + kind.rawValue + ".** " : ""
      lines.append("> " + label + MarkdownText.line(paragraph, in: .paragraph))
    }
    return lines.joined(separator: "\n")
  }

  /// The tags that GitHub folds by; the blank lines make what is within markdown again.
  private func folded(_ title: RichText, _ blocks: [Block]) -> String {
    let summary = "<summary>" + HTMLText.line(title) + "</summary>"
    return (["<details>\n" + summary] + blocks.map(render).filter { !$0.isEmpty } + ["</details>"])
      .joined(separator: "\n\n")
  }

  private func code(_ text: String, language: String?) -> String {
    let content = MarkdownText.codeLines(text)
    var longest = 0
    var run = 0
    for character in content.utf8 {
      run = character == UInt8(ascii: "`") ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    let name = (language ?? "").unicodeScalars.filter {
      $0.properties.isAlphabetic && $0.isASCII || "0123456789+-_".unicodeScalars.contains($0)
    }
    let body = content.isEmpty || content.hasSuffix("\n") ? content : content + "\n"
    return fence + String(String.UnicodeScalarView(name)) + "\n" + body + fence
  }

  private func render(_ figure: FigureBlock) -> String {
    let label = figure.number.map { "Figure \($0)." }
    var lines = ["<a id=\"" + figure.anchor + "\"></a>"]
    lines.append(MarkdownText.titleLine(label, figure.title))
    var pieces = [lines.joined(separator: "\n")]
    let altText = MarkdownText.line(RichText(figure.altText), in: .paragraph)
    pieces.append("![" + altText + "](" + LinkTarget.path(figure.path) + ")")
    var caption = MarkdownText.line(figure.caption, in: .paragraph)
    if let data = figure.dataPath {
      let link = "[Plotted numbers](" + LinkTarget.path(data) + ")."
      caption += caption.isEmpty ? link : " " + link
    }
    if !caption.isEmpty { pieces.append(caption) }
    return pieces.joined(separator: "\n\n")
  }
}
