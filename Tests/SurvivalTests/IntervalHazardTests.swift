import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// What must hold of every fit, and what is said of data that bear none.
@Suite struct IntervalHazardTests {
  private struct Made {
    var outcomes: IntervalCensoredOutcomes
    var columns: [[Double]]

    init(rows: Int, seed: UInt64, grid: Double = 1) throws {
      var made = MadeIntervals(seed: seed)
      outcomes = try made.outcomes(rows, exact: 0.2, grid: grid)
      columns = (0..<2).map { j in
        (0..<rows).map { _ in j == 0 ? 3 * made.uniform() : (made.uniform() < 0.4 ? 1 : 0) }
      }
    }
  }

  private func design(_ columns: [[Double]], rows: Int) -> Design {
    Design(
      matrix: Matrix(rowCount: rows, columns: columns),
      columns: columns.indices.map { Design.Column(name: "x\($0)", variable: "x\($0)") },
      terms: columns.indices.map { Design.Term(label: "x\($0)", columns: $0..<$0 + 1) },
      hasIntercept: false)
  }

  private func fit(
    _ lower: [Double], _ upper: [Double], _ columns: [[Double]] = [], entry: [Double]? = nil,
    weights: [Double]? = nil, clusters: Grouping? = nil,
    options: IntervalHazardModel.Options = .init()
  ) throws -> IntervalHazardModel {
    try IntervalHazardModel.fit(
      TruncatedIntervals(IntervalCensoredOutcomes(lower: lower, upper: upper), entry: entry),
      on: design(columns, rows: lower.count), weights: weights, clusters: clusters,
      options: options)
  }

  private func expectSame(
    _ a: IntervalHazardModel, _ b: IntervalHazardModel, shift: Double = 0, _ comment: Comment
  ) {
    #expect(isClose(a.logLikelihood, b.logLikelihood + shift, relative: 1e-10), comment)
    for (x, y) in zip(a.coefficients, b.coefficients) {
      #expect(isClose(x, y, relative: 1e-8, absolute: 1e-9), comment)
    }
    for (x, y) in zip(a.standardErrors, b.standardErrors) {
      #expect(isClose(x, y, relative: 1e-7), comment)
    }
  }

  @Test(arguments: HazardBasis.Shape.allCases, 1...3)
  func identities(_ shape: HazardBasis.Shape, _ seed: Int) throws {
    let made = try Made(rows: 80, seed: UInt64(seed))
    let (lower, upper) = (made.outcomes.lower, made.outcomes.upper)
    let options = IntervalHazardModel.Options(shape: shape, knots: 2)
    let model = try fit(lower, upper, made.columns, options: options)
    #expect(model.convergence.converged, "seed \(seed)")
    let exactCount = made.outcomes.exactCount
    // Weights of kind frequency are rows written out.
    let counts = lower.indices.map { Double(($0 * 7 + seed) % 3) }
    let rows = lower.indices.flatMap { Array(repeating: $0, count: Int(counts[$0])) }
    var counted = options
    counted.weightKind = .frequency
    counted.robust = true
    var plain = options
    plain.robust = true
    let weighted = try fit(lower, upper, made.columns, weights: counts, options: counted)
    let written = try fit(
      rows.map { lower[$0] }, rows.map { upper[$0] },
      made.columns.map { column in rows.map { column[$0] } }, options: plain)
    expectSame(weighted, written, "frequencies, seed \(seed)")
    #expect(weighted.observationCount == rows.count && weighted.eventCount == written.eventCount)
    // Weights with clusters: a row of weight 2 is two rows of a cluster.
    let own = Grouping(of: lower.indices.map { $0 / 2 })
    var weighing = options
    weighing.weightKind = .sampling
    expectSame(
      try fit(lower, upper, made.columns, weights: counts, clusters: own, options: weighing),
      try fit(
        rows.map { lower[$0] }, rows.map { upper[$0] },
        made.columns.map { column in rows.map { column[$0] } },
        clusters: Grouping(codes: rows.map { own.codes[$0] }, count: own.count), options: options),
      "clusters, seed \(seed)")
    // The unit of time alters the densities of exact times only.
    let days = 365.25
    let inDays = try fit(
      lower.map { $0 * days }, upper.map { $0 * days }, made.columns, options: options)
    expectSame(model, inDays, shift: Double(exactCount) * log(days), "time, seed \(seed)")
    // Covariates moved and stretched.
    let moved = try fit(
      lower, upper, [made.columns[0].map { 1e4 + 50 * $0 }, made.columns[1]], options: options)
    #expect(isClose(moved.logLikelihood, model.logLikelihood, relative: 1e-10))
    #expect(isClose(moved.coefficients[0] * 50, model.coefficients[0], relative: 1e-7))
    #expect(isClose(moved.standardErrors[0] * 50, model.standardErrors[0], relative: 1e-7))
    #expect(isClose(moved.coefficients[1], model.coefficients[1], relative: 1e-7))
    // Entry at zero is none; the lower end of an interval before the entry says nothing.
    expectSame(
      try fit(
        lower, upper, made.columns, entry: lower.map { _ in 0 }, options: options), model,
      "entry, seed \(seed)")
  }

  /// A follow-up cut in two at any time is the same information.
  @Test(arguments: HazardBasis.Shape.allCases)
  func splitFollowUp(_ shape: HazardBasis.Shape) throws {
    let data = try KaplanMeierCase("lung").outcomes
    let upper = zip(data.time, data.isEvent).map { $1 ? $0 : .infinity }
    let x = data.time.indices.map { Double($0 * 37 % 11) }
    let options = IntervalHazardModel.Options(shape: shape, cuts: [200, 400])
    let whole = try fit(data.time, upper, [x], options: options)
    let half = data.time.map { $0 * 0.37 }
    let split = try fit(
      half + data.time, half.map { _ in .infinity } + upper, [x + x],
      entry: half.map { _ in 0 } + half, options: options)
    expectSame(split, whole, "split")
  }

  @Test func predictionsAgreeWithTheirCurve() throws {
    let made = try Made(rows: 120, seed: 9)
    let model = try fit(
      made.outcomes.lower, made.outcomes.upper, made.columns, options: .init(shape: .spline))
    let curve = model.curves(for: design([[1.2], [1]], rows: 1))[0]
    let median = curve.quantile(0.5)
    #expect(isClose(curve.survival(at: median.estimate).estimate, 0.5, relative: 1e-12))
    // The area by the trapezoid rule.
    let tau = 6.0
    let steps = 20_000
    let area = (0..<steps).reduce(0.0) { sum, step in
      sum + curve.survival(at: (Double(step) + 0.5) * tau / Double(steps)).estimate
    }
    #expect(
      isClose(curve.restrictedMean(to: tau).estimate, area * tau / Double(steps), relative: 1e-7))
    #expect(curve.survival(at: 0).estimate == 1 && curve.survival(at: 0).standardError == 0)
    #expect(curve.survival(at: curve.end * 1.01).estimate.isNaN)
    #expect(curve.restrictedMean(to: curve.end * 1.01).estimate.isNaN)
    #expect(curve.quantile(1).estimate.isNaN && curve.quantile(-1).estimate.isNaN)
  }

  @Test func saysWhatTheDataDoNotBear() throws {
    #expect(throws: FitError.noEvents) { try fit([1, 2], [.infinity, .infinity]) }
    #expect(throws: FitError.noEvents) { try fit([0, 2], [.infinity, .infinity]) }
    #expect(throws: FitError.self) { try fit([0], [0]) }
    #expect(throws: FitError.noObservations) { try fit([1], [2], weights: [0]) }
    #expect(throws: FitError.self) { try fit([1], [2], weights: [-1]) }
    #expect(throws: FitError.self) { try fit([1], [2], entry: [2]) }
    #expect(throws: FitError.self) { try fit([1], [2], entry: [-1]) }
    #expect(throws: FitError.self) { try fit([1, 2], [2, 3], options: .init(cuts: [2, 1])) }
    #expect(throws: FitError.self) { try fit([1, 2], [2, 3], options: .init(cuts: [3])) }
    #expect(throws: FitError.self) { try fit([1, 2], [2, 3], options: .init(knots: -1)) }
    #expect(throws: FitError.self) { try fit([1, 2], [2, 3], [[1, .infinity]]) }
    // Nobody is known to be event-free later.
    for shape in HazardBasis.Shape.allCases {
      let all = try fit([0, 0, 0], [4, 6, 3], options: .init(shape: shape))
      #expect(all.diagnostics.contains { $0.code == .infiniteCoefficient })
      let same = try fit([2, 2, 2], [4, 4, 4], [[0, 1, 0]], options: .init(shape: shape))
      #expect(same.diagnostics.contains { $0.code == .infiniteCoefficient })
      #expect(same.diagnostics.contains { $0.term == "x0" && $0.severity == .warning })
    }
  }

  @Test(arguments: HazardBasis.Shape.allCases)
  func separatedGroups(_ shape: HazardBasis.Shape) throws {
    var made = try Made(rows: 60, seed: 5)
    made.columns.append((0..<60).map { $0 < 15 ? 1 : 0 })
    made.columns.append([Double](repeating: 7, count: 60))
    made.columns.append(made.columns[0].map { 1 - 2 * $0 })
    var upper = made.outcomes.upper
    for row in 0..<15 { upper[row] = .infinity }
    let lower = zip(made.outcomes.lower, upper).map { max($0, $1 == .infinity ? 1 : 0) }
    let model = try fit(lower, upper, made.columns, options: .init(shape: shape))
    #expect(model.convergence.converged)
    func code(_ term: String) -> Diagnostic.Code? {
      model.diagnostics.first { $0.term == term }?.code
    }
    #expect(code("x2") == .infiniteCoefficient && model.coefficients[2] < -10)
    #expect(code("x3") == .constantCovariate && model.coefficients[3].isNaN)
    #expect(code("x4") == .collinear && model.coefficients[4].isNaN)
    #expect(code("x0") == nil && code("x1") == nil)
    // The others are those of the fit without the separated rows.
    let rest = try fit(
      Array(lower[15...]), Array(upper[15...]), made.columns[..<2].map { Array($0[15...]) },
      options: .init(shape: shape, cuts: model.baseline.basis.cuts))
    if shape == .piecewise {
      #expect(isClose(model.coefficients[0], rest.coefficients[0], relative: 1e-6))
      #expect(isClose(model.logLikelihood, rest.logLikelihood, relative: 1e-8))
    }
  }
}
