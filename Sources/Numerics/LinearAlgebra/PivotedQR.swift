/// The factors of a matrix with its columns exchanged, X P = Q R: Q orthogonal, R upper triangular.
///
/// X is first reduced to a small triangle with its columns in their own order, X = Q₁R₁. The columns
/// of R₁, brought to length one (by powers of two, so that nothing is rounded), are then factored
/// with pivoting: at each step the column with the longest remainder comes next. So the choice of
/// units of a column has no influence, and questions about rank cost p³, not n p².
///
/// A rank is judged by `independentColumns(tolerance:)`; factors of the columns kept are had from
/// `keeping(columns:)` without going through the n rows again.
///
/// Reference: Golub and Van Loan, Matrix Computations, 4th ed., sections 5.2 and 5.4.
public struct PivotedQR: Sendable {
  /// The column of X that stands at each position of R, counted from zero.
  public let pivot: [Int]
  /// The upper triangle R, min(n, p) × p, zeros below its diagonal.
  public let upper: Matrix
  /// Q₁, of all the columns of X.
  let tall: Reflectors
  /// R₁ of the columns factored, which `keeping(columns:)` selects from.
  let ordered: Matrix
  /// The reflectors of the pivoted factorization of the scaled R₁.
  let small: [Double]
  let smallBlock: Block
  let smallTau: [Double]

  /// The number of rows, n.
  public var rowCount: Int { tall.rowCount }
  /// The number of columns, p.
  public var columnCount: Int { upper.columnCount }

  /// Factors a matrix.
  ///
  /// - Throws: `notFinite` or `tooLarge`.
  public init(_ x: Matrix) throws(LinearAlgebraError) {
    try LAPACK.checkSize(x.rowCount, x.columnCount)
    try x.checkFinite()
    let tall = try Reflectors(x)
    try self.init(tall, ordered: tall.upper)
  }

  /// The factors of the matrix of these columns, in the order given.
  ///
  /// They share the n rows' part with the whole, and cost p³.
  public func keeping(columns: [Int]) throws(LinearAlgebraError) -> PivotedQR {
    try PivotedQR(tall, ordered: ordered.selecting(columns: columns))
  }

  private init(_ tall: Reflectors, ordered: Matrix) throws(LinearAlgebraError) {
    let exponents = (0..<ordered.columnCount).map { lengthExponent(ordered.column($0)) }
    var scaled = ordered
    for j in 0..<ordered.columnCount {
      for i in 0..<ordered.rowCount { scaled[i, j] = scaled[i, j].scaled(by: -exponents[j]) }
    }
    let block = Block(scaled)
    let (tau, pivot) = try LAPACK.geqp(&scaled.elements, block)
    var upper = upperTrapezoid(of: scaled.elements, block)
    for k in 0..<upper.columnCount {
      let exponent = exponents[pivot[k]]
      for i in 0..<upper.rowCount { upper[i, k] = upper[i, k].scaled(by: exponent) }
    }
    self.tall = tall
    self.ordered = ordered
    self.small = scaled.elements
    self.smallBlock = block
    self.smallTau = tau
    self.pivot = pivot
    self.upper = upper
  }
}

extension PivotedQR {
  /// The n numbers Q'y, the first p of which are the coordinates in the columns' space.
  public func applyQTransposed(to y: [Double]) -> [Double] {
    applyQTransposed(to: Matrix(rowCount: y.count, columnCount: 1, elements: y)).elements
  }

  /// The n numbers Q y.
  public func applyQ(to y: [Double]) -> [Double] {
    applyQ(to: Matrix(rowCount: y.count, columnCount: 1, elements: y)).elements
  }

  /// The n × q matrix Q'Y.
  public func applyQTransposed(to y: Matrix) -> Matrix {
    var result = y
    applyInPlace(.yes, to: &result)
    return result
  }

  /// The n × q matrix Q Y.
  public func applyQ(to y: Matrix) -> Matrix {
    var result = y
    applyInPlace(.no, to: &result)
    return result
  }

  /// The first min(n, p) columns of Q: an orthonormal basis of the columns' space where X has full
  /// rank.
  public func orthonormalBasis() -> Matrix {
    var basis = Matrix(rowCount: rowCount, columnCount: upper.rowCount)
    for j in 0..<upper.rowCount { basis[j, j] = 1 }
    applyInPlace(.no, to: &basis)
    return basis
  }

  /// The n diagonal elements of the projection X (X'X)⁻¹X' on the columns' space, where X has full
  /// rank.
  public func leverages() -> [Double] {
    let basis = orthonormalBasis()
    var leverages = [Double](repeating: 0, count: rowCount)
    for j in 0..<basis.columnCount {
      for (i, value) in zip(0..<rowCount, basis.column(j)) { leverages[i] += value * value }
    }
    return leverages
  }

  private func applyInPlace(_ transpose: Transpose, to y: inout Matrix) {
    precondition(y.rowCount == rowCount, "\(y.rowCount) rows against \(rowCount)")
    if transpose == .yes { tall.apply(.yes, to: &y) }
    applySmall(transpose, to: &y)
    if transpose == .no { tall.apply(.no, to: &y) }
  }

  private func applySmall(_ transpose: Transpose, to c: inout Matrix) {
    let top = Block(
      offset: 0, rowCount: smallBlock.rowCount, columnCount: c.columnCount, stride: c.rowCount)
    LAPACK.ormqr(transpose, small, smallBlock, tau: smallTau, &c.elements, top)
  }
}

/// The exponent e for which the Euclidean length of a column times 2⁻ᵉ lies between one half and
/// two; zero for a column of zeros.
private func lengthExponent(_ column: ArraySlice<Double>) -> Int {
  let largest = column.reduce(0) { max($0, abs($1)) }
  guard largest > 0 else { return 0 }
  let exponent = Int(largest.exponent)
  let squares = column.reduce(0) { sum, value in
    let scaled = value.scaled(by: -exponent)
    return sum + scaled * scaled
  }
  return exponent + Int(squares.squareRoot().exponent)
}

extension Double {
  /// The number times 2ᵉ.
  fileprivate func scaled(by exponent: Int) -> Double {
    Double(sign: .plus, exponent: exponent, significand: self)
  }
}
