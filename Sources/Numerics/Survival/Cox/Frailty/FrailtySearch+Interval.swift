internal import Distributions
internal import Glibc
package import Statistics

extension FrailtySearch {
  /// The θ whose log marginal likelihood is within half a quantile of χ² on one degree of freedom
  /// of the largest: the profile likelihood interval.
  ///
  /// It may begin at zero, and have no end.
  ///
  /// - Parameter best: The maximum; `nil` at zero.
  package func interval(_ best: Fit?, level: Double) throws(FitError) -> ConfidenceInterval {
    let nullValue = plain.optimum.logLikelihood
    let drop = ChiSquared(degreesOfFreedom: 1).upperTailQuantile(1 - level) / 2
    let target = (best?.optimum.logLikelihood ?? nullValue) - drop
    var lower = 0.0
    if let best, nullValue < target {
      lower = try bound(target, from: best, outside: 0, towards: 1 / 4.0)
    }
    let first: Fit
    if let best { first = best } else { first = try fit(variance: 0.1, near: nil) }
    let upper = try bound(target, from: first, outside: .infinity, towards: 4)
    return ConfidenceInterval(level: level, lower: lower, upper: upper.isFinite ? upper : .nan)
  }

  /// The θ where the log likelihood falls to a value, by Newton's method in log θ in a bracket.
  private func bound(
    _ target: Double, from first: Fit, outside: Double, towards factor: Double
  ) throws(FitError) -> Double {
    var fit = first
    var (inside, outside) = (fit.variance, outside)
    if fit.optimum.logLikelihood < target, factor > 1 { (inside, outside) = (0, fit.variance) }
    for _ in 0..<60 {
      let excess = fit.optimum.logLikelihood - target
      if excess >= 0 {
        inside = factor > 1 ? max(inside, fit.variance) : min(inside, fit.variance)
      } else {
        outside = factor > 1 ? min(outside, fit.variance) : max(outside, fit.variance)
      }
      let slope = fit.variance * fit.slope
      var next = fit.variance * exp(min(max(-excess / slope, -1.4), 1.4))
      let (low, high) = (min(inside, outside), max(inside, outside))
      // Newton's method squares the distance: the next step is below any digit.
      if abs(next / fit.variance - 1) < 1e-7 { return next }
      if !(next > low && next < high) {
        next =
          low > 0 && high < .infinity
          ? (low * high).squareRoot()
          : (factor > 1
            ? (high < .infinity ? high / 4 : low * 4)
            : max(low, high / 4))
      }
      if next > FrailtySearch.largest { return .infinity }
      if next < FrailtySearch.smallest { return 0 }
      guard next > low, next < high else { return fit.variance }
      fit = try self.fit(variance: next, near: fit)
    }
    return fit.variance
  }
}
