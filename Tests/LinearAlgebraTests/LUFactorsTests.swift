import LinearAlgebra
import ReferenceTables
import Testing

@Suite("LU factors")
struct LUFactorsTests {
  @Test("agrees with exact arithmetic on an integer matrix")
  func general() throws {
    let table = try reference("general")
    let a = try table.matrix("element")
    let lu = try LUFactors(a)
    try table.expect(lu.inverse(), "inverse")
    try table.expect(lu.logAbsoluteDeterminant, "logAbsoluteDeterminant")
    #expect(lu.determinantSign == -1)
    // An estimate, which never falls below the true value and rarely exceeds three times it.
    let reciprocal = try table.row("reciprocalOneNorm").value
    #expect(lu.reciprocalConditionNumber >= reciprocal * (1 - 1e-12))
    #expect(lu.reciprocalConditionNumber <= reciprocal * 3)
    let x: [Double] = [1, -2, 3, -4, 5, -6]
    for (value, expected) in zip(lu.solve(a * x), x) {
      #expect(isClose(value, expected, relative: 1e-13))
    }
  }

  @Test("agrees with exact arithmetic on Hilbert matrices", arguments: [3, 5, 8])
  func hilbert(order: Int) throws {
    let table = try reference("hilbert-\(order)")
    let lu = try LUFactors(try table.matrix("element"))
    try table.expect(lu.inverse(), "inverse")
    try table.expect(lu.logAbsoluteDeterminant, "logDeterminant")
    #expect(lu.determinantSign == 1)
  }

  @Test("solves what it multiplies, and agrees with Cholesky", arguments: edgeOrders)
  func identity(order: Int) throws {
    let a = dominantMatrix(order: order)
    let b = scatteredMatrix(rowCount: order, columnCount: 3, seed: 8)
    let (lu, cholesky) = (try LUFactors(a), try Cholesky(a))
    #expect(largestDifference(a * lu.solve(b), b) < 1e-13)
    #expect(largestDifference(lu.solve(b), cholesky.solve(b)) < 1e-14)
    #expect(isClose(lu.logAbsoluteDeterminant, cholesky.logDeterminant, relative: 1e-13))
    #expect(isClose(lu.reciprocalConditionNumber, cholesky.reciprocalConditionNumber))
  }

  @Test("an exchange of rows turns the sign")
  func sign() throws {
    #expect(try LUFactors(Matrix(rows: [[0, 1], [1, 0]])).determinantSign == -1)
    #expect(try LUFactors(Matrix(rows: [[-1, 0], [0, -1]])).determinantSign == 1)
    #expect(try LUFactors(Matrix(rowCount: 0, columnCount: 0)).determinantSign == 1)
  }

  @Test("names the pivot that is zero, and refuses NaN")
  func faults() {
    #expect(throws: LinearAlgebraError.singular(pivot: 1)) {
      try LUFactors(Matrix(rows: [[1, 2], [2, 4]]))
    }
    #expect(throws: LinearAlgebraError.singular(pivot: 0)) { try LUFactors(Matrix(rows: [[0]])) }
    #expect(throws: LinearAlgebraError.notFinite(row: 0, column: 0)) {
      try LUFactors(Matrix(rows: [[.nan]]))
    }
  }
}
