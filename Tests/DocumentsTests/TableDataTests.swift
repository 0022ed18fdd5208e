import Documents
import Testing

@Suite struct TableDataTests {
  @Test func `rows under others carry the text above them`() {
    let table = TableBlock(
      id: "t", title: "T",
      columns: [
        TableColumn(header: "Group"),
        TableColumn(header: RichText([.text("n"), .lineBreak, .text("= 84")])),
        TableColumn(header: "P", footnotes: ["A test."]),
      ],
      rows: [
        TableRow(cells: ["Everybody", "84", ""]),
        TableRow(cells: ["Sex"], isHeading: true),
        TableRow(cells: ["women", Cell("40", footnotes: ["Of those seen."]), ""], indent: 1),
        TableRow(cells: ["old", "12"], indent: 2),
        TableRow(cells: ["men", "44"], indent: 1),
        TableRow(cells: ["Age", "63 (9)", "0.03"]),
        TableRow(cells: ["median", "64"], indent: 1),
      ])
    #expect(
      CSVRenderer().render(table.data) == """
        Under,Group,n; = 84,P
        ,Everybody,84,
        Sex,women,40,
        Sex; women,old,12,
        Sex,men,44,
        ,Age,63 (9),0.03
        Age,median,64,

        """)
  }

  @Test func `a flat table has its own columns only, with distinct names`() {
    let table = TableBlock(
      id: "t", title: "T",
      columns: [TableColumn(header: "a"), TableColumn(header: "a")],
      rows: [TableRow(cells: ["x, \"y\"", "<b> | *&* 👩‍🔬"]), TableRow(cells: ["only"])])
    #expect(
      CSVRenderer().render(table.data)
        == "a,a (2)\n\"x, \"\"y\"\"\",<b> | *&* 👩‍🔬\nonly,\n")
  }

  @Test func `tables and figures of one name get anchors of their own`() {
    let table = TableBlock(id: "tbl-model a", title: "T", columns: [], rows: [])
    var other = table
    other.id = "tbl-model-a"
    let page = Document(blocks: [.table(table), .table(other), .table(table)]).numbered()
    let anchors = page.blocks.map { if case .table(let table) = $0 { table.anchor } else { "" } }
    #expect(anchors == ["tbl-model-a", "tbl-model-a-2", "tbl-model-a-3"])
  }
}
