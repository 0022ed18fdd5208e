internal import CLAPACK

/// The LAPACK routines that the room calls: one checked wrapper each, on arrays.
///
/// A negative `info` means that the wrapper passed an illegal argument, a programming error that
/// traps; a positive one is a numerical fact and becomes a `LinearAlgebraError`.
enum LAPACK {
  /// Traps if LAPACK found an argument illegal; otherwise gives `info` as it is.
  static func checked(_ info: Int32, _ routine: String) -> Int {
    precondition(info >= 0, "argument \(-info) of \(routine) is illegal")
    return Int(info)
  }

  /// The length of a workspace LAPACK asked for, if its interface can address it.
  static func workspace(_ best: Double) throws(LinearAlgebraError) -> [Double] {
    guard best < Double(Block.largest) else { throw .tooLarge(dimension: Int(best)) }
    return [Double](repeating: 0, count: max(1, Int(best)))
  }

  /// Throws unless LAPACK can address both dimensions.
  static func checkSize(_ rowCount: Int, _ columnCount: Int) throws(LinearAlgebraError) {
    let larger = max(rowCount, columnCount)
    if larger > Block.largest { throw .tooLarge(dimension: larger) }
  }
}

// Cholesky factors of square matrices, in one triangle.
extension LAPACK {
  /// Overwrites the triangle of a symmetric positive definite matrix with its Cholesky factor.
  static func potrf(
    _ triangle: Triangle, _ order: Int, _ a: inout [Double]
  ) throws(LinearAlgebraError) {
    _ = BLAS.singleThreaded
    precondition(a.count == order * order)
    try checkSize(order, order)
    guard order > 0 else { return }
    let info = unsafe lapack_dpotrf(triangle.letter, Int32(order), &a, Int32(order))
    let minor = checked(info, "dpotrf")
    if minor > 0 { throw .notPositiveDefinite(leadingMinor: minor) }
  }

  /// Solves A x = b for each column of `b`, from the Cholesky factor of A.
  static func potrs(
    _ triangle: Triangle, _ order: Int, _ factor: [Double], _ b: inout [Double], columns: Int
  ) {
    _ = BLAS.singleThreaded
    Block(rowCount: order, columnCount: order).check(within: factor.count)
    Block(rowCount: order, columnCount: columns).check(within: b.count)
    guard order > 0, columns > 0 else { return }
    let info = unsafe lapack_dpotrs(
      triangle.letter, Int32(order), Int32(columns), factor, Int32(order), &b, Int32(order))
    precondition(checked(info, "dpotrs") == 0)
  }

  /// Overwrites a Cholesky factor with the same triangle of the inverse.
  static func potri(
    _ triangle: Triangle, _ order: Int, _ factor: inout [Double]
  ) throws(LinearAlgebraError) {
    _ = BLAS.singleThreaded
    Block(rowCount: order, columnCount: order).check(within: factor.count)
    guard order > 0 else { return }
    let info = unsafe lapack_dpotri(triangle.letter, Int32(order), &factor, Int32(order))
    let pivot = checked(info, "dpotri")
    if pivot > 0 { throw .singular(pivot: pivot - 1) }
  }

  /// The reciprocal condition number in the 1-norm, estimated from the factor and the norm of A.
  static func pocon(
    _ triangle: Triangle, _ order: Int, _ factor: [Double], norm: Double
  ) -> Double {
    _ = BLAS.singleThreaded
    Block(rowCount: order, columnCount: order).check(within: factor.count)
    guard order > 0 else { return 1 }
    var reciprocal = 0.0
    var work = [Double](repeating: 0, count: 3 * order)
    var integers = [Int32](repeating: 0, count: order)
    let info = unsafe lapack_dpocon(
      triangle.letter, Int32(order), factor, Int32(order), norm, &reciprocal, &work, &integers)
    precondition(checked(info, "dpocon") == 0)
    return reciprocal
  }
}
