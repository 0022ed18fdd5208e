internal import Glibc
internal import LinearAlgebra
package import Statistics

/// The maximum of a partial likelihood by Newton's method, with the safeguards its failures ask for.
///
/// A step that would move some linear predictor by more than ten is shortened; a step that lowers
/// the likelihood, or leaves the region where it is finite, is shortened ever more. The criterion
/// is Newton's decrement U'I⁻¹U, the squared distance to the maximum in standard errors, which does
/// not mind the unit of a covariate or the size of the likelihood. Coefficients that still move
/// while the likelihood has levelled off are on their way to infinity, and are named.
package struct CoxNewton<Objective: CoxObjective> {
  /// Where the iteration stands, and in the end what came of it.
  package private(set) var optimum: CoxOptimum
  /// The last point.
  package private(set) var point: Objective.Point
  private let objective: Objective

  private static var criterion: String {
    "Newton decrement U'I^-1 U below 1e-20 or the rounding error"
  }
  private static var tolerance: Double { 1e-20 }
  /// The largest change of a linear predictor in one step.
  private static var stride: Double { 10 }

  /// Finds the maximum.
  ///
  /// - Parameters:
  ///   - isConstant: The columns known to be the same in every row; their coefficients stay as they
  ///     are at the start.
  ///   - start: Where to begin; the null model by default. What the optimum says of the null is said
  ///     of this point.
  package init(
    _ objective: Objective, isConstant: [Bool], maximumIterations: Int, start: [Double]? = nil
  ) throws(FitError) {
    self.objective = objective
    point = objective.point(at: start ?? [Double](repeating: 0, count: objective.order))
    guard point.logLikelihood.isFinite else { throw .diverged(iterations: 0) }
    let derivatives = objective.derivatives(at: point)
    let screen = CoxScreen(objective, derivatives, isConstant: isConstant)
    let screened = screen.factor
    let isConstant = screen.isConstant
    optimum = CoxOptimum(
      coefficients: point.coefficients, logLikelihood: point.logLikelihood,
      derivatives: derivatives, factor: screened, nullLogLikelihood: point.logLikelihood,
      nullDerivatives: derivatives, nullFactor: screened, isConstant: isConstant,
      isCollinear: zip(screened.isDependent, isConstant).map { $0 && !$1 },
      isInfinite: isConstant.map { _ in false },
      convergence: Convergence(
        converged: true, iterations: 0, criterion: CoxNewton.criterion, gradientNorm: 0))
    if screened.rank > 0 { try iterate(maximumIterations) }
    optimum.coefficients = point.coefficients
    optimum.logLikelihood = point.logLikelihood
  }

  private mutating func iterate(_ maximumIterations: Int) throws(FitError) {
    let dropped = optimum.nullFactor.isDependent
    var previous = Double.infinity
    for iteration in 0... {
      let step = optimum.factor.solve(optimum.derivatives.score)
      let decrement = zip(step, optimum.derivatives.score).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { throw .diverged(iterations: iteration) }
      let reach = reach(of: step, decrement: decrement)
      let done = isDone(decrement, previous: previous, reach: reach)
      if done, reach > 0.05 {
        optimum.isInfinite = step.map { abs($0) > 1e-3 }
        optimum.drift = step
      }
      optimum.convergence = Convergence(
        converged: done, iterations: iteration, criterion: CoxNewton.criterion,
        gradientNorm: max(decrement, 0).squareRoot())
      if done, reach <= 0.05 {
        // The last step, of 1e-10 standard errors, alters the information by less than its rounding
        // would let one see, but not the tenth digit of a coefficient near zero.
        _ = advance(step, reach: reach)
      }
      if done || iteration >= maximumIterations { return }
      guard advance(step, reach: reach) else {
        // No shorter step is better: the rounding error of the likelihood is reached.
        if decrement < 1e-6 {
          optimum.convergence = Convergence(
            converged: true, iterations: iteration, criterion: CoxNewton.criterion,
            gradientNorm: decrement.squareRoot())
        }
        return
      }
      optimum.derivatives = objective.derivatives(at: point)
      optimum.factor = CoxScreen.factor(
        optimum.derivatives.curvature ?? optimum.derivatives.information, dropping: dropped)
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
  private func reach(of step: [Double], decrement: Double) -> Double {
    // Stored covariates lie within 4 of zero.
    let bound = 4 * step.reduce(0) { $0 + abs($1) }
    let matters = bound > CoxNewton.stride || decrement < 1e-10 && bound > 1e-3
    return matters ? objective.largestChange(by: step) : bound
  }

  /// Moves along the step, shortened until the likelihood does not fall; false if it always does.
  private mutating func advance(_ step: [Double], reach: Double) -> Bool {
    var length = reach > CoxNewton.stride ? CoxNewton.stride / reach : 1
    let slack = 1e-13 * abs(point.logLikelihood)
    for halving in 1...60 {
      let trial = zip(point.coefficients, step).map { $0 + length * $1 }
      guard trial != point.coefficients else { return false }
      let next = objective.point(at: trial)
      if next.logLikelihood.isFinite, next.logLikelihood >= point.logLikelihood - slack {
        point = next
        return true
      }
      length /= Double(halving + 1)
    }
    return false
  }
}
