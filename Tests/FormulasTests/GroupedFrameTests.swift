import Formulas
import LinearAlgebra
import Outcomes
import Statistics
import Tables
import Testing

@Suite struct GroupedFrameTests {
  private let table = Fixture.table([
    Fixture.numbers("time", [5, 8, 3, 9, 4, 7]), Fixture.numbers("status", [1, 0, 1, 1, 0, 1]),
    Fixture.numbers("stage", [10, 2, 2, 10, nil, 2]),
    Fixture.text("sex", ["m", "f", "m", "m", "f", "f"]),
    Fixture.numbers("id", [1, 1, 2, 2, 3, 3]), Fixture.numbers("w", [1, 2, 0, 1, 1, 0.5]),
    Fixture.numbers("age", [60, 70, 50, 65, 40, 66]),
  ])

  private func grouped(
    _ text: String, _ options: GroupedFrame.Options = .init()
  ) throws -> GroupedFrame {
    try GroupedFrame.build(try Formula.parse(text), from: table, options: options)
  }

  @Test func groupsAreTheCombinationsThatOccurInOrder() throws {
    let frame = try grouped("Surv(time, status) ~ stage + sex")
    #expect(
      frame.labels.map { $0.map { "\($0.column)=\($0.level)" } } == [
        ["stage=2", "sex=f"], ["stage=2", "sex=m"], ["stage=10", "sex=m"],
      ])
    #expect(frame.groups.codes == [2, 0, 1, 2, 0])
    #expect(frame.rows == [0, 1, 2, 3, 5])
    #expect(frame.exclusions == [Exclusion(reason: .missing, column: "stage", count: 1)])
    #expect(frame.outcomes.time == [5, 8, 3, 9, 7])
    #expect(frame.timeName == "time")
    for text in ["factor(stage):sex", "stage*sex", "stage + sex + stage"] {
      let other = try grouped("Surv(time, status) ~ \(text)")
      #expect(other.groups == frame.groups && other.labels == frame.labels)
    }
  }

  @Test func withoutColumnsThereIsOneGroup() throws {
    let frame = try grouped("Surv(time, status) ~ 1")
    #expect(frame.labels == [[]])
    #expect(frame.groups == Grouping(codes: [0, 0, 0, 0, 0, 0], count: 1))
    #expect(frame.rows == nil)
  }

  @Test func strataClustersAndWeightsStandApart() throws {
    let frame = try grouped(
      "Surv(time, status) ~ (age > 55) + strata(sex) + cluster(id)", .init(weights: "w"))
    #expect(frame.labels.map { $0.map(\.level) } == [["0"], ["1"]])
    #expect(frame.labels.first?.first?.column == "age>55")
    #expect(
      frame.strata?.labels == [
        [LevelOf(column: "sex", level: "f")], [LevelOf(column: "sex", level: "m")],
      ])
    #expect(frame.clusters == Grouping(codes: [0, 0, 1, 1, 2, 2], count: 3))
    #expect(frame.weights == [1, 2, 0, 1, 1, 0.5])
  }

  @Test(arguments: [
    "time ~ sex", "~ sex", "Surv(time, status) ~ rcs(age, 3)", "Surv(time, status) ~ offset(age)",
    "Surv(time, status) ~ frailty(id)", "Surv(time, status) ~ log(stage - 10)",
    "Surv(time, status, type = \"interval2\") ~ 1",
  ])
  func whatCannotBeGroupedIsAnError(_ text: String) {
    #expect(throws: ModelFrameError.self) { try grouped(text) }
  }

  @Test func manyCombinationsDoNotNeedATableOfAll() throws {
    let n = 3000
    let wide = Fixture.table([
      Fixture.numbers("time", (0..<n).map { Double($0 + 1) }),
      Fixture.numbers("status", (0..<n).map { Double($0 % 2) }),
      Fixture.numbers("a", (0..<n).map { Double($0) * 1.5 }),
      Fixture.numbers("b", (0..<n).map { Double(n - $0) }),
    ])
    let frame = try GroupedFrame.build(
      try Formula.parse("Surv(time, status) ~ a + b"), from: wide)
    #expect(frame.groups.codes == (0..<n).map(Int32.init))
    #expect(frame.labels[1].map(\.level) == ["1.5", "2999"])
  }

  @Test func randomEffectsHaveGroupsAndADesign() throws {
    let frame = try ModelFrame.build(
      try Formula.parse("time ~ age + (1 + age | sex/id)"), from: table)
    #expect(frame.randomEffects.map(\.group) == ["sex", "sex:id"])
    #expect(frame.randomEffects.map(\.levels) == [["f", "m"], ["f:1", "f:3", "m:1", "m:2"]])
    #expect(frame.randomEffects[0].design.columnNames == ["(Intercept)", "age"])
    #expect(frame.randomEffects[1].grouping.codes == [2, 0, 3, 3, 1, 1])
    #expect(frame.design.columnNames == ["(Intercept)", "age"])
  }

  @Test func aSpecialTermTheModelCannotUseIsPointedAt() throws {
    let error = try #require(throws: ModelFrameError.self) {
      try ModelFrame.build(
        try Formula.parse("time ~ age + frailty(id)"), from: table,
        options: .init(supportedTerms: [.offset], caller: "cohort lm"))
    }
    guard case .formula(let fault) = error else {
      Issue.record("expected a fault of the formula, got \(error)")
      return
    }
    #expect(fault.issues.map(\.position) == [13..<24])
    #expect(fault.description.contains("cohort lm"))
  }
}
