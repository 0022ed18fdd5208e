import Cohorts
import Testing

@Suite struct EligibilityFlowTests {
  @Test func countsAddUpAtEveryStep() {
    var flow = EligibilityFlow(rowCount: 6)
    flow.apply("hip", [true, true, true, true, false, nil])
    flow.apply("grade", [true, false, nil, true, true, true])
    #expect(flow.total == 6)
    #expect(flow.steps.map(\.excluded) == [2, 2])
    #expect(flow.steps.map(\.unknown) == [1, 1])
    #expect(flow.steps.map(\.remaining) == [4, 2])
    #expect(flow.isIncluded == [true, false, false, true, false, false])
    #expect(flow.remaining == flow.isIncluded.count { $0 })
  }

  @Test func aRowIsExcludedOnce() {
    var flow = EligibilityFlow(rowCount: 2)
    flow.apply("a", [false, true])
    flow.apply("b", [false, true])
    #expect(flow.steps.map(\.excluded) == [1, 0])
  }
}
