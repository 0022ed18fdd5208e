import LinearAlgebra
import ReferenceTables
import Testing

@Suite("Cholesky")
struct CholeskyTests {
  /// L = [2 0 0; 1 3 0; -1 2 1], so A = L L' and its determinant is (2·3·1)² = 36.
  let a = Matrix(rows: [[4, 2, -2], [2, 10, 5], [-2, 5, 6]])

  @Test("factors a matrix worked by hand")
  func factor() throws {
    let cholesky = try Cholesky(a)
    #expect(cholesky.lower == Matrix(rows: [[2, 0, 0], [1, 3, 0], [-1, 2, 1]]))
    #expect(isClose(cholesky.logDeterminant, 3.58351893845611, relative: 1e-14))  // log 36
    let x = Matrix(rowCount: 3, columnCount: 1, elements: cholesky.solve([4, 17, 9]))
    #expect(largestDifference(x, Matrix(rows: [[1], [1], [1]])) < 1e-14)
    // L y = (2, 4, 1) has y = (1, 1, 0): its squared length is 2.
    #expect(isClose(cholesky.inverseQuadraticForm([2, 4, 1]), 2, relative: 1e-14))
  }

  @Test("reads the lower triangle only")
  func lowerTriangle() throws {
    var upset = a
    upset[0, 2] = 99
    #expect(try Cholesky(upset) == Cholesky(a))
  }

  @Test("agrees with exact arithmetic on Hilbert matrices", arguments: [3, 5, 8])
  func hilbert(order: Int) throws {
    let table = try reference("hilbert-\(order)")
    let cholesky = try Cholesky(try table.matrix("element"))
    try table.expect(cholesky.inverse(), "inverse")
    try table.expect(cholesky.solve(.identity(order)), "inverse")
    try table.expect(cholesky.logDeterminant, "logDeterminant")
    try table.expect(cholesky.reciprocalConditionNumber, "reciprocalOneNorm")
  }

  @Test("L L' gives the matrix back", arguments: edgeOrders)
  func identity(order: Int) throws {
    let matrix = dominantMatrix(order: order)
    let cholesky = try Cholesky(matrix)
    #expect(
      largestDifference(cholesky.lower * cholesky.lower.transposed(), matrix) < 1e-13)
    let inverse = cholesky.inverse()
    #expect(largestDifference(inverse * matrix, .identity(order)) < 1e-13)
    #expect(inverse == inverse.transposed())
  }

  @Test("names the leading minor that is not positive")
  func notPositiveDefinite() {
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 2)) {
      try Cholesky(Matrix(rows: [[1, 2, 0], [2, 1, 0], [0, 0, 1]]))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 1)) {
      try Cholesky(Matrix(rows: [[0]]))
    }
    #expect(throws: LinearAlgebraError.notPositiveDefinite(leadingMinor: 3)) {
      try Cholesky(Matrix(rows: [[1, 0, 1], [0, 1, 1], [1, 1, 2]]))
    }
  }

  @Test("refuses NaN and infinity", arguments: [Double.nan, .infinity])
  func notFinite(value: Double) {
    var broken = a
    broken[2, 1] = value
    #expect(throws: LinearAlgebraError.notFinite(row: 2, column: 1)) { try Cholesky(broken) }
  }

  @Test("the empty matrix has determinant one")
  func empty() throws {
    let cholesky = try Cholesky(Matrix(rowCount: 0, columnCount: 0))
    #expect(cholesky.logDeterminant == 0)
    #expect(cholesky.solve([]) == [])
    #expect(cholesky.inverse() == Matrix(rowCount: 0, columnCount: 0))
    #expect(cholesky.reciprocalConditionNumber == 1)
  }
}
