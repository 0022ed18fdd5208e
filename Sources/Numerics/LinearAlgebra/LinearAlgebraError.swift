/// Why a matrix could not be factored or a system not be solved.
public enum LinearAlgebraError: Error, Sendable, Hashable {
  /// The leading minor of this order, counted from one, is not positive: the matrix has no Cholesky
  /// factor.
  case notPositiveDefinite(leadingMinor: Int)
  /// The pivot of this column, counted from zero, is exactly zero: the matrix has no inverse.
  case singular(pivot: Int)
  /// The iteration behind this decomposition did not converge.
  case notConverged(decomposition: String)
  /// A dimension or a workspace exceeds what the 32-bit interface of LAPACK can address.
  case tooLarge(dimension: Int)
  /// The element in this row and column, both counted from zero, is NaN or infinite.
  case notFinite(row: Int, column: Int)
}

extension LinearAlgebraError: CustomStringConvertible {
  /// One sentence that names the fault and what to do.
  public var description: String {
    switch self {
    case .notPositiveDefinite(let order):
      "The matrix is not positive definite (its leading minor of order \(order) is not positive); "
        + "remove the columns that others determine, or check the matrix."
    case .singular(let pivot):
      "The matrix is singular (pivot \(pivot), counted from zero, is zero); "
        + "remove the columns that others determine."
    case .notConverged(let decomposition):
      "The \(decomposition) did not converge; rescale the columns to similar sizes."
    case .tooLarge(let dimension):
      "A size of \(dimension) exceeds the 32-bit interface of LAPACK; use fewer rows or columns."
    case .notFinite(let row, let column):
      "The element in row \(row) and column \(column), counted from zero, is not a finite number; "
        + "remove or replace missing and infinite values."
    }
  }
}
