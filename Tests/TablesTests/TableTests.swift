import Foundation
import Tables
import Testing

@Suite("Tables")
struct TableTests {
  static let text = "n,t,d\n1,a,2020-01-01\n\n2,\"b\nc\",NA\n3,NA,2020-01-03\n4,a,2020-01-04\n"

  @Test("Rows keep the lines they stand on")
  func rows() throws {
    let table = try read(Self.text)
    #expect((0..<4).map { table.lines[$0] } == [2, 4, 6, 7])
    let some = table.rows([3, 1])
    #expect(numbers(some, "n") == [4, 2])
    #expect(texts(some, "t") == ["a", "b\nc"])
    #expect(dates(some, "d") == ["2020-01-04", nil])
    #expect(levels(some, "t") == ["a", "b\nc"])
    #expect((0..<2).map { some.lines[$0] } == [7, 4])
    let filtered = table.filtered(by: [true, false, true, true])
    #expect(numbers(filtered, "n") == [1, 3, 4])
    #expect((0..<3).map { filtered.lines[$0] } == [2, 6, 7])
    #expect(table.rows([]).rowCount == 0)
  }

  @Test("Columns are found by their exact name")
  func columns() throws {
    let table = try read(Self.text)
    #expect(table.column(named: "t")?.count == 4)
    #expect(table.column(named: "T")?.count == nil)
    #expect((0..<4).map { table.columns[1].isMissing($0) } == [false, false, true, false])
  }

  @Test("Problems can be written as JSON and read back")
  func coding() throws {
    let found = problems("a,b\n1,2\n3\n")
    let data = try JSONEncoder().encode(found)
    #expect(try JSONDecoder().decode([TableProblem].self, from: data) == found)
  }

  @Test("Declarations may leave keys out and write codes as numbers")
  func declarations() throws {
    let json = #"{"type": "ordinal", "levels": [0, "1", 2.5], "range": [0, 4], "missing": [-99]}"#
    let declaration = try JSONDecoder().decode(ColumnDeclaration.self, from: Data(json.utf8))
    #expect(
      declaration
        == ColumnDeclaration(
          type: .ordinal, levels: ["0", "1", "2.5"], range: 0...4, missing: ["-99"]))
  }
}
