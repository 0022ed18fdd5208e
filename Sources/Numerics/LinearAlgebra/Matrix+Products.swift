extension Matrix {
  /// The matrix product.
  ///
  /// - Precondition: the left has as many columns as the right has rows.
  public static func * (left: Matrix, right: Matrix) -> Matrix {
    precondition(
      left.columnCount == right.rowCount,
      "\(left.columnCount) columns against \(right.rowCount) rows")
    var result = Matrix(rowCount: left.rowCount, columnCount: right.columnCount)
    let block = Block(result)
    BLAS.gemm(
      left.elements, Block(left), .no, right.elements, Block(right), .no, into: &result.elements,
      block)
    return result
  }

  /// The matrix times a column vector.
  ///
  /// - Precondition: the vector has as many elements as the matrix has columns.
  public static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    precondition(
      matrix.columnCount == vector.count,
      "\(matrix.columnCount) columns against \(vector.count) elements")
    var result = [Double](repeating: 0, count: matrix.rowCount)
    BLAS.gemv(matrix.elements, Block(matrix), .no, vector, into: &result)
    return result
  }

  /// The symmetric p × p matrix X'X, both triangles filled.
  public func crossProduct() -> Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: columnCount)
    BLAS.syrk(elements, Block(self), .yes, into: &result.elements, .lower)
    result.mirrorLowerTriangle()
    return result
  }

  /// The p numbers X'v, for a vector of n elements.
  public func transposedProduct(with vector: [Double]) -> [Double] {
    precondition(rowCount == vector.count, "\(rowCount) rows against \(vector.count) elements")
    var result = [Double](repeating: 0, count: columnCount)
    BLAS.gemv(elements, Block(self), .yes, vector, into: &result)
    return result
  }

  /// The p × q matrix X'Y, for a matrix Y of n rows.
  public func transposedProduct(with other: Matrix) -> Matrix {
    precondition(rowCount == other.rowCount, "\(rowCount) rows against \(other.rowCount)")
    var result = Matrix(rowCount: columnCount, columnCount: other.columnCount)
    let block = Block(result)
    BLAS.gemm(
      elements, Block(self), .yes, other.elements, Block(other), .no, into: &result.elements,
      block)
    return result
  }

  /// The number v'Av, for a square matrix A.
  public func quadraticForm(_ vector: [Double]) -> Double {
    precondition(isSquare)
    return zip(vector, self * vector).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Copies the triangle below the diagonal onto the one above.
  mutating func mirrorLowerTriangle() {
    precondition(isSquare)
    for j in 0..<columnCount {
      for i in 0..<j { self[i, j] = self[j, i] }
    }
  }

  /// Sets the triangle above the diagonal to zero.
  mutating func clearUpperTriangle() {
    precondition(isSquare)
    for j in 0..<columnCount {
      for i in 0..<j { self[i, j] = 0 }
    }
  }
}
