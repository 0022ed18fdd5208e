import Tables
import Testing

/// A small file and everything the reader says about it, in order.
struct ProblemCase: Sendable, CustomTestStringConvertible {
  let file: String
  let expected: [String]
  var testDescription: String { file.debugDescription }

  init(_ file: String, _ expected: String...) {
    self.file = file
    self.expected = expected
  }
}

@Suite("What is wrong with a file, all in one run")
struct ProblemTests {
  static let shapeCases: [ProblemCase] = [
    ProblemCase("", "error: the file is empty"),
    ProblemCase("\n \r\n\t\n", "error: the file holds only blank lines"),
    ProblemCase("a,b\n", "error 1: the file has a header but no rows"),
    ProblemCase("\n\na,b\n\n", "error 3: the file has a header but no rows"),
    ProblemCase(
      "a,b,c\n1,2,3\n4,5\n6\n7,8,9,10\n1,2,3\n",
      "error 3 [2 fields]: the row has too few fields; expected 3, as in the header (+1)",
      "error 5 [4 fields]: the row has too many fields; expected 3, as in the header"),
    ProblemCase(
      "a,b\n1,\"x\n\n2,3\n", "error 2:2 b: a quote opens here and is never closed"),
    ProblemCase(
      "a,b\n1,\"x\n2\"y,3\n4,5\n",
      "error 2 [3 fields]: the row has too many fields; expected 2, as in the header",
      "error 3:2 b: text follows the closing quote of a field, which opened on line 2; "
        + "expected a comma"),
    ProblemCase(
      "a,b\n1,2\n\"x\"y,3\n",
      "error 3:1 a: text follows the closing quote of a field; expected a comma"),
    ProblemCase(
      "a,b,a,\n1,2,3,4\n", "error 1:3 a: the name of column 3 is already that of column 1",
      "error 1:4: column 4 holds values but has no name"),
    ProblemCase(
      ",a,b\n1,2,3\n",
      "note 1:1: the first column has no name, as R writes row names; it is called `row`"),
    ProblemCase(
      "a,b,,\n1,2,,\n3,4,,,\n,,,\n",
      "note 1: columns without a name and without a value, as spreadsheets leave them, were dropped "
        + "(+1)",
      "note 3: empty fields beyond the last column, as spreadsheets leave them, were passed over",
      "note 4: rows without any value, as spreadsheets leave them, were passed over"),
    ProblemCase(
      "Title\na,b\n1,2\n",
      "error 1: the first line holds one column, but most lines below hold commas"),
    ProblemCase(
      "age sex\n1 f\n2 m\n",
      "error 1: the first line holds one column, but most lines below hold spaces"),
    ProblemCase(
      "a|b\n1|2\n3|4\n",
      "error 1: the first line holds one column, but most lines below hold vertical bars"),
    ProblemCase(
      "a;b,c\nx;y,z\nk;y,z\n",
      "error 1: the fields may be separated by comma or semicolon: every line can be read either way"
    ),
    ProblemCase("1,2\n3,4\n", "error 1: the first line holds numbers, not the names of columns"),
    ProblemCase(
      "a,b\nx,1\ny,2\ntotal,3\n",
      "warning 4:1 a [total]: the last row looks like one of totals"),
  ]

  @Test("The shape of records and the header", arguments: shapeCases)
  func shape(_ given: ProblemCase) {
    #expect(problems(given.file).map(\.summary) == given.expected)
  }

  static func column(_ values: [String]) -> String {
    (["k,x"] + values.map { "z,\"\($0)\"" }).joined(separator: "\n")
  }

  static let notNumbers = "values are not numbers, so the column was read as text"

  static let valueCases: [ProblemCase] = [
    ProblemCase(
      column(["1", "2", "x", "4", "5", "y"]),
      "warning 4:2 x [x]: 2 of 6 \(notNumbers) (+1)"),
    ProblemCase(column(["x", "y", "1"])),
    ProblemCase(column(["a", "b"])),
    ProblemCase(column(["12%", "13 %"]), "warning 2:2 x [12%]: 2 of 2 \(notNumbers) (+1)"),
    ProblemCase(
      column(["1", "<0.5", "<0.5", "3"]), "warning 3:2 x [<0.5]: 2 of 4 \(notNumbers) (+1)"),
    ProblemCase(
      column(["1,234", "1,234,567", "12"]), "warning 2:2 x [1,234]: 2 of 3 \(notNumbers) (+1)"),
    ProblemCase(column(["1 234", "2 345"]), "warning 2:2 x [1 234]: 2 of 2 \(notNumbers) (+1)"),
    ProblemCase(
      column(["1", "2", "#DIV/0!", "#REF!"]), "warning 4:2 x [#DIV/0!]: 2 of 4 \(notNumbers) (+1)"),
    ProblemCase(
      column(["a", "b", "#REF!", "c"]),
      "warning 4:2 x [#REF!]: 1 of 4 values are errors of a spreadsheet"
    ),
    ProblemCase(
      column(["1", "#N/A", "2", "#N/A"]), "warning: read as missing: \"#N/A\" (2)"),
    ProblemCase(column(["72 kg", "80kg"]), "warning 2:2 x [72 kg]: 2 of 2 \(notNumbers) (+1)"),
    ProblemCase(column(["0x1F", "0x20"]), "warning 2:2 x [0x1F]: 2 of 2 \(notNumbers) (+1)"),
    ProblemCase(
      column(["007", "012", "9"]),
      "note 2:2 x [007]: numbers with zeros before them, such as codes, are kept as text"),
    ProblemCase(
      column(["1", "9007199254740993"]),
      "note 3:2 x [9007199254740993]: whole numbers beyond 2^53 would lose digits and are kept as text"
    ),
    ProblemCase(column(["9007199254740992", "9007199254740994", "-0.5", "0", "0.5"])),
    ProblemCase(
      column(["2024-02-30", "2024-02-28", "2023-01-01"]),
      "warning 2:2 x [2024-02-30]: 1 of 3 values is not a date, so the column was read as text; "
        + "expected YYYY-MM-DD"),
    ProblemCase(
      column(["2024-02-28T10:00", "2024-02-28 11:30"]),
      "note 2:2 x [2024-02-28T10:00]: dates with a time of day are kept as text"),
    ProblemCase(
      column(["03/04/2024", "13.1.24"]),
      "warning 2:2 x [03/04/2024]: 2 of 2 values look like dates whose order of day and month is not "
        + "certain, and were read as text (+1)"),
    ProblemCase(
      column(["18", "60", "95", "-99", "-99"]),
      "warning 5:2 x [-99]: -99 stands 2 times, far from all other values (18 to 95): "
        + "is it a code for missing?"),
    ProblemCase(
      column(["1", "2", "9", "9", "-1", "-1"]),
      "warning 4:2 x [9]: 9 stands 2 times, far from all other values (1 to 2): "
        + "is it a code for missing?",
      "warning 6:2 x [-1]: -1 stands 2 times, far from all other values (1 to 2): "
        + "is it a code for missing?"),
    ProblemCase(column(["0", "5", "10", "9", "9"])),
    ProblemCase(column(["0", "5", "10", "99"])),
    ProblemCase(
      column([String(repeating: "1", count: 50) + "\u{1B}", "1", "2"]),
      "warning 2:2 x [1111111111111111111111111111111111111111...]: 1 of 3 values is not a number, "
        + "so the column was read as text"),
  ]

  @Test("The values of a column", arguments: valueCases)
  func values(_ given: ProblemCase) {
    #expect(problems(given.file).map(\.summary) == given.expected)
  }

  @Test(
    "A file that is not text is named by what it is",
    arguments: [
      (Array("PK\u{3}\u{4}xyz".utf8), "a zip archive or an Excel workbook (.xlsx)"),
      ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0], "a PNG image"),
      ([0x1F, 0x8B, 8], "a gzip archive"), (Array("<!DOCTYPE html>".utf8), "a web page"),
    ])
  func signatures(bytes: [UInt8], name: String) {
    #expect(problems(bytes: bytes).map(\.summary) == ["error: this is \(name), not a CSV file"])
  }

  @Test("NUL bytes are found and counted")
  func zeroBytes() {
    #expect(
      problems("a,b\n1,2\n3,\u{0}4\n\u{0},1\n").map(\.summary) == [
        "error 3: the file holds NUL bytes, which no text does (+1)"
      ])
  }

  @Test("The page a user sees")
  func page() throws {
    let problem = try #require(
      problems("id,bmi\n1,27.4\n2,n/k\n3,30\n4,27.4\n5,n/k\n").first)
    #expect(
      problem.description == """
        warning: 2 of 5 values are not numbers, so the column was read as text
          --> file.csv:3 column 2 "bmi"
           |  found "n/k"
           = help: correct the value, declare it as missing, or declare `type: category`
           = 1 more like this
        """)
  }
}
