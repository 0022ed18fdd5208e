import Glibc
import LinearAlgebra
import ReferenceTables
import Testing

/// The kernels on packed rows against sums written out, for every width they treat apart.
struct WeightedCrossProductTests {
  private func matrix(_ rows: Int, _ columns: Int) -> Matrix {
    Matrix(
      rowCount: rows, columnCount: columns,
      elements: (0..<rows * columns).map { sin(Double($0 * $0 % 1_009)) })
  }

  private func packed(_ matrix: Matrix) -> PackedRows {
    let columns = matrix.columnCount
    return PackedRows(
      matrix, order: (0..<matrix.rowCount).map { Int32($0) },
      centers: [Double](repeating: 0, count: columns),
      factors: [Double](repeating: 1, count: columns))
  }

  @Test(arguments: [1, 2, 3, 4, 5, 8, 13, 20, 33, 60])
  func agreesWithTheSum(columns: Int) {
    let x = matrix(517, columns)
    let weights = (0..<517).map { cos(Double($0)) }
    let product = x.weightedCrossProduct(weights)
    for i in 0..<columns {
      for j in 0..<columns {
        let sum = (0..<517).reduce(0) { $0 + weights[$1] * x[$1, i] * x[$1, j] }
        #expect(isClose(product[i, j], sum, relative: 1e-12, absolute: 1e-12))
      }
    }
  }

  @Test(arguments: [1, 2, 4, 8, 16, 20, 32, 45, 64])
  func suffixSumsAgreeWithTheSum(columns: Int) {
    let rows = packed(matrix(10, columns))
    let weights = (0..<10).map { Double($0) + 1 }
    // Segments 0 ..< 3 (two rows its head), 3 ..< 4 and 4 ..< 10; the last starts afresh.
    var carry = [Double](repeating: 99, count: rows.stride)
    var sums = PackedRows(rowCount: 3, columnCount: columns)
    var heads = sums
    rows.suffixSums(
      weights: weights, starts: [0, 3, 4, 10], heads: [2, 1, 1], decays: [1, 0.5, 0],
      segments: 0..<3, carry: &carry, sums: &sums.elements, headSums: &heads.elements)
    func sum(_ range: Range<Int>, _ j: Int) -> Double {
      range.reduce(0) { $0 + weights[$1] * rows.elements[$1 * rows.stride + j] }
    }
    for j in 0..<columns {
      let last = sum(4..<10, j)
      let middle = 0.5 * last + sum(3..<4, j)
      #expect(isClose(sums.row(2)[2 * rows.stride + j], last, relative: 1e-12, absolute: 1e-13))
      #expect(isClose(sums.row(1)[rows.stride + j], middle, relative: 1e-12, absolute: 1e-13))
      #expect(
        isClose(sums.row(0)[j], middle + sum(0..<3, j), relative: 1e-12, absolute: 1e-13))
      #expect(isClose(heads.row(0)[j], sum(0..<2, j), relative: 1e-12, absolute: 1e-13))
      #expect(carry[j] == sums.row(0)[j])
    }
  }

  @Test func packsCentredAndScaledRowsInOrder() {
    let x = Matrix(rows: [[1, 10], [2, 20], [3, 30]])
    let rows = PackedRows(x, order: [2, 0], centers: [1, 10], factors: [2, 0.1])
    #expect(Array(rows.row(0)) == [4, 2])
    #expect(Array(rows.row(1)) == [0, 0])
    let ranges = rows.ranges(of: 0..<2)
    #expect(ranges.low == [0, 0] && ranges.high == [4, 2])
  }

  @Test func exponentialsAreThoseOfTheLibrary() {
    let x = (0..<4_000).map { -745 + 0.3637 * Double($0) }
    var y = x
    VectorMath.exponentiate(&y)
    for (x, y) in zip(x, y) {
      #expect(isClose(y, exp(x), relative: 5e-16, absolute: 0x1p-1074), "exp(\(x))")
    }
    var edges = [0, -0.0, 710, -.infinity, .infinity, .nan, -1e300, 1e300]
    VectorMath.exponentiate(&edges)
    #expect(Array(edges[..<5]) == [1, 1, .infinity, 0, .infinity])
    #expect(edges[5].isNaN && edges[6] == 0 && edges[7] == .infinity)
  }
}
