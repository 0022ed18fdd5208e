extension Matrix {
  /// Makes a matrix from its rows.
  ///
  /// - Precondition: the rows have one length.
  public init(rows: [[Double]]) {
    let columnCount = rows.first?.count ?? 0
    var elements = [Double](repeating: 0, count: rows.count * columnCount)
    for (i, row) in rows.enumerated() {
      precondition(row.count == columnCount, "row \(i) has \(row.count) elements")
      for (j, value) in row.enumerated() { elements[i + j * rows.count] = value }
    }
    self.init(rowCount: rows.count, columnCount: columnCount, elements: elements)
  }

  /// Makes a matrix from its columns, each of `rowCount` elements.
  public init(rowCount: Int, columns: [[Double]]) {
    var elements: [Double] = []
    elements.reserveCapacity(rowCount * columns.count)
    for (j, column) in columns.enumerated() {
      precondition(column.count == rowCount, "column \(j) has \(column.count) elements")
      elements += column
    }
    self.init(rowCount: rowCount, columnCount: columns.count, elements: elements)
  }

  /// Makes a square matrix with this diagonal and zeros elsewhere.
  public init(diagonal: [Double]) {
    self.init(rowCount: diagonal.count, columnCount: diagonal.count)
    for (j, value) in diagonal.enumerated() { self[j, j] = value }
  }

  /// The identity matrix of this order.
  public static func identity(_ order: Int) -> Matrix {
    Matrix(diagonal: [Double](repeating: 1, count: order))
  }

  /// Whether there are as many rows as columns.
  public var isSquare: Bool { rowCount == columnCount }

  /// The elements (j, j).
  public var diagonal: [Double] { (0..<min(rowCount, columnCount)).map { self[$0, $0] } }

  /// The matrix with rows and columns exchanged.
  public func transposed() -> Matrix {
    var result = Matrix(rowCount: columnCount, columnCount: rowCount)
    // Tiles keep both the rows read and the rows written in cache.
    let tile = 32
    for firstColumn in stride(from: 0, to: columnCount, by: tile) {
      for firstRow in stride(from: 0, to: rowCount, by: tile) {
        for j in firstColumn..<min(firstColumn + tile, columnCount) {
          for i in firstRow..<min(firstRow + tile, rowCount) { result[j, i] = self[i, j] }
        }
      }
    }
    return result
  }

  /// The sum of two matrices of one size.
  public static func + (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right) { $0 + $1 }
  }

  /// The difference of two matrices of one size.
  public static func - (left: Matrix, right: Matrix) -> Matrix {
    left.combined(with: right) { $0 - $1 }
  }

  /// A number times every element.
  public static func * (factor: Double, matrix: Matrix) -> Matrix {
    Matrix(
      rowCount: matrix.rowCount, columnCount: matrix.columnCount,
      elements: matrix.elements.map { factor * $0 })
  }

  private func combined(
    with other: Matrix, _ operation: (Double, Double) -> Double
  ) -> Matrix {
    precondition(
      rowCount == other.rowCount && columnCount == other.columnCount,
      "\(rowCount) × \(columnCount) against \(other.rowCount) × \(other.columnCount)")
    var result = self
    for i in elements.indices { result.elements[i] = operation(elements[i], other.elements[i]) }
    return result
  }

  /// The largest sum of absolute values in a column.
  package var oneNorm: Double {
    (0..<columnCount).map { column($0).reduce(0) { $0 + abs($1) } }.max() ?? 0
  }

  /// Throws the place of the first element, in column order, that is NaN or infinite.
  package func checkFinite() throws(LinearAlgebraError) {
    let exponent: UInt64 = 0x7FF0_0000_0000_0000
    var found = false
    for value in elements { found = found || (value.bitPattern & exponent) == exponent }
    guard found, let i = elements.firstIndex(where: { !$0.isFinite }) else { return }
    throw .notFinite(row: i % rowCount, column: i / rowCount)
  }
}
