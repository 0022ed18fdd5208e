import Foundation
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct TurnbullTests {
  private func fit(_ ends: [(Double, Double)], weights: [Double]? = nil) throws -> TurnbullCurve {
    try TurnbullEstimator.fit(
      IntervalCensoredOutcomes(lower: ends.map(\.0), upper: ends.map(\.1)), weights: weights)
  }

  @Test(arguments: ["lung", "veteran", "freireich", "bmt"])
  func rightCensoredDataGiveKaplanMeier(_ name: String) throws {
    let data = try KaplanMeierCase(name).outcomes
    let weights = (0..<data.count).map { 0.5 + Double($0 * 7 % 5) }
    let curve = try KaplanMeier.fit(data, weights: weights)[0]
    let same = try TurnbullEstimator.fit(IntervalCensoredOutcomes(data), weights: weights)
    #expect(same.convergence.converged && same.convergence.gradientNorm < 1e-12)
    for time in data.time {
      let bounds = same.survivalBounds(at: time)
      #expect(bounds.state == .determined)
      #expect(isClose(bounds.upper, curve.survival(at: time), relative: 1e-12, absolute: 1e-14))
    }
    let last = data.time.max() ?? 0
    let beyond = same.survivalBounds(at: last + 1)
    #expect(beyond.lower == 0 && (beyond.state == .beyondFollowUp) == (beyond.upper > 0))
    for p in [0.1, 0.25, 0.5, 0.9] {
      let expected = curve.quantiles([p])[0].time
      let quantile = same.quantiles([p])[0]
      if expected.isNaN {
        #expect(!quantile.isReached)
      } else {
        #expect(isClose(quantile.lower, expected) && isClose(quantile.upper, expected))
      }
    }
  }

  /// A row that covers everything says nothing, but with it the masses have to be climbed to.
  @Test func aRowThatSaysNothingChangesNothing() throws {
    let data = try KaplanMeierCase("lung").outcomes
    let curve = try KaplanMeier.fit(data)[0]
    let rows = zip(data.time, data.isEvent).map { ($0.0, $0.1 ? $0.0 : Double.infinity) }
    let plain = try fit(rows + [(0, .infinity)])
    for time in data.time {
      #expect(
        isClose(
          plain.survivalBounds(at: time).upper, curve.survival(at: time), relative: 1e-9,
          absolute: 1e-10))
    }
  }

  @Test func boundsInsideAnInterval() throws {
    let rows = [(0.0, 1.0), (4, 6), (2, 6), (0, 3), (2, 4), (5, 7)]
    let curve = try fit(rows)
    #expect(
      curve.intervals.map(\.lower) == [0, 2, 5] && curve.intervals.map(\.upper) == [1, 3, 6])
    #expect(try excess(curve, rows, [Double](repeating: 1, count: 6)) < 1e-9)
    let inside = curve.survivalBounds(at: 0.5)
    #expect(inside.state == .ambiguous && inside.upper == 1)
    #expect(inside.lower == curve.survivalBounds(at: 1).upper)
    #expect(curve.survival(at: 0.5, .upper) == 1 && curve.survival(at: 0.5, .midpoint) < 1)
    #expect(curve.survivalBounds(at: 0).state == .determined)
    #expect(curve.survivalBounds(at: 1.7).state == .determined)
    #expect(curve.survivalBounds(at: 100).upper == 0)
  }

  /// Ten rows (2, 4], thirty (6, 8] and ten censored at 9: masses 0.2, 0.6 and 0.2.
  @Test func readingsByHand() throws {
    let curve = try fit([(2, 4), (6, 8), (9, .infinity)], weights: [10, 30, 10])
    #expect(curve.intervals.count == 3 && curve.totalWeight == 50 && curve.rowCount == 3)
    for (interval, mass) in zip(curve.intervals, [0.2, 0.6, 0.2]) {
      #expect(isClose(interval.mass, mass, relative: 1e-12))
    }
    #expect(isClose(curve.logLikelihood, 20 * log(0.2) + 30 * log(0.6), relative: 1e-12))
    #expect(curve.median.lower == 6 && curve.median.upper == 8)
    let flat = curve.quantiles([0.2])[0]
    #expect(flat.lower == 4 && flat.upper == 6)
    let end = curve.quantiles([0.8])[0]
    #expect(end.lower == 7.5 && end.upper == 8.5)
    #expect(!curve.quantiles([0.9])[0].isReached && curve.quantiles([1.5])[0].lower.isNaN)
    let landmarks = curve.landmarks(at: [3, 5, 8, 9, 10])
    #expect(
      landmarks.map(\.state)
        == [.ambiguous, .determined, .determined, .determined, .beyondFollowUp])
    #expect(isClose(landmarks[0].lower, 0.8) && landmarks[0].upper == 1)
    #expect(isClose(landmarks[3].lower, 0.2) && landmarks[4].lower == 0)
    #expect(curve.stepFunction(.midpoint).times == [3, 7])
    #expect(curve.survival(at: 10, .upper).isNaN)
    for placement in TurnbullCurve.Placement.allCases {
      let steps = curve.stepFunction(placement)
      for time in stride(from: 0.0, through: 9, by: 0.5) {
        #expect(curve.survival(at: time, placement) == steps.value(at: time))
      }
    }
  }

  /// An exact time at 4 belongs to (2, 4] and not to (4, 6].
  @Test func intervalsAreOpenBelowAndClosedAbove() throws {
    let curve = try fit([(2, 4), (4, 4), (4, 6)])
    #expect(curve.intervals.map(\.lower) == [4, 4] && curve.intervals.map(\.upper) == [4, 6])
    #expect(isClose(curve.intervals[0].mass, 2.0 / 3, relative: 1e-9))
    #expect(curve.intervals[0].isPoint && !curve.intervals[1].isPoint)
  }

  @Test(arguments: 1...12)
  func noDirectionLeadsUphill(_ seed: Int) throws {
    var made = MadeIntervals(seed: UInt64(seed))
    let outcomes = try made.outcomes(
      200, exact: [0, 0.3, 0.9][seed % 3], grid: [0, 1, 0.25, 3][seed % 4])
    let weights = (0..<200).map { _ in seed % 2 == 0 ? 1 : 0.2 + made.uniform() }
    let curve = try TurnbullEstimator.fit(outcomes, weights: weights)
    let rows = Array(zip(outcomes.lower, outcomes.upper))
    #expect(curve.convergence.converged)
    #expect(try excess(curve, rows, weights) <= 1e-9)
    // Masses moved at random never give a higher likelihood.
    let best = likelihood(rows, weights, curve.intervals.map { ($0.lower, $0.upper, $0.mass) })
    #expect(isClose(best, curve.logLikelihood, relative: 1e-11))
    for scale in [1e-4, 1e-2, 1] {
      var moved = curve.intervals.map {
        ($0.lower, $0.upper, $0.mass * exp(scale * (made.uniform() - 0.5)))
      }
      let total = moved.reduce(0) { $0 + $1.2 }
      for index in moved.indices { moved[index].2 /= total }
      #expect(likelihood(rows, weights, moved) <= best + 1e-9)
    }
  }

  @Test func rowOrderIsIrrelevant() throws {
    let data = try TurnbullCase("mixed")
    let order = data.weights.indices.map { ($0 * 77 + 13) % data.weights.count }
    #expect(Set(order).count == data.weights.count)
    let one = try TurnbullEstimator.fit(data.outcomes, weights: data.weights)
    let other = try TurnbullEstimator.fit(
      data.outcomes.rows(order), weights: order.map { data.weights[$0] })
    #expect(one.intervals.count == other.intervals.count)
    for (a, b) in zip(one.intervals, other.intervals) {
      #expect(a.lower == b.lower && a.upper == b.upper)
      #expect(isClose(a.mass, b.mass, relative: 1e-8))
    }
  }

  @Test func weightsAreReplications() throws {
    let rows = [(0.0, 5.0), (3, 8), (4, 4), (6, .infinity), (1, 7), (7, 9)]
    let weighted = try fit(rows, weights: [2, 1, 3, 2, 0, 1])
    let counts = [2, 1, 3, 2, 0, 1]
    let plain = try fit(zip(rows, counts).flatMap { Array(repeating: $0, count: $1) })
    #expect(weighted.intervals.map(\.lower) == plain.intervals.map(\.lower))
    for (a, b) in zip(weighted.intervals, plain.intervals) {
      #expect(isClose(a.mass, b.mass, relative: 1e-9))
    }
    #expect(weighted.rowCount == 5 && plain.rowCount == 9)
  }

  /// As many rows as a registry has; an array of rows by intervals would need 70 gigabytes.
  @Test func aHundredThousandRows() throws {
    var made = MadeIntervals(seed: 5)
    let outcomes = try made.outcomes(100_000, exact: 0.9, grid: 0)
    let curve = try TurnbullEstimator.fit(outcomes)
    #expect(curve.convergence.converged && curve.innermostCount > 90_000)
    #expect(isClose(curve.intervals.reduce(0) { $0 + $1.mass }, 1, relative: 1e-11))
  }

  @Test func anEarlyEndIsTold() throws {
    let data = try TurnbullCase("radiation")
    let curve = try TurnbullEstimator.fit(
      data.outcomes, options: TurnbullEstimator.Options(maximumIterations: 1))
    #expect(!curve.convergence.converged && curve.convergence.iterations == 1)
    #expect(curve.diagnostics.map(\.code) == [.notConverged])
  }

  @Test func badInputsAreNamed() throws {
    let nobody = try IntervalCensoredOutcomes([])
    #expect(throws: FitError.noObservations) { try TurnbullEstimator.fit(nobody) }
    #expect(throws: FitError.invalidWeight(row: 1, value: -1)) {
      try fit([(0, 1), (1, 2)], weights: [1, -1])
    }
    #expect(throws: FitError.noObservations) { try fit([(0, 1)], weights: [0]) }
    #expect(throws: FitError.self) {
      try TurnbullEstimator.fit(nobody, options: TurnbullEstimator.Options(tolerance: 0))
    }
  }

  /// By how much the derivative of the log-likelihood by a mass anywhere exceeds the sum of the
  /// weights, by comparison of every row with every candidate.
  private func excess(
    _ curve: TurnbullCurve, _ rows: [(Double, Double)], _ weights: [Double]
  ) throws -> Double {
    let masses = curve.intervals.map { ($0.lower, $0.upper, $0.mass) }
    let shares = rows.indices.map { weights[$0] / probability(rows[$0], masses) }
    var largest = 0.0
    // A small interval just below each upper end, or the point itself.
    let ends = Set(rows.map(\.1))
    for end in ends {
      let lower =
        rows.flatMap { $0.0 == $0.1 ? [$0.0] : [$0.0, $0.1] }.filter { $0 < end }.max() ?? 0
      for candidate in [(lower, end, 0.0), (end, end, 0)] {
        let sum = rows.indices.reduce(0) {
          $0 + (covers(rows[$1], candidate) ? shares[$1] : 0)
        }
        largest = max(largest, sum)
      }
    }
    return largest / weights.reduce(0, +) - 1
  }

  private func covers(_ row: (Double, Double), _ set: (Double, Double, Double)) -> Bool {
    let isPoint = set.0 == set.1
    if row.0 == row.1 { return isPoint && set.0 == row.0 }
    return (isPoint ? set.0 > row.0 : set.0 >= row.0) && set.1 <= row.1
  }

  private func probability(
    _ row: (Double, Double), _ masses: [(Double, Double, Double)]
  ) -> Double {
    masses.reduce(0) { $0 + (covers(row, $1) ? $1.2 : 0) }
  }

  private func likelihood(
    _ rows: [(Double, Double)], _ weights: [Double], _ masses: [(Double, Double, Double)]
  ) -> Double {
    rows.indices.reduce(0) { $0 + weights[$1] * log(probability(rows[$1], masses)) }
  }
}
