internal import Glibc
internal import LinearAlgebra

/// The covariates of the rows that contribute, in order, centred and scaled; see `CoxData`.
struct CoxPacking {
  private(set) var rows: PackedRows
  /// What was subtracted in each stratum of the windows: strata × columns.
  private(set) var centers: [[Double]]
  /// What each column was multiplied with after centring.
  let factors: [Double]
  /// Whether each column is the same in all rows.
  let isConstant: [Bool]

  /// Packs the rows of the windows.
  ///
  /// - Parameter weights: The weight of each row of the matrix.
  init(_ matrix: Matrix, _ windows: EventWindows, weights: [Double]?) {
    var positions = [Int32](repeating: -1, count: matrix.rowCount)
    for (position, row) in windows.rows.enumerated() { positions[Int(row)] = Int32(position) }
    let first = Int(windows.rows[0])
    let origin = (0..<matrix.columnCount).map { matrix[first, $0] }
    let summaries = matrix.columnSummaries(
      positions: positions, weights: weights, origin: origin)
    isConstant = summaries.map { $0.low == $0.high }
    let factors = zip(summaries, origin).map { summary, origin in
      let largest = max(origin - summary.low, summary.high - origin)
      return largest > 0 && largest.isFinite ? exp2(-Double(largest.exponent)) : 1
    }
    self.factors = factors
    let hasStrata = windows.strata.count { !$0.isEmpty } > 1
    let total = weights.map { weights in
      windows.rows.reduce(0) { $0 + weights[Int($1)] }
    }
    let means = zip(summaries, origin).map { summary, origin in
      let mean = origin + summary.sum / (total ?? Double(windows.rowCount))
      return mean.isFinite ? mean : origin
    }
    rows = PackedRows(
      matrix, positions: positions, count: windows.rowCount,
      centers: hasStrata ? origin : means,
      factors: hasStrata ? origin.map { _ in 1 } : factors)
    centers = windows.strata.map { $0.isEmpty ? origin : means }
    if hasStrata { centre(windows, weights: weights, origin: origin) }
  }

  /// Subtracts each stratum's weighted mean and applies the factors.
  private mutating func centre(_ windows: EventWindows, weights: [Double]?, origin: [Double]) {
    let kept = windows.rows.map { weights?[Int($0)] ?? 1 }
    for stratum in windows.strata.indices where !windows.strata[stratum].isEmpty {
      let own = windows.rows(ofStratum: stratum)
      var sum = [Double](repeating: 0, count: rows.stride)
      rows.addSum(of: own, weights: kept, to: &sum)
      let total = own.reduce(0) { $0 + kept[$1] }
      let means = origin.indices.map { sum[$0] / total }
      rows.rescale(rows: own, centers: means, factors: factors)
      centers[stratum] = zip(origin, means).map { $0 + $1 }
    }
  }
}
