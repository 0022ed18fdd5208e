internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// The maximum of a location-scale likelihood by Newton's method, made safe.
///
/// Where the information is not positive definite its scaled diagonal is raised until it is
/// (Levenberg and Marquardt); a step that lowers the likelihood, or leaves the region where it is
/// finite, is shortened. The criterion is Newton's decrement U'I⁻¹U, the squared distance to the
/// maximum in standard errors. A scale that runs to zero or infinity, and a coefficient that runs to
/// infinity while the likelihood has levelled off, are noticed.
struct FailureTimeNewton {
  private(set) var point: FailureTimeLikelihood.Point
  private(set) var derivatives: FailureTimeLikelihood.Derivatives
  /// The inverse of the information at the end; NaN where it has none.
  private(set) var covariance: Matrix
  private(set) var convergence: Convergence
  /// The step that would still be made although the likelihood has levelled off; zero otherwise.
  private(set) var drift: [Double]

  private static let criterion = "Newton decrement U'I^-1 U below 1e-20 or the rounding error"
  private static let tolerance = 1e-20
  /// The largest change of log σ in one step.
  private static let scaleStride = 1.5
  /// How far log σ may fall below or rise above the spread of the times: nothing real goes there.
  private static let scaleReach = -23.0...12

  init(
    _ likelihood: FailureTimeLikelihood, startingAt starts: [[Double]], maximumIterations: Int
  ) throws(FitError) {
    let points = starts.map { likelihood.point(at: $0) }.filter { $0.logLikelihood.isFinite }
    guard let best = points.max(by: { $0.logLikelihood < $1.logLikelihood }) else {
      throw .diverged(iterations: 0)
    }
    point = best
    derivatives = likelihood.derivatives(at: best)
    drift = [Double](repeating: 0, count: likelihood.order)
    covariance = Matrix(rowCount: 0, columnCount: 0)
    convergence = Convergence(
      converged: true, iterations: 0, criterion: Self.criterion, gradientNorm: 0)
    if likelihood.order > 0 { try iterate(likelihood, maximumIterations) }
    covariance = Self.inverse(derivatives.information)
  }

  private mutating func iterate(
    _ likelihood: FailureTimeLikelihood, _ maximumIterations: Int
  ) throws(FitError) {
    var previous = Double.infinity
    for iteration in 0... {
      let direction = ScaledCholesky(derivatives.information)
      let step = direction.solve(derivatives.score)
      let decrement = zip(step, derivatives.score).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement.isFinite else { throw .diverged(iterations: iteration) }
      let isSettled =
        direction.damping == 0
        && (decrement <= Self.tolerance || (decrement <= 1e-12 && decrement >= 0.25 * previous))
      convergence = Convergence(
        converged: isSettled, iterations: iteration, criterion: Self.criterion,
        gradientNorm: max(decrement, 0).squareRoot())
      if isSettled {
        finish(step, likelihood)
        return
      }
      guard iteration < maximumIterations, advance(step, likelihood) else {
        // No step along an ascent direction rises any more: rounding, unless far from the end.
        if decrement < 1e-9, direction.damping == 0 {
          convergence = Convergence(
            converged: true, iterations: iteration, criterion: Self.criterion,
            gradientNorm: max(decrement, 0).squareRoot())
          finish(step.map { _ in 0 }, likelihood)
        }
        return
      }
      derivatives = likelihood.derivatives(at: point)
      previous = decrement
      try checkScales(likelihood)
    }
  }

  /// Takes the last step where it is one of rounding, or notes that parameters run away.
  private mutating func finish(_ step: [Double], _ likelihood: FailureTimeLikelihood) {
    if step.contains(where: { abs($0) > 0.05 }) {
      drift = step
      return
    }
    let next = likelihood.point(at: zip(point.parameters, step).map(+))
    guard next.logLikelihood.isFinite else { return }
    point = next
    derivatives = likelihood.derivatives(at: next)
  }

  /// Moves along the step, shortened until the likelihood does not fall; false if it always does.
  private mutating func advance(_ step: [Double], _ likelihood: FailureTimeLikelihood) -> Bool {
    let scaleStep = step[likelihood.locationCount...].map(abs).max() ?? 0
    var length = scaleStep > Self.scaleStride ? Self.scaleStride / scaleStep : 1
    let slack = 1e-14 * abs(point.logLikelihood)
    for halving in 1...60 {
      let trial = zip(point.parameters, step).map { $0 + length * $1 }
      guard trial != point.parameters else { return false }
      let next = likelihood.point(at: trial)
      if next.logLikelihood.isFinite, next.logLikelihood >= point.logLikelihood - slack {
        point = next
        return true
      }
      length /= Double(halving + 1)
    }
    return false
  }

  private func checkScales(_ likelihood: FailureTimeLikelihood) throws(FitError) {
    for scale in point.parameters[likelihood.locationCount...] {
      if scale < Self.scaleReach.lowerBound {
        throw .noMaximum(
          reason:
            "the scale runs to zero, because the model meets every time it knows exactly (all "
            + "event times are tied, there are as many coefficients as events, or a stratum has "
            + "no event); leave out terms, combine strata or fix the scale")
      }
      if scale > Self.scaleReach.upperBound {
        throw .noMaximum(
          reason: "the scale runs to infinity because the times seen do not tell early from late "
            + "events; fix the scale, or choose the exponential distribution")
      }
    }
  }

  private static func inverse(_ information: Matrix) -> Matrix {
    let factor = ScaledCholesky(information)
    guard factor.damping == 0 else {
      return Matrix(
        rowCount: information.rowCount, columnCount: information.rowCount, repeating: .nan)
    }
    return factor.inverse()
  }
}

/// The Cholesky factor of a symmetric matrix scaled to a diagonal of ones, with the diagonal raised
/// by as little of some powers of ten as makes it positive definite.
struct ScaledCholesky {
  private let factor: Cholesky?
  private let scales: [Double]
  /// What was added to the scaled diagonal: zero for a positive definite matrix.
  let damping: Double

  init(_ matrix: Matrix) {
    let order = matrix.rowCount
    let largest = matrix.diagonal.reduce(0) { max($0, abs($1)) }
    let scales = matrix.diagonal.map { value -> Double in
      let size = max(abs(value), 1e-24 * largest)
      return size > 0 && size.isFinite ? 1 / size.squareRoot() : 1
    }
    var scaled = matrix
    for j in 0..<order {
      for i in 0..<order { scaled[i, j] *= scales[i] * scales[j] }
    }
    self.scales = scales
    for damping in [0, 1e-8, 1e-5, 1e-3, 1e-2, 0.1, 1, 10, 100, 1e4, 1e6] {
      var raised = scaled
      for j in 0..<order { raised[j, j] += damping }
      if let factor = try? Cholesky(raised) {
        self.factor = factor
        self.damping = damping
        return
      }
    }
    factor = nil
    damping = .infinity
  }

  /// The solution of A x = b; NaN where there is none.
  func solve(_ b: [Double]) -> [Double] {
    guard let factor else { return b.map { _ in .nan } }
    return zip(factor.solve(zip(b, scales).map(*)), scales).map(*)
  }

  /// The inverse.
  func inverse() -> Matrix {
    guard let factor else {
      return Matrix(rowCount: scales.count, columnCount: scales.count, repeating: .nan)
    }
    var inverse = factor.inverse()
    for j in scales.indices {
      for i in scales.indices { inverse[i, j] *= scales[i] * scales[j] }
    }
    return inverse
  }
}
