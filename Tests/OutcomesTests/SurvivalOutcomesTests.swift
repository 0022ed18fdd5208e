import Outcomes
import Testing

@Suite struct SurvivalOutcomesTests {
  @Test func censoredTimesPrintAPlus() {
    #expect(EventTime(time: 44, isEvent: true).description == "44")
    #expect(EventTime(time: 44, isEvent: false).description == "44+")
  }

  @Test func timesMustBeFinite() {
    #expect(throws: OutcomeError.timeNotFinite(row: 1, value: .infinity)) {
      try SurvivalOutcomes(time: [1, .infinity], isEvent: [true, false])
    }
  }

  @Test func intervalsMustHaveLength() {
    #expect(throws: OutcomeError.emptyInterval(row: 0, start: 2, stop: 2)) {
      try SurvivalOutcomes(entry: [2], time: [2], isEvent: [true])
    }
  }

  @Test func someRowsInTheOrderAskedFor() throws {
    let outcomes = try SurvivalOutcomes([
      CountingInterval(start: 0, stop: 1, isEvent: true),
      CountingInterval(start: 1, stop: 4, isEvent: false),
      CountingInterval(start: 2, stop: 3, isEvent: true),
    ])
    #expect(outcomes.eventCount == 2 && outcomes.count == 3)
    let part = outcomes.rows([2, 0])
    #expect(part.entry == [2, 0] && part.time == [3, 1] && part.isEvent == [true, true])
  }
}
