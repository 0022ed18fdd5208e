import Documents
import Testing

@Suite struct CSVRendererTests {
  @Test func fields() {
    let table = CSVTable(
      header: ["name", "n", "value, raw"],
      rows: [
        ["plain", 3, 0.1], ["with, comma", .missing, .number(.nan)],
        ["a \"quoted\" word", -1, .number(.infinity)], ["two\nlines", 0, -0.0], ["", 1, 1e-9],
        [" edge", 2, 12],
      ])
    #expect(
      CSVRenderer().render(table) == """
        name,n,"value, raw"
        plain,3,0.1
        "with, comma",,
        "a ""quoted"" word",-1,Inf
        "two
        lines",0,0
        "",1,1e-09
        " edge",2,12

        """)
  }

  @Test func otherMarks() {
    let table = CSVTable(header: ["a", "b;c"], rows: [[1.5, "x,y"], [.missing, .missing]])
    let excel = CSVRenderer(delimiter: .semicolon, decimalMark: .comma, writesByteOrderMark: true)
    #expect(excel.bytes(table) == Array("\u{FEFF}a;\"b;c\"\n1,5;x,y\n;\n".utf8))
    let unwise = CSVRenderer(decimalMark: .comma)
    #expect(unwise.render(table) == "a,b;c\n\"1,5\",\"x,y\"\n,\n")
  }

  @Test func aMissingValueAloneIsStillARow() {
    let table = CSVTable(header: ["only"], rows: [[.missing], [1]])
    #expect(CSVRenderer().render(table) == "only\n\"\"\n1\n")
  }

  @Test func nastyTextComesBack() {
    var nasty = NastyText(seed: 51)
    let rows = (0..<300).map { _ in [nasty.next(), nasty.next(), nasty.next()] }
    let table = CSVTable(header: ["a", "b", "c"], rows: rows.map { $0.map(CSVValue.text) })
    let read = parse(CSVRenderer().bytes(table))
    #expect(read.count == rows.count + 1)
    for (found, row) in zip(read.dropFirst(), rows) { #expect(found == row.map { Array($0.utf8) }) }
  }

  /// A reader after RFC 4180, in its plainest form.
  private func parse(_ bytes: [UInt8]) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = []
    var row: [[UInt8]] = [[]]
    var isQuoted = false
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      let isQuote = byte == UInt8(ascii: "\"")
      if isQuote, isQuoted, index + 1 < bytes.count, bytes[index + 1] == byte {
        row[row.count - 1].append(byte)
        index += 1
      } else if isQuote {
        isQuoted.toggle()
      } else if !isQuoted, byte == UInt8(ascii: ",") {
        row.append([])
      } else if !isQuoted, byte == UInt8(ascii: "\n") {
        rows.append(row)
        row = [[]]
      } else {
        row[row.count - 1].append(byte)
      }
      index += 1
    }
    return rows
  }
}
