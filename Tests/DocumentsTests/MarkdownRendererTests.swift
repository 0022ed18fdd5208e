import Documents
import Testing

@Suite struct MarkdownRendererTests {
  static let page = Document(
    title: "Durability of benefit",
    blocks: [
      .heading(level: 2, "Baseline #1"),
      .paragraph(
        "Of \(175) patients, \(strong: "61%") kept their benefit; see \(link: "Table 1", to: "#tbl-baseline"). P \("<") 0.001, cost $5."
      ),
      .table(
        TableBlock(
          id: "baseline", number: 1, title: "Baseline characteristics",
          columns: [
            TableColumn(header: "Characteristic"),
            TableColumn(
              header: RichText([.text("Autologous"), .lineBreak, .text("n = 84")]),
              alignment: .trailing),
            TableColumn(header: "Wharton's jelly", alignment: .trailing),
            TableColumn(
              header: "SMD", alignment: .center, footnotes: ["Standardised mean difference."]),
          ],
          rows: [
            TableRow(cells: ["Age, years", "63.2 (9.8)", "61.0 (10.2)", "0.22"]),
            TableRow(cells: ["Kellgren\u{2013}Lawrence grade"], isHeading: true),
            TableRow(
              cells: [
                "2 | mild", "30 (36%)", "28 (31%)",
                Cell("\u{221E}", footnotes: ["No common levels."]),
              ], indent: 1),
            TableRow(cells: ["中文 label", "1", "2", "\u{2014}"], indent: 2),
            TableRow(
              cells: [
                Cell(
                  "Effusion",
                  footnotes: ["On ultrasound.", "Standardised mean difference."]), "\u{2014}",
              ]),
          ],
          notes: [
            TableNote(.missingData, "Missing values are left out."),
            TableNote(.abbreviations, "NR, not reached."),
          ])),
      .figure(
        FigureBlock(
          id: "km", number: 1, title: "Survival", path: "figures/km one.svg",
          altText: "12-month survival 0.71 v 0.64 [crude]", caption: "Bands: 95% intervals.",
          dataPath: "figures/km.csv")),
      .note(.caution, ["Not pre-specified.", "Read with care."]),
      .list(["one", "- two", "3. three"]),
      .list(["first", "second"], ordered: true),
      .code("cohort report ``` x", language: "console"),
    ])

  @Test func wholePage() throws {
    try Golden.expect(MarkdownRenderer().render(Self.page), matches: "page.md")
  }

  @Test func whatIsFoldedIsMarkdownBetweenTags() {
    let block = Block.folded(
      RichText("a < b"),
      [.list([RichText("one"), "\(strong: "two")"]), .code("x\n", language: "sh")])
    #expect(
      MarkdownRenderer().render(block) == """
        <details>
        <summary>a &lt; b</summary>

        - one
        - **two**

        ```sh
        x
        ```

        </details>
        """)
    let inside = Block.table(TableBlock(id: "t", title: "T", columns: [], rows: []))
    #expect([Block.folded("F", [inside])].anchors == ["tbl-t"])
    #expect(
      Block.folded("F", [.paragraph("x")]).mapLines { $0 + RichText("!") }
        == .folded("F" + RichText("!"), [.paragraph("x" + RichText("!"))]))
  }

  @Test func everyRowHasAsManyCellsAsTheHeader() throws {
    let text = MarkdownRenderer().render(Self.page)
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("|") }
    #expect(rows.count == 7)
    for row in rows {
      let pipes = row.replacing("\\|", with: "").filter { $0 == "|" }.count
      #expect(pipes == 5)
    }
    // Every row is as wide as the others in a window with letters of one width.
    #expect(Set(rows.map { DisplayWidth.of(String($0)) }).count == 1)
    let cells = try CommonMarkReader.cells(of: text)
    #expect(cells.count == 24)
    #expect(cells[12].text == "\u{A0}\u{A0}2 | mild")
  }

  @Test func lettersFollowReadingOrder() {
    let table = TableBlock(
      id: "x", title: "T", titleFootnotes: ["title"],
      columns: [
        TableColumn(header: "A", footnotes: ["second", "title"]), TableColumn(header: "B"),
      ],
      rows: [
        TableRow(cells: [Cell("1"), Cell("2", footnotes: ["fourth", "third"])]),
        TableRow(cells: [Cell("3", footnotes: ["second"]), Cell("4", footnotes: ["fifth"])]),
      ])
    let notes = Footnotes(of: table)
    #expect(notes.notes == ["title", "second", "fourth", "third", "fifth"])
    #expect(notes.marks(for: ["second", "title"]) == "a,b")
    #expect((0..<4).map { Footnotes.letter(25 + $0) } == ["z", "aa", "ab", "ac"])
    #expect(Footnotes.letter(26 + 26 * 26) == "aaa")
  }

  @Test func anchorsAreSafe() {
    #expect(Anchor.make("Tbl: \"Age\" & sex", prefix: "tbl-") == "tbl-age-sex")
    #expect(Anchor.make("baseline", prefix: "tbl-") == "tbl-baseline")
    #expect(Anchor.make("fig-km_2", prefix: "fig-") == "fig-km_2")
  }

  @Test func linksThatRunCodeBecomeText() {
    let render = MarkdownRenderer().render as (RichText) -> String
    #expect(render("\(link: "x", to: "javascript:alert(1)")") == "x")
    #expect(render("\(link: "x", to: "JavaScript:alert(1)")") == "x")
    #expect(render("\(link: "x", to: "a b.md")") == "[x](a%20b.md)")
    #expect(render("\(link: "x", to: "#tbl-a")") == "[x](#tbl-a)")
  }

  @Test func emptyDocumentsAndTables() {
    #expect(MarkdownRenderer().render(Document()) == "")
    let empty = TableBlock(id: "e", title: "", columns: [], rows: [])
    #expect(MarkdownRenderer().render(Block.table(empty)) == "<a id=\"tbl-e\"></a>")
  }

  @Test func numbering() {
    let table = TableBlock(id: "a", title: "A", columns: [], rows: [])
    let figure = FigureBlock(id: "f", title: "F", path: "f.svg", altText: "")
    let document = Document(blocks: [.table(table), .figure(figure), .table(table)]).numbered()
    let numbers = document.blocks.map { block -> Int? in
      switch block {
      case .table(let table): table.number
      case .figure(let figure): figure.number
      default: nil
      }
    }
    #expect(numbers == [1, 1, 2])
  }

  @Test(arguments: [
    ("abc", 3), ("中文", 4), ("e\u{0301}", 1), ("\u{0301}", 0), ("👩‍🔬", 2), ("\u{200B}", 0), ("–≥", 2),
    ("", 0), ("ｆ", 2), ("한", 2),
  ])
  func displayWidth(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }
}
