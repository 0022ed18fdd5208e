import Foundation
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Worked examples.
@Suite struct KaplanMeierTests {
  /// The maintained arm of the acute myelogenous leukaemia data (Miller 1997).
  static func maintained() throws -> SurvivalOutcomes {
    try outcomes([9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161], [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0])
  }

  @Test func productLimitByHand() throws {
    let curve = try KaplanMeier.fit(KaplanMeierTests.maintained())[0]
    // The rows: 9, 13 (with a censoring), 18, 23, 28+ (no change), 31, ...
    for (slot, part) in [(10, 11), (9, 11), (63, 88), (27, 44), (27, 44), (27, 55)].enumerated() {
      #expect(isClose(curve.survival[slot], Double(part.0) / Double(part.1)))
    }
    #expect(isClose(curve.logVariance[0], 1.0 / 110))
    #expect(isClose(curve.logVariance[1], 1.0 / 110 + 1.0 / 90))
  }

  @Test(arguments: [
    (SurvivalInterval.plain, [0.739204333133848, 1, 0.169096200651704, 0.812721981166478]),
    (.log, [0.754133845081526, 1, 0.254859951199317, 0.945584955200429]),
    (.logLog, [0.50808020576993, 0.986673822667823, 0.167330909776851, 0.753399790370811]),
    (.logit, [0.561427502714421, 0.98736055331429, 0.210146117414524, 0.77752647605982]),
    (.arcsin, [0.67954384904248, 0.999883328224895, 0.192685714523408, 0.79277135221982]),
  ])
  func limitsAtNineAndThirtyOne(_ interval: SurvivalInterval, _ expected: [Double]) throws {
    let curve = try KaplanMeier.fit(
      KaplanMeierTests.maintained(), options: .init(interval: interval))[0]
    let landmarks = curve.landmarks(at: [9, 31])
    let actual = landmarks.flatMap { [$0.interval.lower, $0.interval.upper] }
    for (value, wanted) in zip(actual, expected) {
      #expect(isClose(value, wanted, relative: 1e-12))
    }
  }

  @Test func startStopByHand() throws {
    let curve = try KaplanMeier.fit(EventTableTests.intervals())[0]
    let parts = [(1, 2), (1, 3), (4, 15), (1, 5), (3, 20), (9, 100)]
    for (slot, part) in parts.enumerated() {
      #expect(isClose(curve.survival[slot], Double(part.0) / Double(part.1)))
    }
    #expect(isClose(curve.logStandardErrors[0], 0.5.squareRoot()))
    #expect(isClose(curve.logStandardErrors[5], 1.008298897483612, relative: 1e-14))
    // Conditional on being alive at 5: S(9) / S(5).
    #expect(isClose(curve.survival(at: 9) / curve.survival(at: 5), 27.0 / 100))
  }

  @Test func leftTruncationByHand() throws {
    let outcomes = try SurvivalOutcomes(
      entry: [4, 3, 4, 2, 1, 5, 6, 7],
      time: [6, 7, 8, 10, 9, 9, 10, 11],
      isEvent: [false, true, false, false, true, true, true, false])
    let curve = try KaplanMeier.fit(outcomes, options: .init(interval: .logLog))[0]
    let landmarks = curve.landmarks(at: [7, 9, 10])
    for (landmark, (survival, lower, upper)) in zip(
      landmarks,
      [
        (5.0 / 6, 0.273123, 0.974712), (0.5, 0.110948, 0.803709), (1.0 / 3, 0.046082, 0.675564),
      ])
    {
      #expect(isClose(landmark.survival, survival))
      #expect(isClose(landmark.interval.lower, lower, absolute: 5e-7))
      #expect(isClose(landmark.interval.upper, upper, absolute: 5e-7))
    }
  }

  @Test func withoutCensoringItIsTheEmpiricalSurvival() throws {
    let times = (0..<97).map { Double(($0 * 31) % 23 + 1) }
    let curve = try KaplanMeier.fit(outcomes(times, times.map { _ in 1 }))[0]
    for slot in curve.times.indices.dropLast() {
      let share = Double(times.count { $0 > curve.times[slot] }) / 97
      #expect(isClose(curve.survival[slot], share, relative: 1e-13))
      #expect(
        isClose(
          curve.standardErrors[slot], (share * (1 - share) / 97).squareRoot(), relative: 1e-12))
    }
    #expect(curve.survival.last == 0)
  }

  @Test func robustIsGreenwoodForPlainData() throws {
    let data = try KaplanMeierCase("lung")
    let plain = try KaplanMeier.fit(data.outcomes, groups: data.groups)
    let robust = try KaplanMeier.fit(
      data.outcomes, groups: data.groups, options: .init(variance: .robust))
    let units = Grouping(codes: (0..<228).map { Int32($0) }, count: 228)
    let clustered = try KaplanMeier.fit(data.outcomes, groups: data.groups, clusters: units)
    for group in plain.indices {
      for slot in plain[group].times.indices where plain[group].survival[slot] > 0 {
        let error = plain[group].standardErrors[slot]
        #expect(isClose(robust[group].standardErrors[slot], error, relative: 1e-12))
        #expect(isClose(clustered[group].standardErrors[slot], error, relative: 1e-12))
      }
    }
  }

  @Test func robustIsTheSumOfSquaredDerivatives() throws {
    let data = try KaplanMeierCase("clustered-truncated")
    let weights = try #require(data.weights)
    let clusters = try #require(data.clusters)
    let curve = try KaplanMeier.fit(data.outcomes, weights: weights, clusters: clusters)[0]
    let slot = curve.times.firstIndex { $0 > 40 } ?? 0
    var sum = 0.0
    for cluster in 0..<clusters.count {
      let step = 1e-5
      func shifted(_ sign: Double) throws -> Double {
        let moved = weights.indices.map {
          weights[$0] * (clusters.codes[$0] == cluster ? 1 + sign * step : 1)
        }
        return try KaplanMeier.fit(data.outcomes, weights: moved)[0].survival[slot]
      }
      let slope = try (shifted(1) - shifted(-1)) / (2 * step)
      sum += slope * slope
    }
    #expect(isClose(curve.standardErrors[slot], sum.squareRoot(), relative: 1e-7))
  }

  @Test func splitIntervalsLeaveTheCurveAlone() throws {
    let whole = try EventTableTests.intervals()
    var entry: [Double] = []
    var time: [Double] = []
    var isEvent: [Bool] = []
    let starts = try #require(whole.entry)
    for row in starts.indices {
      let middle = (starts[row] + whole.time[row]) / 2
      entry += [starts[row], middle]
      time += [middle, whole.time[row]]
      isEvent += [false, whole.isEvent[row]]
    }
    let split = try KaplanMeier.fit(
      SurvivalOutcomes(entry: entry, time: time, isEvent: isEvent),
      clusters: Grouping(codes: entry.indices.map { Int32($0 / 2) }, count: starts.count))[0]
    let curve = try KaplanMeier.fit(whole, options: .init(variance: .robust))[0]
    for slot in curve.times.indices {
      #expect(isClose(split.survival(at: curve.times[slot]), curve.survival[slot]))
      let landmark = split.landmarks(at: [curve.times[slot]])[0]
      #expect(landmark.atRisk == curve.atRisk[slot])
      #expect(isClose(landmark.standardError, curve.standardErrors[slot], relative: 1e-12))
    }
    // Followed from the origin, rows with entry at zero are the same as rows without entry.
    let late = try KaplanMeier.fit(
      SurvivalOutcomes(
        entry: whole.time.map { _ in 0 }, time: whole.time, isEvent: whole.isEvent))[0]
    let plain = try KaplanMeier.fit(SurvivalOutcomes(time: whole.time, isEvent: whole.isEvent))[0]
    #expect(late.survival == plain.survival)
    #expect(late.logVariance == plain.logVariance)
  }
}
