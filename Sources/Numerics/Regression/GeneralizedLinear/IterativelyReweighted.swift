import Glibc
package import LinearAlgebra
package import Statistics

/// Fisher scoring for a generalised linear model, on the columns of full rank.
///
/// Each step solves X'WX δ = X's, W the expected information and s the score of each row's linear
/// predictor. The right-hand side is formed from the rows themselves, so errors of the factored left
/// side delay the iteration and do not bias it: the cross product by BLAS-3 serves wherever it can
/// be factored, at a tenth of the cost of an orthogonal decomposition of X in every step.
///
/// A step that leaves the possible predictors or does not lower the deviance is halved.
package struct IterativelyReweighted {
  /// What a fit needs to know.
  package struct Problem: Sendable {
    /// The n × p columns, none dependent on others.
    package let matrix: Matrix
    /// One response a row, within the family's range.
    package let response: [Double]
    /// Prior weights; one unless told.
    package let weights: [Double]?
    /// Known parts of the linear predictor.
    package let offset: [Double]?
    /// The distribution of the response.
    package let family: ExponentialFamily
    /// The link.
    package let link: Link
    /// The powers of two that bring the columns to similar sizes.
    let scale: [Double]

    /// Makes a problem.
    package init(
      matrix: Matrix, response: [Double], weights: [Double]?, offset: [Double]?,
      family: ExponentialFamily, link: Link, scale: [Double]? = nil
    ) {
      self.matrix = matrix
      self.response = response
      self.weights = weights
      self.offset = offset
      self.family = family
      self.link = link
      self.scale = scale ?? WeightedGram.columnScale(matrix)
    }
  }

  /// How the iteration ended.
  package enum Ending: Sendable, Hashable {
    /// The criterion was met.
    case converged
    /// The step leads to infinity along a direction that never lowers the likelihood.
    case separated(Separation)
    /// The iteration limit was reached, or no shorter step lowered the deviance.
    case stopped
  }

  let problem: Problem
  /// The estimates.
  package private(set) var coefficients: [Double]
  /// The linear predictor of each row, offset included.
  package private(set) var predictor: [Double]
  /// The rows' contributions at the estimates.
  package private(set) var rows: RowSums
  /// The number of steps.
  package private(set) var iterations = 0
  /// How the iteration ended.
  package private(set) var ending = Ending.stopped
  /// √(s'X (X'WX)⁻¹ X's / φ): the length of the step still to make, in standard errors.
  package private(set) var remainingStep = Double.infinity

  private var previousDeviance = Double.infinity
  private var previousRemainders: [Double] = []

  /// The criterion in words.
  package static let criterion =
    "next step below 1e-12 standard errors (or no longer shrinking below 1e-6), and below 1e-6 in "
    + "every row's linear predictor"

  /// Runs the iteration.
  ///
  /// - Throws: `diverged` if no possible start is found.
  package init(_ problem: Problem, maximumIterations: Int) throws(FitError) {
    self.problem = problem
    guard let start = StartingValues.find(problem) else {
      throw .diverged(iterations: 0)
    }
    (coefficients, predictor, rows) = (start.coefficients, start.predictor, start.rows)
    while iterations < maximumIterations {
      guard advance(isLast: iterations + 1 == maximumIterations) else { break }
    }
  }

  /// Makes a step; false when the iteration has ended.
  private mutating func advance(isLast: Bool) -> Bool {
    let factor = GramFactor(
      problem.matrix, weights: rows.information, scale: problem.scale, inflationLimit: 1e9)
    let gradient = problem.matrix.transposedProduct(with: rows.score)
    let step = factor.solve(gradient)
    let change = problem.matrix * step
    let isDegenerate = factor.rank < step.count
    let decrement = zip(gradient, step).reduce(0) { $0 + $1.0 * $1.1 }
    // Positive but for rounding.
    remainingStep = (decrement < 0 ? 0 : decrement / dispersion).squareRoot()
    if !isDegenerate, hasConverged(change) {
      ending = .converged
      return false
    }
    let isFlat = abs(previousDeviance - rows.deviance) <= 1e-10 * (abs(rows.deviance) + 1e-3)
    let isOver = isDegenerate || isLast
    if isFlat || isOver,
      let separation = Separation.find(
        problem, predictor: predictor, step: step, change: change,
        tolerance: isOver ? 1e-3 : 1e-6)
    {
      ending = .separated(separation)
      return false
    }
    if isDegenerate { return false }
    previousDeviance = rows.deviance
    return take(step, change)
  }

  /// Takes the step, or as much of it as lowers the deviance.
  private mutating func take(_ step: [Double], _ change: [Double]) -> Bool {
    // Rounding may raise the deviance by this much at its minimum.
    let limit = rows.deviance * (1 + 1e-9) + 1e-20 * rows.predictorSize
    var fraction = 1.0
    for _ in 0..<40 {
      let trial = predictor.indices.map { predictor[$0] + fraction * change[$0] }
      if let next = RowSums(problem, predictor: trial), next.deviance <= limit {
        for j in step.indices { coefficients[j] += fraction * step[j] }
        predictor = trial
        rows = next
        iterations += 1
        return true
      }
      fraction /= 2
    }
    return false
  }

  /// The dispersion that standard errors will be scaled with, roughly.
  private var dispersion: Double {
    guard !problem.family.hasKnownDispersion else { return 1 }
    let freedom = max(1, problem.response.count - coefficients.count)
    return max(rows.deviance / Double(freedom), 1e-30 * rows.predictorSize, 1e-300)
  }

  private mutating func hasConverged(_ change: [Double]) -> Bool {
    let largest = change.reduce(0) { max($0, abs($1)) }
    let level = predictor.reduce(1) { max($0, abs($1)) }
    guard remainingStep.isFinite else { return false }
    previousRemainders.append(remainingStep)
    guard largest <= 1e-6 * level else { return false }
    if remainingStep <= 1e-12 { return true }
    // In a fit without residuals the standard errors vanish with them, and what is left of the step
    // is the rounding of the predictors.
    let rounding = 0x1p-48 * (rows.predictorSize / dispersion).squareRoot()
    if remainingStep <= rounding, !problem.family.hasKnownDispersion { return true }
    // Below a millionth of a standard error a step that stopped shrinking is rounding.
    let recent = previousRemainders.suffix(4)
    return remainingStep <= 1e-6 && recent.count == 4
      && recent.allSatisfy { $0 <= 1e-6 } && remainingStep > 0.5 * (recent.first ?? 0)
  }
}
