internal import Glibc

/// The area under a survival curve from 0 to a limit τ, with its derivatives in μ and log σ.
///
/// Integration by parts and the substitution t = g⁻¹(μ + σz) leave
///
///     τ S(τ) + ∫ t φ(z) dz,   ∂/∂μ = ∫ t' φ(z) dz / σ,   ∂/∂log σ = ∫ z t' φ(z) dz,   t' = dt/dz
///
/// over the z of 0 < t < τ, where all is smooth: summed by Gauss and Legendre's rule over panels from
/// τ downwards until nothing more is added.
struct RestrictedMean {
  let value: Double
  let byLocation: Double
  let byLogScale: Double

  init(_ distribution: FailureTimeDistribution, location: Double, scale: Double, limit: Double) {
    let isLog = distribution.isOnLogTime
    let error = distribution.error
    guard limit > 0, scale > 0, location.isFinite else {
      (value, byLocation, byLogScale) = limit == 0 ? (0, 0, 0) : (.nan, .nan, .nan)
      return
    }
    let last = ((isLog ? log(limit) : limit) - location) / scale
    let first = isLog ? -Double.infinity : -location / scale
    // Above this the density has vanished, and below the mode only ever less is added.
    let growth = isLog ? scale : 0
    let (end, mode) =
      switch error {
      case .extremeValue: (7.0, 0.0)
      case .normal: (growth + 39, growth)
      case .logistic: (760, growth > 1 ? 760 : 0)
      }
    var upper = min(last, end)
    let width = min(0.25, 2 / max(growth, 1e-3))
    let rule = GaussLegendre.twenty
    var (area, slope, moment) = (0.0, 0.0, 0.0)
    for _ in 0..<200_000 where upper > first {
      let lower = max(first, upper - width)
      let half = 0.5 * (upper - lower)
      var (panel, panelSlope, panelMoment) = (0.0, 0.0, 0.0)
      for (node, weight) in zip(rule.nodes, rule.weights) {
        let z = lower + half * (1 + node)
        let y = location + scale * z
        let density = error.logDensity(z).value
        let timed = weight * half * (isLog ? exp(y + density) : y * exp(density))
        let sloped = isLog ? timed : weight * half * exp(density)
        panel += timed
        panelSlope += sloped
        panelMoment += z * sloped
      }
      area += panel
      slope += panelSlope
      moment += panelMoment
      if lower < mode, abs(panel) <= 1e-18 * area, panelSlope <= 1e-18 * slope { break }
      upper = lower
    }
    value = limit * exp(error.logUpperTail(last).value) + area
    byLocation = slope
    byLogScale = scale * moment
  }
}
