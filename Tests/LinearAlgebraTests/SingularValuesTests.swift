import LinearAlgebra
import ReferenceTables
import Testing

@Suite("Singular values")
struct SingularValuesTests {
  @Test(
    "U diag(σ) V' gives the matrix back, U and V are orthogonal",
    arguments: [(1, 1), (5, 3), (3, 5), (40, 40), (2_000, 12), (4, 0), (0, 4)])
  func identity(rowCount: Int, columnCount: Int) throws {
    let x = scatteredMatrix(rowCount: rowCount, columnCount: columnCount)
    let svd = try SingularValues(x)
    let rank = min(rowCount, columnCount)
    let product = svd.left * Matrix(diagonal: svd.values) * svd.right.transposed()
    #expect(largestDifference(product, x) < 1e-13)
    #expect(largestDifference(svd.left.crossProduct(), .identity(rank)) < 1e-13)
    #expect(largestDifference(svd.right.crossProduct(), .identity(rank)) < 1e-13)
    #expect(svd.values == svd.values.sorted(by: >))
    #expect(svd.values.allSatisfy { $0 >= 0 })
    #expect(svd.rank() == rank)
  }

  @Test("agrees with 60 digits, signs settled")
  func references() throws {
    let table = try reference("singular")
    let svd = try SingularValues(try table.matrix("element"))
    try table.expect(svd.values, "singularValue")
    try table.expect(svd.right, "right")
    try table.expect(svd.conditionNumber, "conditionNumber")
    let lauchli = try reference("lauchli")
    try lauchli.expect(SingularValues(try lauchli.matrix("element")).values, "singularValue")
    let hilbert = try reference("hilbert-5")
    try hilbert.expect(
      SingularValues(try hilbert.matrix("element")).conditionNumber, "conditionNumber")
  }

  @Test("rank and condition of deficient matrices")
  func deficient() throws {
    let svd = try SingularValues(Matrix(rows: [[1, 2], [2, 4], [3, 6]]))
    #expect(svd.rank() == 1)
    #expect(svd.rank(tolerance: 1) == 0)
    #expect(isClose(svd.values[0], 70.0.squareRoot(), relative: 1e-14))
    let zero = try SingularValues(Matrix(rowCount: 2, columnCount: 2))
    #expect(zero.rank() == 0)
    #expect(zero.conditionNumber.isNaN)
    #expect(try SingularValues(Matrix(diagonal: [2, 0])).conditionNumber == .infinity)
    #expect(try SingularValues(Matrix(rowCount: 3, columnCount: 0)).conditionNumber.isNaN)
  }

  @Test("refuses NaN and infinity")
  func notFinite() {
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) {
      try SingularValues(Matrix(rows: [[1, 2], [.nan, 3]]))
    }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 1)) {
      try SingularValues(Matrix(rows: [[1, .infinity], [2, 3]]))
    }
  }
}
