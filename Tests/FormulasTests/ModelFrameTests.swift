import Formulas
import LinearAlgebra
import Outcomes
import Statistics
import Tables
import Testing

@Suite struct ModelFrameTests {
  private let table = Fixture.table([
    Fixture.numbers("time", [5, 8, 3, 9, nil, 4]),
    Fixture.numbers("status", [1, 0, 1, 1, 0, 0]),
    Fixture.numbers("age", [60, 51, 47, nil, 70, 66]),
    Fixture.numbers("stage", [1, 2, 3, 1, 2, 2]),
    Fixture.text("sex", ["f", "m", "f", "m", "m", "f"]),
  ])

  @Test func aCoxDesignLeavesOutIncompleteRowsAndTheIntercept() throws {
    let formula = try Formula.parse("Surv(time, status) ~ age + sex + factor(stage)")
    let frame = try ModelFrame.build(formula, from: table, options: .init(usesIntercept: .never))
    #expect(frame.design.columnNames == ["age", "sex=m", "stage=2", "stage=3"])
    #expect(frame.rows == [0, 1, 2, 5])
    #expect(
      frame.exclusions == [
        Exclusion(reason: .missing, column: "time", count: 1),
        Exclusion(reason: .missing, column: "age", count: 1),
      ])
    guard case .survival(let outcomes, "time", "status") = frame.response else {
      Issue.record("expected follow-up, got \(frame.response)")
      return
    }
    #expect(outcomes.time == [5, 8, 3, 4])
    #expect(outcomes.isEvent == [true, false, true, false])
    #expect(
      frame.design.matrix.elements == [
        60, 51, 47, 66, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0,
      ])
    #expect(frame.design.terms.map(\.label) == ["age", "sex", "stage"])
    #expect(frame.design.terms.map(\.columns) == [0..<1, 1..<2, 2..<4])
  }

  @Test func unknownColumnsAreAllNamedInOneRun() throws {
    let formula = try Formula.parse("Surv(time, statsu) ~ agge + sex")
    let error = #expect(throws: ModelFrameError.self) {
      try ModelFrame.build(formula, from: table)
    }
    guard case .formula(let fault) = error else {
      Issue.record("expected a fault of the formula, got \(String(describing: error))")
      return
    }
    #expect(fault.issues.map(\.position) == [11..<17, 21..<25])
  }
}
