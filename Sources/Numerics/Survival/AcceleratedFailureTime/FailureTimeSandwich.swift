internal import LinearAlgebra
internal import Statistics

/// The sandwich covariance: the scores of rows, times weight, added up within clusters, squared and
/// summed over clusters, between two inverses of the information.
struct FailureTimeSandwich {
  /// In the standardised parameters.
  let covariance: Matrix

  init(_ fitted: FailureTimeFit, _ options: AcceleratedFailureTimeModel.Options) {
    let likelihood = fitted.data.likelihood
    let scores = FailureTimeScores(likelihood, fitted.point)
    let order = likelihood.order
    var product = WeightedCrossProduct(order: order)
    var count: Double
    let countsRows = options.weightKind == .frequency
    if let clusters = fitted.clusters {
      var sums = PackedRows(rowCount: clusters.count, columnCount: order)
      var isSeen = [Bool](repeating: false, count: clusters.count)
      scores.forEachBlock { block, rows in
        for (place, row) in rows.enumerated() {
          let cluster = Int(clusters.codes[Int(fitted.data.order[row])])
          isSeen[cluster] = true
          for j in 0..<order {
            sums.elements[cluster * sums.stride + j] += block.elements[place * block.stride + j]
          }
        }
      }
      product.add(sums, rows: 0..<clusters.count)
      count = Double(isSeen.count { $0 })
    } else {
      // k rows that agree, each its own cluster: k times the square of a kth of the sum.
      scores.forEachBlock { block, rows in
        let shares = countsRows ? likelihood.weights.map { all in rows.map { 1 / all[$0] } } : nil
        product.add(block, rows: 0..<rows.count, weights: shares)
      }
      count = Double(likelihood.rows.count)
      if countsRows { count = likelihood.weights?.reduce(0, +) ?? count }
    }
    let factor = options.scalesRobustCovariance ? count / (count - 1) : 1
    covariance = fitted.covariance * (factor * product.matrix) * fitted.covariance
  }
}

/// The weighted score of each row, in the standardised parameters, block by block.
struct FailureTimeScores {
  private let likelihood: FailureTimeLikelihood
  private let point: FailureTimeLikelihood.Point
  private static let height = 2048

  init(_ likelihood: FailureTimeLikelihood, _ point: FailureTimeLikelihood.Point) {
    self.likelihood = likelihood
    self.point = point
  }

  /// Calls `body` with the scores of consecutive rows of the data in order.
  func forEachBlock(_ body: (PackedRows, Range<Int>) -> Void) {
    let count = likelihood.locationCount
    for (stratum, range) in likelihood.strata.enumerated() {
      for first in stride(from: range.lowerBound, to: range.upperBound, by: Self.height) {
        let rows = first..<min(first + Self.height, range.upperBound)
        var block = PackedRows(rowCount: rows.count, columnCount: likelihood.order)
        for (place, row) in rows.enumerated() {
          let start = place * block.stride
          let covariates = row * likelihood.covariates.stride
          for j in 0..<count {
            block.elements[start + j] =
              point.location[row] * likelihood.covariates.elements[covariates + j]
          }
          if likelihood.scaleCount > 0 {
            block.elements[start + count + stratum] = point.logScale[row]
          }
        }
        body(block, rows)
      }
    }
  }
}
