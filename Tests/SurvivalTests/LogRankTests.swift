import Foundation
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct LogRankTests {
  /// Two groups of two, with one event at each of three times.
  @Test func byHand() throws {
    // Group 0: 1, 3+; group 1: 2, 4. Tables (d, n0, n): (1, 2, 4), (1, 1, 3), (1, 0, 1).
    let test = try LogRankTest.fit(
      outcomes([1, 3, 2, 4], [1, 0, 1, 1]), groups: Grouping(codes: [0, 0, 1, 1], count: 2))
    #expect(test.observed == [1, 2])
    #expect(isClose(test.expected[0], 1.0 / 2 + 1.0 / 3))
    #expect(isClose(test.covariance[0, 0], 1.0 / 4 + 2.0 / 9))
    #expect(isClose(test.test.statistic, (1.0 / 6) * (1.0 / 6) / (17.0 / 36)))
    #expect(test.test.degreesOfFreedom == 1)
    #expect(test.rowCounts == [2, 2])
    #expect(test.diagnostics.isEmpty)
  }

  /// The remission times of Freireich, as printed by Kleinbaum and Klein.
  @Test func publishedWeightedTests() throws {
    let data = try KaplanMeierCase("freireich")
    func statistic(_ weighting: LogRankWeighting) throws -> Double {
      try LogRankTest.fit(
        data.outcomes, groups: data.groups, options: .init(weighting: weighting)
      ).test.statistic
    }
    #expect(isClose(try statistic(.logRank), 16.7929409892165, relative: 1e-13))
    #expect(
      isClose(
        try statistic(.flemingHarrington(rho: 1, gamma: 0)), 14.4571508187171, relative: 1e-13))
    #expect(isClose(try statistic(.gehan), 13.457852, relative: 0, absolute: 5e-7))
    #expect(isClose(try statistic(.taroneWare), 15.123575, relative: 0, absolute: 1.5e-6))
    #expect(isClose(try statistic(.petoPeto), 14.084139, relative: 0, absolute: 1.5e-6))
  }

  @Test(arguments: ["veteran", "bmt", "truncated"])
  func sumsBalance(_ name: String) throws {
    let data = try KaplanMeierCase(name)
    let strata = try KaplanMeierCase.strata(name)
    for weighting in [
      .logRank, .gehan, .taroneWare, .petoPeto, .flemingHarrington(rho: 0.5, gamma: 2),
    ] as [LogRankWeighting] {
      let test = try LogRankTest.fit(
        data.outcomes, groups: data.groups, strata: strata, options: .init(weighting: weighting))
      #expect(isClose(test.expected.reduce(0, +), test.observed.reduce(0, +), relative: 1e-12))
      let groups = test.observed.indices
      for g in groups {
        let row = groups.reduce(0) { $0 + test.covariance[g, $1] }
        #expect(abs(row) < 1e-12 * test.covariance[g, g])
      }
    }
  }

  @Test func theOrderOfGroupsAndRowsIsIrrelevant() throws {
    let data = try KaplanMeierCase("veteran")
    let test = try LogRankTest.fit(data.outcomes, groups: data.groups)
    let moved = data.outcomes.time.indices.map { ($0 * 10 + 3) % 137 }
    let turned = try LogRankTest.fit(
      SurvivalOutcomes(
        time: moved.map { data.outcomes.time[$0] }, isEvent: moved.map { data.outcomes.isEvent[$0] }
      ),
      groups: Grouping(codes: moved.map { (data.groups.codes[$0] + 1) % 4 }, count: 4))
    #expect(isClose(turned.test.statistic, test.test.statistic, relative: 1e-12))
    for g in 0..<4 { #expect(isClose(turned.expected[(g + 1) % 4], test.expected[g])) }
  }

  @Test func emptyGroupsAndStrataChangeNothing() throws {
    let data = try KaplanMeierCase("aml")
    let test = try LogRankTest.fit(data.outcomes, groups: data.groups)
    let spread = Grouping(codes: data.groups.codes.map { $0 * 2 + 1 }, count: 5)
    let strata = Grouping(codes: data.groups.codes.map { _ in 2 }, count: 4)
    let padded = try LogRankTest.fit(data.outcomes, groups: spread, strata: strata)
    #expect(isClose(padded.test.statistic, test.test.statistic, relative: 1e-14))
    #expect(padded.test.degreesOfFreedom == 1)
    #expect(padded.rowCounts == [0, 11, 0, 12, 0])
    #expect(padded.diagnostics.isEmpty)
  }

  @Test func trendDoesNotDependOnOriginAndUnitOfTheScores() throws {
    let data = try KaplanMeierCase("bmt")
    let test = try LogRankTest.fit(data.outcomes, groups: data.groups)
    let trend = test.trend()
    #expect(isClose(trend.statistic, test.trend(scores: [2001, 2004, 2007]).statistic))
    #expect(trend.statistic <= test.test.statistic)
    #expect(trend.degreesOfFreedom == 1)
    #expect(test.trend(scores: [3, 3, 3]).statistic.isNaN)
    #expect(test.trend(scores: [3, 3, 3]).pValue.isNaN)
  }

  @Test func nothingToCompare() throws {
    let data = try outcomes([1, 2, 3], [1, 1, 0])
    let one = try LogRankTest.fit(data, groups: Grouping(codes: [1, 1, 1], count: 2))
    #expect(one.test.statistic.isNaN && one.test.pValue.isNaN)
    #expect(one.test.degreesOfFreedom == 0)
    #expect(one.diagnostics.map(\.code) == [.oneGroup])
    let quiet = try LogRankTest.fit(
      outcomes([1, 2, 3], [0, 0, 0]), groups: Grouping(codes: [0, 1, 1], count: 2))
    #expect(quiet.test.statistic.isNaN)
    #expect(quiet.diagnostics.map(\.code) == [.noEvents])
    // Group 0 has left before the first event; group 1 is alone at risk.
    let apart = try LogRankTest.fit(
      outcomes([1, 2, 3], [0, 1, 1]), groups: Grouping(codes: [0, 1, 1], count: 2))
    #expect(apart.test.statistic.isNaN)
    #expect(apart.diagnostics.map(\.code) == [.notEstimable])
  }

  @Test func groupsThatNeverMeetLoseADegreeOfFreedom() throws {
    // Groups 0 and 1 in one stratum, 2 and 3 in the other.
    let data = try outcomes([1, 2, 3, 4, 5, 6, 7, 8], [1, 1, 1, 1, 1, 1, 1, 1])
    let test = try LogRankTest.fit(
      data, groups: Grouping(codes: [0, 1, 0, 1, 2, 3, 3, 2], count: 4),
      strata: Grouping(codes: [0, 0, 0, 0, 1, 1, 1, 1], count: 2))
    #expect(test.test.degreesOfFreedom == 2)
    #expect(test.diagnostics.map(\.code) == [.notEstimable])
  }

  @Test func delayedEntryAtTheOriginIsNone() throws {
    let data = try KaplanMeierCase("bmt")
    let late = try SurvivalOutcomes(
      entry: data.outcomes.time.map { _ in 0 }, time: data.outcomes.time,
      isEvent: data.outcomes.isEvent)
    let plain = try LogRankTest.fit(data.outcomes, groups: data.groups)
    #expect(try LogRankTest.fit(late, groups: data.groups) == plain)
  }

  @Test(arguments: ["veteran", "truncated"])
  func fittedCurvesCompareAsTheirRowsDo(_ name: String) throws {
    let data = try KaplanMeierCase(name)
    let weights = data.outcomes.time.indices.map { Double($0 % 4) }
    let curves = try KaplanMeier.fit(data.outcomes, groups: data.groups, weights: weights)
    let options = LogRankTest.Options(weighting: .petoPeto)
    let test = try LogRankTest.fit(
      data.outcomes, groups: data.groups, weights: weights, options: options)
    #expect(try LogRankTest.comparing(curves, options: options) == test)
    #expect(
      try LogRankTest.pairwise(comparing: curves, options: options, adjustment: .bonferroni)
        == LogRankTest.pairwise(
          data.outcomes, groups: data.groups, weights: weights, options: options,
          adjustment: .bonferroni))
    let shares = try KaplanMeier.fit(
      data.outcomes, groups: data.groups, weights: weights.map { $0 / 2 })
    #expect(try LogRankTest.comparing(shares).diagnostics.map(\.code) == [.nonInteger])
  }

  @Test func badInputIsRefused() throws {
    let data = try outcomes([1, 2], [1, 0])
    let groups = Grouping(codes: [0, 1], count: 2)
    #expect(throws: FitError.noObservations) {
      try LogRankTest.fit(outcomes([], []), groups: Grouping(codes: [], count: 0))
    }
    #expect(throws: FitError.invalidWeight(row: 0, value: -2)) {
      try LogRankTest.fit(data, groups: groups, weights: [-2, 1])
    }
    for weighting in [
      LogRankWeighting.flemingHarrington(rho: -1, gamma: 0),
      .flemingHarrington(rho: 0, gamma: .infinity),
    ] {
      #expect(throws: FitError.self) {
        try LogRankTest.fit(data, groups: groups, options: .init(weighting: weighting))
      }
    }
  }

  @Test func adjustments() {
    let pValues = [0.01, 0.04, .nan, 0.03, 0.5]
    #expect(MultiplicityAdjustment.none.adjusted([0.2]) == [0.2])
    func same(_ adjustment: MultiplicityAdjustment, _ expected: [Double]) {
      for (a, b) in zip(adjustment.adjusted(pValues), expected) { #expect(isClose(a, b)) }
    }
    same(.bonferroni, [0.04, 0.16, .nan, 0.12, 1])
    same(.holm, [0.04, 0.09, .nan, 0.09, 0.5])
    same(.benjaminiHochberg, [0.04, 0.16 / 3, .nan, 0.16 / 3, 0.5])
  }
}
