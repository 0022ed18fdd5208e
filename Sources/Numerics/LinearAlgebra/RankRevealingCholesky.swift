internal import Glibc

/// The Cholesky factor of a symmetric matrix of which some columns may depend on earlier ones.
///
/// Columns are taken in the order given and never exchanged, so of collinear columns the later ones
/// are found dependent, as regression software does. Column j is dependent when its pivot
/// d(j) = a(j,j) − Σ l(j,k)² falls to `tolerance · |a(j,j)|` or below, or is not finite. For a
/// matrix X'X the ratio d(j) / a(j,j) is the share of the column's squared length that the earlier
/// columns leave unexplained. A dependent column takes no further part: solutions and inverse are
/// those of the matrix of the independent columns, with zeros where a dependent one stands.
///
/// Only the lower triangle is read. NaN elsewhere than in dependent columns cannot arise.
public struct RankRevealingCholesky: Sendable, Hashable {
  /// Whether each column depends on earlier ones.
  public let isDependent: [Bool]
  /// The lower triangular factor L of the independent columns; a dependent column has the row and
  /// the column of an identity matrix.
  public let lower: Matrix

  /// The number of columns.
  public var order: Int { lower.rowCount }

  /// The number of independent columns.
  public var rank: Int { isDependent.count { !$0 } }

  /// The independent columns, in increasing order.
  public var independentColumns: [Int] { isDependent.indices.filter { !isDependent[$0] } }

  /// Factors a matrix.
  ///
  /// - Parameters:
  ///   - a: A symmetric matrix, positive semidefinite up to rounding.
  ///   - tolerance: The share of a diagonal element at which its pivot counts as zero; the 3/4
  ///     power of the rounding unit, 1.8e-12, unless told.
  /// - Precondition: the matrix is square.
  public init(_ a: Matrix, tolerance: Double = 0x1p-39) {
    precondition(a.isSquare, "\(a.rowCount) × \(a.columnCount) is not square")
    var factor = a
    factor.clearUpperTriangle()
    isDependent = RankRevealingCholesky.factor(&factor, tolerance: tolerance)
    lower = factor
  }

  /// Overwrites the lower triangle with its factor; returns which columns were found dependent.
  private static func factor(_ a: inout Matrix, tolerance: Double) -> [Bool] {
    let order = a.rowCount
    var isDependent = [Bool](repeating: false, count: order)
    var column: [Double] = []
    for j in 0..<order {
      let original = abs(a[j, j])
      column = Array(a.elements[j * order + j..<(j + 1) * order])
      let left = Block(offset: j, rowCount: order - j, columnCount: j, stride: order)
      BLAS.gemv(
        a.elements, left, .no, alpha: -1, a.row(j, upTo: j), beta: 1, into: &column)
      let pivot = column[0]
      isDependent[j] = !(pivot > tolerance * original) || !pivot.isFinite
      if isDependent[j] {
        for i in j..<order { a[i, j] = 0 }
        for k in 0..<j { a[j, k] = 0 }
        a[j, j] = 1
      } else {
        let root = pivot.squareRoot()
        a[j, j] = root
        for i in j + 1..<order { a[i, j] = column[i - j] / root }
      }
    }
    return isDependent
  }

  /// The solution of A x = b over the independent columns, zero for the dependent ones.
  public func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == order, "\(b.count) elements against order \(order)")
    var x = b
    for j in 0..<order where isDependent[j] { x[j] = 0 }
    LAPACK.potrs(.lower, order, lower.elements, &x, columns: 1)
    return x
  }

  /// The solutions of A X = B over the independent columns, zero in the dependent rows.
  public func solve(_ b: Matrix) -> Matrix {
    precondition(b.rowCount == order, "\(b.rowCount) rows against order \(order)")
    var x = b
    for j in 0..<order where isDependent[j] {
      for k in 0..<b.columnCount { x[j, k] = 0 }
    }
    LAPACK.potrs(.lower, order, lower.elements, &x.elements, columns: b.columnCount)
    return x
  }

  /// The inverse over the independent columns, zero in dependent rows and columns.
  public func inverse() -> Matrix {
    var inverse = invertedGram(ofLower: lower)
    for j in 0..<order where isDependent[j] { inverse[j, j] = 0 }
    return inverse
  }

  /// The natural logarithm of the determinant of the matrix of the independent columns.
  public var logDeterminant: Double { 2 * lower.diagonal.reduce(0) { $0 + log($1) } }

  /// The number b'A⁻¹b over the independent columns: a Wald or score statistic on `rank` degrees of
  /// freedom.
  public func inverseQuadraticForm(_ b: [Double]) -> Double {
    precondition(b.count == order, "\(b.count) elements against order \(order)")
    var independent = b
    for j in 0..<order where isDependent[j] { independent[j] = 0 }
    return squaredLength(ofForwardSolution: independent, lower)
  }
}

extension Matrix {
  /// The first `count` elements of a row.
  fileprivate func row(_ row: Int, upTo count: Int) -> [Double] {
    (0..<count).map { self[row, $0] }
  }
}
