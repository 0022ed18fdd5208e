internal import CLAPACK

// Eigenvalues and singular values, by divide and conquer.
extension LAPACK {
  /// Overwrites a symmetric matrix, of which one triangle is read, with its eigenvectors; returns
  /// the eigenvalues in increasing order.
  static func syevd(
    _ triangle: Triangle, _ order: Int, _ a: inout [Double]
  ) throws(LinearAlgebraError) -> [Double] {
    _ = BLAS.singleThreaded
    precondition(a.count == order * order)
    // The workspace of 1 + 6n + 2n² numbers is counted in 32 bits.
    if order > 32_000 { throw .tooLarge(dimension: order) }
    var values = [Double](repeating: 0, count: order)
    guard order > 0 else { return values }
    let n = Int32(order)
    var best = [0.0]
    var bestInteger: [Int32] = [0]
    unsafe _ = checked(
      lapack_dsyevd(
        Letter.vectors, triangle.letter, n, &a, n, &values, &best, -1, &bestInteger, -1),
      "dsyevd")
    var work = try workspace(best[0])
    var integers = [Int32](repeating: 0, count: Int(max(1, bestInteger[0])))
    let (workCount, integerCount) = (Int32(work.count), Int32(integers.count))
    let info = unsafe lapack_dsyevd(
      Letter.vectors, triangle.letter, n, &a, n, &values, &work, workCount, &integers,
      integerCount)
    if checked(info, "dsyevd") > 0 {
      throw .notConverged(decomposition: "eigenvalue decomposition")
    }
    return values
  }

  /// The thin singular value decomposition: values in decreasing order, U and V'.
  static func gesdd(
    _ x: Matrix
  ) throws(LinearAlgebraError) -> (values: [Double], left: Matrix, rightTransposed: Matrix) {
    _ = BLAS.singleThreaded
    try checkSize(x.rowCount, x.columnCount)
    let rank = min(x.rowCount, x.columnCount)
    // The workspace of 4k² + 7k numbers, k the rank, is counted in 32 bits.
    if rank > 23_000 { throw .tooLarge(dimension: rank) }
    var values = [Double](repeating: 0, count: rank)
    var left = Matrix(rowCount: x.rowCount, columnCount: rank)
    var right = Matrix(rowCount: rank, columnCount: x.columnCount)
    guard rank > 0 else { return (values, left, right) }
    var a = x.elements
    let (m, n, k) = (Int32(x.rowCount), Int32(x.columnCount), Int32(rank))
    var integers = [Int32](repeating: 0, count: 8 * rank)
    var best = [0.0]
    unsafe _ = checked(
      lapack_dgesdd(
        Letter.thin, m, n, &a, m, &values, &left.elements, m, &right.elements, k, &best, -1,
        &integers),
      "dgesdd")
    var work = try workspace(best[0])
    let workCount = Int32(work.count)
    let info = unsafe lapack_dgesdd(
      Letter.thin, m, n, &a, m, &values, &left.elements, m, &right.elements, k, &work, workCount,
      &integers)
    if checked(info, "dgesdd") > 0 {
      throw .notConverged(decomposition: "singular value decomposition")
    }
    return (values, left, right)
  }
}
