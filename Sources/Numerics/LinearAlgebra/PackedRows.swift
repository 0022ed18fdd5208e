/// The size of packed rows: the number of rows and the distance between their starts.
struct PackedShape: Sendable, Hashable {
  let rowCount: Int
  let stride: Int

  /// The number of elements.
  var count: Int { rowCount * stride }

  /// Traps unless the rows lie inside an array of this length.
  func check(_ rows: Range<Int>, within count: Int) {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= rowCount && self.count <= count)
  }
}

/// A tall matrix stored row by row, for kernels that walk through its rows in order.
///
/// A row takes `stride` places: 1, 2, 4 or a multiple of 8, padded with zeros, so that the widest
/// vector instructions fit. Row-major order makes a running sum of rows one vector operation per
/// row, and a weighted cross product a sum of outer products of contiguous pieces.
///
/// All sums are of fixed order: results do not depend on the number of threads.
package struct PackedRows: Sendable {
  /// The number of rows.
  package let rowCount: Int
  /// The number of columns, without padding.
  package let columnCount: Int
  /// The distance between the starts of neighbouring rows.
  package let stride: Int
  /// The elements; (i, j) stands at `i * stride + j`.
  package var elements: [Double]

  var shape: PackedShape { PackedShape(rowCount: rowCount, stride: stride) }

  /// The places a row of this many columns takes.
  package static func stride(forColumns columns: Int) -> Int {
    switch columns {
    case ...2: max(columns, 1)
    case ...4: 4
    default: (columns + 7) / 8 * 8
    }
  }

  /// Packs rows of a matrix, in the order given, as (x − center) · factor.
  ///
  /// - Parameters:
  ///   - order: The row of the matrix that each packed row holds.
  ///   - centers: What to subtract from each column.
  ///   - factors: What to multiply each column with afterwards.
  package init(_ matrix: Matrix, order: [Int32], centers: [Double], factors: [Double]) {
    rowCount = order.count
    columnCount = matrix.columnCount
    stride = PackedRows.stride(forColumns: matrix.columnCount)
    let shape = PackedShape(rowCount: rowCount, stride: stride)
    elements = Kernels.pack(
      matrix, order: order, centers: centers, factors: factors, shape)
  }

  /// Packs the rows of a matrix that have a position, as (x − center) · factor.
  ///
  /// The same rows as `init(_:order:centers:factors:)` makes, read in the matrix's order, which is
  /// several times faster for a tall matrix in a random order.
  ///
  /// - Parameters:
  ///   - positions: The place of each row of the matrix among the packed rows; negative to leave it
  ///     out. Every place is taken once.
  ///   - count: The number of packed rows.
  package init(
    _ matrix: Matrix, positions: [Int32], count: Int, centers: [Double], factors: [Double]
  ) {
    rowCount = count
    columnCount = matrix.columnCount
    stride = PackedRows.stride(forColumns: matrix.columnCount)
    elements = Kernels.pack(
      matrix, positions: positions, centers: centers, factors: factors,
      PackedShape(rowCount: rowCount, stride: stride))
  }

  /// Rows of zeros.
  package init(rowCount: Int, columnCount: Int) {
    self.rowCount = rowCount
    self.columnCount = columnCount
    stride = PackedRows.stride(forColumns: columnCount)
    elements = .zeros(count: rowCount * stride)
  }

  /// The values of one row, without padding.
  package func row(_ row: Int) -> ArraySlice<Double> {
    elements[row * stride..<row * stride + columnCount]
  }

  /// Xβ + base, for coefficients padded to `stride`.
  package func linearPredictor(
    _ coefficients: [Double], base: [Double]? = nil, into result: inout [Double]
  ) {
    Kernels.linearPredictor(elements, shape, coefficients, base: base, into: &result)
  }

  /// Linear predictors Xβ + base, the risks w exp(η), and the sums of risk · row over pieces of the
  /// rows, all from one reading.
  ///
  /// - Parameters:
  ///   - coefficients: As many as `stride`.
  ///   - pieces: Ranges of rows, ascending and apart; rows outside of all keep their η and risk.
  /// - Returns: `stride` sums for each piece, and its least and greatest η.
  package func risks(
    _ coefficients: [Double], base: [Double]?, weights: [Double]?, pieces: [Range<Int>],
    eta: inout [Double], risks: inout [Double]
  ) -> (sums: [Double], ranges: [Double]) {
    Kernels.risks(
      elements, shape, coefficients, base: base, weights: weights, pieces: pieces, eta: &eta,
      risks: &risks)
  }

  /// Adds the weighted rows to `sum`, of `stride` elements; `weights` has one number for each row.
  package func addSum(of rows: Range<Int>, weights: [Double], to sum: inout [Double]) {
    Kernels.rowSum(elements, shape, rows: rows, weights: weights, into: &sum)
  }

  /// The least and the greatest value of each column over some rows; empty ranges are +∞ and −∞.
  package func ranges(of rows: Range<Int>) -> (low: [Double], high: [Double]) {
    var low = [Double](repeating: .infinity, count: stride)
    var high = [Double](repeating: -.infinity, count: stride)
    Kernels.ranges(elements, shape, rows: rows, low: &low, high: &high)
    return (Array(low[..<columnCount]), Array(high[..<columnCount]))
  }

  /// Replaces x by (x − center) · factor in some rows.
  package mutating func rescale(rows: Range<Int>, centers: [Double], factors: [Double]) {
    let padding = [Double](repeating: 0, count: stride - columnCount)
    Kernels.rescale(
      &elements, shape, rows: rows, centers: centers + padding, factors: factors + padding)
  }
}

/// Elementary functions over whole arrays.
package enum VectorMath {
  /// Replaces every x by exp(x), within two units in the last place.
  package static func exponentiate(_ x: inout [Double]) {
    Kernels.exponentiate(&x)
  }
}

extension Matrix {
  /// The least and greatest value of each column, and the weighted sum of its distances from an
  /// origin, over the rows that have a position; columns in parallel.
  package func columnSummaries(
    positions: [Int32], weights: [Double]?, origin: [Double]
  ) -> [(low: Double, high: Double, sum: Double)] {
    Parallel.map(columnCount) { column in
      Kernels.summary(
        self, column: column, positions: positions, weights: weights, origin: origin[column])
    }
  }
}
