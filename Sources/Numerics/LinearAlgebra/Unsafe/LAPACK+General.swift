internal import CLAPACK

// General square systems.
extension LAPACK {
  /// Overwrites a square matrix with its LU factors; returns the exchanges of rows.
  static func getrf(_ order: Int, _ a: inout [Double]) throws(LinearAlgebraError) -> [Int32] {
    _ = BLAS.singleThreaded
    precondition(a.count == order * order)
    try checkSize(order, order)
    var exchanges = [Int32](repeating: 0, count: order)
    guard order > 0 else { return exchanges }
    let n = Int32(order)
    let info = unsafe lapack_dgetrf(n, n, &a, n, &exchanges)
    let pivot = checked(info, "dgetrf")
    if pivot > 0 { throw .singular(pivot: pivot - 1) }
    return exchanges
  }

  /// Overwrites each column of `b` with the solution of A x = b, from the LU factors of A.
  static func getrs(
    _ order: Int, _ factors: [Double], _ exchanges: [Int32], _ b: inout [Double], columns: Int
  ) {
    _ = BLAS.singleThreaded
    Block(rowCount: order, columnCount: order).check(within: factors.count)
    Block(rowCount: order, columnCount: columns).check(within: b.count)
    precondition(exchanges.count == order)
    guard order > 0, columns > 0 else { return }
    let n = Int32(order)
    let info = unsafe lapack_dgetrs(
      Transpose.no.letter, n, Int32(columns), factors, n, exchanges, &b, n)
    precondition(checked(info, "dgetrs") == 0)
  }

  /// The reciprocal condition number in the 1-norm, estimated from the factors and the norm of A.
  static func gecon(_ order: Int, _ factors: [Double], norm: Double) -> Double {
    _ = BLAS.singleThreaded
    Block(rowCount: order, columnCount: order).check(within: factors.count)
    guard order > 0 else { return 1 }
    var reciprocal = 0.0
    var work = [Double](repeating: 0, count: 4 * order)
    var integers = [Int32](repeating: 0, count: order)
    let n = Int32(order)
    let info = unsafe lapack_dgecon(
      Letter.oneNorm, n, factors, n, norm, &reciprocal, &work, &integers)
    precondition(checked(info, "dgecon") == 0)
    return reciprocal
  }
}
