import LinearAlgebra
import ReferenceTables
import Testing

/// The largest absolute difference of two matrices of one size.
func largestDifference(_ left: Matrix, _ right: Matrix) -> Double {
  (left - right).elements.reduce(0) { max($0, abs($1)) }
}

/// Numbers between minus one and one that look random and are the same on every run.
func scatteredMatrix(rowCount: Int, columnCount: Int, seed: UInt64 = 1) -> Matrix {
  var state = seed &* 0x9E37_79B9_7F4A_7C15
  let elements = (0..<rowCount * columnCount).map { _ -> Double in
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Double(state >> 11) * 0x1p-52 - 1
  }
  return Matrix(rowCount: rowCount, columnCount: columnCount, elements: elements)
}

@Suite("Pivoted QR: factors")
struct PivotedQRTests {
  @Test(
    "Q R gives the columns back in pivot order, and Q is orthogonal",
    arguments: [(1, 1), (5, 3), (40, 40), (3, 6), (300, 7), (50, 0)])
  func factors(rowCount: Int, columnCount: Int) throws {
    let x = scatteredMatrix(rowCount: rowCount, columnCount: columnCount)
    let qr = try PivotedQR(x)
    let basis = qr.orthonormalBasis()
    #expect(largestDifference(basis * qr.upper, x.selecting(columns: qr.pivot)) < 1e-14)
    #expect(
      largestDifference(basis.crossProduct(), .identity(min(rowCount, columnCount))) < 1e-14)
    let y = scatteredMatrix(rowCount: rowCount, columnCount: 2, seed: 7)
    let back = qr.applyQ(to: qr.applyQTransposed(to: y))
    #expect(largestDifference(back, y) < 1e-14)
  }

  @Test("fits a line through four points as worked by hand")
  func line() throws {
    // x = 0…3, y = 1, 3, 4, 8: slope 22/10, intercept 4 − 2.2·1.5 = 0.7.
    let x = Matrix(rows: [[1, 0], [1, 1], [1, 2], [1, 3]])
    let fit = try PivotedQR(x).leastSquares([1, 3, 4, 8])
    #expect(isClose(fit.coefficients[0], 0.7, relative: 1e-14))
    #expect(isClose(fit.coefficients[1], 2.2, relative: 1e-14))
    #expect(isClose(fit.residualSumOfSquares, 1.8, relative: 1e-14))
    let expected = [0.3, 0.1, -1.1, 0.7]
    for (residual, value) in zip(fit.residuals, expected) {
      #expect(isClose(residual, value, absolute: 1e-14))
    }
  }

  @Test("keeps the first of dependent columns")
  func dependent() throws {
    let x = scatteredMatrix(rowCount: 30, columnCount: 3)
    let sum = zip(x.column(0), x.column(1)).map { $0 + 1e6 * $1 }
    let last = scatteredMatrix(rowCount: 30, columnCount: 1, seed: 9)
    let all = x.selecting(columns: [0, 1])
      .appending(columns: Matrix(rowCount: 30, columnCount: 1, elements: sum))
      .appending(columns: last)
      .appending(columns: x.selecting(columns: [0, 2]))
    let qr = try PivotedQR(all)
    #expect(qr.independentColumns() == [0, 1, 3, 5])
    #expect(qr.rank() == 4)
    let kept = try qr.keeping(columns: [0, 1, 3, 5])
    let alone = try PivotedQR(all.selecting(columns: [0, 1, 3, 5]))
    #expect(largestDifference(try kept.inverseGram(), try alone.inverseGram()) < 1e-14)
  }
}
