/// The singular value decomposition of a matrix, X = U diag(σ) V', in its thin form.
///
/// The sign of each pair of vectors is chosen so that the element of largest absolute value in the
/// right one (the first of several) is positive, which LAPACK leaves open.
public struct SingularValues: Sendable, Hashable {
  /// The min(n, p) singular values, in decreasing order.
  public let values: [Double]
  /// The left vectors U, n × min(n, p).
  public let left: Matrix
  /// The right vectors V, p × min(n, p), not transposed.
  public let right: Matrix

  /// Decomposes a matrix.
  ///
  /// - Throws: `notFinite`, `notConverged` or `tooLarge`.
  public init(_ x: Matrix) throws(LinearAlgebraError) {
    try x.checkFinite()
    let (values, thinLeft, rightTransposed) = try LAPACK.gesdd(x)
    var left = thinLeft
    var right = rightTransposed.transposed()
    for j in values.indices where isLargestNegative(right.column(j)) {
      for i in 0..<right.rowCount { right[i, j] = -right[i, j] }
      for i in 0..<left.rowCount { left[i, j] = -left[i, j] }
    }
    self.values = values
    self.left = left
    self.right = right
  }

  /// The number of singular values above `tolerance` times the largest; max(n, p) rounding units
  /// unless told.
  public func rank(tolerance: Double? = nil) -> Int {
    guard let largest = values.first else { return 0 }
    let relative = tolerance ?? Double(max(left.rowCount, right.rowCount)) * Double.ulpOfOne
    return values.count { $0 > relative * largest }
  }

  /// The largest over the smallest singular value: infinite for a singular, NaN for an empty or a
  /// zero matrix.
  public var conditionNumber: Double {
    guard let largest = values.first, let smallest = values.last else { return .nan }
    return largest / smallest
  }
}
