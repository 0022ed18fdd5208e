import Tables
import Testing

@Suite("Writing")
struct RoundTripTests {
  /// A table of random values, with everything in its texts that needs quoting.
  static func table(seed: UInt64) -> Table {
    var generator = SeededGenerator(state: seed)
    let rows = Int.random(in: 1...40, using: &generator)
    let pieces = ["a", "b", " ", ",", ";", "\"", "\n", "\r\n", "\t", "\u{E9}", "x1", "'", "|", "#"]
    let levels = Set(
      (0..<5).map { _ in
        "k" + (0..<4).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined() + "k"
      })
    let sorted = levels.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    let columns = (0..<Int.random(in: 1...5, using: &generator)).map { place in
      let isMissing = (0..<rows).map { _ in Int.random(in: 0..<5, using: &generator) == 0 }
      let values: Column.Values =
        switch Int.random(in: 0..<3, using: &generator) {
        case 0:
          .numbers(
            isMissing.map { isMissing in
              let number = Double(bitPattern: UInt64.random(in: .min ... .max, using: &generator))
              return isMissing ? .nan : number
            })
        case 1:
          .dates(
            isMissing.map {
              $0 ? Column.missingDate : Int32.random(in: -700_000...2_900_000, using: &generator)
            })
        default:
          .categories(
            Categories(
              codes: isMissing.map {
                $0 ? -1 : Int32.random(in: 0..<Int32(sorted.count), using: &generator)
              }, levels: sorted))
        }
      return Column(
        name: "c \(place)" + (pieces.randomElement(using: &generator) ?? "") + "!", values: values)
    }
    return Table(source: "made", columns: columns, rowCount: rows)
  }

  @Test(
    "What is written reads back as the same table", arguments: [Delimiter.comma, .semicolon, .tab],
    ["NA", ""])
  func roundTrip(delimiter: Delimiter, missing: String) throws {
    for seed in 0..<300 as Range<UInt64> {
      let table = Self.table(seed: seed)
      let bytes = CSVWriter.bytes(
        of: table, options: CSVWriter.Options(delimiter: delimiter, missing: missing))
      var options = CSVReader.Options(delimiter: delimiter, decimal: .point)
      for column in table.columns {
        options.columns[column.name] =
          switch column.values {
          case .numbers: ColumnDeclaration(type: .number)
          case .dates: ColumnDeclaration(type: .date)
          case .categories(let categories):
            ColumnDeclaration(type: .category, levels: categories.levels)
          }
      }
      let again = try CSVReader.read(bytes: bytes, source: "made", options: options)
      #expect(again.rowCount == table.rowCount && again.columnNames == table.columnNames)
      for (mine, theirs) in zip(table.columns, again.columns) {
        #expect(Self.same(mine.values, theirs.values), "seed \(seed) column \(mine.name)")
      }
    }
  }

  static func same(_ first: Column.Values, _ second: Column.Values) -> Bool {
    switch (first, second) {
    case (.numbers(let a), .numbers(let b)):
      zip(a, b).allSatisfy { $0.isNaN ? $1.isNaN : $0.bitPattern == $1.bitPattern }
    case (.dates(let a), .dates(let b)): a == b
    case (.categories(let a), .categories(let b)): a == b
    default: false
    }
  }

  @Test("Types need not be declared for ordinary columns")
  func inferred() throws {
    let text = "id,x,d,s\n007,1.5,2020-02-29,\"a,b\"\n012,NA,NA,NA\n"
    #expect(CSVWriter.text(of: try read(text)) == text)
  }

  @Test(
    "Numbers have the fewest digits that give them back",
    arguments: [
      (27.4, "27.4"), (3, "3"), (-0.0, "-0"), (1e-7, "1e-07"), (0.1 + 0.2, "0.30000000000000004"),
      (1e22, "1e+22"), (.infinity, "Inf"), (-.infinity, "-Inf"),
      (9007199254740991, "9007199254740991"),
    ])
  func numbers(value: Double, expected: String) {
    #expect(CSVWriter.text(value) == expected)
  }

  @Test("A row without values is written so that it is not blank")
  func blankRow() {
    let table = Table(
      source: "", columns: [Column(name: "x", values: .numbers([1, .nan]))], rowCount: 2)
    #expect(CSVWriter.text(of: table, options: CSVWriter.Options(missing: "")) == "x\n1\nNA\n")
  }
}
