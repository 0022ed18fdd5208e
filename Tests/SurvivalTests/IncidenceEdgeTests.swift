import Outcomes
import Statistics
import Survival
import Testing

/// The corners of cumulative incidence, and why there may be no test.
@Suite struct IncidenceEdgeTests {
  private func curves(
    _ time: [Double], _ causes: [Int32], causeCount: Int = 2, weights: [Double]? = nil,
    _ variance: AalenJohansen.Variance = .automatic
  ) throws -> IncidenceCurves {
    try AalenJohansen.fit(
      SurvivalOutcomes(time: time, isEvent: causes.map { $0 > 0 }), causes: causes,
      causeCount: causeCount, weights: weights,
      options: .init(variance: variance, horizon: 2))[0]
  }

  @Test(arguments: AalenJohansen.Variance.allCases)
  func oddRowsHaveNumbersOrNone(_ variance: AalenJohansen.Variance) throws {
    let all = [
      try curves([5], [0], variance), try curves([0], [1], variance),
      try curves([0, 0, 0], [1, 2, 0], variance), try curves([3, 3, 3], [1, 1, 1], variance),
      try curves([1, 2], [0, 0], causeCount: 0, variance),
      try curves([1, 2, 3], [1, 2, 1], weights: [0, 0, 0], variance),
      try curves([1, 2, 3], [1, 2, 1], weights: [1, 0, 0], variance),
      try curves([1e300, 1e300, 1e-300], [1, 2, 1], variance),
    ]
    for curves in all {
      for state in curves.states {
        for slot in curves.times.indices {
          #expect(state.probability[slot] >= 0 && state.probability[slot] <= 1)
          #expect(state.variance[slot] >= 0 && state.variance[slot].isFinite)
        }
      }
      _ = curves.reading(0, at: 7)
      _ = curves.states.indices.dropFirst().map { curves.quantiles($0, [0.5]) }
    }
  }

  @Test func nothingIsSaidBeyondFollowUp() throws {
    let open = try curves([1, 2, 3], [1, 2, 0])
    #expect(open.reading(1, at: 3).value == 1.0 / 3)
    #expect(open.reading(1, at: 4).value.isNaN)
    let closed = try curves([1, 2, 3], [1, 2, 1])
    #expect(closed.reading(1, at: 4).state == .exhausted)
    #expect(abs(closed.reading(1, at: 4).value - 2.0 / 3) < 1e-15)
    #expect(try curves([1, 1.5], [1, 0]).meanTimes?.allSatisfy { $0.value.isNaN } == true)
  }

  @Test func grayNeedsTheOrigin() throws {
    let sample = IncidenceSample(seed: 5, count: 30, entersLate: true)
    let late = try IncidenceComparison.fit(
      sample.outcomes(), causes: sample.causes, causeCount: 3, groups: sample.grouping)
    #expect(late.causes.allSatisfy { $0.gray == nil && $0.causeSpecific.test.statistic >= 0 })
    #expect(late.diagnostics.map(\.code) == [.notEstimable])
    let plain = IncidenceSample(seed: 5, count: 30)
    let weighted = try IncidenceComparison.fit(
      plain.outcomes(), causes: plain.causes, causeCount: 3, groups: plain.grouping,
      weights: plain.weights)
    #expect(weighted.causes.allSatisfy { $0.gray == nil })
    #expect(weighted.diagnostics.map(\.code) == [.nonInteger])
  }

  @Test func refusesWhatMakesNoSense() throws {
    let outcomes = try SurvivalOutcomes(time: [1], isEvent: [true])
    #expect(throws: FitError.self) {
      try AalenJohansen.fit(
        outcomes, causes: [1], causeCount: 1, options: .init(horizon: -1))
    }
    #expect(throws: FitError.self) {
      try AalenJohansen.fit(outcomes, causes: [1], causeCount: 1, options: .init(level: 1))
    }
    #expect(throws: FitError.self) {
      try AalenJohansen.fit(outcomes, causes: [1], causeCount: 1, weights: [-1])
    }
    #expect(throws: FitError.self) {
      try IncidenceComparison.fit(
        outcomes, causes: [1], causeCount: 1, groups: Grouping(codes: [0], count: 1),
        options: .init(rho: .nan))
    }
  }
}
