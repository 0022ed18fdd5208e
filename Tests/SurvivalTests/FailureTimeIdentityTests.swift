import Glibc
import LinearAlgebra
import ReferenceTables
import Statistics
import Survival
import Testing

/// What must hold for any accelerated failure time model, whatever the data.
struct FailureTimeIdentityTests {
  private typealias Model = AcceleratedFailureTimeModel

  /// Random times with covariates, censored in every way.
  private struct Sample {
    var lower: [Double] = []
    var upper: [Double] = []
    var columns: [[Double]] = [[], []]
    var weights: [Double] = []

    init(_ count: Int, seed: UInt64) {
      var random = MadeIntervals(seed: seed)
      for row in 0..<count {
        let (x, u) = (random.uniform() * 4 - 2, Double(row % 2))
        let time = exp(1 + 0.4 * x - 0.5 * u + 0.7 * log(-log(random.uniform())))
        let step = 0.5 + random.uniform()
        let first = (time / step).rounded(.down) * step
        switch row % 5 {
        case 0, 1: add(time, time)
        case 2: add(0.7 * time, .infinity)
        case 3: add(first, first + step)
        default: add(-.infinity, time * 1.2)
        }
        columns[0].append(x)
        columns[1].append(u)
        weights.append(Double(Int(random.uniform() * 4)))
      }
    }

    private mutating func add(_ lower: Double, _ upper: Double) {
      self.lower.append(lower)
      self.upper.append(upper)
    }
  }

  private func design(_ columns: [[Double]], offset: [Double]? = nil) -> Design {
    let names = ["(Intercept)"] + columns.indices.map { "x\($0)" }
    let ones = [Double](repeating: 1, count: columns[0].count)
    return Design(
      matrix: Matrix(rowCount: ones.count, columns: [ones] + columns),
      columns: names.map { Design.Column(name: $0, variable: $0) },
      terms: columns.indices.map { Design.Term(label: "x\($0)", columns: $0 + 1..<$0 + 2) },
      hasIntercept: true, offset: offset)
  }

  private func expectSame(
    _ a: Model, _ b: Model, relative: Double = 1e-9, likelihood: Bool = true,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for j in a.coefficients.indices {
      #expect(
        isClose(a.coefficients[j], b.coefficients[j], relative: relative, absolute: 1e-11),
        sourceLocation: sourceLocation)
      #expect(
        isClose(a.standardErrors[j], b.standardErrors[j], relative: relative),
        sourceLocation: sourceLocation)
    }
    #expect(
      isClose(a.scales[0].value, b.scales[0].value, relative: relative),
      sourceLocation: sourceLocation)
    guard likelihood else { return }
    #expect(
      isClose(a.logLikelihood, b.logLikelihood, relative: relative), sourceLocation: sourceLocation)
    #expect(
      isClose(a.nullLogLikelihood, b.nullLogLikelihood, relative: relative),
      sourceLocation: sourceLocation)
  }

  private static let distributions = FailureTimeDistribution.allCases
  private static let seeds: [UInt64] = [3, 17, 2024]

  @Test(arguments: distributions, seeds)
  func weightsAreReplications(_ distribution: FailureTimeDistribution, seed: UInt64) throws {
    let sample = Sample(90, seed: seed)
    let rows = sample.weights.indices.flatMap {
      [Int](repeating: $0, count: Int(sample.weights[$0]))
    }
    let options = Model.Options(distribution: distribution, weightKind: .frequency)
    let weighted = try Model.fit(
      FailureTimes(lower: sample.lower, upper: sample.upper), on: design(sample.columns),
      weights: sample.weights, options: options)
    let written = try Model.fit(
      FailureTimes(lower: rows.map { sample.lower[$0] }, upper: rows.map { sample.upper[$0] }),
      on: design(sample.columns.map { column in rows.map { column[$0] } }),
      options: .init(distribution: distribution))
    expectSame(weighted, written)
    #expect(weighted.observationCount == rows.count && isClose(weighted.bic, written.bic))
    let robust = try Model.fit(
      FailureTimes(lower: sample.lower, upper: sample.upper), on: design(sample.columns),
      weights: sample.weights,
      options: .init(distribution: distribution, robust: true, weightKind: .frequency))
    let robustWritten = try Model.fit(
      FailureTimes(lower: rows.map { sample.lower[$0] }, upper: rows.map { sample.upper[$0] }),
      on: design(sample.columns.map { column in rows.map { column[$0] } }),
      options: .init(distribution: distribution, robust: true))
    expectSame(robust, robustWritten)
  }

  @Test(arguments: distributions, seeds)
  func theUnitOfTimeOnlyMovesTheScale(
    _ distribution: FailureTimeDistribution, seed: UInt64
  ) throws {
    let sample = Sample(80, seed: seed)
    let options = Model.Options(distribution: distribution)
    let years = try Model.fit(
      FailureTimes(lower: sample.lower, upper: sample.upper), on: design(sample.columns),
      options: options)
    let days = try Model.fit(
      FailureTimes(
        lower: sample.lower.map { $0 * 365.25 }, upper: sample.upper.map { $0 * 365.25 }),
      on: design(sample.columns), options: options)
    let isLog = distribution.isOnLogTime
    let factor = isLog ? 1 : 365.25
    #expect(
      isClose(
        days.coefficients[0],
        isLog ? years.coefficients[0] + log(365.25) : factor * years.coefficients[0]))
    for j in 1...2 {
      #expect(isClose(days.coefficients[j], factor * years.coefficients[j], absolute: 1e-10))
      #expect(isClose(days.standardErrors[j], factor * years.standardErrors[j]))
    }
    #expect(isClose(days.scales[0].value, factor * years.scales[0].value))
    let exact = zip(sample.lower, sample.upper).reduce(0) { $0 + ($1.0 == $1.1 ? 1.0 : 0) }
    #expect(isClose(days.logLikelihood, years.logLikelihood - exact * log(365.25)))
  }

  @Test(arguments: distributions, seeds)
  func shiftAndUnitOfACovariateAreItsOwnAffair(
    _ distribution: FailureTimeDistribution, seed: UInt64
  ) throws {
    let sample = Sample(80, seed: seed)
    let times = FailureTimes(lower: sample.lower, upper: sample.upper)
    let options = Model.Options(distribution: distribution)
    let plain = try Model.fit(times, on: design(sample.columns), options: options)
    let moved = try Model.fit(
      times, on: design([sample.columns[0].map { 1e4 * $0 - 3e5 }, sample.columns[1]]),
      options: options)
    #expect(isClose(moved.coefficients[1], plain.coefficients[1] / 1e4, absolute: 1e-14))
    #expect(isClose(moved.standardErrors[1], plain.standardErrors[1] / 1e4))
    #expect(isClose(moved.coefficients[2], plain.coefficients[2], absolute: 1e-10))
    #expect(isClose(moved.logLikelihood, plain.logLikelihood))
    #expect(isClose(moved.tests.wald.statistic, plain.tests.wald.statistic))
    let a = plain.predictedTimes(for: design(sample.columns))[7].quantile(0.5, level: 0.95)
    let b = moved.predictedTimes(
      for: design([sample.columns[0].map { 1e4 * $0 - 3e5 }, sample.columns[1]]))[7]
      .quantile(0.5, level: 0.95)
    #expect(isClose(a.estimate, b.estimate) && isClose(a.standardError, b.standardError))
  }

  @Test(arguments: distributions, seeds)
  func aRowSplitAtAnyTimeIsTheSame(
    _ distribution: FailureTimeDistribution, seed: UInt64
  ) throws {
    // A row cut in two, the second seen from the cut on, has the likelihood of the whole.
    let sample = Sample(80, seed: seed)
    let whole = sample.lower.indices.filter { $0 % 5 < 3 }
    var (lower, upper, entry) = ([Double](), [Double](), [Double]())
    var columns: [[Double]] = [[], []]
    for row in whole {
      let cut = 0.4 * sample.lower[row]
      lower += [cut, sample.lower[row]]
      upper += [.infinity, sample.upper[row]]
      entry += [0, cut]
      for j in 0..<2 { columns[j] += [sample.columns[j][row], sample.columns[j][row]] }
    }
    let options = Model.Options(distribution: distribution)
    let one = try Model.fit(
      FailureTimes(
        lower: whole.map { sample.lower[$0] }, upper: whole.map { sample.upper[$0] }),
      on: design(sample.columns.map { column in whole.map { column[$0] } }), options: options)
    let two = try Model.fit(
      FailureTimes(lower: lower, upper: upper, entry: entry), on: design(columns),
      options: options)
    expectSame(one, two)
  }

  @Test(arguments: distributions, seeds)
  func narrowIntervalsTendToExactTimes(
    _ distribution: FailureTimeDistribution, seed: UInt64
  ) throws {
    let sample = Sample(80, seed: seed)
    let exact = zip(sample.lower, sample.upper).map { $0 == $1 }
    let options = Model.Options(distribution: distribution)
    let points = try Model.fit(
      FailureTimes(lower: sample.lower, upper: sample.upper), on: design(sample.columns),
      options: options)
    let width = 1e-9
    let intervals = try Model.fit(
      FailureTimes(
        lower: sample.lower.indices.map { sample.lower[$0] - (exact[$0] ? width / 2 : 0) },
        upper: sample.lower.indices.map { sample.upper[$0] + (exact[$0] ? width / 2 : 0) }),
      on: design(sample.columns), options: options)
    expectSame(points, intervals, relative: 1e-6, likelihood: false)
    let count = Double(exact.count { $0 })
    #expect(
      isClose(intervals.logLikelihood, points.logLikelihood + count * log(width), relative: 1e-6))
  }

  @Test(arguments: distributions, seeds)
  func scoresSumToZeroAndAnOffsetShifts(
    _ distribution: FailureTimeDistribution, seed: UInt64
  ) throws {
    let sample = Sample(80, seed: seed)
    let times = FailureTimes(lower: sample.lower, upper: sample.upper)
    let options = Model.Options(distribution: distribution)
    let plain = try Model.fit(times, on: design(sample.columns), options: options)
    let influence = plain.dfbetas()
    for j in 0..<influence.columnCount {
      let column = influence.column(j)
      let sum = column.reduce(0, +)
      #expect(abs(sum) < 1e-10 * column.reduce(0) { $0 + abs($1) })
    }
    if distribution.hasProportionalHazards, distribution.fixedScale == nil {
      #expect(abs(plain.residuals(.martingale).reduce(0, +)) < 1e-9)
    }
    let shifted = try Model.fit(
      times, on: design(sample.columns, offset: sample.columns[0].map { 0.3 * $0 + 2 }),
      options: options)
    #expect(isClose(shifted.coefficients[1], plain.coefficients[1] - 0.3, absolute: 1e-10))
    #expect(isClose(shifted.coefficients[0], plain.coefficients[0] - 2, absolute: 1e-10))
    #expect(isClose(shifted.logLikelihood, plain.logLikelihood))
  }
}
