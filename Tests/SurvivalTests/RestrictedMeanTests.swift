import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Restricted means by hand, their identities, and their corners.
@Suite struct RestrictedMeanTests {
  /// Follow-up that looks random and is the same on every machine.
  struct Rows {
    var time: [Double] = []
    var isEvent: [Bool] = []
    var entry: [Double] = []
    var codes: [Int32] = []
    var weights: [Double] = []

    init(_ count: Int, seed: UInt64, grid: Double = 0.5) {
      var state = seed
      func next(_ below: UInt64) -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double((state >> 33) % below)
      }
      for _ in 0..<count {
        entry.append(grid * next(6))
        time.append(entry[entry.count - 1] + grid * (1 + next(20)))
        isEvent.append(next(5) > 1)
        codes.append(Int32(next(2)))
        weights.append(next(4))
      }
    }
  }

  @Test func byHand() throws {
    // S = 1 on [0, 1), 3/4 on [1, 2), 3/8 on [2, 4): the area to 3 is 1 + 3/4 + 3/8. Area left at
    // 1: 9/8, at 2: 3/8; variance 1/(4·3)·(9/8)² + 1/(2·1)·(3/8)².
    let outcomes = try SurvivalOutcomes(
      time: [1, 1.5, 2, 4], isEvent: [true, false, true, false])
    let result = try RestrictedMeanSurvival.fit(outcomes, options: .init(tau: 3))
    #expect(result.groups[0].mean == 2.125)
    #expect(result.groups[0].timeLost == 0.875)
    #expect(result.groups[0].eventCount == 2)
    #expect(
      isClose(
        result.groups[0].standardError, (81.0 / 64 / 12 + 9.0 / 64 / 2).squareRoot(),
        relative: 1e-14))
    #expect(result.contrasts.isEmpty)
    #expect(try RestrictedMeanSurvival.fit(outcomes).tau == 4)
  }

  @Test(arguments: 1...8) func theJackknifeIsGreenwoodForPlainData(_ seed: UInt64) throws {
    let rows = Rows(80, seed: seed)
    let outcomes = try SurvivalOutcomes(time: rows.time, isEvent: rows.isEvent)
    let groups = Grouping(codes: rows.codes, count: 2)
    let plain = try RestrictedMeanSurvival.fit(outcomes, groups: groups, options: .init(tau: 6))
    let robust = try RestrictedMeanSurvival.fit(
      outcomes, groups: groups, options: .init(tau: 6, variance: .robust))
    for (a, b) in zip(plain.groups, robust.groups) {
      #expect(a.mean == b.mean)
      #expect(isClose(a.standardError, b.standardError, relative: 1e-12))
      #expect(isClose(a.mean + a.timeLost, 6, relative: 1e-14))
    }
  }

  @Test(arguments: 1...4) func weightsAreReplications(_ seed: UInt64) throws {
    let rows = Rows(60, seed: seed)
    let copies = rows.time.indices.flatMap { [Int](repeating: $0, count: Int(rows.weights[$0])) }
    let weighted = try RestrictedMeanSurvival.fit(
      SurvivalOutcomes(entry: rows.entry, time: rows.time, isEvent: rows.isEvent),
      weights: rows.weights, options: .init(tau: 7))
    let replicated = try RestrictedMeanSurvival.fit(
      SurvivalOutcomes(
        entry: copies.map { rows.entry[$0] }, time: copies.map { rows.time[$0] },
        isEvent: copies.map { rows.isEvent[$0] }), options: .init(tau: 7))
    #expect(isClose(weighted.groups[0].mean, replicated.groups[0].mean, relative: 1e-14))
    #expect(
      isClose(
        weighted.groups[0].standardError, replicated.groups[0].standardError, relative: 1e-13))
  }

  @Test func clustersAcrossGroupsCovary() throws {
    // The same rows in both groups, paired: the difference is exactly 0 and so is its error.
    let rows = Rows(50, seed: 11)
    let outcomes = try SurvivalOutcomes(
      time: rows.time + rows.time, isEvent: rows.isEvent + rows.isEvent)
    let result = try RestrictedMeanSurvival.fit(
      outcomes,
      groups: Grouping(
        codes: [Int32](repeating: 0, count: 50) + [Int32](repeating: 1, count: 50), count: 2),
      clusters: Grouping(codes: (0..<100).map { Int32($0 % 50) }, count: 50),
      options: .init(tau: 5))
    let contrast = try #require(result.contrasts.first)
    #expect(result.variance == .robust)
    #expect(contrast.value == 0)
    #expect(contrast.standardError < 1e-8 * result.groups[0].standardError)
  }

  @Test func tauBeyondFollowUpIsNamed() throws {
    let outcomes = try SurvivalOutcomes(
      time: [1, 2, 3, 5, 1, 2, 3, 4], isEvent: [true, true, false, false, true, true, true, true])
    let groups = Grouping(codes: [0, 0, 0, 0, 1, 1, 1, 1], count: 2)
    let result = try RestrictedMeanSurvival.fit(outcomes, groups: groups, options: .init(tau: 6))
    // The first group is not followed to 6; the second has nobody left, so its mean is known.
    #expect(result.groups[0].mean.isNaN && result.groups[0].standardError.isNaN)
    #expect(result.groups[1].mean == 2.5)
    #expect(result.contrasts.allSatisfy { $0.value.isNaN && $0.pValue.isNaN })
    let warning = try #require(result.diagnostics.first)
    #expect(warning.group == 0 && warning.diagnostic.code == .notEstimable)
    #expect(try RestrictedMeanSurvival.fit(outcomes, groups: groups).tau == 4)
    for tau in [0, -1, Double.nan, .infinity] {
      #expect(throws: FitError.self) {
        try RestrictedMeanSurvival.fit(outcomes, groups: groups, options: .init(tau: tau))
      }
    }
  }

  @Test func cornersHaveNumbersOrReasons() throws {
    let censored = try RestrictedMeanSurvival.fit(
      SurvivalOutcomes(time: [1, 2, 3], isEvent: [false, false, false]))
    #expect(censored.groups[0].mean == 3 && censored.groups[0].timeLost == 0)
    #expect(censored.groups[0].standardError == 0)
    #expect(censored.diagnostics[0].diagnostic.code == .groupWithoutEvents)
    let atOnce = try RestrictedMeanSurvival.fit(
      SurvivalOutcomes(time: [0, 0], isEvent: [true, false]))
    #expect(atOnce.tau == 0 && atOnce.groups[0].mean == 0)
    let weightless = try RestrictedMeanSurvival.fit(
      SurvivalOutcomes(time: [1, 2, 3, 4], isEvent: [true, true, true, true]),
      groups: Grouping(codes: [0, 0, 1, 1], count: 2), weights: [0, 0, 1, 1])
    #expect(weightless.tau == 4)
    #expect(weightless.groups[0].mean.isNaN)
    #expect(weightless.diagnostics[0].diagnostic.code == .notEstimable)
    let huge = try RestrictedMeanSurvival.fit(
      SurvivalOutcomes(time: [1e300, 2e300], isEvent: [true, true]))
    #expect(huge.groups[0].mean == 1.5e300)
  }

  /// A mean lies between 0 and τ, a difference of two between −τ and τ, and so do their limits.
  @Test func limitsEndWhereTheMeanCan() throws {
    let outcomes = try SurvivalOutcomes(
      time: [1, 9, 9, 9, 1, 1, 1, 8], isEvent: [true, false, false, false, true, true, true, true])
    let result = try RestrictedMeanSurvival.fit(
      outcomes, groups: Grouping(codes: [0, 0, 0, 0, 1, 1, 1, 1], count: 2), options: .init(tau: 8))
    let (long, short) = (result.groups[0], result.groups[1])
    #expect(long.mean + 1.96 * long.standardError > 8)
    #expect(long.interval.upper == 8 && long.timeLostInterval.lower == 0)
    #expect(short.mean - 1.96 * short.standardError < 0)
    #expect(short.interval.lower == 0 && short.timeLostInterval.upper == 8)
    let difference = try #require(result.contrasts.first { $0.measure == .difference })
    #expect(difference.value - 1.96 * difference.standardError < -7)
    #expect(difference.interval.lower >= -8)
  }
}
