import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct TurnbullSummaryTests {
  /// Ten rows (2, 4], thirty (6, 8] and ten censored at 9: masses 0.2, 0.6 and 0.2.
  private func curve() throws -> TurnbullCurve {
    try TurnbullEstimator.fit(
      IntervalCensoredOutcomes(lower: [2, 6, 9], upper: [4, 8, .infinity]), weights: [10, 30, 10])
  }

  @Test func restrictedMeansByHand() throws {
    let curve = try curve()
    #expect(curve.lastKnownTime == 9)
    // Steps at 3 and 7: 3 + 0.8 · 4 + 0.2 · 2.
    #expect(isClose(curve.restrictedMean(to: 9, .midpoint), 6.6))
    #expect(isClose(curve.restrictedMean(to: 9, .lower), 2 + 0.8 * 4 + 0.2 * 3))
    #expect(isClose(curve.restrictedMean(to: 9, .upper), 4 + 0.8 * 4 + 0.2))
    #expect(isClose(curve.restrictedMean(to: 5, .midpoint), 3 + 0.8 * 2))
    #expect(curve.restrictedMean(to: 9.5, .midpoint).isNaN)
    #expect(isClose(curve.restrictedMean(to: 10, .midpoint, carriesForward: true), 6.8))
    #expect(curve.restrictedMean(to: -1, .midpoint).isNaN)
    #expect(curve.quantile(0.5, .midpoint) == 7 && curve.quantile(0.5, .upper) == 8)
    #expect(curve.quantile(0.9, .midpoint) == .infinity)
    #expect(curve.survival(at: 10, .midpoint).isNaN)
    #expect(isClose(curve.carriedSurvival(at: 10, .midpoint), 0.2))
  }

  /// Where every time is exact, the area is the mean.
  @Test func meanOfExactTimes() throws {
    let times = [1.0, 2.5, 4, 4, 9]
    let curve = try TurnbullEstimator.fit(IntervalCensoredOutcomes(lower: times, upper: times))
    for placement in TurnbullCurve.Placement.allCases {
      #expect(isClose(curve.restrictedMean(to: 9, placement), 4.1))
      #expect(isClose(curve.restrictedMean(to: 20, placement), 4.1))
    }
  }

  @Test func countedRowsAreResampledAsRowsWrittenOut() throws {
    let lower = [0.0, 2, 2, 4, 5]
    let upper = [3.0, 4, .infinity, 6, 5]
    let counts = [3.0, 0, 4, 2, 1]
    let rows = [0, 0, 0, 2, 2, 2, 2, 3, 3, 4]
    let request = TurnbullSummary.Request(times: [1, 3.5], horizon: 4)
    let draws = Resampling.Options(replicates: 40, seed: 5)
    let counted = try TurnbullEstimator.bootstrap(
      IntervalCensoredOutcomes(lower: lower, upper: upper), weights: counts, request: request,
      resampling: draws)
    let written = try TurnbullEstimator.bootstrap(
      IntervalCensoredOutcomes(
        lower: rows.map { lower[$0] }, upper: rows.map { upper[$0] }), request: request,
      resampling: draws)
    #expect(counted.values.count == 40 && written.values.count == 40)
    for (a, b) in zip(counted.values, written.values) {
      for (x, y) in zip(a, b) { #expect(x == y || isClose(x, y, relative: 1e-9, absolute: 1e-9)) }
    }
    // Clusters that are rows.
    let clustered = try TurnbullEstimator.bootstrap(
      IntervalCensoredOutcomes(
        lower: rows.map { lower[$0] }, upper: rows.map { upper[$0] }),
      clusters: Grouping(of: rows.indices), request: request, resampling: draws)
    #expect(clustered == written)
    #expect(throws: FitError.self) {
      try TurnbullEstimator.bootstrap(
        IntervalCensoredOutcomes(lower: [1], upper: [2]), weights: [0.5], weightKind: .frequency,
        request: request, resampling: draws)
    }
  }

  /// With exact times the bootstrap of the mean has the standard deviation Σ(x − x̄)²/n² of a mean.
  @Test func limitsOfAMean() throws {
    let times = (1...40).map { Double($0 * $0 % 41) + 1 }
    let outcomes = try IntervalCensoredOutcomes(lower: times, upper: times)
    let horizon = 50.0
    let request = TurnbullSummary.Request(times: [], horizon: horizon)
    let sample = try TurnbullEstimator.bootstrap(
      outcomes, request: request, resampling: .init(replicates: 2000, seed: 11))
    let mean = times.reduce(0, +) / 40
    let error = (times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1600).squareRoot()
    #expect(abs(sample.standardError(of: 3) / error - 1) < 0.06)
    let summary = TurnbullSummary(
      try TurnbullEstimator.fit(outcomes), request, bootstrap: sample)
    #expect(isClose(summary.restrictedMean.estimate, mean))
    let interval = summary.restrictedMean.interval
    #expect(abs((interval.upper - interval.lower) / (2 * 1.96 * error) - 1) < 0.1)
    #expect(summary.quantiles[1].interval.lower <= summary.quantiles[1].estimate)
  }
}
