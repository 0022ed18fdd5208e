internal import Glibc

/// The Cholesky factor of a symmetric positive definite matrix, A = L L'.
///
/// Only the lower triangle of A is read. The empty matrix has an empty factor and determinant one.
public struct Cholesky: Sendable, Hashable {
  /// The lower triangular factor L, zeros above its diagonal.
  public let lower: Matrix
  /// The 1-norm of A, from which the condition number is estimated.
  private let norm: Double

  /// The order of the matrix.
  public var order: Int { lower.rowCount }

  /// Factors a matrix.
  ///
  /// - Throws: `notFinite`, `notPositiveDefinite` with the order of the first leading minor that is
  ///   not positive, or `tooLarge`.
  /// - Precondition: the matrix is square.
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.isSquare, "\(a.rowCount) × \(a.columnCount) is not square")
    try a.checkFinite()
    var factor = a
    try LAPACK.potrf(.lower, a.rowCount, &factor.elements)
    factor.clearUpperTriangle()
    lower = factor
    var symmetric = a
    for j in 0..<a.columnCount {
      for i in 0..<j { symmetric[i, j] = a[j, i] }
    }
    norm = symmetric.oneNorm
  }

  /// The solution of A x = b.
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "\(b.count) elements against order \(order)")
    var x = b
    LAPACK.potrs(.lower, order, lower.elements, &x, columns: 1)
    return x
  }

  /// The solutions of A X = B, column by column.
  public func solve(_ b: Matrix) -> Matrix {
    precondition(b.rowCount == order, "\(b.rowCount) rows against order \(order)")
    var x = b
    LAPACK.potrs(.lower, order, lower.elements, &x.elements, columns: b.columnCount)
    return x
  }

  /// The inverse of A, both triangles filled.
  public func inverse() -> Matrix {
    invertedGram(ofLower: lower)
  }

  /// The natural logarithm of the determinant of A.
  public var logDeterminant: Double { 2 * lower.diagonal.reduce(0) { $0 + log($1) } }

  /// The number b'A⁻¹b, as the squared length of L⁻¹b.
  public func inverseQuadraticForm(_ b: [Double]) -> Double {
    squaredLength(ofForwardSolution: b, lower)
  }

  /// An estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁): near one for a well, near 2e-16 for a badly conditioned
  /// matrix.
  public var reciprocalConditionNumber: Double {
    LAPACK.pocon(.lower, order, lower.elements, norm: norm)
  }
}

/// The inverse of L L', both triangles filled, for a factor without a zero on its diagonal.
func invertedGram(ofLower lower: Matrix) -> Matrix {
  var inverse = lower
  do {
    try LAPACK.potri(.lower, lower.rowCount, &inverse.elements)
  } catch {
    preconditionFailure("a Cholesky factor with a zero on its diagonal")
  }
  inverse.mirrorLowerTriangle()
  return inverse
}

/// The squared length of L⁻¹b, for a factor without a zero on its diagonal.
func squaredLength(ofForwardSolution b: [Double], _ lower: Matrix) -> Double {
  precondition(b.count == lower.rowCount, "\(b.count) elements against order \(lower.rowCount)")
  var x = b
  do {
    try LAPACK.trtrs(.lower, .no, lower.rowCount, lower.elements, &x, columns: 1)
  } catch {
    preconditionFailure("a Cholesky factor with a zero on its diagonal")
  }
  return x.reduce(0) { $0 + $1 * $1 }
}
