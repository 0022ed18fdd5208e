internal import Glibc
internal import LinearAlgebra
package import Statistics

/// The search for the variance of a gamma frailty: the maximum over θ ≥ 0 of the marginal
/// likelihood, β and the frailties maximised out for each θ.
///
/// Newton's method in log θ with the exact second derivative, inside a bracket. The derivative at
/// θ = 0, half of Σ (d − Λ)² − d over clusters, says whether the maximum can lie at the boundary.
package struct FrailtySearch {
  /// The maximum of the marginal likelihood at one θ.
  package struct Fit {
    package let variance: Double
    package let optimum: CoxOptimum
    package let point: FrailtyLikelihood.Point
    /// The first and second derivative in θ of the log marginal likelihood.
    package let slope: Double
    package let curvature: Double
    /// The derivative of β and ω in θ.
    package let response: (coefficients: [Double], effects: [Double])
  }

  package let base: PartialLikelihood
  package let clusters: FrailtyClusters
  /// The fit without frailty, and the columns that have no estimate in it.
  package let plain: CoxNewton<PartialLikelihood>
  package let maximumIterations: Int
  private let isDropped: [Bool]
  /// The derivative in θ of the log marginal likelihood at zero.
  package let slopeAtZero: Double

  /// The largest variance that is looked at.
  package static let largest = 1e6
  /// The smallest variance told from zero.
  package static let smallest = 1e-9

  package init(
    _ base: PartialLikelihood, _ clusters: FrailtyClusters, plain: CoxNewton<PartialLikelihood>,
    maximumIterations: Int
  ) {
    self.base = base
    self.clusters = clusters
    self.plain = plain
    self.maximumIterations = maximumIterations
    isDropped = plain.optimum.nullFactor.isDependent
    let expected = clusters.sums(plain.point.sums.exposures(base.windows, plain.point.terms))
    slopeAtZero = zip(expected, clusters.events).reduce(0) { sum, pair in
      sum + ((pair.1 - pair.0) * (pair.1 - pair.0) - pair.1) / 2
    }
  }

  /// The maximum at one θ, begun near another.
  package func fit(variance: Double, near other: Fit?) throws(FitError) -> Fit {
    var start = plain.point.coefficients
    var effects = [Double](repeating: 0, count: clusters.count)
    if let other {
      // A step along the path of maxima, where it is short.
      let change = variance - other.variance
      let isShort = abs(change) < 0.5 * other.variance
      start = other.point.coefficients
      effects = other.point.effects
      if isShort {
        for i in start.indices { start[i] += change * other.response.coefficients[i] }
        for i in effects.indices { effects[i] += change * other.response.effects[i] }
      }
    }
    // A coefficient without a maximum is sought anew, or there would be no telling that it has none.
    for i in start.indices where plain.optimum.isInfinite[i] { start[i] = 0 }
    let frailty = GammaFrailty(variance: variance)
    let likelihood = FrailtyLikelihood(
      base: base, clusters: clusters, frailty: frailty, start: effects)
    let newton = try CoxNewton(
      likelihood, isConstant: isDropped, maximumIterations: maximumIterations, start: start)
    let point = newton.point
    var (slope, curvature) = (0.0, 0.0)
    for (effect, events) in zip(point.effects, clusters.events) {
      let term = frailty.term(effect: effect, events: events)
      slope += term.first
      curvature += term.second
    }
    let rate = frailty.rate
    let change = point.effects.map { rate * rate * expm1($0) }
    let response = JointInformation(likelihood, point).response(to: change, newton.optimum.factor)
    curvature += zip(change, response.effects).reduce(0) { $0 + $1.0 * $1.1 }
    return Fit(
      variance: variance, optimum: newton.optimum, point: point, slope: slope,
      curvature: curvature, response: response)
  }

  /// The maximum over θ; `nil` where it lies at zero.
  package func maximum() throws(FitError) -> (fit: Fit, iterations: Int, converged: Bool)? {
    let nullValue = plain.optimum.logLikelihood
    var low = 0.0
    var high = Double.infinity
    var current: Fit?
    if slopeAtZero <= 0 {
      // The boundary is a local maximum; another may lie inside.
      for variance in [0.1, 0.5, 2] {
        let fit = try fit(variance: variance, near: current)
        current = fit
        if fit.slope > 0 || fit.optimum.logLikelihood > nullValue {
          if fit.slope > 0 { low = variance } else { high = variance }
          break
        }
        if variance == 2 { return nil }
      }
    }
    var fit: Fit
    if let current { fit = current } else { fit = try self.fit(variance: 0.5, near: nil) }
    for iteration in 1...100 {
      if fit.slope > 0 { low = max(low, fit.variance) } else { high = min(high, fit.variance) }
      if high < FrailtySearch.smallest { return nil }
      if low >= FrailtySearch.largest { return (fit, iteration, false) }
      let theta = fit.variance
      let slope = theta * fit.slope
      let bend = slope + theta * theta * fit.curvature
      let decrement = slope * slope / -bend
      if bend < 0, decrement < 1e-22 { return (fit, iteration, true) }
      var next = bend < 0 ? theta * exp(min(max(-slope / bend, -2.5), 2.5)) : theta
      if !(next > low && next < high) || next == theta {
        next =
          low > 0 && high < .infinity
          ? (low * high).squareRoot() : (slope > 0 ? theta * 8 : theta / 8)
      }
      guard next > low, next < high else { return (fit, iteration, decrement < 1e-10) }
      let before = fit
      fit = try self.fit(variance: next, near: before)
      if bend < 0, decrement < 1e-16, abs(fit.slope) >= abs(before.slope) {
        return (before, iteration, true)
      }
      if slopeAtZero <= 0, fit.variance < FrailtySearch.smallest { return nil }
    }
    return (fit, 100, false)
  }
}
