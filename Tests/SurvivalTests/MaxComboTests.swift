import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Testing

import Distributions
import Survival

/// The largest of several normal variables, and of four log-rank tests.
@Suite struct MaxComboTests {
  private func slab(_ correlation: [[Double]]) -> NormalSlab {
    var matrix = Matrix(rowCount: correlation.count, columnCount: correlation.count)
    for i in correlation.indices {
      for j in correlation.indices { matrix[i, j] = correlation[i][j] }
    }
    return NormalSlab(correlation: matrix)
  }

  @Test(arguments: [0.3, 1, 1.96, 4, 8]) func independentVariablesMultiply(_ z: Double) {
    let tail = 2 * Normal.standard.upperTail(z)
    #expect(isClose(slab([[1]]).probabilityOutside(z), tail, relative: 1e-13))
    // 1 − (1 − q)^k without the subtraction.
    let two = tail * (2 - tail)
    #expect(isClose(slab([[1, 0], [0, 1]]).probabilityOutside(z), two, relative: 1e-12))
    let three = tail * (3 - 3 * tail + tail * tail)
    #expect(
      isClose(
        slab([[1, 0, 0], [0, 1, 0], [0, 0, 1]]).probabilityOutside(z), three, relative: 1e-11))
  }

  @Test func theSameVariableTwiceIsOne() {
    let tail = 2 * Normal.standard.upperTail(2.5)
    for sign in [1.0, -1] {
      #expect(
        isClose(slab([[1, sign], [sign, 1]]).probabilityOutside(2.5), tail, relative: 1e-12))
    }
  }

  /// By R's mvtnorm, `1 - pmvnorm(..., algorithm = Miwa(steps = 2048))`; the same at 1024 steps.
  @Test func correlatedVariablesHaveTheKnownValue() {
    let p = slab([[1, 0.5, 0.2], [0.5, 1, 0.7], [0.2, 0.7, 1]]).probabilityOutside(2)
    #expect(isClose(p, MaxComboTests.miwa, relative: 1e-7))
  }

  static let miwa = 0.112_673_544_293

  @Test func smallProbabilitiesKeepTheirDigits() {
    // Far out the events exclude each other: the sum of the tails is an upper bound, nearly met.
    let p = slab([[1, 0.5, 0.2], [0.5, 1, 0.3], [0.2, 0.3, 1]]).probabilityOutside(12)
    let sum = 6 * Normal.standard.upperTail(12)
    #expect(p <= sum * (1 + 1e-12) && p > 0.999 * sum && p < 1e-30)
  }

  @Test func onlyTwoGroupsCombine() throws {
    let outcomes = try SurvivalOutcomes(time: [1, 2, 3], isEvent: [true, true, true])
    #expect(throws: FitError.self) {
      try MaxComboTest.fit(outcomes, groups: Grouping(codes: [0, 1, 2], count: 3))
    }
  }

  @Test func cornersHaveNumbersOrReasons() throws {
    let groups = Grouping(codes: [0, 0, 1, 1], count: 2)
    // All events at one time: S(t−) = 1, so only the weights 1 and S are left, and they agree.
    let tied = try MaxComboTest.fit(
      SurvivalOutcomes(time: [1, 1, 1, 2], isEvent: [true, true, true, false]), groups: groups)
    #expect(tied.statistics[1].isNaN && tied.statistics[3].isNaN)
    #expect(isClose(tied.statistics[0], tied.statistics[2]))
    #expect(isClose(tied.test.pValue, tied.logRank.test.pValue, relative: 1e-10))
    let censored = try MaxComboTest.fit(
      SurvivalOutcomes(time: [1, 2, 3, 4], isEvent: [false, false, false, false]), groups: groups)
    #expect(censored.test.pValue.isNaN && censored.test.statistic.isNaN)
    // An event at time 0 is legal and has weight 0 late, 1 early.
    let atZero = try MaxComboTest.fit(
      SurvivalOutcomes(time: [0, 1, 2, 3], isEvent: [true, true, true, true]), groups: groups)
    #expect(atZero.test.pValue > 0 && atZero.test.pValue < 1)
  }

  @Test func exchangingGroupsChangesSignsAlone() throws {
    let rows = RestrictedMeanTests.Rows(90, seed: 21)
    let outcomes = try SurvivalOutcomes(
      entry: rows.entry, time: rows.time, isEvent: rows.isEvent)
    let one = try MaxComboTest.fit(outcomes, groups: Grouping(codes: rows.codes, count: 2))
    let other = try MaxComboTest.fit(
      outcomes, groups: Grouping(codes: rows.codes.map { 1 - $0 }, count: 2))
    for (a, b) in zip(one.statistics, other.statistics) { #expect(isClose(a, -b, relative: 1e-10)) }
    #expect(isClose(one.test.pValue, other.test.pValue, relative: 1e-10))
    // The largest is at least as significant as its own test says, and less than four times.
    let smallest = one.pValues.min() ?? .nan
    #expect(one.test.pValue >= smallest * (1 - 1e-10) && one.test.pValue <= 4 * smallest)
  }
}
