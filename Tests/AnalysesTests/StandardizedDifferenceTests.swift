import Analyses
import ReferenceTables
import Testing

@Suite struct StandardizedDifferenceTests {
  /// Means 5 and 3, variances 4 and 12: 2 / √8.
  @Test func numbersByHand() {
    let value = StandardizedDifference.ofNumbers(mean: 5, 3, variance: 4, 12)
    #expect(isClose(value, 2 / 8.0.squareRoot(), relative: 1e-15))
    #expect(StandardizedDifference.ofNumbers(mean: 2, 2, variance: 0, 0) == 0)
    #expect(StandardizedDifference.ofNumbers(mean: 3, 2, variance: 0, 0) == .infinity)
  }

  /// Two levels, 3 of 10 against 6 of 10: 0.3 / √((0.21 + 0.24) / 2).
  @Test func twoLevelsAreTheDifferenceOfProportions() {
    let value = StandardizedDifference.ofCounts([3, 7], [6, 4])
    #expect(isClose(value, 0.3 / (0.45 / 2).squareRoot(), relative: 1e-12))
  }

  /// Three levels, (4, 4, 2) against (2, 4, 4) of 10.
  ///
  /// With the first two levels, T − C = (0.2, 0);
  /// S = ½([0.24 −0.16; −0.16 0.24] + [0.16 −0.08; −0.08 0.24]) = [0.2 −0.12; −0.12 0.24];
  /// (S⁻¹)₁₁ = 0.24 / (0.2·0.24 − 0.0144) = 0.24 / 0.0336; the distance is 0.2 √(0.24/0.0336).
  @Test func threeLevelsByHand() {
    let value = StandardizedDifference.ofCounts([4, 4, 2], [2, 4, 4])
    #expect(isClose(value, 0.2 * (0.24 / 0.0336).squareRoot(), relative: 1e-12))
  }

  @Test func levelOrderDoesNotMatter() {
    let value = StandardizedDifference.ofCounts([5, 1, 9, 3], [2, 6, 4, 4])
    #expect(
      isClose(StandardizedDifference.ofCounts([9, 3, 5, 1], [4, 4, 2, 6]), value, relative: 1e-12))
  }

  @Test func groupsWithoutACommonLevelAreInfinitelyFarApart() {
    #expect(StandardizedDifference.ofCounts([5, 0, 5], [0, 8, 0]) == .infinity)
    #expect(StandardizedDifference.ofCounts([5, 0], [0, 8]) == .infinity)
  }

  @Test func anEmptyLevelChangesNothing() {
    let value = StandardizedDifference.ofCounts([3, 7], [6, 4])
    #expect(
      isClose(StandardizedDifference.ofCounts([3, 0, 7], [6, 0, 4]), value, relative: 1e-12))
    let oneSided = StandardizedDifference.ofCounts([3, 7, 0], [5, 3, 2])
    #expect(oneSided.isFinite && oneSided > 0)
  }

  @Test func alikeGroupsAndEmptyGroups() {
    #expect(StandardizedDifference.ofCounts([5], [7]) == 0)
    #expect(StandardizedDifference.ofCounts([2, 4], [3, 6]) < 1e-15)
    #expect(StandardizedDifference.ofCounts([0, 0], [3, 6]).isNaN)
  }
}
