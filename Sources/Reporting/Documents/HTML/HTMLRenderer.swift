/// Writes a document as one HTML file that needs nothing else: no script, no style sheet, no picture
/// and no font from elsewhere.
///
/// Text comes through unchanged, as on a Markdown page; the same document always gives the same
/// bytes. The page follows the reader's choice of light or dark, scrolls wide tables in boxes of
/// their own on a narrow screen, and prints in dark on white on A4 and letter paper.
public struct HTMLRenderer: Sendable {
  /// The pictures of the figures as SVG, by the path the page names; a picture that is not here is
  /// linked to.
  public var pictures: [String: String]
  /// The language of the page, as a tag of BCP 47.
  public var language: String

  /// Creates a renderer.
  public init(pictures: [String: String] = [:], language: String = "en") {
    self.pictures = pictures
    self.language = language
  }

  /// The document as a page, ending in one line end.
  ///
  /// The title becomes a heading of level 1; a document without one is named after its first heading.
  public func render(_ document: Document) -> String {
    let contents = HTMLContents(of: document)
    let levels = document.blocks.compactMap { block -> Int? in
      if case .heading(let level, _) = block { level } else { nil }
    }
    // Without a title the first headings of the page take its place.
    let lift = document.title == nil ? (levels.min() ?? 1) - 1 : 0
    var anchors = contents.anchors[...]
    var pieces = [head(document), "<body>", "<main>"]
    if let title = document.title {
      pieces.append("<h1>" + HTMLText.escape(title) + "</h1>")
      pieces.append(contents.render())
    }
    for block in document.blocks {
      if case .heading(let level, let text) = block {
        pieces.append(heading(text, level: level - lift, anchor: anchors.popFirst() ?? ""))
      } else {
        pieces.append(render(block))
      }
    }
    pieces += ["</main>", "</body>", "</html>"]
    return pieces.filter { !$0.isEmpty }.joined(separator: "\n") + "\n"
  }

  private func head(_ document: Document) -> String {
    var title = document.title
    for case .heading(_, let text) in document.blocks where title == nil { title = text.plainText }
    return """
      <!DOCTYPE html>
      <html lang="\(HTMLText.attribute(language))" dir="ltr">
      <head>
      <meta charset="utf-8"/>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
      style-src 'unsafe-inline'; img-src 'self'"/>
      <title>\(HTMLText.attribute(title ?? "Result"))</title>
      <style>
      \(HTMLStyleSheet.text)
      </style>
      </head>
      """
  }

  private func heading(_ text: RichText, level: Int, anchor: String) -> String {
    let name = "h\(min(max(level, 1), 6))"
    return "<\(name) id=\"\(HTMLText.attribute(anchor))\">\(HTMLText.line(text))</\(name)>"
  }

  private func render(_ block: Block) -> String {
    switch block {
    case .heading(let level, let text): heading(text, level: level, anchor: "")
    case .paragraph(let text): "<p>" + HTMLText.line(text) + "</p>"
    case .list(let items, let ordered): list(items, ordered ? "ol" : "ul")
    case .table(let table): Self.render(table)
    case .figure(let figure): render(figure)
    case .code(let text, _):
      "<pre tabindex=\"0\"><code>" + HTMLText.preformatted(text) + "</code></pre>"
    case .note(let kind, let paragraphs): note(kind, paragraphs)
    case .folded(let title, let blocks):
      (["<details>", "<summary>" + HTMLText.line(title) + "</summary>"] + blocks.map(render)
        + ["</details>"]).joined(separator: "\n")
    }
  }

  private static func render(_ table: TableBlock) -> String {
    var layout = HTMLTable(table)
    return layout.render()
  }

  private func list(_ items: [RichText], _ name: String) -> String {
    let lines = items.map { "<li>" + HTMLText.line($0) + "</li>" }
    return (["<\(name)>"] + lines + ["</\(name)>"]).joined(separator: "\n")
  }

  private func note(_ kind: Block.NoteKind, _ paragraphs: [RichText]) -> String {
    let label = "<strong>\(kind.rawValue).</strong> "
    let lines = paragraphs.enumerated().map { position, paragraph in
      "<p>" + (position == 0 ? label : "") + HTMLText.line(paragraph) + "</p>"
    }
    let name = kind.rawValue.lowercased()
    return (["<aside class=\"\(name)\" aria-label=\"\(kind.rawValue)\">"] + lines + ["</aside>"])
      .joined(separator: "\n")
  }

  private func render(_ figure: FigureBlock) -> String {
    let id = figure.anchor
    let label = figure.number.map { "<strong>Figure \($0).</strong> " } ?? ""
    var caption = HTMLText.line(figure.caption)
    if let data = figure.dataPath {
      let link =
        "Plotted numbers: <a href=\"\(LinkTarget.path(data))\">\(HTMLText.escape(data))</a>"
      caption += (caption.isEmpty ? "" : " ") + link
    }
    return """
      <figure id="\(id)">
      <div class="scroll" role="region" aria-labelledby="\(id):caption" tabindex="0">
      \(picture(figure))
      </div>
      <figcaption>
      <p id="\(id):caption">\(label)\(HTMLText.line(figure.title))</p>
      <p>\(caption)</p>
      </figcaption>
      </figure>
      """
  }

  private func picture(_ figure: FigureBlock) -> String {
    guard let svg = pictures[figure.path] else {
      return "<img src=\"\(LinkTarget.path(figure.path))\" "
        + "alt=\"\(HTMLText.attribute(figure.altText))\"/>"
    }
    return HTMLPicture.inlined(svg, prefix: figure.anchor + ":")
  }
}
