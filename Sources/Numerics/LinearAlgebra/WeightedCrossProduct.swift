/// The sum of w·x·x' over rows, gathered block by block: X'diag(w)X without a scaled copy of X.
///
/// Blocks are of fixed height and added in order, so that the result does not depend on threads.
package struct WeightedCrossProduct: Sendable {
  /// The number of rows and columns, without padding.
  package let order: Int
  private let stride: Int
  private var tiles: [Double]

  /// A sum over no row yet, for packed rows of this many columns.
  package init(order: Int) {
    self.order = order
    stride = PackedRows.stride(forColumns: order)
    tiles = [Double](repeating: 0, count: stride * stride)
  }

  /// Adds the rows of a range; `weights` has one number for each row of `x`, all one when `nil`.
  package mutating func add(_ x: PackedRows, rows: Range<Int>, weights: [Double]? = nil) {
    precondition(x.columnCount == order, "\(x.columnCount) columns against \(order)")
    let height = WeightedCrossProduct.blockHeight(stride: stride)
    for first in Swift.stride(from: rows.lowerBound, to: rows.upperBound, by: height) {
      Kernels.crossProduct(
        x.elements, x.shape, rows: first..<min(first + height, rows.upperBound), weights: weights,
        into: &tiles)
    }
  }

  /// Adds what another sum has gathered.
  package mutating func add(_ other: WeightedCrossProduct) {
    precondition(other.order == order)
    for i in tiles.indices { tiles[i] += other.tiles[i] }
  }

  /// The symmetric matrix.
  package var matrix: Matrix {
    var result = Matrix(rowCount: order, columnCount: order)
    for i in 0..<order {
      for j in 0...i {
        result[i, j] = tiles[i * stride + j]
        result[j, i] = tiles[i * stride + j]
      }
    }
    return result
  }

  /// The number of rows that are worked on at once: about 128 KiB, which stay in cache while each
  /// tile of the product passes over them.
  package static func blockHeight(stride: Int) -> Int { max(64, 16_384 / stride) }
}

extension Matrix {
  /// The symmetric p × p matrix X'diag(w)X.
  ///
  /// - Precondition: one weight per row.
  package func weightedCrossProduct(_ weights: [Double]) -> Matrix {
    precondition(weights.count == rowCount, "\(weights.count) weights against \(rowCount) rows")
    var product = WeightedCrossProduct(order: columnCount)
    let height = 4_096
    let centers = [Double](repeating: 0, count: columnCount)
    let factors = [Double](repeating: 1, count: columnCount)
    for first in stride(from: 0, to: rowCount, by: height) {
      let rows = first..<min(first + height, rowCount)
      let block = PackedRows(
        self, order: rows.map { Int32($0) }, centers: centers, factors: factors)
      product.add(block, rows: 0..<rows.count, weights: Array(weights[rows]))
    }
    return product.matrix
  }
}
