/// A dense real matrix, stored column by column.
///
/// Element (i, j) of an n × p matrix is `elements[i + j * n]`, the layout LAPACK expects, so a
/// column is contiguous and no call needs a transposed copy.
public struct Matrix: Sendable, Hashable {
  /// The number of rows, n.
  public let rowCount: Int
  /// The number of columns, p.
  public let columnCount: Int
  /// The n·p elements in column-major order.
  public var elements: [Double]

  /// Makes a matrix from its elements in column-major order.
  ///
  /// - Precondition: `elements.count == rowCount * columnCount`.
  public init(rowCount: Int, columnCount: Int, elements: [Double]) {
    precondition(rowCount >= 0 && columnCount >= 0)
    precondition(
      elements.count == rowCount * columnCount,
      "\(elements.count) elements do not fill a \(rowCount) × \(columnCount) matrix")
    self.rowCount = rowCount
    self.columnCount = columnCount
    self.elements = elements
  }

  /// Makes a matrix with every element the same.
  public init(rowCount: Int, columnCount: Int, repeating value: Double = 0) {
    self.init(
      rowCount: rowCount, columnCount: columnCount,
      elements: [Double](repeating: value, count: rowCount * columnCount))
  }

  /// The element in row `row` and column `column`, both counted from zero.
  @inlinable public subscript(row: Int, column: Int) -> Double {
    get { elements[row + column * rowCount] }
    set { elements[row + column * rowCount] = newValue }
  }

  /// The elements of one column, without a copy.
  public func column(_ column: Int) -> ArraySlice<Double> {
    elements[column * rowCount..<(column + 1) * rowCount]
  }
}
