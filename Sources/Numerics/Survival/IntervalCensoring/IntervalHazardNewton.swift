internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// The maximum of the likelihood of an interval-censored hazard model, by Newton's method.
///
/// Where minus the second derivatives are no variance, as they need not be far from the maximum,
/// they get a ridge. Steps that move a parameter or a linear predictor by more than 5 are shortened,
/// steps that lower the likelihood halved. A basis function whose weight runs to zero is taken out;
/// at the end the derivative by its weight must not be positive (Kuhn and Tucker), or it is put back.
struct IntervalHazardNewton {
  static let criterion =
    "the squared length of the next Newton step is at most 1e-18 in units of standard errors"

  private let likelihood: IntervalHazardLikelihood
  /// Which coefficients may move.
  private let movesBeta: [Bool]
  private let maximumIterations: Int
  /// Where covariates of zero lie in the coordinates of the fit.
  private let origin: [Double]
  /// The gain at which a likelihood that still grows counts as levelled off: above the place where
  /// rounding hides the direction in which it does.
  private let levelledGain: Double
  /// The share of a diagonal element at which a pivot of the information counts as zero.
  private static let tolerance = 0x1p-45

  private(set) var parameters: IntervalHazardLikelihood.Parameters
  private(set) var logLikelihood: Double
  private(set) var derivatives: IntervalHazardLikelihood.Derivatives
  /// The factor of the information of the parameters that are free.
  private(set) var factor: RankRevealingCholesky
  private(set) var convergence: Convergence
  /// Which parameters still moved when the likelihood had levelled off.
  private(set) var isInfinite: [Bool]

  init(
    _ likelihood: IntervalHazardLikelihood, from start: IntervalHazardLikelihood.Parameters,
    origin: [Double], movesBeta: [Bool], maximumIterations: Int
  ) throws(FitError) {
    self.likelihood = likelihood
    self.origin = origin
    levelledGain = max(1e-11, 1e-12 * likelihood.weights.reduce(0, +))
    self.movesBeta = movesBeta
    self.maximumIterations = maximumIterations
    parameters = start
    logLikelihood = likelihood.value(at: start)
    guard logLikelihood.isFinite else { throw .diverged(iterations: 0) }
    derivatives = likelihood.derivatives(at: start)
    isInfinite = [Bool](repeating: false, count: likelihood.order)
    factor = RankRevealingCholesky(Matrix(rowCount: 0, columnCount: 0))
    convergence = Convergence(
      converged: false, iterations: 0, criterion: Self.criterion, gradientNorm: .nan)
    try iterate()
  }

  /// The parameters that may move.
  var isFree: [Bool] {
    parameters.theta.map { $0 > -.infinity } + movesBeta
  }

  /// The information with the rows and columns of held parameters empty.
  private func information(ridge: Double = 0) -> Matrix {
    var matrix = derivatives.information
    let free = isFree
    for j in free.indices {
      if free[j] {
        matrix[j, j] += ridge * max(abs(matrix[j, j]), 1e-8)
      } else {
        for i in free.indices {
          matrix[i, j] = 0
          matrix[j, i] = 0
        }
      }
    }
    return matrix
  }

  /// A step uphill.
  private mutating func step() -> [Double] {
    factor = RankRevealingCholesky(information(), tolerance: Self.tolerance)
    let freeCount = isFree.count { $0 }
    var used = factor
    var ridge = 1e-10
    while used.rank < freeCount, ridge < 1e12 {
      used = RankRevealingCholesky(information(ridge: ridge), tolerance: Self.tolerance)
      ridge *= 10
    }
    return used.solve(zip(derivatives.score, isFree).map { $1 ? $0 : 0 })
  }

  private mutating func iterate() throws(FitError) {
    var previous = Double.infinity
    var returned = 0
    for iteration in 0... {
      let step = step()
      let decrement = zip(step, derivatives.score).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { throw .diverged(iterations: iteration) }
      let largest = step.reduce(0) { max($0, abs($1)) }
      let levelled = decrement < levelledGain && largest > 0.05
      if levelled, emptied(step) { continue }
      let stalled = decrement < 1e-10 && decrement > 0.1 * previous && largest < 1e-3
      var done = decrement <= 1e-18 || stalled || levelled
      if done {
        if !levelled { _ = advance(step, largest: largest) }
        if !levelled, returned < 3, refilled() {
          returned += 1
          done = false
        }
        if levelled { isInfinite = atOrigin(step).map { abs($0) > 1e-3 } }
      }
      convergence = Convergence(
        converged: done, iterations: iteration, criterion: Self.criterion,
        gradientNorm: max(decrement, 0).squareRoot())
      if done || iteration >= maximumIterations { break }
      guard advance(step, largest: largest) else {
        convergence = Convergence(
          converged: decrement < 1e-6, iterations: iteration, criterion: Self.criterion,
          gradientNorm: max(decrement, 0).squareRoot())
        break
      }
      derivatives = likelihood.derivatives(at: parameters)
      previous = decrement
    }
    derivatives = likelihood.derivatives(at: parameters)
    factor = RankRevealingCholesky(information(), tolerance: Self.tolerance)
    markBoundless()
  }

  /// Marks the parameters about which the likelihood says nothing any more where they stand: those
  /// with a standard error of more than 1000 on the scale of logarithms.
  private mutating func markBoundless() {
    // A likelihood that levels off faster than any exponential leaves no direction to see.
    for j in parameters.beta.indices
    where movesBeta[j] && factor.isDependent[parameters.theta.count + j]
      && abs(parameters.beta[j]) > 0.5
    {
      isInfinite[parameters.theta.count + j] = true
    }
    let inverse = factor.inverse()
    let weight = likelihood.weights.reduce(0, +) / Double(max(1, likelihood.weights.count))
    for j in isInfinite.indices where !factor.isDependent[j] {
      var gradient = [Double](repeating: 0, count: isInfinite.count)
      gradient[j] = 1
      if j < parameters.theta.count {
        for (place, value) in origin.enumerated() {
          gradient[parameters.theta.count + place] = value
        }
      }
      if inverse.quadraticForm(gradient) * weight > 1e6 { isInfinite[j] = true }
    }
  }

  /// A step in the logarithms of the weights for covariates zero, and in the coefficients.
  private func atOrigin(_ step: [Double]) -> [Double] {
    let count = parameters.theta.count
    let shift = zip(origin, step[count...]).reduce(0) { $0 + $1.0 * $1.1 }
    return step.indices.map { step[$0] + ($0 < count && isFree[$0] ? shift : 0) }
  }

  /// Takes out the functions whose weight runs to zero; whether there are any.
  private mutating func emptied(_ step: [Double]) -> Bool {
    var next = parameters
    let step = atOrigin(step)
    for k in next.theta.indices where step[k] < -0.05 { next.theta[k] = -.infinity }
    let value = likelihood.value(at: next)
    guard next != parameters, value >= logLikelihood - 1e-9 * max(1, abs(logLikelihood)),
      next.theta.contains(where: { $0 > -.infinity })
    else { return false }
    parameters = next
    logLikelihood = value
    derivatives = likelihood.derivatives(at: parameters)
    return true
  }

  /// Puts back functions without weight that should have some; whether there are any.
  private mutating func refilled() -> Bool {
    guard parameters.theta.contains(-.infinity) else { return false }
    let slopes = likelihood.slopes(at: parameters)
    let largest = parameters.theta.max() ?? 0
    var next = parameters
    for k in next.theta.indices where next.theta[k] == -.infinity {
      if slopes[k] * exp(largest) > 1e-6 { next.theta[k] = largest - 7 }
    }
    guard next != parameters else { return false }
    parameters = next
    logLikelihood = likelihood.value(at: next)
    derivatives = likelihood.derivatives(at: parameters)
    return true
  }

  /// Moves along the step, shortened until the likelihood does not fall; false if it always does.
  private mutating func advance(_ step: [Double], largest: Double) -> Bool {
    var length = largest > 5 ? 5 / largest : 1
    let slack = 1e-13 * abs(logLikelihood)
    for halving in 1...50 {
      let trial = parameters.moved(length, along: step)
      guard trial != parameters else { return false }
      let value = likelihood.value(at: trial)
      if value.isFinite, value >= logLikelihood - slack {
        parameters = trial
        logLikelihood = value
        return true
      }
      length /= Double(halving + 1)
    }
    return false
  }
}
