internal import Glibc

extension PivotedQR {
  /// What a least-squares problem gives.
  public struct LeastSquares: Sendable, Hashable {
    /// The p coefficients, in the order of the columns of X.
    public let coefficients: [Double]
    /// The n residuals y − X b, formed as Q times what of Q'y lies outside the columns' space.
    public let residuals: [Double]
    /// The squared length of the residuals.
    public let residualSumOfSquares: Double
  }

  /// The coefficients b that make ‖y − X b‖ least.
  ///
  /// - Throws: `singular` if R has a zero on its diagonal or n < p. Columns that are dependent only
  ///   up to rounding are not noticed here: see `independentColumns(tolerance:)`.
  public func leastSquares(_ y: [Double]) throws(LinearAlgebraError) -> LeastSquares {
    try checkTall()
    var coordinates = applyQTransposed(to: y)
    let coefficients = try backSolve(Array(coordinates.prefix(columnCount)))
    for i in 0..<columnCount { coordinates[i] = 0 }
    let sum = coordinates.reduce(0) { $0 + $1 * $1 }
    return LeastSquares(
      coefficients: coefficients, residuals: applyQ(to: coordinates),
      residualSumOfSquares: sum)
  }

  /// The solution b of R P'b = c, in the order of the columns of X.
  ///
  /// - Throws: `singular`.
  public func backSolve(_ c: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(c.count == columnCount, "\(c.count) elements against \(columnCount) columns")
    try checkTall()
    var x = c
    try LAPACK.trtrs(.upper, .no, columnCount, upper.elements, &x, columns: 1)
    var b = x
    for (k, column) in pivot.enumerated() { b[column] = x[k] }
    return b
  }

  /// The solution c of P R'c = g, where g is in the order of the columns of X.
  ///
  /// - Throws: `singular`.
  public func forwardSolve(_ g: [Double]) throws(LinearAlgebraError) -> [Double] {
    precondition(g.count == columnCount, "\(g.count) elements against \(columnCount) columns")
    try checkTall()
    var c = pivot.map { g[$0] }
    try LAPACK.trtrs(.upper, .yes, columnCount, upper.elements, &c, columns: 1)
    return c
  }

  /// The solution (r, b) of r + X b = f, X'r = g.
  ///
  /// With g = 0 this is the least-squares problem for f. With f and g the residuals of those two
  /// equations, formed in extended precision, it is the correction of one step of iterative
  /// refinement.
  ///
  /// Reference: Björck (1967), Iterative refinement of linear least squares solutions, BIT 7.
  ///
  /// - Throws: `singular`.
  public func solveAugmented(
    _ f: [Double], _ g: [Double]
  ) throws(LinearAlgebraError) -> (residuals: [Double], coefficients: [Double]) {
    let h = try forwardSolve(g)
    var d = applyQTransposed(to: f)
    let coefficients = try backSolve(zip(d, h).map { $0 - $1 })
    for i in 0..<columnCount { d[i] = h[i] }
    return (applyQ(to: d), coefficients)
  }

  /// The inverse of X'X, rows and columns in the order of the columns of X.
  ///
  /// - Throws: `singular`.
  public func inverseGram() throws(LinearAlgebraError) -> Matrix {
    try checkTall()
    var inverse = upper
    try LAPACK.potri(.upper, columnCount, &inverse.elements)
    var result = inverse
    for k in 0..<columnCount {
      for i in 0...k {
        result[pivot[i], pivot[k]] = inverse[i, k]
        result[pivot[k], pivot[i]] = inverse[i, k]
      }
    }
    return result
  }

  /// The natural logarithm of the determinant of X'X; minus infinity where R has a zero on its
  /// diagonal.
  public var gramLogDeterminant: Double {
    rowCount < columnCount ? -.infinity : 2 * upper.diagonal.reduce(0) { $0 + log(abs($1)) }
  }

  private func checkTall() throws(LinearAlgebraError) {
    if rowCount < columnCount { throw .singular(pivot: rowCount) }
  }
}
