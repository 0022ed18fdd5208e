import Tables
import Testing

@Suite("Reading well-formed files")
struct ReadingTests {
  @Test("Types are inferred from all rows")
  func types() throws {
    let table = try read("id,age,when,sex\n007,61,2024-02-29,m\n012,NA,,f\n")
    #expect(table.columnNames == ["id", "age", "when", "sex"])
    #expect(numbers(table, "age")?.first == 61)
    #expect(numbers(table, "age")?[1].isNaN == true)
    #expect(levels(table, "id") == ["007", "012"])
    #expect(levels(table, "sex") == ["f", "m"])
    #expect(texts(table, "sex") == ["m", "f"])
    #expect(dates(table, "when") == ["2024-02-29", nil])
    #expect(table.rowCount == 2)
    #expect(table.source == "file.csv")
  }

  @Test("A text after many numbers makes the whole column text")
  func lateText() throws {
    let rows = (1...5000).map(String.init)
    let table = try read((["x"] + rows + ["none"]).joined(separator: "\n"))
    #expect(texts(table, "x") == rows.map { $0 } + ["none"])
    #expect(
      table.notes.map(\.summary) == [
        "warning 5002:1 x [none]: 1 of 5001 values is not a number, so the column was read as text"
      ])
  }

  @Test("A first value below many missing ones decides the type")
  func lateFirst() throws {
    let blanks = Array(repeating: "NA,NA,NA,NA", count: 5000)
    let table = try read((["n,d,t,e"] + blanks + ["1.5,2020-01-02,a,."]).joined(separator: "\n"))
    #expect(numbers(table, "n")?.last == 1.5)
    #expect(numbers(table, "n")?.filter(\.isNaN).count == 5000)
    #expect(dates(table, "d")?.last == "2020-01-02")
    #expect(texts(table, "t")?.last == "a")
    #expect(texts(table, "t")?.filter { $0 == nil }.count == 5000)
    #expect(numbers(table, "e")?.allSatisfy(\.isNaN) == true)
    #expect(
      table.notes.map(\.summary) == [
        "note: read as missing: \"NA\" (20000), \".\" (1)", "note -:4 e: the column holds no value",
      ])
  }

  @Test(
    "Line ends of every kind, with and without the last",
    arguments: ["\n", "\r\n", "\r"], [true, false])
  func lineEnds(lineEnd: String, ends: Bool) throws {
    let text = ["a,b", "1,x", "", "2,\"y\(lineEnd)z\"", "3,w"].joined(separator: lineEnd)
    let table = try read(text + (ends ? lineEnd : ""))
    #expect(numbers(table, "a") == [1, 2, 3])
    #expect(texts(table, "b") == ["x", "y\(lineEnd)z", "w"])
    #expect((0..<3).map { table.lines[$0] } == [2, 4, 6])
  }

  @Test(
    "Quotes, and spaces around fields",
    arguments: [
      ("a", "a"), ("  a b ", "a b"), ("\"a,b\"", "a,b"), ("\" a \"", " a "), (" \"a\" ", "a"),
      ("\"a\"\"b\"", "a\"b"), ("\"\"\"\"", "\""), ("5\" nail", "5\" nail"), ("a\"b\"", "a\"b\""),
      ("\"a\nb\"", "a\nb"), ("\t a\t", "a"), ("\"\"\"a\"\"\"", "\"a\""),
    ])
  func quotes(field: String, expected: String) throws {
    let table = try read("x,y,z\n\(field),\(field),\(field)\n")
    for name in ["x", "y", "z"] { #expect(texts(table, name) == [expected]) }
  }

  @Test("Numbers and dates may stand in quotes, with spaces inside")
  func quotedValues() throws {
    let table = try read("a,b,c\n\"1.5\",\" 2 \",\"2020-01-02\"\n\" \",\"\",\"NA\"\n")
    #expect(numbers(table, "a")?[0] == 1.5)
    #expect(numbers(table, "b")?[0] == 2)
    #expect(dates(table, "c") == ["2020-01-02", nil])
    #expect(numbers(table, "a")?[1].isNaN == true)
  }

  @Test("Levels are sorted by their bytes")
  func levelOrder() throws {
    let table = try read("x\nb\nB\n\u{E9}\na\nab\nabcdefghij\nabcdefghia\nabcdefgh\n")
    #expect(
      levels(table, "x") == [
        "B", "a", "ab", "abcdefgh", "abcdefghia", "abcdefghij", "b", "\u{E9}",
      ])
  }

  @Test("Ten thousand levels keep their rows apart")
  func manyLevels() throws {
    var generator = SeededGenerator(state: 11)
    let values = (0..<30_000).map { _ in
      "k" + String(Int.random(in: 0..<10_000, using: &generator), radix: 7) + "-suffix"
    }
    let table = try read((["x"] + values).joined(separator: "\n"))
    #expect(texts(table, "x") == values)
    #expect(levels(table, "x") == Set(values).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }

  @Test(
    "Texts that mean missing",
    arguments: CSVReader.Options.usualMissing.filter { !$0.isEmpty })
  func missingCodes(code: String) throws {
    let table = try read("n,t,d\n1,a,2020-01-01\n\(code),\(code),\(code)\n")
    #expect(numbers(table, "n")?[1].isNaN == true)
    #expect(texts(table, "t") == ["a", nil])
    #expect(dates(table, "d") == ["2020-01-01", nil])
  }

  @Test("No number is missing unless its column says so")
  func declaredMissing() throws {
    let text = "dose,k\n10,1\n-99,9\n-99.0,2\n"
    #expect(numbers(try read(text), "dose") == [10, -99, -99])
    let options = CSVReader.Options(columns: [
      "dose": ColumnDeclaration(type: .number, missing: ["-99"]),
      "k": ColumnDeclaration(type: .category, missing: ["9"]),
    ])
    let table = try read(text, options)
    #expect(numbers(table, "dose")?.map(\.isNaN) == [false, true, true])
    #expect(texts(table, "k") == ["1", nil, "2"])
  }

  @Test("A declared level is a level, even where it would mean missing")
  func declaredLevelWins() throws {
    let options = CSVReader.Options(columns: [
      "x": ColumnDeclaration(type: .category, levels: ["ND", "D"])
    ])
    #expect(texts(try read("x,y\nND,1\nD,2\nNA,3\n", options), "x") == ["ND", "D", nil])
  }

  @Test("Other codes for missing replace the usual ones")
  func ownCodes() throws {
    let table = try read("x,y\nNA,1\nnone,\n", CSVReader.Options(missing: ["", "none"]))
    #expect(texts(table, "x") == ["NA", nil])
  }

  @Test("Declared kinds are taken, not inferred")
  func declaredKinds() throws {
    let options = CSVReader.Options(columns: [
      "kl": ColumnDeclaration(type: .ordinal, levels: ["4", "3", "2"]),
      "arm": ColumnDeclaration(type: .category), "code": ColumnDeclaration(type: .number),
      "id": ColumnDeclaration(type: .text),
    ])
    let table = try read("kl,arm,code,id\n2,10,007,1\n4,9,012,2\n", options)
    #expect(levels(table, "kl") == ["4", "3", "2"])
    #expect(texts(table, "kl") == ["2", "4"])
    #expect(levels(table, "arm") == ["9", "10"])
    #expect(numbers(table, "code") == [7, 12])
    #expect(texts(table, "id") == ["1", "2"])
    #expect(table.notes.isEmpty)
  }
}
