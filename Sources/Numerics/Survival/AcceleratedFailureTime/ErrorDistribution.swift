internal import Distributions
internal import Glibc

/// A function with its first two derivatives at a point.
package struct Jet: Sendable {
  package let value: Double
  package let first: Double
  package let second: Double
}

/// The standard distributions of the error ε, with the derivatives that likelihoods need.
///
/// Each tail is a function of its own, and far out each is computed from its logarithm: neither a
/// probability of 1e-300 nor one of 1 − 1e-17 loses its digits.
package enum ErrorDistribution: Sendable, Hashable {
  /// Minima: P(ε > z) = exp(−eᶻ).
  case extremeValue
  /// The standard normal.
  case normal
  /// P(ε > z) = 1 / (1 + eᶻ).
  case logistic

  /// The logarithm of the density.
  @inline(__always)
  package func logDensity(_ z: Double) -> Jet {
    switch self {
    case .extremeValue:
      let w = exp(z)
      return Jet(value: z - w, first: 1 - w, second: -w)
    case .normal:
      return Jet(value: -0.5 * z * z - 0.9189385332046727418, first: -z, second: -1)
    case .logistic:
      let small = exp(-abs(z))
      let half = 1 / (1 + small)
      let tanh = (1 - small) * half
      return Jet(
        value: -abs(z) - 2 * log1p(small), first: z < 0 ? tanh : -tanh,
        second: -2 * small * half * half)
    }
  }

  /// log P(ε > z): what a row censored at z adds.
  @inline(__always)
  package func logUpperTail(_ z: Double) -> Jet {
    switch self {
    case .extremeValue:
      let w = exp(z)
      return Jet(value: -w, first: -w, second: -w)
    case .normal: return Self.normalTail(z)
    case .logistic:
      let small = exp(-abs(z))
      let half = 1 / (1 + small)
      let cumulative = z < 0 ? small * half : half
      return Jet(
        value: z < 0 ? -log1p(small) : -z - log1p(small), first: -cumulative,
        second: -small * half * half)
    }
  }

  /// log P(ε ≤ z).
  @inline(__always)
  package func logCumulative(_ z: Double) -> Jet {
    switch self {
    case .extremeValue: return Self.extremeCumulative(z)
    case .normal, .logistic:
      let mirrored = logUpperTail(-z)
      return Jet(value: mirrored.value, first: -mirrored.first, second: mirrored.second)
    }
  }

  /// The z with P(ε ≤ z) = `probability`.
  package func quantile(_ probability: Double) -> Double {
    switch self {
    case .extremeValue: -Gumbel().upperTailQuantile(probability)
    case .normal: Normal.standard.quantile(probability)
    case .logistic: Logistic().quantile(probability)
    }
  }

  /// log(1 − e^−w) with w = eᶻ; its slope is r = w/(eʷ − 1), and that of r is r(1 − w − r).
  private static func extremeCumulative(_ z: Double) -> Jet {
    let w = exp(z)
    if w < 1e-300 { return Jet(value: z, first: 1, second: 0) }
    if w > 800 { return Jet(value: 0, first: 0, second: 0) }
    let ratio = w / expm1(w)
    let bracket =
      w < 0.03
      ? -w / 2 - w * w / 12 + w * w * w * w / 720 - w * w * w * w * w * w / 30240
      : 1 - w - ratio
    return Jet(
      value: w < 0.7 ? log(-expm1(-w)) : log1p(-exp(-w)), first: ratio, second: ratio * bracket)
  }

  /// The hazard h = φ/P(ε > z) and its excess over z, which gives the second derivative −h(h − z).
  private static func normalTail(_ z: Double) -> Jet {
    let value = Normal.standard.logUpperTail(z)
    if z < 12 {
      let hazard = z < -38 ? 0 : Normal.standard.density(z) / Normal.standard.upperTail(z)
      return Jet(value: value, first: -hazard, second: -hazard * (hazard - z))
    }
    // h = z + 1/(z + 2/(z + 3/(z + …))), Abramowitz and Stegun 26.2.14.
    var rest = z
    for k in (2...24).reversed() { rest = z + Double(k) / rest }
    let excess = 1 / rest
    return Jet(value: value, first: -(z + excess), second: -(z + excess) * excess)
  }
}
