import Formulas
import Foundation
import Outcomes
import Statistics
import Tables
import Testing

@Suite struct ResponseTests {
  private let table = Fixture.table([
    Fixture.numbers("time", [5, 8, 3, 9]), Fixture.numbers("status", [1, 2, 2, 1]),
    Fixture.numbers("start", [0, 2, 3, 1]),
    Fixture.text("state", ["alive", "dead", "relapse", "dead"]),
    Fixture.text("died", ["TRUE", "false", "True", "FALSE"]),
    Fixture.dates("day", [1, 2, 3, 4]), Fixture.numbers("x", [0, 1, 2, 3]),
  ])

  private func frame(_ text: String, _ options: ModelFrame.Options = .init()) throws -> ModelFrame {
    try ModelFrame.build(try Formula.parse(text), from: table, options: options)
  }

  private func problems(_ text: String, in table: Table? = nil) throws -> [TableProblem] {
    let error = try #require(throws: ModelFrameError.self) {
      try ModelFrame.build(try Formula.parse(text), from: table ?? self.table)
    }
    guard case .data(let problems) = error else {
      Issue.record("expected a fault of the data, got \(error)")
      return []
    }
    return problems
  }

  @Test(arguments: [
    ("Surv(time, status == 2) ~ 1", [false, true, true, false]),
    ("Surv(time, 1 < status) ~ 1", [false, true, true, false]),
    ("Surv(time, state == \"dead\") ~ 1", [false, true, false, true]),
    ("Surv(time, state != \"alive\") ~ 1", [false, true, true, true]),
    ("Surv(time, state %in% c(\"dead\", \"relapse\")) ~ 1", [false, true, true, true]),
    ("Surv(time, died) ~ 1", [true, false, true, false]),
    ("Surv(time, !died) ~ 1", [false, true, false, true]),
    ("Surv(time, died == TRUE | x > 2) ~ 1", [true, false, true, true]),
    ("Surv(time, died & status == 2) ~ 1", [false, false, true, false]),
    ("Surv(time, status %in% c(1, 3)) ~ 1", [true, false, false, true]),
  ])
  func eventsAreRead(_ text: String, _ expected: [Bool]) throws {
    guard case .survival(let outcomes, _, _) = try frame(text).response else {
      Issue.record("expected follow-up")
      return
    }
    #expect(outcomes.isEvent == expected)
  }

  @Test func anEventCodedOneAndTwoIsRefusedWithHelp() throws {
    let problem = try #require(try problems("Surv(time, status) ~ x").first)
    #expect(problem.columnName == "status")
    #expect(problem.line == 3)
    #expect(problem.found == "2")
    #expect(problem.message.contains("1 (2 rows), 2 (2 rows)"))
    #expect(problem.help?.contains("Surv(time, status == 2)") == true)
  }

  @Test func anEventOfTextIsRefusedWithHelp() throws {
    let problem = try #require(try problems("Surv(time, state) ~ x").first)
    #expect(problem.message.contains("alive (1 row), dead (2 rows), relapse (1 row)"))
    #expect(problem.help?.contains("state == \"relapse\"") == true)
  }

  @Test func allProblemsAreFoundInOneRunWithTheirLines() throws {
    let bad = Fixture.table([
      Fixture.numbers("time", [-5, 8, -3, 9, nil]), Fixture.numbers("status", [1, 3, 0, 1, 1]),
      Fixture.numbers("x", [1, 0, 2, -3, 4]), Fixture.numbers("w", [1, 1, -1, 1, 1]),
    ])
    let error = try #require(throws: ModelFrameError.self) {
      try ModelFrame.build(
        try Formula.parse("Surv(time, status) ~ log(x)"), from: bad, options: .init(weights: "w"))
    }
    guard case .data(let problems) = error else {
      Issue.record("expected faults of the data, got \(error)")
      return
    }
    #expect(problems.map(\.columnName) == ["status", "time", "w", "x"])
    #expect(problems.map(\.line) == [3, 2, 4, 3])
    #expect(problems.map(\.alike) == [0, 1, 0, 1])
    #expect(problems.map(\.found) == ["3", "-5", "-1", "0"])
  }

  @Test func intervalsThatEndBeforeTheyStartAreErrors() throws {
    let problem = try #require(try problems("Surv(start, time, x > 1) ~ 1").first)
    #expect(problem.found == "3 to 3")
    #expect(problem.line == 4)
    let frame = try frame("Surv(start, I(time + 1), x > 1) ~ 1")
    guard case .survival(let outcomes, _, _) = frame.response else { return }
    #expect(outcomes.entry == [0, 2, 3, 1])
    #expect(outcomes.time == [6, 9, 4, 10])
  }

  @Test func otherLeftSides() throws {
    #expect(
      try frame("log(time) ~ x").response
        == .numbers([5, 8, 3, 9].map { log($0) }, label: "log(time)"))
    #expect(
      try frame("status == 2 ~ x").response == .indicator([0, 1, 1, 0], meaning: "status==2"))
    #expect(try frame("died ~ x").response == .indicator([1, 0, 1, 0], meaning: "died"))
    #expect(try frame("~ x").response == .none)
    #expect(throws: ModelFrameError.self) { try frame("state ~ x") }
    #expect(throws: ModelFrameError.self) { try frame("day ~ x") }
  }

  @Test func causesAreTheValuesOfTheEventColumn() throws {
    let frame = try frame(
      "Surv(time, state) ~ x", .init(events: .causes(censored: "alive")))
    let causes = try #require(frame.causes)
    #expect(causes.causes == ["dead", "relapse"])
    #expect(causes.codes == [0, 1, 2, 1])
    #expect(causes.outcomes.isEvent == [false, true, true, true])
    let numbers = try #require(
      try self.frame("Surv(time, x) ~ 1", .init(events: .causes(censored: nil))).causes)
    #expect(numbers.causes == ["1", "2", "3"])
    #expect(numbers.codes == [0, 1, 2, 3])
    for censored in [nil, "alove"] {
      #expect(throws: ModelFrameError.self) {
        try self.frame("Surv(time, state) ~ x", .init(events: .causes(censored: censored)))
      }
    }
  }

  @Test func emptyBoundsOfIntervalsHaveAMeaning() throws {
    let visits = Fixture.table([
      Fixture.numbers("low", [0, nil, 4, 6, nil]), Fixture.numbers("high", [2, 3, nil, 6, nil]),
    ])
    let formula = try Formula.parse("Surv(low, high, type = \"interval2\") ~ 1")
    let frame = try IntervalFrame.build(formula, from: visits)
    #expect(frame.intervals.lower == [0, 0, 4, 6])
    #expect(frame.intervals.upper == [2, 3, .infinity, 6])
    #expect(frame.rows == [0, 1, 2, 3])
    #expect(frame.exclusions == [Exclusion(reason: .missing, column: "low, high", count: 1)])
    let crossed = Fixture.table([
      Fixture.numbers("low", [3]), Fixture.numbers("high", [2]),
    ])
    #expect(throws: ModelFrameError.self) { try IntervalFrame.build(formula, from: crossed) }
  }

  @Test func anUnknownValueInAComparisonIsAnError() throws {
    let error = try #require(throws: ModelFrameError.self) { try frame("state == \"ded\" ~ x") }
    guard case .formula(let fault) = error else {
      Issue.record("expected a fault of the formula, got \(error)")
      return
    }
    #expect(fault.issues.map(\.position) == [9..<14])
    #expect(fault.issues.first?.message.contains("did you mean `dead`?") == true)
  }
}
