internal import LinearAlgebra
internal import Statistics

/// Sums of influence within clusters, and their squares.
enum ClusterSums {
  /// Σ over clusters of u uᵀ, with u(g) the sum of the cluster's values in group g.
  ///
  /// - Parameters:
  ///   - values: one number per row.
  ///   - groups: the group of each row.
  ///   - clusters: the cluster of each row; `nil` when every row is its own.
  /// - Complexity: O(rows + Σ over clusters of the squared number of groups in it).
  static func covariance(
    _ values: [Double], groups: [Int32], groupCount: Int, clusters: Grouping?
  ) -> Matrix {
    var result = Matrix(rowCount: groupCount, columnCount: groupCount)
    guard let clusters else {
      for row in values.indices {
        let group = Int(groups[row])
        result[group, group] += values[row] * values[row]
      }
      return result
    }
    let identity = [Int32](0..<Int32(values.count))
    let order = SortOrder.grouped(identity, by: clusters.codes, count: clusters.count)
    var sums = [Double](repeating: 0, count: groupCount)
    var isTouched = [Bool](repeating: false, count: groupCount)
    var touched: [Int] = []
    var position = 0
    while position < order.count {
      let cluster = clusters.codes[Int(order[position])]
      while position < order.count, clusters.codes[Int(order[position])] == cluster {
        let row = Int(order[position])
        let group = Int(groups[row])
        if !isTouched[group] {
          isTouched[group] = true
          touched.append(group)
        }
        sums[group] += values[row]
        position += 1
      }
      for first in touched {
        for second in touched { result[first, second] += sums[first] * sums[second] }
      }
      for group in touched {
        sums[group] = 0
        isTouched[group] = false
      }
      touched.removeAll(keepingCapacity: true)
    }
    return result
  }
}
