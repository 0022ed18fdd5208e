import LinearAlgebra

/// The rows of a fitted generalised linear model, for its summary.
struct RowSummary {
  /// The fitted means.
  let means: [Double]
  /// The deviances for weight one.
  let unitDeviances: [Double]
  /// Pearson's statistic Σ w (y − μ)² / V(μ).
  let pearson: Double
  /// The number of rows of positive weight.
  let count: Int

  init(_ problem: IterativelyReweighted.Problem, predictor: [Double]) {
    var means: [Double] = []
    var deviances: [Double] = []
    means.reserveCapacity(predictor.count)
    deviances.reserveCapacity(predictor.count)
    var pearson = 0.0
    var count = 0
    for i in predictor.indices {
      let weight = problem.weights?[i] ?? 1
      let row = problem.family.contribution(problem.response[i], predictor[i], problem.link)
      means.append(row.mean)
      deviances.append(row.deviance)
      guard weight > 0 else { continue }
      count += 1
      if row.score != 0 { pearson += weight * row.score * row.score / row.information }
    }
    self.means = means
    unitDeviances = deviances
    self.pearson = pearson
    self.count = count
  }
}

/// The model with the intercept, or nothing, and the offset alone.
enum NullModel {
  /// Its deviance; NaN if a mean of it is impossible.
  static func deviance(
    _ problem: IterativelyReweighted.Problem, hasIntercept: Bool
  ) -> Double {
    let n = problem.response.count
    let offset = problem.offset ?? [Double](repeating: 0, count: n)
    guard hasIntercept else { return RowSums(problem, predictor: offset)?.deviance ?? .nan }
    guard problem.offset != nil else {
      let mean = StartingValues.weightedMean(problem.response, problem.weights)
      return deviance(problem, constant: problem.link.predictor(mean))
    }
    let small = IterativelyReweighted.Problem(
      matrix: .init(rowCount: n, columnCount: 1, repeating: 1), response: problem.response,
      weights: problem.weights, offset: offset, family: problem.family, link: problem.link)
    let fit = try? IterativelyReweighted(small, maximumIterations: 100)
    return fit?.rows.deviance ?? .nan
  }

  /// The deviance of one predictor for all rows, which may be infinite: all outcomes alike.
  private static func deviance(
    _ problem: IterativelyReweighted.Problem, constant: Double
  ) -> Double {
    problem.response.indices.reduce(0) { sum, i in
      let weight = problem.weights?[i] ?? 1
      guard weight > 0 else { return sum }
      return sum + weight
        * problem.family.contribution(problem.response[i], constant, problem.link).deviance
    }
  }
}
