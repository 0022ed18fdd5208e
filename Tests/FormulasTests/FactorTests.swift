import Formulas
import LinearAlgebra
import Statistics
import Tables
import Testing

@Suite struct FactorTests {
  private let table = Fixture.table([
    Fixture.numbers("y", [1, 2, 3, 4, 5, 6]), Fixture.numbers("stage", [10, 2, 2, 10, 1.5, 2]),
    Fixture.text("sex", ["m", "f", "f", "m", nil, "f"]),
    Fixture.text(
      "grade", ["low", "mid", "low", "mid", "high", "low"], levels: ["low", "mid", "high"]),
    Fixture.dates("day", [0, 31, 31, 0, 59, 0]),
    Fixture.text("bmi", ["21", "27,4", "30", "25", "24", "28"]),
    Fixture.numbers("a|b", [1, 0, 1, 0, 1, 0]),
  ])

  private func names(_ text: String, _ references: [String: String] = [:]) throws -> [String] {
    try ModelFrame.build(
      try Formula.parse(text), from: table, options: .init(references: references)
    ).design.columnNames
  }

  @Test func levelsAreNamedAfterTheVariable() throws {
    #expect(try names("y ~ factor(stage)") == ["(Intercept)", "stage=2", "stage=10"])
    #expect(
      try names("y ~ stage + factor(stage)")
        == ["(Intercept)", "stage", "factor(stage)=2", "factor(stage)=10"])
    #expect(
      try names("y ~ factor(day)") == ["(Intercept)", "day=1970-02-01", "day=1970-03-01"])
    #expect(try names("y ~ factor(stage > 2)") == ["(Intercept)", "factor(stage>2)=1"])
    #expect(
      try names("y ~ `a|b`:stage + I(stage > 2)") == ["(Intercept)", "I(stage>2)", "a|b:stage"])
  }

  @Test func columnsKnowTheirVariableAndLevel() throws {
    let design = try ModelFrame.build(
      try Formula.parse("y ~ factor(stage):sex"), from: table
    ).design
    #expect(design.columns.map(\.variable).allSatisfy { $0 == "stage:sex" || $0 == "(Intercept)" })
    #expect(design.columns.compactMap(\.level) == ["2:f", "10:f", "2:m", "10:m"])
  }

  @Test func theReferenceLevelCanBeChosen() throws {
    #expect(
      try names("y ~ factor(stage)", ["stage": "2.0"]) == ["(Intercept)", "stage=1.5", "stage=10"])
    #expect(try names("y ~ grade", ["grade": "mid"]) == ["(Intercept)", "grade=low", "grade=high"])
    for references in [["grade": "middle"], ["gade": "mid"], ["stage": "2"]] {
      #expect(throws: ModelFrameError.self) { try names("y ~ grade", references) }
    }
  }

  @Test func anEmptyLevelIsLeftOutAndNoted() throws {
    let frame = try ModelFrame.build(try Formula.parse("y ~ grade + sex"), from: table)
    #expect(frame.design.columnNames == ["(Intercept)", "grade=mid", "sex=m"])
    #expect(frame.diagnostics.map(\.code) == [.notEstimable])
    #expect(frame.diagnostics.first?.message.contains("`high`") == true)
  }

  @Test func aConstantFactorHasNoColumns() throws {
    let constant = Fixture.table([
      Fixture.numbers("y", [1, 2]), Fixture.text("sex", ["f", "f"]),
    ])
    let frame = try ModelFrame.build(try Formula.parse("y ~ sex"), from: constant)
    #expect(frame.design.columnNames == ["(Intercept)"])
    #expect(frame.design.terms.isEmpty)
    #expect(frame.diagnostics.map(\.code) == [.constantCovariate])
  }

  @Test func textThatIsMostlyNumbersIsPointedOut() throws {
    let frame = try ModelFrame.build(try Formula.parse("y ~ bmi"), from: table)
    #expect(frame.diagnostics.map(\.code) == [.suspiciousValue])
    let error = try #require(throws: ModelFrameError.self) { try names("y ~ log(bmi)") }
    #expect(error.description.contains("`27,4` on line 3"))
  }

  @Test(arguments: ["y ~ day", "y ~ log(day)", "y ~ I(sex)", "y ~ rcs(sex, 3)", "y ~ sex > 2"])
  func datesAndTextAreNoNumbers(_ text: String) {
    #expect(throws: ModelFrameError.self) { try names(text) }
  }

  @Test func aCoxDesignIsCodedAsThoughWithIntercept() throws {
    let frame = try ModelFrame.build(
      try Formula.parse("y ~ sex - 1"), from: table, options: .init(usesIntercept: .never))
    #expect(frame.design.columnNames == ["sex=m"])
    #expect(!frame.design.hasIntercept)
  }
}
