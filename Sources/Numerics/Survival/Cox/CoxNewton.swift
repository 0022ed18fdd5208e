internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// The maximum of a partial likelihood by Newton's method, with the safeguards its failures ask for.
///
/// A step that would move some linear predictor by more than ten is shortened; a step that lowers
/// the likelihood, or leaves the region where it is finite, is shortened ever more. The criterion
/// is Newton's decrement U'I⁻¹U, the squared distance to the maximum in standard errors, which does
/// not mind the unit of a covariate or the size of the likelihood. Coefficients that still move
/// while the likelihood has levelled off are on their way to infinity, and are named.
struct CoxNewton {
  /// The last point and its derivatives.
  private(set) var point: PartialLikelihood.Point
  private(set) var derivatives: PartialLikelihood.Derivatives
  /// The factor of the information there.
  private(set) var factor: RankRevealingCholesky
  /// The log-likelihood, score and information at coefficients of zero.
  let nullPoint: PartialLikelihood.Point
  let nullDerivatives: PartialLikelihood.Derivatives
  let nullFactor: RankRevealingCholesky
  /// Columns that do not vary within any risk set.
  let isConstant: [Bool]
  /// Columns that depend on earlier ones.
  let isCollinear: [Bool]
  /// Columns whose coefficient runs to infinity.
  private(set) var isInfinite: [Bool]
  private(set) var convergence: Convergence

  private static let criterion = "Newton decrement U'I^-1 U below 1e-20 or the rounding error"
  private static let tolerance = 1e-20
  /// The largest change of a linear predictor in one step.
  private static let stride = 10.0

  init(_ data: CoxData, maximumIterations: Int) throws(FitError) {
    let likelihood = data.likelihood
    nullPoint = likelihood.point(at: [Double](repeating: 0, count: likelihood.order))
    guard nullPoint.logLikelihood.isFinite else { throw .diverged(iterations: 0) }
    nullDerivatives = likelihood.derivatives(at: nullPoint)
    let events = likelihood.deathWeights.reduce(0, +)
    let derivatives = nullDerivatives
    let isConstant = data.isConstant.indices.map { column in
      let uncentred = derivatives.uncentred[column]
      return data.isConstant[column] || !(uncentred > 1e-28 * events)
        || !(derivatives.information[column, column] > 1e-13 * uncentred)
    }
    self.isConstant = isConstant
    let screened = CoxNewton.factor(derivatives.information, dropping: isConstant)
    isCollinear = zip(screened.isDependent, isConstant).map { $0 && !$1 }
    nullFactor = screened
    isInfinite = isConstant.map { _ in false }
    point = nullPoint
    self.derivatives = nullDerivatives
    factor = screened
    convergence = Convergence(
      converged: true, iterations: 0, criterion: CoxNewton.criterion, gradientNorm: 0)
    if screened.rank > 0 {
      try iterate(likelihood, dropped: screened.isDependent, maximumIterations)
    }
  }

  /// The factor of an information matrix without some columns.
  private static func factor(_ information: Matrix, dropping isDropped: [Bool])
    -> RankRevealingCholesky
  {
    var matrix = information
    for column in isDropped.indices where isDropped[column] {
      for row in isDropped.indices {
        matrix[row, column] = 0
        matrix[column, row] = 0
      }
    }
    return RankRevealingCholesky(matrix)
  }

  private mutating func iterate(
    _ likelihood: PartialLikelihood, dropped: [Bool], _ maximumIterations: Int
  ) throws(FitError) {
    var previous = Double.infinity
    for iteration in 0... {
      let step = factor.solve(derivatives.score)
      let decrement = zip(step, derivatives.score).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { throw .diverged(iterations: iteration) }
      let reach = reach(of: step, likelihood, exact: decrement > 1e-4 || iteration < 3)
      let done = isDone(decrement, previous: previous, reach: reach)
      if done, reach > 0.05 {
        isInfinite = step.map { abs($0) > 1e-3 }
      }
      convergence = Convergence(
        converged: done, iterations: iteration, criterion: CoxNewton.criterion,
        gradientNorm: max(decrement, 0).squareRoot())
      if done, reach <= 0.05 {
        // The last step, of 1e-10 standard errors, alters the information by less than its rounding
        // would let one see, but not the tenth digit of a coefficient near zero.
        _ = advance(step, reach: reach, likelihood)
      }
      if done || iteration >= maximumIterations { return }
      guard advance(step, reach: reach, likelihood) else {
        // No shorter step is better: the rounding error of the likelihood is reached.
        if decrement < 1e-6 {
          convergence = Convergence(
            converged: true, iterations: iteration, criterion: CoxNewton.criterion,
            gradientNorm: decrement.squareRoot())
        }
        return
      }
      derivatives = likelihood.derivatives(at: point)
      factor = CoxNewton.factor(derivatives.information, dropping: dropped)
      previous = decrement
    }
  }

  /// Whether the maximum is reached: as near as asked, or as near as rounding allows, or levelled
  /// off with coefficients that still move.
  private func isDone(_ decrement: Double, previous: Double, reach: Double) -> Bool {
    if decrement <= CoxNewton.tolerance { return true }
    if decrement < 1e-10, decrement > 0.1 * previous, reach < 1e-3 { return true }
    return decrement < 1e-11 && reach > 0.05
  }

  /// The largest change of a linear predictor, or an upper bound of it where that is small.
  private func reach(
    of step: [Double], _ likelihood: PartialLikelihood, exact: Bool
  ) -> Double {
    // Stored covariates lie within 4 of zero.
    let bound = 4 * step.reduce(0) { $0 + abs($1) }
    guard exact || bound > 1e-3 else { return bound }
    var changes = [Double](repeating: 0, count: likelihood.windows.rowCount)
    let padding = [Double](repeating: 0, count: likelihood.covariates.stride - step.count)
    likelihood.covariates.linearPredictor(step + padding, into: &changes)
    return changes.reduce(0) { max($0, abs($1)) }
  }

  /// Moves along the step, shortened until the likelihood does not fall; false if it always does.
  private mutating func advance(
    _ step: [Double], reach: Double, _ likelihood: PartialLikelihood
  ) -> Bool {
    var length = reach > CoxNewton.stride ? CoxNewton.stride / reach : 1
    let slack = 1e-13 * abs(point.logLikelihood)
    for halving in 1...60 {
      let trial = zip(point.coefficients, step).map { $0 + length * $1 }
      guard trial != point.coefficients else { return false }
      let next = likelihood.point(at: trial)
      if next.logLikelihood.isFinite, next.logLikelihood >= point.logLikelihood - slack {
        point = next
        return true
      }
      length /= Double(halving + 1)
    }
    return false
  }
}
