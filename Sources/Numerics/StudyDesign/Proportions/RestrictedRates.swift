internal import Glibc

/// The rates of two groups that fit what was observed best when their difference is held fixed.
///
/// With the observed rates p of the treated and q of the controls, and the difference s of the null
/// hypothesis, the likelihood of rates (q̃ + s, q̃) has its maximum at a root of a cubic. For s = 0 both
/// are the pooled rate.
///
/// Reference: Farrington and Manning (1990), doi:10.1002/sim.4780091208, appendix.
struct RestrictedRates {
  /// p̃, of the treated.
  let treated: Double
  /// q̃, of the controls.
  let control: Double

  /// Fits the rates.
  ///
  /// - Parameters:
  ///   - treated: the observed rate of the treated.
  ///   - control: that of the controls.
  ///   - sizes: the sizes of the groups, of which only the ratio matters.
  ///   - difference: what the treated rate exceeds the other by under the hypothesis, in (−1, 1).
  init(treated p: Double, control q: Double, sizes: ArmSizes, difference s: Double) {
    let ratio = sizes.control / sizes.treated
    if s == 0 {
      let pooled = (p + ratio * q) / (1 + ratio)
      (treated, control) = (pooled, pooled)
      return
    }
    let a = 1 + ratio
    let b = -(1 + ratio + p + ratio * q + s * (ratio + 2))
    let c = s * s + s * (2 * p + ratio + 1) + p + ratio * q
    let d = -p * s * (1 + s)
    let third = b / (3 * a)
    let v = third * third * third - b * c / (6 * a * a) + d / (2 * a)
    let radius = max(0, third * third - c / (3 * a)).squareRoot()
    let u = v < 0 ? -radius : radius
    let cosine = u == 0 ? 1 : min(1, max(-1, v / (u * u * u)))
    let root = 2 * u * cos((Double.pi + acos(cosine)) / 3) - third
    treated = min(min(1, 1 + s), max(max(0, s), root))
    control = min(1, max(0, treated - s))
  }

  /// The variance of the difference of the observed rates under the hypothesis.
  func variance(_ sizes: ArmSizes) -> Double {
    treated * (1 - treated) / sizes.treated + control * (1 - control) / sizes.control
  }
}
