package import LinearAlgebra

/// Score, information and score residuals of a partial likelihood with functions of time.
package struct TimeVaryingSums {
  package private(set) var derivatives: PartialLikelihood.Derivatives
  /// The contribution of each kept row to the score, times its weight, where asked for.
  package private(set) var residuals: PackedRows?

  package init(_ likelihood: TimeVaryingLikelihood, _ coefficients: [Double], isWithResiduals: Bool)
  {
    let base = likelihood.base
    let (order, stride) = (base.order, base.covariates.stride)
    let count = likelihood.values.count
    let zeros = [Double](repeating: 0, count: base.windows.rowCount)
    // Σ (dN − a) g for each function, Σ a g g' for each pair.
    var martingales = [[Double]](repeating: zeros, count: count)
    var exposures = [[[Double]]](
      repeating: [[Double]](repeating: [], count: count), count: count)
    for first in 0..<count {
      for second in first..<count { exposures[first][second] = zeros }
    }
    var eventSum = WeightedCrossProduct(order: order)
    var roots = PackedRows(rowCount: 2, columnCount: order)
    residuals =
      isWithResiduals ? PackedRows(rowCount: zeros.count, columnCount: order) : nil
    var walk = TimeVaryingWalk(likelihood, coefficients)
    while walk.next() {
      let means = RiskSetMeans(likelihood, walk)
      roots.elements = means.roots
      eventSum.add(roots, rows: 0..<2)
      let dying = base.windows.deaths(atEvent: walk.event)
      let factors = likelihood.values.map { $0[walk.event] }
      for row in walk.rows where walk.risks[row] != 0 {
        let isDying = dying.contains(row)
        let risk = walk.risks[row]
        let exposure = risk * (walk.terms.hazard - (isDying ? walk.terms.deathHazard : 0))
        let weight = isDying ? base.weights?[row] ?? 1 : 0
        for first in 0..<count {
          martingales[first][row] += (weight - exposure) * factors[first]
          for second in first..<count {
            exposures[first][second][row] += exposure * factors[first] * factors[second]
          }
        }
        guard isWithResiduals else { continue }
        for j in 0..<order {
          residuals?.elements[row * stride + j] +=
            risk * (means.weighted[j] - (isDying ? means.spared[j] : 0))
            - weight * means.atDeath[j]
        }
      }
    }
    var score = [Double](repeating: 0, count: order)
    for function in 0..<count {
      var sum = [Double](repeating: 0, count: stride)
      base.covariates.addSum(of: 0..<zeros.count, weights: martingales[function], to: &sum)
      for j in 0..<order where likelihood.functions[j] == function { score[j] = sum[j] }
    }
    var rowSum = Matrix(rowCount: order, columnCount: order)
    for first in 0..<count {
      for second in first..<count {
        var product = WeightedCrossProduct(order: order)
        product.add(
          base.covariates, rows: 0..<zeros.count, weights: exposures[first][second])
        let matrix = product.matrix
        for j in 0..<order where likelihood.functions[j] == first {
          for l in 0..<order where likelihood.functions[l] == second {
            rowSum[j, l] = matrix[j, l]
            rowSum[l, j] = matrix[j, l]
          }
        }
      }
    }
    derivatives = PartialLikelihood.Derivatives(
      score: score, information: rowSum - eventSum.matrix, uncentred: rowSum.diagonal)
    guard isWithResiduals else { return }
    for row in zeros.indices {
      for j in 0..<order {
        residuals?.elements[row * stride + j] +=
          martingales[likelihood.functions[j]][row] * base.covariates.elements[row * stride + j]
      }
    }
  }
}

/// The means of the covariates over one risk set, as in `EventMeans`.
private struct RiskSetMeans {
  /// Two rows u with Σ u u' = Σⱼ m x̄ⱼ x̄ⱼ'.
  let roots: [Double]
  let atDeath: [Double]
  let weighted: [Double]
  let spared: [Double]

  init(_ likelihood: TimeVaryingLikelihood, _ walk: TimeVaryingWalk) {
    let base = likelihood.base
    let stride = base.covariates.stride
    let inverse = 1 / walk.riskSum
    var whole = [Double](repeating: 0, count: stride)
    base.covariates.addSum(of: walk.rows, weights: walk.risks, to: &whole)
    var part = [Double](repeating: 0, count: stride)
    base.covariates.addSum(
      of: base.windows.deaths(atEvent: walk.event), weights: walk.risks, to: &part)
    for j in 0..<base.order {
      let factor = likelihood.values[likelihood.functions[j]][walk.event] * inverse
      whole[j] *= factor
      part[j] *= factor
    }
    let (terms, squares) = (walk.terms, walk.terms.squares)
    let root = squares.zero.squareRoot()
    let rest = max(squares.two - squares.one * squares.one / squares.zero, 0).squareRoot()
    roots = zip(whole, part).map { root * $0 - squares.one / root * $1 } + part.map { rest * $0 }
    let scale = walk.riskSum / base.deathWeights[walk.event]
    atDeath = zip(whole, part).map { (terms.hazard * $0 - terms.deathHazard * $1) * scale }
    weighted = zip(whole, part).map { (squares.zero * $0 - squares.one * $1) * inverse }
    spared = zip(whole, part).map { (squares.one * $0 - squares.two * $1) * inverse }
  }
}
