import Cohorts
import Tables
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

  @Test func armsAreCountedApart() {
    let arms = Categories(codes: [0, 0, 1, 1, -1], levels: ["own", "donor"])
    var flow = EligibilityFlow(rowCount: 5, arms: arms)
    flow.apply("grade", [true, false, true, nil, true], criterion: "kl_grade in [2, 3]")
    flow.apply("In one of the arms", arms.codes.map { $0 >= 0 })
    #expect(flow.armTotals == [2, 2])
    #expect(flow.totalOutsideArms == 1)
    #expect(
      flow.steps[0].arms == [
        .init(excluded: 1, unknown: 0, remaining: 1), .init(excluded: 1, unknown: 1, remaining: 1),
      ])
    #expect(flow.steps[0].outsideArms == .init(excluded: 0, unknown: 0, remaining: 1))
    #expect(flow.steps[0].criterion == "kl_grade in [2, 3]")
    #expect(flow.armsRemaining == [1, 1])
    #expect(flow.remainingOutsideArms == 0)
    #expect(flow.additionFaults.isEmpty)
  }

  @Test(arguments: 0..<50) func randomFlowsAddUp(_ seed: UInt64) {
    // A linear congruential generator (Knuth's MMIX constants) of the upper bits.
    var state = seed &* 977 &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % bound
    }
    let rows = next(60)
    let armCount = next(4)
    let arms = Categories(
      codes: (0..<rows).map { _ in Int32(next(armCount + 1)) - 1 },
      levels: (0..<armCount).map { "arm \($0)" })
    var flow = EligibilityFlow(rowCount: rows, arms: arms)
    var entered = [Bool](repeating: true, count: rows)
    for step in 0..<next(6) {
      let answers = (0..<rows).map { _ in [true, true, true, false, nil][next(5)] }
      flow.apply("step \(step)", answers)
      for row in 0..<rows where answers[row] != true { entered[row] = false }
    }
    #expect(flow.additionFaults.isEmpty, "\(flow.additionFaults)")
    #expect(flow.isIncluded == entered)
    #expect(flow.remaining == entered.count { $0 })
    for arm in 0..<armCount {
      #expect(
        flow.armsRemaining[arm] == (0..<rows).count { entered[$0] && arms.codes[$0] == arm })
    }
  }

  @Test func countsThatDoNotAddUpAreFound() {
    func faults(_ overall: EligibilityFlow.Counts, arm: EligibilityFlow.Counts) -> [String] {
      EligibilityFlow(
        total: 10, armNames: ["own"], armTotals: [6], totalOutsideArms: 4,
        steps: [
          .init(
            name: "grade", overall: overall, arms: [arm],
            outsideArms: .init(excluded: 1, unknown: 0, remaining: 3))
        ]
      ).additionFaults
    }
    let whole = EligibilityFlow.Counts(excluded: 3, unknown: 1, remaining: 7)
    #expect(faults(whole, arm: .init(excluded: 2, unknown: 1, remaining: 4)).isEmpty)
    #expect(!faults(whole, arm: .init(excluded: 2, unknown: 1, remaining: 5)).isEmpty)
    #expect(!faults(whole, arm: .init(excluded: 2, unknown: 0, remaining: 4)).isEmpty)
    #expect(
      !faults(
        .init(excluded: 3, unknown: 1, remaining: 8),
        arm: .init(excluded: 2, unknown: 1, remaining: 4)
      ).isEmpty)
    #expect(
      !faults(
        .init(excluded: 2, unknown: 3, remaining: 8),
        arm: .init(excluded: 1, unknown: 3, remaining: 5)
      ).isEmpty)
  }
}
