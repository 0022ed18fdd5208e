internal import Glibc

/// The factors of a general square matrix with its rows exchanged, P A = L U.
///
/// For symmetric positive definite matrices `Cholesky` is twice as fast and says more.
public struct LUFactors: Sendable, Hashable {
  /// U in the upper triangle; L, whose diagonal is one, below.
  private let factors: Matrix
  /// The row exchanged with each, counted from one, as LAPACK keeps them.
  private let exchanges: [Int32]
  /// The 1-norm of A.
  private let norm: Double

  /// The order of the matrix.
  public var order: Int { factors.rowCount }

  /// Factors a matrix.
  ///
  /// - Throws: `notFinite`, `singular` with the first column whose pivot is exactly zero, or
  ///   `tooLarge`.
  /// - Precondition: the matrix is square.
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.isSquare, "\(a.rowCount) × \(a.columnCount) is not square")
    try a.checkFinite()
    var factors = a
    exchanges = try LAPACK.getrf(a.rowCount, &factors.elements)
    self.factors = factors
    norm = a.oneNorm
  }

  /// The solution of A x = b.
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "\(b.count) elements against order \(order)")
    var x = b
    LAPACK.getrs(order, factors.elements, exchanges, &x, columns: 1)
    return x
  }

  /// The solutions of A X = B, column by column.
  public func solve(_ b: Matrix) -> Matrix {
    precondition(b.rowCount == order, "\(b.rowCount) rows against order \(order)")
    var x = b
    LAPACK.getrs(order, factors.elements, exchanges, &x.elements, columns: b.columnCount)
    return x
  }

  /// The inverse of A.
  public func inverse() -> Matrix { solve(.identity(order)) }

  /// The natural logarithm of the absolute value of the determinant of A.
  public var logAbsoluteDeterminant: Double { factors.diagonal.reduce(0) { $0 + log(abs($1)) } }

  /// The sign of the determinant of A: plus or minus one.
  public var determinantSign: Double {
    var sign = 1.0
    for (j, exchange) in exchanges.enumerated() where Int(exchange) != j + 1 { sign = -sign }
    for pivot in factors.diagonal where pivot < 0 { sign = -sign }
    return sign
  }

  /// An estimate of 1 / (‖A‖₁ ‖A⁻¹‖₁): near one for a well, near 2e-16 for a badly conditioned
  /// matrix.
  public var reciprocalConditionNumber: Double {
    LAPACK.gecon(order, factors.elements, norm: norm)
  }
}
