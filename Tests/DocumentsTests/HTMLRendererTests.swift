import Documents
import Testing

@Suite struct HTMLRendererTests {
  /// A picture whose names another picture has too.
  private static let svg = """
    <?xml version="1.0" encoding="UTF-8"?>
    <svg aria-labelledby="fig-km-title fig-km-desc" id="fig-km" role="img" \
    viewBox="0 0 10 10" xmlns="http://www.w3.org/2000/svg">
      <title id="fig-km-title">a &gt; b = "c"</title>
      <desc id="fig-km-desc">url(#clip) in text stays</desc>
      <defs><clipPath id="clip"><rect height="5" width="5"/></clipPath></defs>
      <g clip-path="url(#clip)"><use href='#mark'/><path d="M0 0" id="mark"/></g>
    </svg>

    """

  private static func html(_ blocks: [Block], title: String? = "Title") -> String {
    HTMLRenderer().render(Document(title: title, blocks: blocks))
  }

  @Test func `a whole page`() throws {
    let page = HTMLRenderer(pictures: ["figures/km one.svg": Self.svg])
      .render(MarkdownRendererTests.page)
    _ = try HTMLReader(page)
    // The looks are for eyes to judge; the rest is looked at here.
    try Golden.expect(page.replacing(HTMLStyleSheet.text, with: ""), matches: "page.html")
  }

  @Test func `what is folded stands between tags`() throws {
    let page = Self.html([.folded("a < b", [.paragraph("x"), .list(["y"])])])
    #expect(
      page.contains(
        "<details>\n<summary>a &lt; b</summary>\n<p>x</p>\n<ul>\n<li>y</li>\n</ul>\n</details>"))
    _ = try HTMLReader(page)
  }

  /// A browser shrinks a printed page until its widest table fits, so a word of sixty letters in the
  /// name of a row must be breakable.
  @Test func `names of rows break anywhere`() throws {
    let rule = try #require(HTMLStyleSheet.text.firstMatch(of: /\n *tbody th \{([^}]*)\}/))
    #expect(rule.1.contains("overflow-wrap: anywhere"))
  }

  @Test(arguments: 1...6)
  func `text comes back as it was`(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    let texts = (0..<300).map { _ in nasty.next() }
    let cells = texts.map { TableRow(cells: [Cell($0), Cell($0, footnotes: [RichText("n")])]) }
    let table = TableBlock(
      id: "t", title: RichText(texts[0]),
      columns: [TableColumn(header: RichText(texts[1])), TableColumn(header: RichText(texts[2]))],
      rows: cells)
    let reader = try HTMLReader(
      Self.html(
        [.table(table)] + texts.map { .paragraph(RichText($0)) }
          + texts.map { .code($0) } + texts.map { .heading(level: 2, RichText($0)) },
        title: texts[3]))
    #expect(reader.all("h1").map(\.text) == [NastyText.visible(texts[3])])
    #expect(reader.all("th").dropFirst(2).map(\.text) == texts.map(NastyText.visible))
    #expect(reader.all("td").map(\.text) == texts.map { NastyText.visible($0) + "a" })
    let paragraphs = reader.all("p").map(\.text).filter { $0 != "Contents" && $0 != "Tables" }
    #expect(Array(paragraphs.dropFirst().prefix(texts.count)) == texts.map(NastyText.visible))
    #expect(reader.all("code").map(\.text) == texts.map(NastyText.visible))
    #expect(reader.all("h2").map(\.text) == texts.map(NastyText.visible))
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(Set(reader.references).isSubset(of: Set(reader.ids)))
  }

  @Test(arguments: 11...14)
  func `lines with styles are well-formed`(seed: UInt64) throws {
    var nasty = NastyText(seed: seed)
    for _ in 0..<200 {
      let line = nasty.line(depth: 3)
      let reader = try HTMLReader(Self.html([.paragraph(line)]))
      let links = reader.all("a").compactMap { $0.attributes["href"] }
      #expect(links.allSatisfy { $0.hasPrefix("https://example.org/a%20b%28c%29%7Cd") })
    }
  }

  @Test func `links that run code and links in links are text`() throws {
    let reader = try HTMLReader(
      Self.html([
        .paragraph("see \(link: "this", to: "javascript:alert(1)")"),
        .paragraph([.link("out \(link: "in", to: "#x")", url: "https://a.b/?c=1&d=2\"><script>")]),
      ]))
    #expect(reader.all("a").map(\.text) == ["out in"])
    #expect(
      reader.all("a").first?.attributes["href"] == "https://a.b/?c=1&d=2%22%3E%3Cscript%3E")
  }

  @Test func `text that turns the direction of reading is fenced in`() throws {
    let page = Self.html([.paragraph("a\u{202E}b"), .paragraph("שלום")])
    #expect(page.contains("<p><bdi dir=\"ltr\">a&#8238;b</bdi></p>"))
    #expect(page.contains("<p>שלום</p>"))
  }

  @Test func `a table tells a screen reader what its cells are`() throws {
    let table = TableBlock(
      id: "tbl-x", number: 2, title: "Ages",
      columns: [
        TableColumn(header: "Group"),
        TableColumn(header: "Mean", alignment: .trailing, footnotes: ["Of those seen."]),
      ],
      rows: [
        TableRow(cells: ["Everybody", "61"]),
        TableRow(cells: ["Sex"], isHeading: true),
        TableRow(cells: ["women", Cell("60", footnotes: ["Of those seen.", "Few."])], indent: 1),
        TableRow(cells: ["men"], indent: 1),
        TableRow(cells: ["Others", "62"]),
      ], notes: [TableNote(.population, "Everybody.")], dataPath: "tables/tbl-x.csv")
    let page = Self.html([.table(table)])
    let reader = try HTMLReader(page)
    #expect(reader.all("caption").map(\.text) == ["Table 2. Ages"])
    #expect(
      reader.all("th").map { $0.attributes["scope"] ?? "" }
        == ["col", "col", "row", "rowgroup", "row", "row", "row"])
    #expect(reader.all("th").map { $0.attributes["colspan"] }[3] == "2")
    let bodies = reader.all("tbody").map { $0.text.filter { $0 != "\n" } }
    #expect(bodies == ["Everybody61", "Sexwomen60a,bmen", "Others62"])
    #expect(reader.all("td").map(\.text) == ["61", "60a,b", "", "62"])
    // The note of `a` leads back to its first mark, at the head of the column.
    let marks = reader.elements.filter { $0.attributes["href"] == "#tbl-x:a" }
    #expect(marks.compactMap { $0.attributes["id"] } == ["tbl-x:a-1", "tbl-x:a-2"])
    #expect(page.contains("id=\"tbl-x:a\"><sup>a</sup> Of those seen. <a class=\"back\""))
    #expect(page.contains("href=\"#tbl-x:a-1\""))
    #expect(page.contains("Table as CSV: <a href=\"tables/tbl-x.csv\">tables/tbl-x.csv</a>"))
    #expect(Set(reader.references).isSubset(of: Set(reader.ids)))
  }

  @Test func `two pictures never share a name`() throws {
    let figures = ["a", "b"].map {
      Block.figure(FigureBlock(id: "fig-\($0)", title: "T", path: "\($0).svg", altText: "x"))
    }
    let page = HTMLRenderer(pictures: ["a.svg": Self.svg, "b.svg": Self.svg])
      .render(Document(title: "T", blocks: figures))
    let reader = try HTMLReader(page)
    #expect(Set(reader.ids).count == reader.ids.count)
    #expect(Set(reader.references).isSubset(of: Set(reader.ids)))
    #expect(reader.references.contains("fig-b:clip") && reader.references.contains("fig-a:mark"))
    #expect(page.contains("url(#clip) in text stays"))
    #expect(!page.contains("<?xml"))
    let missing = Self.html(figures)
    #expect(missing.contains("<img src=\"a.svg\" alt=\"x\"/>"))
  }

  @Test func `the contents lead to headings, tables and figures`() throws {
    let page = Self.html([
      .heading(level: 2, "A & b: c"), .heading(level: 3, "Part"), .heading(level: 2, "A & b: c"),
      .heading(level: 4, "Deep \(link: "x", to: "https://a.b")"), .heading(level: 3, "Part"),
      .table(TableBlock(id: "part", number: 1, title: "T", columns: [], rows: [])),
    ])
    let reader = try HTMLReader(page)
    #expect(
      reader.all("h2", "h3", "h4").compactMap { $0.attributes["id"] }
        == ["a--b-c", "part", "a--b-c-1", "deep-x", "part-1"])
    let links = reader.all("a").compactMap { $0.attributes["href"] }
    #expect(
      links == [
        "#a--b-c", "#part", "#a--b-c-1", "#deep-x", "#part-1", "#tbl-part", "https://a.b",
      ])
    #expect(Set(reader.references).isSubset(of: Set(reader.ids)))
  }

  @Test func `the page needs nothing else`() throws {
    let page = HTMLRenderer(pictures: ["figures/km one.svg": Self.svg])
      .render(MarkdownRendererTests.page)
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\""))
    for word in ["<script", "<link", "@import", "<iframe", "src=\"http", "url(http"] {
      #expect(!page.contains(word), "\(word)")
    }
    #expect(page.contains("default-src 'none'"))
    let fragment = Self.html([.heading(level: 2, "Only"), .paragraph("text")], title: nil)
    #expect(fragment.contains("<title>Only</title>") && fragment.contains("<h1 id=\"only\">"))
  }
}
