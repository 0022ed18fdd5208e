import Cohorts
import Tables
import Testing

@Suite struct NamedConditionTests {
  static func table(_ columns: Column...) -> Table {
    Table(source: "units.csv", columns: columns, rowCount: columns.first?.count ?? 0)
  }

  static func text(_ name: String, _ values: [String?]) -> Column {
    let levels = Set(values.compactMap { $0 }).sorted()
    let codes = values.map { value in
      value.flatMap { levels.firstIndex(of: $0) }.map(Int32.init) ?? -1
    }
    return Column(name: name, values: .categories(Categories(codes: codes, levels: levels)))
  }

  static func number(_ name: String, _ values: [Double]) -> Column {
    Column(name: name, values: .numbers(values))
  }

  static func problem(_ text: String, on table: Table) -> Condition.Problem? {
    do throws(Condition.Problem) {
      _ = try Condition(text).evaluate(on: table)
      return nil
    } catch { return error }
  }

  static let grades = [
    number("kl_grade", [0, 1, 2, 3, 4, .nan]),
    text("kl_grade", ["0", "1", "2", "3", "4", nil]),
    text("kl_grade", ["0", "I", "II", "III", "IV", nil]),
    text("kl_grade", ["KL 0", "kl i", "KL-II", "KL3", "grade IV", nil]),
  ]

  @Test(arguments: 0..<4) func gradesMayBeNumbersOrText(_ which: Int) throws {
    let table = Self.table(Self.grades[which])
    func answers(_ text: String) throws -> [Bool?] { try Condition(text).evaluate(on: table) }
    #expect(try answers("candidate_kl") == [false, false, true, true, false, nil])
    #expect(try answers("kl_iv") == [false, false, false, false, true, nil])
    #expect(try answers("no_radiographic_oa") == [true, false, false, false, false, nil])
    #expect(try answers("kl_grade >= 3") == [false, false, false, true, true, nil])
  }

  @Test func aLevelThatIsNoGradeIsNamed() throws {
    let table = Self.table(Self.text("kl_grade", ["2", "2-3"]))
    let error = try #require(Self.problem("not candidate_kl", on: table))
    #expect(error.position == 4)
    #expect(error.message.contains("'2-3'") && error.message.contains("kl_grade in [2, 3]"))
  }

  static let clinic = table(
    number("bmi", [22, 36, 40, .nan]), number("kl_grade", [2, 3, 2, 2]),
    text("diabetes", ["none", "controlled", "uncontrolled", nil]),
    text("infection", ["no", "yes", "no", nil]), number("collapse", [0, 1, .nan, 0]),
    text("deformity", ["False", "True", nil, "False"]),
    text("cancer", ["none", "remote", "recent", "active"]))

  @Test func everyNameOfTheCatalogueHasItsMeaning() throws {
    let expected: [String: [Bool?]] = [
      "candidate_kl": [true, true, true, true], "kl_iv": [false, false, false, false],
      "no_radiographic_oa": [false, false, false, false],
      "severe_obesity": [false, false, true, nil],
      "uncontrolled_diabetes": [false, false, true, nil], "collapse": [false, true, nil, false],
      "deformity": [false, true, nil, false], "active_infection": [false, true, false, nil],
      "recent_cancer": [false, false, true, true],
    ]
    #expect(Set(expected.keys) == Set(NamedCondition.catalogue.map(\.name)))
    for entry in NamedCondition.catalogue {
      #expect(
        try Condition(entry.name).evaluate(on: Self.clinic) == expected[entry.name],
        "\(entry.name)")
      #expect(!entry.columns.isEmpty && !entry.words.isEmpty && !entry.source.isEmpty)
    }
  }

  @Test func namesCombineInThreeValuedLogic() throws {
    let condition = try Condition("candidate_kl and not severe_obesity")
    #expect(try condition.evaluate(on: Self.clinic) == [true, true, false, nil])
    #expect(condition.expanded == "kl_grade in [2, 3] and not (bmi >= 40)")
    #expect(condition.columns == ["kl_grade", "bmi"])
  }

  @Test func expansionsGiveTheSameAnswers() throws {
    for text in [
      "candidate_kl and not (severe_obesity or collapse)", "not not deformity or recent_cancer",
      "(collapse or deformity) and active_infection", "bmi not between 25 and 39 or kl_iv",
      "collapse and (bmi is missing or bmi < 30)", "not (collapse and deformity)",
    ] {
      let condition = try Condition(text)
      let expanded = condition.expanded(on: Self.clinic)
      #expect(
        try Condition(expanded).evaluate(on: Self.clinic) == condition.evaluate(on: Self.clinic),
        "\(text) → \(expanded)")
      for name in ["severe_obesity", "recent_cancer", "kl_iv"] { #expect(!expanded.contains(name)) }
    }
    #expect(try Condition("active_infection").expanded(on: Self.clinic) == "infection is yes")
    #expect(try Condition("active_infection").expanded == "infection_active is yes")
    #expect(try Condition("bmi>=40").expanded == "bmi>=40", "nothing to write out")
  }

  @Test func aBareWordMayBeAYesNoColumn() throws {
    let table = Self.table(Self.text("failed_pt", ["yes", "No", nil]))
    #expect(try Condition("failed_pt").evaluate(on: table) == [true, false, nil])
    #expect(try Condition("failed_pt is no").evaluate(on: table) == [false, true, nil])
    let own = Self.table(Self.number("severe_obesity", [0, 1]))
    #expect(try Condition("severe_obesity").evaluate(on: own) == [false, true])
  }

  @Test func aBareWordThatIsNeitherSuggestsTheNearest() throws {
    let error = try #require(Self.problem("kl_iv or severe_obesty", on: Self.clinic))
    #expect(error.position == 9)
    for words in ["did you mean `severe_obesity`?", "`collapse`", "neither"] {
      #expect(error.message.contains(words), "\(error.message)")
    }
    let number = try #require(Self.problem("bmi", on: Self.clinic))
    #expect(number.message.contains("22") && number.message.contains("bmi == ..."))
    let text = try #require(Self.problem("cancer", on: Self.clinic))
    #expect(text.message.contains("'active'"))
  }

  @Test func absentLevelsOfANameAreNamedOnlyWhereNoneIsThere() throws {
    let some = Self.table(Self.text("cancer", ["none", "recent"]))
    #expect(try Condition("recent_cancer").absentLevels(in: some).isEmpty)
    let none = Self.table(Self.text("cancer", ["no", "Recent"]))
    #expect(
      try Condition("recent_cancer").absentLevels(in: none).map(\.level) == ["recent", "active"])
  }

  @Test func aStudyMayDefineItsOwn() throws {
    let definitions = ConditionDefinitions([
      ("severe_obesity", "severe_obesity or bmi >= 35"),
      ("fit", "not severe_obesity and not uncontrolled_diabetes"),
    ])
    #expect(definitions.problems.isEmpty)
    let condition = try Condition("fit and candidate_kl", named: definitions.named)
    #expect(try condition.evaluate(on: Self.clinic) == [true, false, false, nil])
    #expect(
      condition.expanded
        == "not (bmi >= 40 or bmi >= 35) and not (diabetes == 'uncontrolled') "
        + "and kl_grade in [2, 3]")
  }

  @Test func definitionsCannotGoRoundInCircles() {
    let definitions = ConditionDefinitions([
      ("a", "b or bmi > 3"), ("b", "a"), ("c", "bmi > 1 and c"), ("not", "bmi > 1"),
      ("d", "bmi = 3"), ("e", "bmi > 1"), ("e", "bmi > 2"),
    ])
    #expect(definitions.problems.map(\.name) == ["a", "c", "not", "d", "e"])
    #expect(definitions.problems.map(\.position) == [0, 12, nil, 4, nil])
    // What `b` uses could not be read, so there it can only be a column.
    #expect(definitions.named.keys.sorted() == ["b", "e"])
  }

  @Test func namesThatDoubleDoNotExplode() {
    var entries = [(name: "n0", text: "bmi > 1")]
    for step in 1..<40 {
      entries.append((name: "n\(step)", text: "n\(step - 1) and n\(step - 1)"))
    }
    let definitions = ConditionDefinitions(entries)
    #expect(definitions.problems.first?.message.contains("10000 comparisons") ?? false)
    #expect(definitions.named["n13"] != nil && definitions.named["n14"] == nil)
  }

  @Test func namesThatNestDoNotExhaustTheStack() {
    var entries = [(name: "n0", text: "bmi > 1")]
    for step in 1..<1000 { entries.append((name: "n\(step)", text: "not n\(step - 1)")) }
    let definitions = ConditionDefinitions(entries)
    #expect(definitions.problems.first?.message.contains("too deeply") ?? false)
  }
}
