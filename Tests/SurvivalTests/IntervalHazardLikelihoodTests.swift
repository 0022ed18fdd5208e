import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Survival
import Testing

/// Value and derivatives of the likelihood of interval-censored hazards.
@Suite struct IntervalHazardLikelihoodTests {
  private func likelihood(
    _ shape: HazardBasis.Shape, seed: UInt64, rows: Int = 40
  ) throws -> IntervalHazardLikelihood {
    var made = MadeIntervals(seed: seed)
    let outcomes = try made.outcomes(rows, exact: 0.3, grid: 0)
    let entry = (0..<rows).map { row in
      made.uniform() < 0.5 ? 0 : outcomes.lower[row] * made.uniform() * 0.9
    }
    let data = try TruncatedIntervals(outcomes, entry: entry)
    let last = zip(outcomes.lower, outcomes.upper).map { $1 < .infinity ? $1 : $0 }.max() ?? 1
    let basis = HazardBasis(shape, cuts: [2, 5, 9], end: max(last, 10))
    return IntervalHazardLikelihood(
      data: IntervalHazardRows(data, rows: Array(0..<rows), basis: basis),
      covariates: (0..<rows * 2).map { _ in 2 * made.uniform() - 1 }, covariateCount: 2,
      offset: (0..<rows).map { _ in made.uniform() - 0.5 },
      weights: (0..<rows).map { _ in 0.2 + made.uniform() })
  }

  private func parameters(_ values: [Double]) -> IntervalHazardLikelihood.Parameters {
    .init(theta: Array(values.dropLast(2)), beta: Array(values.suffix(2)))
  }

  /// Central differences of fourth order.
  private func slope(_ f: (Double) -> Double, _ h: Double = 1e-3) -> Double {
    (8 * (f(h) - f(-h)) - (f(2 * h) - f(-2 * h))) / (12 * h)
  }

  @Test(arguments: HazardBasis.Shape.allCases, 1...4)
  func derivativesAreThoseOfTheValue(_ shape: HazardBasis.Shape, _ seed: Int) throws {
    let likelihood = try likelihood(shape, seed: UInt64(seed))
    var made = MadeIntervals(seed: UInt64(100 + seed))
    let count = shape == .piecewise ? 4 : 6
    let at = (0..<count).map { _ in made.uniform() - 2.5 } + [0.4, -0.7]
    let found = likelihood.derivatives(at: parameters(at))
    for j in at.indices {
      func moved(_ h: Double) -> [Double] {
        var next = at
        next[j] += h
        return next
      }
      let score = slope { likelihood.value(at: parameters(moved($0))) }
      #expect(
        isClose(found.score[j], score, relative: 1e-8, absolute: 1e-8),
        "\(difference(found.score[j], score, "score \(j), seed \(seed)"))")
      for i in at.indices {
        let bend = -slope { likelihood.derivatives(at: parameters(moved($0))).score[i] }
        #expect(
          isClose(found.information[i, j], bend, relative: 1e-8, absolute: 1e-8),
          "\(difference(found.information[i, j], bend, "information \(i) \(j), seed \(seed)"))")
      }
    }
    // By the weights themselves.
    let slopes = likelihood.slopes(at: parameters(at))
    for k in 0..<count {
      #expect(isClose(slopes[k] * exp(at[k]), found.score[k], relative: 1e-11, absolute: 1e-11))
    }
    // A piece that holds an exact time cannot be without weight; a spline beside others can.
    guard shape == .spline else { return }
    var without = at
    without[1] = -.infinity
    var nearly = at
    nearly[1] = -40
    let gain =
      likelihood.value(at: parameters(nearly)) - likelihood.value(at: parameters(without))
    #expect(abs(gain) < 1e-9)
    #expect(likelihood.derivatives(at: parameters(without)).score[1] == 0)
  }

  /// The exponential model: λ = events / person-time where all is exact or right-censored.
  @Test func onePieceIsExponential() throws {
    let outcomes = try IntervalCensoredOutcomes(lower: [2, 3, 5, 7], upper: [2, .infinity, 5, 7])
    let basis = HazardBasis(.piecewise, cuts: [], end: 7)
    let likelihood = IntervalHazardLikelihood(
      data: IntervalHazardRows(try TruncatedIntervals(outcomes), rows: [0, 1, 2, 3], basis: basis),
      covariates: [], covariateCount: 0, offset: nil, weights: [1, 1, 1, 1])
    let rate = 3.0 / 17
    let at = IntervalHazardLikelihood.Parameters(theta: [log(rate)], beta: [])
    #expect(isClose(likelihood.value(at: at), 3 * log(rate) - 3))
    #expect(abs(likelihood.derivatives(at: at).score[0]) < 1e-14)
    #expect(isClose(likelihood.derivatives(at: at).information[0, 0], 3))
  }

  /// b is the derivative of B, the splines' integrals end at 1, and equal weights of B-splines of
  /// order 3 make a constant.
  @Test(arguments: HazardBasis.Shape.allCases)
  func integralsAreThoseOfTheFunctions(_ shape: HazardBasis.Shape) {
    let basis = HazardBasis(shape, cuts: [1, 4, 4.5], end: 9)
    func at(_ t: Double) -> (values: [Double], integrals: [Double]) {
      var values = [Double](repeating: .nan, count: basis.count)
      var integrals = values
      basis.values(at: t, into: &values)
      basis.integrals(at: t, into: &integrals)
      return (values, integrals)
    }
    for t in [0.3, 0.99, 2.2, 4.2, 8.8] {
      for k in 0..<basis.count {
        let slope = slope({ at(t + $0).integrals[k] }, 1e-3)
        #expect(isClose(at(t).values[k], slope, relative: 1e-8, absolute: 1e-10))
      }
    }
    #expect(at(0).integrals.allSatisfy { $0 == 0 })
    switch shape {
    case .piecewise:
      #expect(at(9).integrals == [1, 3, 0.5, 4.5])
      #expect(at(0).values == [1, 0, 0, 0] && at(4).values == [0, 1, 0, 0])
    case .spline:
      #expect(at(9).integrals.allSatisfy { isClose($0, 1, relative: 1e-14) })
      let knots = [0.0, 0, 0, 1, 4, 4.5, 9, 9, 9]
      for t in [0, 0.5, 4, 7, 9] {
        let sum = (0..<6).reduce(0.0) { $0 + at(t).values[$1] * (knots[$1 + 3] - knots[$1]) / 3 }
        #expect(isClose(sum, 1, relative: 1e-13))
      }
    }
  }
}
