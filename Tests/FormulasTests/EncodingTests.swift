import Formulas
import Foundation
import LinearAlgebra
import Statistics
import Tables
import Testing

@Suite struct EncodingTests {
  private let table = Fixture.table([
    Fixture.numbers("y", [1, 2, 3, 4, 5, 6, 7, 8]),
    Fixture.numbers("age", [60, 51, 47, 55, 70, 66, 43, 58]),
    Fixture.text("sex", ["m", "f", "f", "m", "f", "f", "m", "m"]),
    Fixture.numbers("stage", [1, 2, 3, 1, 2, 2, 3, 1]),
    Fixture.numbers("g", [1, 1, 1, 1, 2, 2, 2, 2]),
  ])

  private func frame(_ text: String) throws -> ModelFrame {
    try ModelFrame.build(try Formula.parse(text), from: table)
  }

  @Test func valuesGivenAsTextAreCoded() throws {
    let encoding = try frame("y ~ log(age) + sex*factor(stage) + offset(y/2) + strata(g)").encoding
    #expect(encoding.requiredColumns.map(\.name) == ["age", "sex", "stage", "y"])
    let design = try encoding.design(at: [
      ["age": "60", "sex": "m", "stage": "3.0", "y": "5", "g": "1"]
    ])
    #expect(
      design.columnNames == [
        "(Intercept)", "log(age)", "sex=m", "stage=2", "stage=3", "sex=m:stage=2", "sex=m:stage=3",
      ])
    #expect(design.matrix.elements == [1, log(60), 1, 0, 1, 0, 1])
    #expect(design.offset == [2.5])
  }

  @Test(arguments: [
    ["age": "60"], ["age": "60", "sex": "x"], ["age": "old", "sex": "m"],
    ["age": "60", "sex": "m", "weight": "3"], ["age": "-1", "sex": "m"], ["age": "", "sex": "m"],
  ])
  func valuesThatCannotBeCodedAreErrors(_ values: [String: String]) throws {
    let encoding = try frame("y ~ log(age) + sex").encoding
    #expect(throws: ModelFrameError.self) { try encoding.design(at: [values]) }
  }

  @Test func newDataWithAnUnknownLevelNamesItAndItsLine() throws {
    let encoding = try frame("y ~ sex").encoding
    let new = Fixture.table([Fixture.text("sex", ["f", "male", "m"])], source: "new.csv")
    let error = try #require(throws: ModelFrameError.self) { try encoding.design(for: new) }
    guard case .data(let problems) = error else {
      Issue.record("expected a fault of the data, got \(error)")
      return
    }
    #expect(problems.map(\.line) == [3])
    #expect(problems.map(\.found) == ["male"])
  }

  @Test func newDataOfAnotherKindOrIncompleteIsAnError() throws {
    let encoding = try frame("y ~ age").encoding
    for column in [
      Fixture.text("age", ["old"]), Fixture.numbers("agee", [5]), Fixture.numbers("age", [nil]),
    ] {
      #expect(throws: ModelFrameError.self) { try encoding.design(for: Fixture.table([column])) }
    }
  }

  @Test func anEncodingSurvivesJSON() throws {
    let encoding = try frame("y ~ rcs(age, c(50, 55, 65)) + ns(age, 2) + poly(age, 2) + sex")
      .encoding
    let again = try JSONDecoder().decode(
      Encoding.self, from: try JSONEncoder().encode(encoding))
    #expect(again == encoding)
    #expect(try again.design(for: table).matrix == frame(encoding.formula).design.matrix)
  }

  @Test func offsetsAreSummed() throws {
    let design = try frame("y ~ age + offset(y) + offset(log(age))").design
    #expect(design.columnNames == ["(Intercept)", "age"])
    #expect(try #require(design.offset)[2] == 3 + log(47))
  }

  @Test func theDotLeavesOutWhatIsNamedElsewhere() throws {
    let frame = try ModelFrame.build(
      try Formula.parse("log(y) ~ ."), from: table, options: .init(weights: "g"))
    #expect(frame.design.columnNames == ["(Intercept)", "age", "sex=m", "stage"])
  }
}
