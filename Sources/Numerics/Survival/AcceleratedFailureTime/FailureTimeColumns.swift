internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// The covariates of the rows used, centred and scaled, without columns that have no estimate.
///
/// Column j is stored as (x − center) · factor, the factor a power of two that brings the largest
/// deviation near one; the center is the weighted mean where there is an intercept to take up the
/// difference, and zero where there is none.
struct FailureTimeColumns: Sendable {
  /// The columns with an estimate, packed.
  let packed: PackedRows
  /// Their numbers among the columns of the design.
  let active: [Int]
  /// What was subtracted from each of them.
  let centers: [Double]
  /// What each was multiplied with afterwards.
  let factors: [Double]
  /// Whether each column of the design does not vary among the rows used.
  let isConstant: [Bool]
  /// Whether each column of the design depends on earlier ones.
  let isCollinear: [Bool]
  /// Whether a constant can be written as a combination of the columns.
  let spansConstant: Bool
  /// The factor of X'WX over the active columns.
  let gram: RankRevealingCholesky

  init(_ design: Design, order: [Int32], weights: [Double]) {
    let columns = design.columns.indices
    let first = order.first.map(Int.init) ?? 0
    let isIntercept = columns.map { design.hasIntercept && $0 == 0 }
    let origin = columns.map {
      design.hasIntercept && !isIntercept[$0] ? design.matrix[first, $0] : 0
    }
    let ones = columns.map { _ in 1.0 }
    var rows = PackedRows(design.matrix, order: order, centers: origin, factors: ones)
    let ranges = rows.ranges(of: 0..<rows.rowCount)
    let flat = columns.map { ranges.low[$0] == ranges.high[$0] }
    let scales = columns.map { column in
      let largest = max(-ranges.low[column], ranges.high[column])
      return largest > 0 && largest.isFinite && !isIntercept[column]
        ? exp2(-Double(largest.exponent)) : 1
    }
    var sum = [Double](repeating: 0, count: rows.stride)
    rows.addSum(of: 0..<rows.rowCount, weights: weights, to: &sum)
    let total = weights.reduce(0, +)
    let means = columns.map {
      design.hasIntercept && !isIntercept[$0] && total > 0 ? sum[$0] / total : 0
    }
    rows.rescale(rows: 0..<rows.rowCount, centers: means, factors: scales)
    var product = WeightedCrossProduct(order: columns.count)
    product.add(rows, rows: 0..<rows.rowCount, weights: weights)
    var matrix = product.matrix
    isConstant = columns.map {
      flat[$0] && !isIntercept[$0] && (design.hasIntercept || ranges.low[$0] == 0)
    }
    for column in columns where isConstant[column] {
      for other in columns {
        matrix[column, other] = 0
        matrix[other, column] = 0
      }
    }
    let factor = RankRevealingCholesky(matrix)
    isCollinear = zip(factor.isDependent, isConstant).map { $0 && !$1 }
    active = columns.filter { !factor.isDependent[$0] }
    centers = active.map { origin[$0] + means[$0] }
    factors = active.map { scales[$0] }
    if active.count == columns.count {
      packed = rows
      gram = factor
    } else {
      packed = PackedRows(
        design.matrix.selecting(columns: active), order: order, centers: centers, factors: factors)
      gram = RankRevealingCholesky(Self.part(matrix, active))
    }
    spansConstant = design.hasIntercept || Self.spansOne(packed, gram, weights)
  }

  private static func part(_ matrix: Matrix, _ columns: [Int]) -> Matrix {
    var result = Matrix(rowCount: columns.count, columnCount: columns.count)
    for (j, column) in columns.enumerated() {
      for (i, row) in columns.enumerated() { result[i, j] = matrix[row, column] }
    }
    return result
  }

  /// Whether the columns leave nothing of a constant unexplained: 1'W1 = 1'WX (X'WX)⁻¹ X'W1.
  private static func spansOne(
    _ packed: PackedRows, _ gram: RankRevealingCholesky, _ weights: [Double]
  ) -> Bool {
    guard packed.columnCount > 0 else { return false }
    var sum = [Double](repeating: 0, count: packed.stride)
    packed.addSum(of: 0..<packed.rowCount, weights: weights, to: &sum)
    let total = weights.reduce(0, +)
    let explained = gram.inverseQuadraticForm(Array(sum[..<packed.columnCount]))
    return total - explained <= 1e-9 * total
  }
}
