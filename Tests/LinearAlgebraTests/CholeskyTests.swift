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
    #expect(cholesky.solve([4, 17, 9]).elementsEqual([1, 1, 1]) { isClose($0, $1) })
  }
}
