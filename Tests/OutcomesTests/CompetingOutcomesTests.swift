import Outcomes
import Testing

@Suite struct CompetingOutcomesTests {
  private let events = [
    CompetingEvent(time: 4, cause: 1), CompetingEvent(time: 2.5, cause: 0),
    CompetingEvent(time: 0, cause: 2), CompetingEvent(time: 3, cause: 1),
  ]

  @Test func eventsPrintTheirCause() {
    #expect(events.map(\.description) == ["4:1", "2.5+", "0:2", "3:1"])
  }

  @Test func causesAreCountedAndSingledOut() throws {
    let outcomes = try CompetingOutcomes(events)
    #expect(outcomes.causeCount == 2 && outcomes.count == 4)
    #expect((0...3).map(outcomes.eventCount) == [1, 2, 1, 0])
    #expect(try outcomes.causeSpecific(1).isEvent == [true, false, false, true])
    #expect(try outcomes.causeSpecific(0).eventCount == 0)
    #expect(try outcomes.anyCause().isEvent == [true, false, true, true])
    #expect(try outcomes.anyCause().time == [4, 2.5, 0, 3])
    let part = outcomes.rows([3, 2])
    #expect(part.time == [3, 0] && part.cause == [1, 2] && part.causeCount == 2)
  }

  @Test func everyFaultIsFoundInOneRun() {
    let faulty =
      events + [
        CompetingEvent(time: .nan, cause: 1), CompetingEvent(time: .infinity, cause: 0),
        CompetingEvent(time: -1, cause: 0), CompetingEvent(time: 1, cause: -1),
        CompetingEvent(time: 1, cause: 3),
      ]
    let problems = CompetingOutcomes.problems(in: faulty, causeCount: 2)
    #expect(problems.map(\.row) == [4, 5, 6, 7, 8])
    #expect(
      problems.map(\.fault) == [
        .timeNotFinite, .timeNotFinite, .negativeTime, .unknownCause, .unknownCause,
      ])
    #expect(
      problems[4].description
        == "the cause in row 9 is 3; expected 0 for censored or a cause from 1 to 2")
    #expect(
      throws: CompetingEventProblem(row: 1, event: faulty[8], causeCount: 2, fault: .unknownCause)
    ) {
      try CompetingOutcomes([events[0], faulty[8]] + events, causeCount: 2)
    }
  }

  @Test func aCauseTooLargeToCodeIsRefused() {
    let event = CompetingEvent(time: 1, cause: Int.max)
    #expect(CompetingOutcomes.problems(in: [event]).map(\.fault) == [.unknownCause])
  }
}
