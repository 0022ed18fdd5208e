import Tables
import Testing

@Suite("Reading")
struct ReadingTests {
  @Test("Types are inferred from all rows")
  func types() throws {
    let table = try read("id,age,when,sex\n007,61,2024-02-29,f\n012,NA,,m\n")
    #expect(table.columnNames == ["id", "age", "when", "sex"])
    #expect(numbers(table, "age")?.first == 61)
    #expect(numbers(table, "age")?[1].isNaN == true)
    #expect(levels(table, "id") == ["007", "012"])
    #expect(levels(table, "sex") == ["f", "m"])
  }
}

func read(_ text: String, _ options: CSVReader.Options = .init()) throws(TableError) -> Table {
  try CSVReader.read(bytes: Array(text.utf8), source: "file.csv", options: options)
}

func numbers(_ table: Table, _ name: String) -> [Double]? {
  guard case .numbers(let numbers)? = table.column(named: name)?.values else { return nil }
  return numbers
}

func levels(_ table: Table, _ name: String) -> [String]? {
  guard case .categories(let categories)? = table.column(named: name)?.values else { return nil }
  return categories.levels
}
