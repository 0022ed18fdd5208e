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
    Fault(text: "kl_grade", position: 8, words: "a comparison"),
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

  @Test(arguments: ["kl_grade == '2'", "infection == 1", "seen == 3", "seen == 'soon'"])
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
  }
}
