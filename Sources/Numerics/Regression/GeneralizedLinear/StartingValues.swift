import LinearAlgebra

/// Where Fisher scoring starts.
struct StartingValues {
  let coefficients: [Double]
  let predictor: [Double]
  let rows: RowSums

  /// One weighted least squares step from means near the responses, as in R; if that leads to
  /// impossible means, the model in which all means are equal.
  static func find(_ problem: IterativelyReweighted.Problem) -> StartingValues? {
    let first = leastSquares(problem)
    if let found = evaluate(problem, first) { return found }
    guard let constant = constantColumn(problem.matrix) else { return nil }
    var coefficients = [Double](repeating: 0, count: problem.matrix.columnCount)
    let mean = weightedMean(problem.response, problem.weights)
    coefficients[constant] =
      problem.link.predictor(mean)
      / problem.matrix.column(constant)[
        constant * problem.matrix.rowCount]
    return evaluate(problem, coefficients)
  }

  private static func leastSquares(_ problem: IterativelyReweighted.Problem) -> [Double] {
    let n = problem.response.count
    let floor = 0.01 * max(weightedMean(problem.response, problem.weights), 0)
    var weights = [Double](repeating: 0, count: n)
    var weighted = weights
    for i in 0..<n {
      let prior = problem.weights?[i] ?? 1
      if prior == 0 { continue }
      let y = problem.response[i]
      let mean = problem.family.startingMean(y, weight: prior, link: problem.link, floor: floor)
      let eta = problem.link.predictor(mean)
      let row = problem.family.contribution(y, eta, problem.link)
      guard eta.isFinite, row.information > 0, row.information.isFinite else { continue }
      weights[i] = prior * row.information
      weighted[i] =
        weights[i] * (eta - (problem.offset?[i] ?? 0)) + prior * row.score
    }
    let factor = GramFactor(
      problem.matrix, weights: weights, scale: problem.scale, inflationLimit: 1e9)
    return factor.solve(problem.matrix.transposedProduct(with: weighted))
  }

  private static func evaluate(
    _ problem: IterativelyReweighted.Problem, _ coefficients: [Double]
  ) -> StartingValues? {
    var predictor = problem.matrix * coefficients
    if let offset = problem.offset {
      for i in predictor.indices { predictor[i] += offset[i] }
    }
    return RowSums(problem, predictor: predictor).map {
      StartingValues(coefficients: coefficients, predictor: predictor, rows: $0)
    }
  }

  private static func constantColumn(_ matrix: Matrix) -> Int? {
    (0..<matrix.columnCount).first { j in
      let column = matrix.column(j)
      guard let first = column.first, first != 0 else { return false }
      return column.allSatisfy { $0 == first }
    }
  }

  /// Σ w y / Σ w.
  static func weightedMean(_ values: [Double], _ weights: [Double]?) -> Double {
    var sum = DoubleDouble.zero
    var total = DoubleDouble.zero
    for i in values.indices {
      sum.accumulate(values[i], weights?[i] ?? 1)
      total.accumulate(weights?[i] ?? 1, 1)
    }
    return sum.normalised.high / total.normalised.high
  }
}
