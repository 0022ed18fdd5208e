import LinearAlgebra
import ReferenceTables
import Testing

@Suite("Symmetric eigenvalues")
struct SymmetricEigenTests {
  @Test("a matrix worked by hand, signs settled")
  func worked() throws {
    let eigen = try SymmetricEigen(Matrix(rows: [[5, -2], [-2, 2]]))
    // λ² − 7λ + 6: 1 with (1, 2)/√5 and 6 with (2, −1)/√5.
    let root = 5.0.squareRoot()
    #expect(isClose(eigen.values[0], 1, relative: 1e-14))
    #expect(isClose(eigen.values[1], 6, relative: 1e-14))
    let expected = Matrix(rows: [[1 / root, 2 / root], [2 / root, -1 / root]])
    #expect(largestDifference(eigen.vectors, expected) < 1e-15)
  }

  @Test("V diag(λ) V' gives the matrix back and V'V is the identity", arguments: edgeOrders)
  func identity(order: Int) throws {
    let scattered = scatteredMatrix(rowCount: order, columnCount: order)
    let a = scattered + scattered.transposed()
    let eigen = try SymmetricEigen(a)
    let v = eigen.vectors
    #expect(
      largestDifference(v * Matrix(diagonal: eigen.values) * v.transposed(), a) < 1e-13)
    #expect(largestDifference(v.crossProduct(), .identity(order)) < 1e-13)
    #expect(eigen.values == eigen.values.sorted())
  }

  @Test("agrees with closed forms and 60 digits")
  func references() throws {
    let table = try reference("spectrum")
    try table.expect(
      SymmetricEigen(try table.matrix("difference")).values, "differenceEigenvalue")
    try table.expect(
      SymmetricEigen(try table.matrix("wilkinson")).values, "wilkinsonEigenvalue")
    for order in [3, 5, 8] {
      let hilbert = try reference("hilbert-\(order)")
      try hilbert.expect(SymmetricEigen(try hilbert.matrix("element")).values, "eigenvalue")
    }
  }

  @Test("reads the lower triangle only, and refuses NaN")
  func triangle() throws {
    var a = Matrix(rows: [[5, 99], [-2, 2]])
    #expect(isClose(try SymmetricEigen(a).values[1], 6, relative: 1e-14))
    a[1, 0] = .nan
    #expect(throws: LinearAlgebraError.notFinite(row: 1, column: 0)) { try SymmetricEigen(a) }
    #expect(try SymmetricEigen(Matrix(rowCount: 0, columnCount: 0)).values == [])
  }
}
