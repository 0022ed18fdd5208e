import LinearAlgebra
import ReferenceTables
import Testing

@Suite("Pivoted QR: factors and least squares")
struct PivotedQRTests {
  /// The last two are cut into blocks of rows.
  static let sizes = [
    (1, 1), (5, 3), (40, 40), (3, 6), (300, 7), (50, 0), (0, 0), (100_000, 3), (3_000, 60),
  ]

  /// A few rounding units of a column's length, which is below √n here: what a backward stable
  /// factorization may leave in any one element.
  static func roundingBound(_ rowCount: Int) -> Double {
    8 * Double.ulpOfOne * (1 + Double(rowCount).squareRoot())
  }

  @Test("Q R gives the columns back in pivot order, and Q is orthogonal", arguments: sizes)
  func factors(rowCount: Int, columnCount: Int) throws {
    let x = scatteredMatrix(rowCount: rowCount, columnCount: columnCount)
    let qr = try PivotedQR(x)
    #expect(qr.pivot.sorted() == Array(0..<columnCount))
    let basis = qr.orthonormalBasis()
    let bound = Self.roundingBound(rowCount)
    #expect(largestDifference(basis * qr.upper, x.selecting(columns: qr.pivot)) < bound)
    let height = min(rowCount, columnCount)
    #expect(largestDifference(basis.crossProduct(), .identity(height)) < 2e-14)
    for j in 0..<height {
      for i in j + 1..<max(j + 1, height) { #expect(qr.upper[i, j] == 0) }
    }
  }

  @Test("Q'Q and QQ' are the identity; Q'X is R above zeros", arguments: sizes)
  func orthogonal(rowCount: Int, columnCount: Int) throws {
    let x = scatteredMatrix(rowCount: rowCount, columnCount: columnCount)
    let qr = try PivotedQR(x)
    let y = scatteredMatrix(rowCount: rowCount, columnCount: 2, seed: 7)
    #expect(largestDifference(qr.applyQ(to: qr.applyQTransposed(to: y)), y) < 2e-14)
    #expect(largestDifference(qr.applyQTransposed(to: qr.applyQ(to: y)), y) < 2e-14)
    let vector = qr.applyQTransposed(to: Array(y.column(1)))
    let column = Matrix(rowCount: rowCount, columnCount: 1, elements: vector)
    #expect(largestDifference(column, qr.applyQTransposed(to: y).selecting(columns: [1])) < 2e-14)
    let rotated = qr.applyQTransposed(to: x.selecting(columns: qr.pivot))
    let top = rotated.selecting(rows: Array(0..<qr.upper.rowCount))
    let bound = Self.roundingBound(rowCount)
    #expect(largestDifference(top, qr.upper) < bound)
    let rest = rotated.selecting(rows: Array(qr.upper.rowCount..<rowCount))
    #expect(rest.elements.allSatisfy { abs($0) < bound })
  }

  @Test("fits a line through four points as worked by hand")
  func line() throws {
    // x = 0…3, y = 1, 3, 4, 8: slope 22/10, intercept 4 − 2.2·1.5 = 0.7.
    let x = Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]])
    let fit = try PivotedQR(x).leastSquares([1, 3, 4, 8])
    #expect(isClose(fit.coefficients[0], 0.7, relative: 1e-14))
    #expect(isClose(fit.coefficients[1], 2.2, relative: 1e-14))
    #expect(isClose(fit.residualSumOfSquares, 1.8, relative: 1e-14))
    for (residual, value) in zip(fit.residuals, [0.3, 0.1, -1.1, 0.7]) {
      #expect(isClose(residual, value, absolute: 1e-14))
    }
  }

  @Test("agrees with rational arithmetic on a cubic")
  func cubic() throws {
    let table = try reference("leastSquares")
    let qr = try PivotedQR(try table.matrix("element"))
    let fit = try qr.leastSquares(try table.matrix("response").elements)
    try table.expect(fit.coefficients, "coefficient")
    try table.expect(fit.residuals, "residual")
    try table.expect(fit.residualSumOfSquares, "residualSumOfSquares")
    try table.expect(try qr.inverseGram(), "inverseGram")
    try table.expect(qr.leverages(), "leverage")
    try table.expect(qr.gramLogDeterminant, "gramLogDeterminant")
  }

  @Test("solves the augmented system and the two triangles, in the order of the columns")
  func augmented() throws {
    let x = scatteredMatrix(rowCount: 30, columnCount: 5)
    let qr = try PivotedQR(x)
    let f = scatteredMatrix(rowCount: 30, columnCount: 1, seed: 2).elements
    let g: [Double] = [3, -1, 4, 1, -5]
    let (residuals, coefficients) = try qr.solveAugmented(f, g)
    let first = zip(residuals, x * coefficients).map { $0 + $1 }
    #expect(zip(first, f).allSatisfy { abs($0 - $1) < 1e-13 })
    #expect(zip(x.transposedProduct(with: residuals), g).allSatisfy { abs($0 - $1) < 1e-13 })
    // R P'b = c, then P R'c = g, is X'X b = g.
    let b = try qr.backSolve(qr.forwardSolve(g))
    #expect(zip(x.crossProduct() * b, g).allSatisfy { abs($0 - $1) < 1e-13 })
    #expect(zip(try Cholesky(x.crossProduct()).solve(g), b).allSatisfy { isClose($0, $1) })
    let inverse = try qr.inverseGram()
    #expect(inverse == inverse.transposed())
    #expect(largestDifference(inverse, try Cholesky(x.crossProduct()).inverse()) < 1e-14)
  }

  @Test("units of a column change nothing but its own coefficient")
  func units() throws {
    let x = scatteredMatrix(rowCount: 20, columnCount: 3)
    let y = scatteredMatrix(rowCount: 20, columnCount: 1, seed: 3).elements
    let scale = Matrix(diagonal: [0x1p-300, 1, 0x1p250])
    let plain = try PivotedQR(x)
    let scaled = try PivotedQR(x * scale)
    #expect(scaled.pivot == plain.pivot)
    #expect(scaled.reciprocalConditionNumber == plain.reciprocalConditionNumber)
    let (fit, other) = (try plain.leastSquares(y), try scaled.leastSquares(y))
    for j in 0..<3 {
      #expect(isClose(other.coefficients[j] * scale[j, j], fit.coefficients[j]))
    }
    #expect(zip(fit.residuals, other.residuals).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test("edge sizes: no column, no row, more columns than rows")
  func edges() throws {
    let none = try PivotedQR(Matrix(rowCount: 3, columnCount: 0)).leastSquares([1, 2, 3])
    #expect(none.coefficients == [])
    #expect(none.residuals == [1, 2, 3])
    let wide = try PivotedQR(Matrix(rows: [[1, 2, 3], [0, 1, 1]]))
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { try wide.backSolve([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.singular(pivot: 2)) { try wide.inverseGram() }
    #expect(wide.gramLogDeterminant == -.infinity)
    #expect(wide.reciprocalConditionNumber == 0)
    let empty = try PivotedQR(Matrix(rowCount: 0, columnCount: 2))
    #expect(empty.independentColumns() == [])
    #expect(throws: LinearAlgebraError.singular(pivot: 0)) { try empty.leastSquares([]) }
  }

  @Test("a column of zeros is singular, NaN and infinity are refused")
  func faults() throws {
    let zero = try PivotedQR(Matrix(rows: [[1, 0], [2, 0], [3, 0]]))
    #expect(zero.rank() == 1)
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try zero.leastSquares([1, 2, 3]) }
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) { try zero.inverseGram() }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try PivotedQR(Matrix(rows: [[1, .infinity], [.nan, 2]]).selecting(rows: [0]))
    }
  }
}
