import Cohorts
import Tables
import Testing

@Suite struct ConditionTests {
  /// Four rows: a number and a category, each missing once, and a date.
  static let table = Table(
    source: "units.csv",
    columns: [
      Column(name: "kl_grade", values: .numbers([2, 3, 4, .nan])),
      Column(
        name: "infection",
        values: .categories(Categories(codes: [0, 1, -1, 0], levels: ["no", "yes"]))),
      Column(
        name: "grade",
        values: .categories(Categories(codes: [0, 1, 2, 0], levels: ["2", "3", "4"]))),
      Column(name: "seen", values: .dates([0, 1, 2, Column.missingDate])),
    ], rowCount: 4)

  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let expected: [Bool?]
    init(_ text: String, _ expected: [Bool?]) {
      self.text = text
      self.expected = expected
    }
    var testDescription: String { text }
  }

  static let cases = [
    Case("kl_grade == 2", [true, false, false, nil]),
    Case("kl_grade in [2, 3]", [true, true, false, nil]),
    Case("kl_grade not in [2, 3]", [false, false, true, nil]),
    Case("kl_grade >= 3", [false, true, true, nil]),
    Case("infection == 'no'", [true, false, nil, true]),
    Case("infection != \"no\"", [false, true, nil, false]),
    // Unknown and false is false; unknown or true is true.
    Case("infection == 'no' and kl_grade < 4", [true, false, false, nil]),
    Case("infection == 'no' or kl_grade < 4", [true, true, nil, true]),
    Case("not infection == 'yes'", [true, false, nil, true]),
    Case("not (kl_grade > 2 or infection == 'yes')", [true, false, false, nil]),
    Case("`kl_grade` <= -1", [false, false, false, nil]),
    Case("grade in [2, 3]", [true, true, false, true]),
    Case("grade > 2", [false, true, true, false]),
    Case("seen < '1970-01-03'", [true, true, false, nil]),
    Case("kl_grade in []", [false, false, false, nil]),
    Case("kl_grade between 2 and 3", [true, true, false, nil]),
    Case("kl_grade not between 2 and 3", [false, false, true, nil]),
    Case("kl_grade between 3 and 3 and infection is yes", [false, true, false, false]),
    Case("kl_grade > -1.5e0", [true, true, true, nil]),
    Case("infection is missing", [false, false, true, false]),
    Case("infection is not missing and kl_grade is missing", [false, false, false, true]),
    Case("infection is no", [true, false, nil, true]),
    Case("infection", [false, true, nil, false]),
    Case("not infection", [true, false, nil, true]),
    Case("grade <= '3'", [true, true, false, true]),
  ]

  @Test(arguments: cases) func threeValuedLogic(_ example: Case) throws {
    #expect(try Condition(example.text).evaluate(on: Self.table) == example.expected)
  }

  struct Fault: Sendable, CustomTestStringConvertible {
    let text: String
    let position: Int
    let words: String
    var testDescription: String { text }
  }

  @Test(arguments: [
    Fault(text: "kl_grade = 2", position: 9, words: "=="),
    Fault(text: "kl_grade kl", position: 9, words: "a comparison"),
    Fault(text: "kl_grade 2", position: 9, words: "a comparison"),
    Fault(text: "kl_grade =< 2", position: 9, words: "`<=`"),
    Fault(text: "kl_grade <> 2", position: 9, words: "`!=`"),
    Fault(text: "kl_grade === 2", position: 9, words: "one of"),
    Fault(text: "kl_grade ≥ 2", position: 9, words: "`>=`"),
    Fault(text: "18 <= bmi", position: 0, words: "right of a comparison"),
    Fault(text: "bmi >= 18 <= 40", position: 10, words: "between"),
    Fault(text: "kl_grade == 2 or 3", position: 17, words: "in [2, 3]"),
    Fault(text: "infection == ‘no’", position: 13, words: "straight quotes"),
    Fault(text: "infection == no", position: 13, words: "`'no'`"),
    Fault(text: "infection == NA", position: 13, words: "is missing"),
    Fault(text: "infection is null", position: 13, words: "`missing`"),
    Fault(text: "infection is not no", position: 17, words: "`missing` after"),
    Fault(text: "infection == 'Wharton's jelly'", position: 22, words: "other kind of quotes"),
    Fault(text: "'infection' == 'no'", position: 0, words: "backticks"),
    Fault(text: "kl_grade == 2)", position: 13, words: "no `(` opens"),
    Fault(text: "((kl_grade == 2) or", position: 19, words: "a column name"),
    Fault(text: "()", position: 1, words: "not `)`"),
    Fault(text: "kl_grade == 2 && infection", position: 14, words: "write `and`"),
    Fault(text: "kl_grade == 2 AND infection", position: 14, words: "small letters"),
    Fault(text: "!infection", position: 0, words: "write `not`"),
    Fault(text: "and infection", position: 0, words: "not `and`"),
    Fault(text: "kl_grade not 2", position: 13, words: "after `not`"),
    Fault(text: "kl_grade in [2 3]", position: 15, words: "`,` or `]`"),
    Fault(text: "kl_grade in [2,", position: 15, words: "a number"),
    Fault(text: "kl_grade in (2, 3)", position: 12, words: "`[`"),
    Fault(text: "kl_grade between 3 and 2", position: 23, words: "smaller"),
    Fault(text: "kl_grade between 2, 3", position: 18, words: "`and`"),
    Fault(text: "kl_grade == 2,5", position: 13, words: "decimal"),
    Fault(text: "kl_grade == 1e999", position: 12, words: "a number"),
    Fault(text: "kl_grade == 2 2", position: 14, words: "the end"),
    Fault(text: "kl_grade == 2nd", position: 13, words: "end of the number"),
    Fault(text: "`` == 2", position: 0, words: "between the backticks"),
    Fault(text: "kl_grade == ", position: 12, words: "a number or text"),
    Fault(text: "kl_grade in 2", position: 12, words: "`[`"),
    Fault(text: "(kl_grade == 2", position: 14, words: "`)`"),
    Fault(text: "kl_grade == 2 2", position: 14, words: "`and`, `or`"),
    Fault(text: "infection == 'no", position: 13, words: "closing quote"),
    Fault(text: "", position: 0, words: "a column name"),
    Fault(text: "`kl", position: 0, words: "backtick"),
  ])
  func faultsPointAtTheCharacter(_ fault: Fault) throws {
    let error = try #require(throws: Condition.Problem.self) { try Condition(fault.text) }
    #expect(error.position == fault.position)
    #expect(error.message.contains(fault.words), "\(error.message)")
  }

  @Test func unknownColumnsSuggestTheNearest() throws {
    let condition = try Condition("infection == 'no' and kl_grad == 2")
    let error = try #require(throws: Condition.Problem.self) {
      try condition.evaluate(on: Self.table)
    }
    #expect(error.position == 22)
    #expect(error.message.contains("did you mean `kl_grade`?"))
  }

  @Test(arguments: [
    "kl_grade == '2'", "infection == 1", "seen", "seen is yes", "seen == 3", "seen == 'soon'",
  ])
  func comparisonsAcrossTypesAreRefused(_ text: String) throws {
    let condition = try Condition(text)
    #expect(throws: Condition.Problem.self) { try condition.evaluate(on: Self.table) }
  }

  @Test func textThatNoRowHoldsIsNamed() throws {
    let condition = try Condition(
      "infection in ['no', 'noo'] or not (infection == 'yess') and kl_grade == 9")
    let absent = condition.absentLevels(in: Self.table)
    #expect(absent.map(\.level) == ["noo", "yess"])
    #expect(absent.allSatisfy { $0.column == "infection" })
  }

  @Test func deepNestingIsAnErrorAndNoCrash() {
    let text = String(repeating: "(", count: 100_000)
    #expect(throws: Condition.Problem.self) { try Condition(text) }
    let chain = String(repeating: "not ", count: 100_000) + "kl_grade == 2"
    #expect(throws: Condition.Problem.self) { try Condition(chain) }
    let closed = text + "kl_grade == 2" + String(repeating: ")", count: 100_000)
    #expect(throws: Condition.Problem.self) { try Condition(closed) }
  }

  @Test func longChainsAreNoNesting() throws {
    let text = Array(repeating: "kl_grade == 2", count: 50_000).joined(separator: " or ")
    #expect(try Condition(text).evaluate(on: Self.table) == [true, false, false, nil])
  }

  @Test func orderingByALevelThatIsNotThereIsRefused() throws {
    let condition = try Condition("grade < '9'")
    let error = try #require(throws: Condition.Problem.self) {
      try condition.evaluate(on: Self.table)
    }
    #expect(error.message.contains("'2', '3', '4'"))
  }
}
