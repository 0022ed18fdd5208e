import Glibc
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Conditional curves and summed hazards.
@Suite struct ConditionalCurveTests {
  @Test(arguments: 1...6) func aConditionalCurveIsARatio(_ seed: UInt64) throws {
    let rows = RestrictedMeanTests.Rows(70, seed: seed)
    let outcomes = try SurvivalOutcomes(
      entry: rows.entry, time: rows.time, isEvent: rows.isEvent)
    let whole = try KaplanMeier.fit(outcomes)[0]
    // Between two steps, so that no event falls on the start.
    let start = 4.75
    let from = try KaplanMeier.fit(outcomes, options: .init(start: start))[0]
    let given = whole.survival(at: start)
    for (time, survival) in zip(from.times, from.survival) {
      #expect(time >= start)
      #expect(isClose(survival, whole.survival(at: time) / given, relative: 1e-12))
    }
    #expect(from.origin == start)
    #expect(from.landmarks(at: [1])[0].state == .beforeOrigin)
    #expect(from.landmarks(at: [1])[0].survival.isNaN)
  }

  @Test func anEventAtTheStartCounts() throws {
    let outcomes = try SurvivalOutcomes(
      time: [1, 2, 2, 3, 4], isEvent: [true, true, false, true, true])
    let curve = try KaplanMeier.fit(outcomes, options: .init(start: 2))[0]
    #expect(curve.times == [2, 3, 4] && curve.survival == [0.75, 0.375, 0])
    #expect(throws: FitError.self) {
      try KaplanMeier.fit(outcomes, options: .init(start: 5))
    }
    #expect(throws: FitError.self) {
      try KaplanMeier.fit(outcomes, options: .init(start: .nan))
    }
  }

  @Test func tiedEventsOneAfterAnother() throws {
    // Three of five die together: 1/5 + 1/4 + 1/3, with squares for the variance.
    let outcomes = try SurvivalOutcomes(
      time: [1, 1, 1, 2, 3], isEvent: [true, true, true, false, false])
    let curve = try KaplanMeier.fit(outcomes, options: .init(estimator: .flemingHarrington))[0]
    let hazards = curve.cumulativeHazards
    #expect(isClose(hazards.values[0], 47.0 / 60, relative: 1e-15))
    #expect(
      isClose(
        hazards.standardErrors[0], (1.0 / 25 + 1.0 / 16 + 1.0 / 9).squareRoot(), relative: 1e-15))
    let breslow = try KaplanMeier.fit(outcomes, options: .init(estimator: .breslow))[0]
    #expect(isClose(breslow.cumulativeHazards.values[0], 0.6, relative: 1e-15))
  }

  @Test(arguments: KaplanMeier.Estimator.allCases)
  func frequenciesAreReplications(_ estimator: KaplanMeier.Estimator) throws {
    let rows = RestrictedMeanTests.Rows(50, seed: 9)
    let copies = rows.time.indices.flatMap { [Int](repeating: $0, count: Int(rows.weights[$0])) }
    let options = KaplanMeier.Options(weightKind: .frequency, estimator: estimator)
    let weighted = try KaplanMeier.fit(
      SurvivalOutcomes(time: rows.time, isEvent: rows.isEvent), weights: rows.weights,
      options: options)[0]
    let replicated = try KaplanMeier.fit(
      SurvivalOutcomes(
        time: copies.map { rows.time[$0] }, isEvent: copies.map { rows.isEvent[$0] }),
      options: .init(estimator: estimator))[0]
    for (slot, time) in replicated.times.enumerated() {
      let other = try #require(weighted.times.firstIndex(of: time))
      #expect(isClose(weighted.survival[other], replicated.survival[slot], relative: 1e-13))
      #expect(isClose(weighted.logVariance[other], replicated.logVariance[slot], relative: 1e-13))
    }
  }

  /// The jackknife is the sum of the squares of derivatives, whatever is estimated.
  @Test(arguments: KaplanMeier.Estimator.allCases)
  func theRobustVarianceIsThatOfTheDerivatives(_ estimator: KaplanMeier.Estimator) throws {
    let rows = RestrictedMeanTests.Rows(20, seed: 4, grid: 1)
    let outcomes = try SurvivalOutcomes(
      entry: rows.entry, time: rows.time, isEvent: rows.isEvent)
    let weights = rows.weights.map { $0 + 0.75 }
    let clusters = Grouping(codes: (0..<20).map { Int32($0 % 7) }, count: 7)
    let options = KaplanMeier.Options(variance: .robust, estimator: estimator)
    let curve = try KaplanMeier.fit(
      outcomes, weights: weights, clusters: clusters, options: options)[0]
    func logs(_ weights: [Double]) throws -> [Double] {
      try KaplanMeier.fit(outcomes, weights: weights, options: options)[0].survival.map {
        Glibc.log($0)
      }
    }
    var sums = [[Double]](repeating: [Double](repeating: 0, count: 7), count: curve.times.count)
    for row in weights.indices {
      var (up, down) = (weights, weights)
      up[row] += 1e-5
      down[row] -= 1e-5
      let (high, low) = (try logs(up), try logs(down))
      for slot in high.indices {
        sums[slot][row % 7] += weights[row] * (high[slot] - low[slot]) / 2e-5
      }
    }
    for slot in curve.times.indices where curve.survival[slot] > 0 {
      let expected = sums[slot].reduce(0) { $0 + $1 * $1 }
      #expect(isClose(curve.logVariance[slot], expected, relative: 1e-6, absolute: 1e-12))
    }
  }
}
