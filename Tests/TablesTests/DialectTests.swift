import Tables
import Testing

@Suite("Delimiters, decimal marks and encodings")
struct DialectTests {
  @Test("Semicolons with decimal commas read as commas with points do")
  func twins() throws {
    let point = try read("id,x,t\n1,27.5,a\n2,-0.25,b\n3,,c\n")
    let comma = try read("id;x;t\r\n1;27,5;a\r\n2;-0,25;b\r\n3;;c\r\n")
    let tabs = try read("id\tx\tt\n1\t27,5\ta\n2\t-0,25\tb\n3\t\tc\n")
    for table in [comma, tabs] {
      #expect(table.columnNames == point.columnNames)
      #expect(numbers(table, "x")?.prefix(2) == numbers(point, "x")?.prefix(2))
      #expect(texts(table, "t") == texts(point, "t"))
    }
    #expect(
      comma.notes.map(\.summary) == [
        "note 1: fields are separated by semicolons",
        "note 1: numbers are written with a decimal comma (1 column)",
      ])
    #expect(tabs.notes.first?.summary == "note 1: fields are separated by tabs")
  }

  @Test("A decimal comma that comes late counts as much as an early one")
  func lateDecimalComma() throws {
    let rows = (1...20_000).map { "\($0);\($0)" }
    let table = try read((["a;b"] + rows + ["7;7,25"]).joined(separator: "\n"))
    #expect(numbers(table, "b")?.last == 7.25)
    #expect(numbers(table, "a")?.last == 7)
  }

  @Test("In a file with semicolons, the mark of most columns is the file's")
  func mixedMarks() throws {
    let table = try read("a;b;c\n1.5;2.5;3,5\n1.25;2;4,5\n")
    #expect(numbers(table, "a") == [1.5, 1.25])
    #expect(texts(table, "c") == ["3,5", "4,5"])
    #expect(
      table.notes.last?.summary
        == "warning 2:3 c [3,5]: 2 of 2 values use a decimal comma, so the column was read as text; "
        + "expected a decimal point (+1)")
    let declared = CSVReader.Options(columns: ["c": ColumnDeclaration(decimal: .comma)])
    let mended = try read("a;b;c\n1.5;2.5;3,5\n1.25;2;4,5\n", declared)
    #expect(numbers(mended, "c") == [3.5, 4.5])
  }

  @Test("A decimal comma in a comma-separated file is named, and read when declared")
  func quotedDecimalComma() throws {
    let text = "id,bmi\n1,\"27,4\"\n2,\"30,1\"\n"
    #expect(
      problems(text).map(\.summary) == [
        "warning 2:2 bmi [27,4]: 2 of 2 values use a decimal comma, so the column was read as text; "
          + "expected a decimal point (+1)"
      ])
    #expect(numbers(try read(text, CSVReader.Options(decimal: .comma)), "bmi") == [27.4, 30.1])
  }

  @Test("A first line sep= names the delimiter", arguments: ["sep=;", "SEP=;", "\"sep=;\""])
  func separatorLine(line: String) throws {
    let table = try read("\(line)\r\na,b;c\r\n1;2\r\n")
    #expect(table.columnNames == ["a,b", "c"])
    #expect(table.lines[0] == 3)
  }

  @Test("Delimiters inside quotes and in names do not count")
  func quotedDelimiters() throws {
    let table = try read("id;\"weight, kg\";note, free\n1;72,5;\"a; b, c\"\n2;80,1;d, e\n")
    #expect(table.columnNames == ["id", "weight, kg", "note, free"])
    #expect(numbers(table, "weight, kg") == [72.5, 80.1])
    #expect(texts(table, "note, free") == ["a; b, c", "d, e"])
  }

  @Test("A vertical bar is taken when declared")
  func declaredDelimiter() throws {
    let table = try read("a|b\n1|2\n", CSVReader.Options(delimiter: .pipe))
    #expect(table.columnNames == ["a", "b"])
  }

  @Test("A file of one column is read")
  func oneColumn() throws {
    #expect(numbers(try read("time\n1\n\n2\n"), "time") == [1, 2])
    #expect(texts(try read("word\nhip\nleft hip\n"), "word") == ["hip", "left hip"])
  }

  static func wide(_ text: String, little: Bool, mark: Bool) -> [UInt8] {
    ((mark ? "\u{FEFF}" : "") + text).utf16.flatMap { unit in
      let bytes = [UInt8(unit & 0xFF), UInt8(unit >> 8)]
      return little ? bytes : bytes.reversed()
    }
  }

  @Test(
    "UTF-16 in both byte orders, with and without a mark", arguments: [true, false], [true, false])
  func wideText(little: Bool, mark: Bool) throws {
    let bytes = Self.wide("name;x\r\nJos\u{E9};1,5\r\n\u{1F9B4};2\r\n", little: little, mark: mark)
    let table = try CSVReader.read(bytes: bytes, source: "file.csv")
    #expect(texts(table, "name") == ["Jos\u{E9}", "\u{1F9B4}"])
    #expect(numbers(table, "x") == [1.5, 2])
    let order = little ? "little" : "big"
    #expect(
      table.notes.first?.message.hasPrefix("the file is in UTF-16 (\(order)-endian)") == true)
  }

  @Test("A byte-order mark of UTF-8 is no part of the first name")
  func byteOrderMark() throws {
    let table = try CSVReader.read(
      bytes: [0xEF, 0xBB, 0xBF] + Array("a,b\n1,2\n".utf8), source: "file.csv")
    #expect(table.columnNames == ["a", "b"])
    #expect(table.notes.map(\.summary) == ["note: the file is in UTF-8 with a byte-order mark"])
  }

  @Test("Bytes that are not UTF-8 are read as Windows-1252, and said so")
  func windows() throws {
    let bytes =
      Array("name,x\nAda,1\nM".utf8) + [0xFC] + Array("ller,2\n".utf8) + [0x80, 0x2C, 0x33]
    let table = try CSVReader.read(bytes: bytes, source: "file.csv")
    #expect(texts(table, "name") == ["Ada", "M\u{FC}ller", "\u{20AC}"])
    #expect(
      table.notes.map(\.summary) == [
        "note 3: the file is not valid UTF-8 from this line on, and was read as Windows-1252"
      ])
  }
}
