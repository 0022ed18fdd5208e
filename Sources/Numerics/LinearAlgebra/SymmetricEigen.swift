/// The eigenvalues and eigenvectors of a symmetric matrix, A = V diag(λ) V'.
///
/// Only the lower triangle of A is read. Vectors have length one; their sign is chosen so that the
/// element of largest absolute value (the first of several) is positive, which LAPACK leaves open.
public struct SymmetricEigen: Sendable, Hashable {
  /// The eigenvalues, in increasing order.
  public let values: [Double]
  /// The eigenvectors, column j belonging to value j.
  public let vectors: Matrix

  /// Decomposes a matrix.
  ///
  /// - Throws: `notFinite`, `notConverged` or `tooLarge`.
  /// - Precondition: the matrix is square.
  public init(_ a: Matrix) throws(LinearAlgebraError) {
    precondition(a.isSquare, "\(a.rowCount) × \(a.columnCount) is not square")
    try a.checkFinite()
    var vectors = a
    values = try LAPACK.syevd(.lower, a.rowCount, &vectors.elements)
    for j in 0..<vectors.columnCount where isLargestNegative(vectors.column(j)) {
      for i in 0..<vectors.rowCount { vectors[i, j] = -vectors[i, j] }
    }
    self.vectors = vectors
  }
}

/// Whether the element of largest absolute value, the first of several, is negative.
func isLargestNegative(_ column: ArraySlice<Double>) -> Bool {
  var largest = 0.0
  for value in column where abs(value) > abs(largest) { largest = value }
  return largest < 0
}
