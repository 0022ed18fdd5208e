extension Matrix {
  /// The elements of one row.
  public func row(_ row: Int) -> [Double] {
    precondition(row >= 0 && row < rowCount, "row \(row) of \(rowCount)")
    return (0..<columnCount).map { self[row, $0] }
  }

  /// The matrix of these columns, in the order given.
  public func selecting(columns: [Int]) -> Matrix {
    var selected: [Double] = []
    selected.reserveCapacity(rowCount * columns.count)
    for j in columns {
      precondition(j >= 0 && j < columnCount, "column \(j) of \(columnCount)")
      selected += column(j)
    }
    return Matrix(rowCount: rowCount, columnCount: columns.count, elements: selected)
  }

  /// The matrix of these rows, in the order given.
  public func selecting(rows: [Int]) -> Matrix {
    for i in rows { precondition(i >= 0 && i < rowCount, "row \(i) of \(rowCount)") }
    var selected: [Double] = []
    selected.reserveCapacity(rows.count * columnCount)
    for j in 0..<columnCount {
      let start = j * rowCount
      for i in rows { selected.append(elements[start + i]) }
    }
    return Matrix(rowCount: rows.count, columnCount: columnCount, elements: selected)
  }

  /// The matrix with the columns of another at its right.
  ///
  /// - Precondition: both have the same number of rows.
  public func appending(columns other: Matrix) -> Matrix {
    precondition(rowCount == other.rowCount, "\(rowCount) rows against \(other.rowCount)")
    return Matrix(
      rowCount: rowCount, columnCount: columnCount + other.columnCount,
      elements: elements + other.elements)
  }

  /// The matrix with the rows of another below.
  ///
  /// - Precondition: both have the same number of columns.
  public func appending(rows other: Matrix) -> Matrix {
    precondition(
      columnCount == other.columnCount, "\(columnCount) columns against \(other.columnCount)")
    var stacked: [Double] = []
    stacked.reserveCapacity(elements.count + other.elements.count)
    for j in 0..<columnCount {
      stacked += column(j)
      stacked += other.column(j)
    }
    return Matrix(
      rowCount: rowCount + other.rowCount, columnCount: columnCount, elements: stacked)
  }
}
