/// Newton's method for the masses of the intervals that have one.
///
/// In terms of the distribution function F at the borders between these intervals, minus the second
/// derivative of the log-likelihood is Q = Σ w/π² (e(b) − e(a))(e(b) − e(a))ᵀ over rows that run from
/// border a to border b. The Newton system is solved by conjugate gradients, whose products with Q
/// are sums over rows, preconditioned by the tridiagonal part of Q. For exact and right-censored
/// rows that part is all of Q.
extension IntervalMasses {
  /// Takes one step.
  ///
  /// - Returns: whether the likelihood grew.
  mutating func climbBySecondDerivatives(_ likelihood: IntervalLikelihood) -> Bool {
    let support = masses.indices.filter { masses[$0] > 0 }
    guard support.count > 1 else { return false }
    let system = NewtonSystem(
      likelihood.restricted(to: support), probabilities: probabilities,
      gradient: support.map { gradient[$0] })
    let rise = system.solution()
    var direction = [Double](repeating: 0, count: masses.count)
    var reach = Double.infinity
    for (slot, interval) in support.enumerated() {
      let change = rise[slot + 1] - rise[slot]
      direction[interval] = change
      if change < 0 { reach = min(reach, -masses[interval] / change) }
    }
    if reach >= 1 { return search(along: direction, longest: 1, likelihood) }
    // First as if masses could stop at zero each for itself, then as far as the first one goes.
    let old = masses
    var stopped = direction
    var excess = 0.0
    var kept = 0.0
    for interval in support {
      stopped[interval] = max(-old[interval], direction[interval])
      excess += stopped[interval]
      kept += old[interval] + stopped[interval]
    }
    for interval in support {
      stopped[interval] -= excess * (old[interval] + stopped[interval]) / kept
    }
    if search(along: stopped, longest: 1, likelihood) { return true }
    return search(along: direction, longest: reach, likelihood)
  }
}

/// The Newton system at the borders 1 ..< s between s intervals; borders 0 and s are fixed.
struct NewtonSystem {
  private let likelihood: IntervalLikelihood
  /// w/π² of each row.
  private let curvature: [Double]
  /// The derivative by F at each border.
  private let slope: [Double]
  /// The diagonal next to that of Q.
  private let beside: [Double]
  /// D of the tridiagonal part of Q as L D Lᵀ, the same in every iteration; 0 where it is singular.
  private let pivots: [Double]
  /// The diagonal next to that of L.
  private let factors: [Double]

  init(_ likelihood: IntervalLikelihood, probabilities: [Double], gradient: [Double]) {
    self.likelihood = likelihood
    let count = likelihood.intervalCount
    curvature = probabilities.indices.map {
      likelihood.weights[$0] / (probabilities[$0] * probabilities[$0])
    }
    var slope = [Double](repeating: 0, count: count + 1)
    for border in 1..<count { slope[border] = gradient[border - 1] - gradient[border] }
    self.slope = slope
    var diagonal = [Double](repeating: 0, count: count + 1)
    var beside = diagonal
    for row in curvature.indices {
      let (start, stop) = (Int(likelihood.first[row]), Int(likelihood.end[row]))
      diagonal[start] += curvature[row]
      diagonal[stop] += curvature[row]
      if stop == start + 1, start > 0, stop < count { beside[start] -= curvature[row] }
    }
    self.beside = beside
    var pivots = [Double](repeating: 0, count: count + 1)
    var factors = pivots
    for border in 1..<count {
      var pivot = diagonal[border]
      if border > 1, pivots[border - 1] > 0 {
        factors[border] = beside[border - 1] / pivots[border - 1]
        pivot -= factors[border] * beside[border - 1]
      }
      pivots[border] = pivot > 1e-14 * diagonal[border] ? pivot : 0
    }
    self.pivots = pivots
    self.factors = factors
  }

  /// The change of F at every border, 0 at the first and the last, by conjugate gradients.
  ///
  /// Stopped early the change still points uphill.
  func solution() -> [Double] {
    let count = likelihood.intervalCount
    var change = [Double](repeating: 0, count: count + 1)
    var residual = slope
    var towards = preconditioned(residual)
    var direction = towards
    var size = product(residual, towards)
    let enough = size * 1e-24
    for _ in 0..<min(2 * count, 200) {
      guard size > enough, size > 0, size.isFinite else { break }
      let image = multiplied(direction)
      let bend = product(direction, image)
      guard bend > 0 else { break }
      let length = size / bend
      for border in 1..<count {
        change[border] += length * direction[border]
        residual[border] -= length * image[border]
      }
      towards = preconditioned(residual)
      let next = product(residual, towards)
      let ratio = next / size
      for border in 1..<count { direction[border] = towards[border] + ratio * direction[border] }
      size = next
    }
    return change
  }

  private func product(_ x: [Double], _ y: [Double]) -> Double {
    var sum = 0.0
    for border in 1..<likelihood.intervalCount { sum += x[border] * y[border] }
    return sum
  }

  /// Q x.
  private func multiplied(_ x: [Double]) -> [Double] {
    let count = likelihood.intervalCount
    var image = [Double](repeating: 0, count: count + 1)
    for row in curvature.indices {
      let (start, stop) = (Int(likelihood.first[row]), Int(likelihood.end[row]))
      let pull = curvature[row] * (x[stop] - x[start])
      image[stop] += pull
      image[start] -= pull
    }
    image[0] = 0
    image[count] = 0
    return image
  }

  /// The solution with the tridiagonal part of Q alone.
  ///
  /// The part is diagonally dominant; where it is singular, because no row tells two neighbours
  /// apart, their border is left where it is.
  private func preconditioned(_ x: [Double]) -> [Double] {
    let count = likelihood.intervalCount
    var result = [Double](repeating: 0, count: count + 1)
    for border in 1..<count {
      result[border] = x[border] - factors[border] * result[border - 1]
    }
    for border in (1..<count).reversed() {
      guard pivots[border] > 0 else {
        result[border] = 0
        continue
      }
      let after = border + 1 < count ? beside[border] * result[border + 1] : 0
      result[border] = (result[border] - after) / pivots[border]
    }
    return result
  }
}
