import LinearAlgebra
import ReferenceTables
import Regression
import Statistics
import Testing

/// Worked cases, identities and edges of linear models.
@Suite struct LinearModelTests {
  private static let ones: [Double] = [1, 1, 1, 1, 1, 1]

  private static func design(
    _ columns: [[Double]], intercept: Bool = true, offset: [Double]? = nil
  ) -> Design {
    RegressionCase.design(
      columns, names: columns.indices.map { $0 == 0 && intercept ? "(Intercept)" : "x\($0)" },
      hasIntercept: intercept, offset: offset)
  }

  /// y = 1, 3, 2 at x = 0, 1, 2: slope ½, intercept 3/2, residuals −½, 1, −½, σ² = 3/2.
  @Test func threePointsByHand() throws {
    let model = try LinearModel.fit([1, 3, 2], on: Self.design([[1, 1, 1], [0, 1, 2]]))
    #expect(isClose(model.coefficients[0], 1.5) && isClose(model.coefficients[1], 0.5))
    #expect(isClose(model.sigma, 1.5.squareRoot()))
    #expect(isClose(model.rSquared, 0.25))
    #expect(isClose(model.standardErrors[1], 0.75.squareRoot()))
    #expect(isClose(model.standardErrors[0], 1.25.squareRoot()))
  }

  /// With integer weights coefficients are those of repeated rows.
  @Test func weightsRepeatRows() throws {
    var noise = Noise(seed: 7)
    let x = (0..<12).map { _ in noise.normal() }
    let y = x.map { 1 + 2 * $0 + noise.normal() }
    let weights = (0..<12).map { Double($0 % 3) }
    let repeated = (0..<12).flatMap { [Int](repeating: $0, count: $0 % 3) }
    let ones = [Double](repeating: 1, count: 12)
    let weighted = try LinearModel.fit(y, on: Self.design([ones, x]), weights: weights)
    let long = try LinearModel.fit(
      repeated.map { y[$0] },
      on: Self.design([repeated.map { _ in 1 }, repeated.map { x[$0] }]))
    for j in 0..<2 {
      #expect(isClose(weighted.coefficients[j], long.coefficients[j], relative: 1e-13))
      #expect(
        isClose(
          weighted.unscaledCovariance[j, j], long.unscaledCovariance[j, j], relative: 1e-12))
    }
    #expect(weighted.observationCount == 8 && long.observationCount == 12)
  }

  /// Residuals are orthogonal to every column, also in ill-conditioned designs.
  @Test(arguments: ["filip", "longley", "pontius"]) func residualsAreOrthogonal(
    _ name: String
  ) throws {
    let data = try RegressionCase.load("nist/" + name)
    let model = try LinearModel.fit(data.response, on: data.design)
    for j in 0..<data.design.columns.count {
      let column = data.design.matrix.column(j)
      let product = zip(column, model.residuals).reduce(0) { $0 + $1.0 * $1.1 }
      let size = zip(column, model.residuals).reduce(0) { $0 + abs($1.0 * $1.1) }
      #expect(abs(product) <= 1e-12 * size)
    }
  }

  /// Leverages add up to the number of coefficients.
  @Test(arguments: ["filip", "longley", "norris"]) func leveragesAddUp(_ name: String) throws {
    let data = try RegressionCase.load("nist/" + name)
    let model = try LinearModel.fit(data.response, on: data.design)
    #expect(isClose(model.leverages.reduce(0, +), Double(model.rank), relative: 1e-12))
  }

  /// Scaling a column by 1e200 scales its coefficient and error, and changes nothing else.
  @Test func unitsDoNotMatter() throws {
    let x: [Double] = [3, 1, 4, 1, 5, 9]
    let y: [Double] = [2, 7, 1, 8, 2, 8]
    let plain = try LinearModel.fit(y, on: Self.design([Self.ones, x]))
    for factor in [0x1p600, 0x1p-600] {
      let scaled = try LinearModel.fit(y, on: Self.design([Self.ones, x.map { $0 * factor }]))
      #expect(isClose(scaled.coefficients[1] * factor, plain.coefficients[1], relative: 1e-14))
      #expect(isClose(scaled.sigma, plain.sigma, relative: 1e-14))
      #expect(isClose(scaled.coefficients[0], plain.coefficients[0], relative: 1e-13))
    }
  }

  @Test func dependentColumnsAreNamedWithWhatTheyDependOn() throws {
    let a: [Double] = [1, 2, 3, 4, 5, 7]
    let b: [Double] = [2, 1, 4, 3, 7, 5]
    let sum = zip(a, b).map { $0 / 3 + $1 / 7 }
    let model = try LinearModel.fit(
      [1, 2, 2, 4, 3, 6], on: Self.design([Self.ones, a, [3, 3, 3, 3, 3, 3], b, sum]))
    #expect(model.coefficients.map(\.isNaN) == [false, false, true, false, true])
    #expect(model.diagnostics.map(\.code) == [.constantCovariate, .collinear])
    #expect(model.diagnostics.map(\.term) == ["x2", "x4"])
    #expect(model.diagnostics[1].message.contains("combination of `x1`, `x3`,"))
    #expect(model.covariance[2, 0].isNaN && !model.covariance[3, 0].isNaN)
  }

  /// The small difference of two large columns is a column like others, and their sum is dependent
  /// on them although neither is short.
  @Test func dependenceIsJudgedByDistance() throws {
    let large: [Double] = [1e7, 2e7, 3e7, 4e7, 5e7, 6e7].map { $0 / 3 }
    let other = zip(large, [0.1, -0.2, 0.3, 0.1, -0.3, 0.2]).map { $0 + $1 }
    let difference = zip(large, other).map { $0 - $1 }
    let y: [Double] = [1, 4, 2, 8, 5, 7]
    let two = try LinearModel.fit(y, on: Self.design([Self.ones, large, other]))
    #expect(two.rank == 3)
    let three = try LinearModel.fit(y, on: Self.design([Self.ones, large, other, difference]))
    #expect(three.rank == 3)
  }

  @Test func asManyCoefficientsAsRows() throws {
    let model = try LinearModel.fit([1, 3], on: Self.design([[1, 1], [0, 1]]))
    #expect(isClose(model.coefficients[1], 2))
    #expect(model.sigma.isNaN && model.standardErrors[1].isNaN && model.adjustedRSquared.isNaN)
    #expect(model.overallTest?.pValue.isNaN == true)
    #expect(model.diagnostics.map(\.code) == [.notEstimable])
    let table = model.coefficientTable(level: 0.95)
    #expect(table[1].test.pValue.isNaN && table[1].interval.lower.isNaN)
    #expect(model.leverages.count == 2 && model.cooksDistances[0].isNaN)
  }

  @Test func moreCoefficientsThanRows() throws {
    let model = try LinearModel.fit([1, 3], on: Self.design([[1, 1], [0, 1], [5, 2], [1, 7]]))
    #expect(model.coefficients.map(\.isNaN) == [false, false, true, true])
  }

  @Test func constantResponse() throws {
    let model = try LinearModel.fit(
      [0.1, 0.1, 0.1, 0.1], on: Self.design([[1, 1, 1, 1], [1, 2, 3, 5]]))
    #expect(abs(model.coefficients[1]) < 1e-17 && isClose(model.coefficients[0], 0.1))
    #expect(model.diagnostics.map(\.code) == [.perfectFit])
    let zero = try LinearModel.fit([0, 0, 0], on: Self.design([[1, 1, 1], [1, 2, 4]]))
    #expect(zero.coefficients == [0, 0] && zero.residualSumOfSquares == 0)
  }

  @Test func noColumnsAtAll() throws {
    let empty = Design(
      matrix: Matrix(rowCount: 2, columnCount: 0), columns: [], terms: [], hasIntercept: false)
    let model = try LinearModel.fit([3, 4], on: empty)
    #expect(isClose(model.residualSumOfSquares, 25) && model.overallTest == nil)
  }

  @Test func impossibleInputIsNamed() {
    let design = Self.design([[1, 1, 1], [0, 1, 2]])
    #expect(throws: FitError.invalidWeight(row: 1, value: -1)) {
      try LinearModel.fit([1, 2, 3], on: design, weights: [1, -1, 1])
    }
    #expect(throws: FitError.noObservations) {
      try LinearModel.fit([1, 2, 3], on: design, weights: [0, 0, 0])
    }
    #expect(throws: FitError.noObservations) {
      try LinearModel.fit([], on: Self.design([[], []]))
    }
    #expect(throws: FitError.notFinite(column: "x1", row: 2)) {
      try LinearModel.fit([1, 2, 3], on: Self.design([[1, 1, 1], [0, 1, .infinity]]))
    }
    #expect(throws: FitError.notFinite(column: "offset", row: 0)) {
      try LinearModel.fit([1, 2, 3], on: Self.design([[1, 1, 1]], offset: [-.infinity, 0, 0]))
    }
    #expect(throws: FitError.noEstimableColumns(names: ["x0"])) {
      try LinearModel.fit([1, 2, 3], on: Self.design([[0, 0, 0]], intercept: false))
    }
    #expect(throws: FitError.self) { try LinearModel.fit([1, .infinity, 3], on: design) }
  }

  /// The prediction at the means is the mean, with error σ/√n.
  @Test func predictionAtTheMeans() throws {
    let x: [Double] = [3, 1, 4, 1, 5, 9]
    let y: [Double] = [2, 7, 1, 8, 2, 8]
    let model = try LinearModel.fit(y, on: Self.design([Self.ones, x]))
    let at = model.predictions(for: Self.design([[1], [x.reduce(0, +) / 6]]))[0]
    #expect(isClose(at.value, y.reduce(0, +) / 6))
    #expect(isClose(at.standardError, model.sigma / 6.0.squareRoot()))
  }

  /// Several blocks of rows, well and badly conditioned, against the same numbers in exact
  /// arithmetic: y is a combination of the columns plus a column orthogonal to them.
  @Test(arguments: [1.0, 1e6]) func manyRows(_ shift: Double) throws {
    let n = 5000
    let x = (0..<n).map { Double($0 % 10) + shift }
    // +1, −1 at equal x: orthogonal to the intercept and x.
    let error = (0..<n).map { ($0 / 10) % 2 == 0 ? 1.0 : -1 }
    let y = (0..<n).map { 3 + 0.5 * x[$0] + error[$0] }
    let model = try LinearModel.fit(y, on: Self.design([x.map { _ in 1 }, x]))
    #expect(isClose(model.coefficients[1], 0.5, relative: 1e-13))
    #expect(isClose(model.coefficients[0], 3, relative: 1e-11))
    // Σ(x − x̄)² = n · 8.25.
    #expect(isClose(model.residualSumOfSquares, Double(n), relative: 1e-13))
    #expect(
      isClose(model.unscaledCovariance[1, 1], 1 / (8.25 * Double(n)), relative: 1e-12))
  }
}
