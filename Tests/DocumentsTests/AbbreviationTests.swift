import Documents
import Testing

@Suite struct AbbreviationTests {
  private let known: [Abbreviation] = [.interval, .notEvaluable("follow-up ended"), .notReached]

  @Test(
    arguments: [
      (["24.5 (95% CI 23.7 to NR)"], "CI, confidence interval; NR, not reached."),
      (["NE"], "NE, not evaluable: follow-up ended."), (["SINE, CIRCLE, NRS, 2NR"], nil),
      ([], nil), (["(NR)", "NE."], "NE, not evaluable: follow-up ended; NR, not reached."),
    ] as [([String], String?)])
  func thoseThatOccurAreExplained(_ texts: [String], _ note: String?) {
    #expect(known.note(for: texts) == note)
  }

  @Test func aTableExplainsItsHeadsAndCells() {
    let table = TableBlock(
      id: "t", title: "Times", columns: [TableColumn(header: "Median (95% CI)")],
      rows: [TableRow(cells: ["3.1 (2.0 to NR)"])])
    let notes = table.explaining(.interval, .notEvaluable, .notReached).notes
    #expect(notes.map(\.text.plainText) == ["CI, confidence interval; NR, not reached."])
    #expect(notes.first?.kind == .abbreviations)
    let bare = TableBlock(id: "t", title: "T", columns: [TableColumn(header: "n")], rows: [])
    #expect(bare.explaining(.interval, .notReached).notes.isEmpty)
  }
}
