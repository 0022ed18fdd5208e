package import LinearAlgebra
internal import Outcomes
internal import Statistics

/// The sandwich covariance of Lin and Wei, and the score test that goes with it.
///
/// Rows' score residuals, times weight, are added up within clusters; B is the sum of their squares
/// over clusters. The covariance is I⁻¹BI⁻¹ at the estimates, and the statistic U'B⁻¹U at zero.
///
/// Reference: Lin and Wei (1989), doi:10.1080/01621459.1989.10478874. Tested against R's `coxph` in
/// the reference tables `cox/*`.
package struct CoxSandwich {
  /// In the stored coordinates, zero where there is no estimate.
  package let covariance: Matrix
  /// The robust score statistic at zero.
  package let scoreStatistic: Double

  init(covariance: Matrix, scoreStatistic: Double) {
    self.covariance = covariance
    self.scoreStatistic = scoreStatistic
  }

  init(_ fitted: CoxFit, _ optimum: CoxOptimum, options: CoxModel.Options) {
    let null = fitted.data.likelihood.point(at: fitted.isEstimated.map { _ in 0 })
    let meats = Parallel.map(2) { CoxSandwich.meat(fitted, $0 == 0 ? fitted.point : null) }
    var (meat, nullMeat) = (meats[0], meats[1])
    if options.scalesRobustCovariance {
      let count = fitted.clusterCount
      meat = (count / (count - 1)) * meat
    }
    covariance = fitted.storedCovariance * meat * fitted.storedCovariance
    for column in fitted.isEstimated.indices where !fitted.isEstimated[column] {
      for row in fitted.isEstimated.indices {
        nullMeat[row, column] = 0
        nullMeat[column, row] = 0
      }
    }
    scoreStatistic = RankRevealingCholesky(nullMeat)
      .inverseQuadraticForm(optimum.nullDerivatives.score)
  }

  /// Σ over clusters of the squared sums of weighted score residuals.
  private static func meat(_ fitted: CoxFit, _ point: PartialLikelihood.Point) -> Matrix {
    let likelihood = fitted.data.likelihood
    var product = WeightedCrossProduct(order: likelihood.order)
    var walk = ScoreResiduals(likelihood, point)
    guard let clusters = fitted.clusters else {
      while let rows = walk.next() {
        guard likelihood.countsRows, let weights = likelihood.weights else {
          product.add(walk.residuals, rows: 0..<rows.count)
          continue
        }
        // k rows that agree, each its own cluster: k times the square of a kth of the sum.
        product.add(
          walk.residuals, rows: 0..<rows.count, weights: rows.map { 1 / weights[$0] })
      }
      return product.matrix
    }
    var sums = PackedRows(rowCount: clusters.count, columnCount: likelihood.order)
    let stride = sums.stride
    var totals = sums.elements.mutableSpan
    while let rows = walk.next() {
      let residuals = walk.residuals.elements.span
      for (place, row) in rows.enumerated() {
        let to = Int(clusters.codes[Int(likelihood.windows.rows[row])]) * stride
        let from = place * stride
        for j in 0..<stride { totals[to + j] += residuals[from + j] }
      }
    }
    product.add(sums, rows: 0..<clusters.count)
    return product.matrix
  }
}

extension CoxFit {
  /// The number of clusters with a weight, or of rows where every row is its own.
  var clusterCount: Double {
    guard let clusters else {
      guard let weights else { return Double(outcomes.count) }
      return data.likelihood.countsRows
        ? weights.reduce(0, +) : Double(outcomes.count - data.zeroWeightCount)
    }
    var isUsed = [Bool](repeating: false, count: clusters.count)
    for (row, code) in clusters.codes.enumerated() where weights.map({ $0[row] > 0 }) ?? true {
      isUsed[Int(code)] = true
    }
    return Double(isUsed.count { $0 })
  }
}
