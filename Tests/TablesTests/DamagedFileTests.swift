import Tables
import Testing

/// Whatever the bytes, reading ends in a table or in an error that can be printed.
@Suite("Damaged files")
struct DamagedFileTests {
  /// Reads, and uses what comes of it.
  static func digest(_ bytes: [UInt8], _ options: CSVReader.Options = .init()) -> Int {
    do {
      let table = try CSVReader.read(bytes: bytes, source: "damaged", options: options)
      for column in table.columns where column.count != table.rowCount { return -1 }
      let lines = (0..<table.rowCount).map { table.lines[$0] }
      guard zip(lines, lines.dropFirst()).allSatisfy({ $0 < $1 }) else { return -2 }
      return table.rowCount + table.notes.map(\.description.count).reduce(0, +)
    } catch {
      guard error.problems.contains(where: { $0.severity == .error }) else { return -3 }
      return error.description.count
    }
  }

  static let valid = """
    id;name;x;when;note
    001;"M\u{FC}ller, A";27,5;2024-02-29;"said ""no""\r\nand left"\r
    002;Jos\u{E9};<0,5;NA;\r
    003;" ";1.234,5;2024-02-30;"a;b"\r
    ;;;;\r
    004;x;-99;2024-03-01;ok
    """

  @Test("A valid file cut off anywhere")
  func truncated() {
    let bytes = Array(Self.valid.utf8)
    for length in 0...bytes.count { #expect(Self.digest(Array(bytes[..<length])) >= 0) }
  }

  @Test("A valid file with bytes replaced, removed or put in")
  func mutated() {
    var generator = SeededGenerator(state: 1)
    let special = Array("\"\",;\t\r\n 0-9.e#<%|\u{E9}=".utf8) + [0, 0x80, 0xFF, 0xFE]
    for _ in 0..<4000 {
      var bytes = Array(Self.valid.utf8)
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        let place = Int.random(in: 0..<bytes.count, using: &generator)
        let byte = special.randomElement(using: &generator) ?? 0
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: bytes[place] = byte
        case 1: bytes.insert(byte, at: place)
        default: bytes.remove(at: place)
        }
      }
      #expect(Self.digest(bytes) >= 0)
    }
  }

  @Test("Random bytes, of all values or of those that matter")
  func random() {
    var generator = SeededGenerator(state: 2)
    let special = Array("\"\"\",;\n\r\t ab01.-".utf8)
    let options = [
      CSVReader.Options(),
      CSVReader.Options(
        missing: [], columns: ["a": ColumnDeclaration(type: .number, range: 0...1)],
        delimiter: .comma),
      CSVReader.Options(
        columns: [
          "a": ColumnDeclaration(type: .ordinal, levels: ["0", "1"]),
          "b": ColumnDeclaration(type: .date),
        ], decimal: .comma),
    ]
    for round in 0..<4000 {
      let length = Int.random(in: 0...120, using: &generator)
      let header = round % 3 == 0 ? Array("a,b\n".utf8) : []
      let bytes = (0..<length).map { _ in
        round % 2 == 0
          ? UInt8.random(in: .min ... .max, using: &generator)
          : special.randomElement(using: &generator) ?? 0
      }
      #expect(Self.digest(header + bytes, options[round % options.count]) >= 0)
    }
  }
}
