import Outcomes
import Testing

@Suite struct IntervalCensoredOutcomesTests {
  @Test func intervalsPrintAsTheyAreMeant() {
    #expect(IntervalCensoredTime(lower: 3, upper: 6).description == "(3, 6]")
    #expect(IntervalCensoredTime.exact(4).description == "4")
    #expect(IntervalCensoredTime.rightCensored(after: 7.5).description == "7.5+")
    #expect(IntervalCensoredTime(lower: 7, upper: .infinity) == .rightCensored(after: 7))
  }

  @Test func everyFaultIsFoundInOneRun() {
    let times = [
      IntervalCensoredTime(lower: 0, upper: 0), IntervalCensoredTime(lower: .nan, upper: 1),
      IntervalCensoredTime(lower: 1, upper: .nan), IntervalCensoredTime(lower: -1, upper: 2),
      IntervalCensoredTime(lower: 3, upper: 2), IntervalCensoredTime(lower: .infinity, upper: nil),
      IntervalCensoredTime(lower: 3, upper: nil),
    ]
    let problems = IntervalCensoredOutcomes.problems(in: times)
    #expect(problems.map(\.row) == [1, 2, 3, 4, 5])
    #expect(
      problems.map(\.fault) == [
        .notANumber, .notANumber, .negative, .endsBeforeItStarts, .startNotFinite,
      ])
    #expect(
      problems[3].description
        == "the interval in row 5 runs from 3.0 to 2.0; expected lower <= upper")
    let first = IntervalCensoredProblem(row: 1, time: times[3], fault: .negative)
    #expect(throws: first) { try IntervalCensoredOutcomes([times[0]] + times[3...]) }
  }

  @Test func rightCensoredFollowUpIsASpecialCase() throws {
    let followUp = try SurvivalOutcomes(time: [2, 5, 5], isEvent: [true, false, true])
    let outcomes = try IntervalCensoredOutcomes(followUp)
    #expect(outcomes.lower == [2, 5, 5] && outcomes.upper == [2, .infinity, 5])
    #expect(
      outcomes.count == 3 && outcomes.exactCount == 2 && outcomes.rightCensoredCount == 1)
    #expect(throws: IntervalCensoredProblem.self) {
      try IntervalCensoredOutcomes(SurvivalOutcomes(time: [-2], isEvent: [true]))
    }
  }

  @Test func someRowsInTheOrderAskedFor() throws {
    let outcomes = try IntervalCensoredOutcomes(lower: [0, 1, 2], upper: [4, 5, 6])
    let part = outcomes.rows([2, 0, 2])
    #expect(part.lower == [2, 0, 2] && part.upper == [6, 4, 6])
  }
}
