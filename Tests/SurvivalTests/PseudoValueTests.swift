import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Pseudo-values against refitting, and what must hold of them.
@Suite struct PseudoValueTests {
  /// The survival or the mean, carried forward where follow-up ends.
  private func estimate(_ outcomes: SurvivalOutcomes, _ quantity: PseudoValues.Quantity) throws
    -> Double
  {
    let curve = try KaplanMeier.fit(outcomes)[0]
    switch quantity {
    case .survival(let time):
      return curve.times.lastIndex { $0 <= time }.map { curve.survival[$0] } ?? 1
    case .restrictedMean(let tau):
      var area = 0.0
      var (start, level) = (0.0, 1.0)
      for (time, survival) in zip(curve.times, curve.survival) where time < tau {
        area += level * (time - start)
        (start, level) = (time, survival)
      }
      return area + level * (tau - start)
    }
  }

  @Test(arguments: 1...12) func leavingOneOut(_ seed: UInt64) throws {
    let rows = RestrictedMeanTests.Rows(30, seed: seed, grid: seed % 2 == 0 ? 1 : 0.001)
    let outcomes = try SurvivalOutcomes(time: rows.time, isEvent: rows.isEvent)
    let last = rows.time.max() ?? 0
    let quantities: [PseudoValues.Quantity] = [
      .survival(at: last / 3), .survival(at: last), .restrictedMean(to: last / 2),
      .restrictedMean(to: last),
    ]
    let columns = try PseudoValues.columns(outcomes, of: quantities, by: .leaveOneOut)
    for (quantity, column) in zip(quantities, columns) {
      let all = try estimate(outcomes, quantity)
      for row in rows.time.indices {
        let rest = outcomes.rows(rows.time.indices.filter { $0 != row })
        let expected = 30 * all - 29 * (try estimate(rest, quantity))
        #expect(isClose(column[row], expected, relative: 1e-11, absolute: 1e-11), "seed \(seed)")
      }
    }
  }

  @Test(arguments: 1...6) func theirMeanIsTheEstimate(_ seed: UInt64) throws {
    let rows = RestrictedMeanTests.Rows(40, seed: seed)
    let outcomes = try SurvivalOutcomes(time: rows.time, isEvent: rows.isEvent)
    let quantities: [PseudoValues.Quantity] = [.survival(at: 4), .restrictedMean(to: 5)]
    let columns = try PseudoValues.columns(outcomes, of: quantities)
    for (quantity, column) in zip(quantities, columns) {
      let mean = column.reduce(0, +) / 40
      #expect(isClose(mean, try estimate(outcomes, quantity), relative: 1e-13))
    }
  }

  @Test func withoutCensoringTheyAreTheData() throws {
    let outcomes = try SurvivalOutcomes(
      time: [3, 1, 4, 1.5, 9], isEvent: [true, true, true, true, true])
    for kind in PseudoValues.Jackknife.allCases {
      let columns = try PseudoValues.columns(
        outcomes, of: [.survival(at: 3.5), .restrictedMean(to: 8)], by: kind)
      for (value, expected) in zip(columns[0], [0.0, 0, 1, 0, 1]) {
        #expect(isClose(value, expected, absolute: 1e-14))
      }
      for (value, expected) in zip(columns[1], [3, 1, 4, 1.5, 8]) {
        #expect(isClose(value, expected, relative: 1e-14))
      }
    }
  }

  @Test func theInfluenceIsTheDerivative() throws {
    let rows = RestrictedMeanTests.Rows(25, seed: 5)
    let outcomes = try SurvivalOutcomes(
      entry: rows.entry, time: rows.time, isEvent: rows.isEvent)
    let weights = rows.weights.map { $0 + 0.5 }
    let column = try PseudoValues.columns(
      outcomes, weights: weights, of: [.restrictedMean(to: 6)])[0]
    func mean(_ weights: [Double]) throws -> Double {
      try RestrictedMeanSurvival.fit(outcomes, weights: weights, options: .init(tau: 6))
        .groups[0].mean
    }
    let step = 1e-5
    for row in weights.indices {
      var (up, down) = (weights, weights)
      up[row] += step
      down[row] -= step
      let slope = (try mean(up) - mean(down)) / (2 * step)
      let influence = (column[row] - (try mean(weights))) / 25
      #expect(isClose(influence, slope, relative: 1e-7, absolute: 1e-9))
    }
  }

  @Test func leavingOneOutNeedsPlainRows() throws {
    let outcomes = try SurvivalOutcomes(time: [1, 2], isEvent: [true, false])
    #expect(throws: FitError.self) {
      try PseudoValues.columns(
        outcomes, weights: [1, 2], of: [.survival(at: 1)], by: .leaveOneOut)
    }
  }
}
