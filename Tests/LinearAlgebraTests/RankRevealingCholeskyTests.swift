import LinearAlgebra
import ReferenceTables
import Testing

@Suite("Rank-revealing Cholesky")
struct RankRevealingCholeskyTests {
  @Test("of dependent columns the later are dropped, and the rest is as if they were not there")
  func dependent() throws {
    // Columns a, b, a + b, c, 2c of small integers: the cross product is exact.
    let columns: [[Double]] = [
      [1, 2, 0, -1, 3], [0, 1, 1, 2, -1], [1, 3, 1, 1, 2], [2, 0, 1, 1, 1], [4, 0, 2, 2, 2],
    ]
    let x = Matrix(rowCount: 5, columns: columns)
    let factor = RankRevealingCholesky(x.crossProduct())
    #expect(factor.isDependent == [false, false, true, false, true])
    #expect(factor.independentColumns == [0, 1, 3])
    #expect(factor.rank == 3)

    let kept = [0, 1, 3]
    let alone = try Cholesky(x.selecting(columns: kept).crossProduct())
    #expect(isClose(factor.logDeterminant, alone.logDeterminant, relative: 1e-14))
    let inverse = factor.inverse()
    let part = inverse.selecting(rows: kept).selecting(columns: kept)
    #expect(largestDifference(part, alone.inverse()) < 1e-15)
    #expect(inverse.row(2) == [0, 0, 0, 0, 0])
    #expect(Array(inverse.column(4)) == [0, 0, 0, 0, 0])

    let score: [Double] = [3, -1, 2, 5, 10]
    let solution = factor.solve(score)
    #expect(solution[2] == 0 && solution[4] == 0)
    let expected = alone.solve([3, -1, 5])
    for (j, value) in zip(kept, expected) { #expect(isClose(solution[j], value)) }
    #expect(
      isClose(factor.inverseQuadraticForm(score), alone.inverseQuadraticForm([3, -1, 5])))
    let both = factor.solve(Matrix(rowCount: 5, columns: [score, score]))
    #expect(Array(both.column(1)) == solution)
  }

  @Test("equals Cholesky where nothing depends", arguments: edgeOrders)
  func independent(order: Int) throws {
    let a = dominantMatrix(order: order)
    let factor = RankRevealingCholesky(a)
    let plain = try Cholesky(a)
    #expect(factor.rank == order)
    #expect(largestDifference(factor.lower, plain.lower) < 1e-14)
    #expect(largestDifference(factor.inverse(), plain.inverse()) < 1e-14)
    #expect(isClose(factor.logDeterminant, plain.logDeterminant, relative: 1e-13))
  }

  @Test("judges each column against its own diagonal, so units do not matter")
  func units() {
    let small = Matrix(diagonal: [1e-20, 1, 1e20])
    #expect(RankRevealingCholesky(small).rank == 3)
    // Second pivot: 1 − 0.9999² = 2.0e-4 of its diagonal.
    let close = Matrix(rows: [[1e-12, 0.9999e-3], [0.9999e-3, 1e6]])
    #expect(RankRevealingCholesky(close, tolerance: 1.9e-4).isDependent == [false, false])
    #expect(RankRevealingCholesky(close, tolerance: 2.1e-4).isDependent == [false, true])
  }

  @Test("a zero, a negative or a NaN pivot marks its column and spares the others")
  func pivots() {
    let zero = Matrix(rows: [[0, 0], [0, 4]])
    #expect(RankRevealingCholesky(zero).isDependent == [true, false])
    #expect(RankRevealingCholesky(zero).solve([1, 8]) == [0, 2])
    let negative = Matrix(rows: [[4, 0, 2], [0, -1, 5], [2, 5, 10]])
    let factor = RankRevealingCholesky(negative)
    #expect(factor.isDependent == [false, true, false])
    #expect(factor.lower == Matrix(rows: [[2, 0, 0], [0, 1, 0], [1, 0, 3]]))
    var broken = negative
    broken[1, 0] = .nan
    broken[2, 1] = .infinity
    #expect(RankRevealingCholesky(broken) == factor)
  }

  @Test("the squared small numbers of Läuchli's matrix vanish in its cross product")
  func lauchli() throws {
    let x = try reference("lauchli").matrix("element")
    #expect(RankRevealingCholesky(x.crossProduct()).rank == 1)
  }
}
