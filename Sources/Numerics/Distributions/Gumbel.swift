import Glibc

/// The Gumbel distribution of maxima, P(X ≤ x) = exp(−e^−z) with z = (x − location)/scale.
///
/// The distribution of minima, which the logarithm of a Weibull time follows, is its mirror image:
/// if T is Weibull with shape k and scale s, then −log T has this distribution with location
/// −log s and scale 1/k. A scale that is not positive and finite, or a location that is not
/// finite, makes every function answer NaN.
public struct Gumbel: Distribution, Hashable {
  /// The mode.
  public let location: Double
  /// The scale, positive: the standard deviation is π/√6 times it.
  public let scale: Double

  /// Makes a distribution.
  public init(location: Double = 0, scale: Double = 1) {
    self.location = location
    self.scale = scale
  }

  private var isValid: Bool { location.isFinite && scale > 0 && scale.isFinite }

  /// z; NaN when the parameters make no sense.
  private func standardised(_ x: Double) -> Standardised {
    Standardised(isValid ? x : .nan, location: location, scale: scale)
  }

  /// e^−z, with its last digits, since it stands in an exponent itself.
  private func exponential(_ z: Standardised) -> Double {
    let value = exp(-z.value)
    return value.isFinite ? value - value * z.rest : value
  }

  /// The density, exp(−z − e^−z) / scale.
  public func density(_ x: Double) -> Double {
    let z = standardised(x)
    let w = exponential(z)
    return w == .infinity ? 0 : w * exp(-w) / scale
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    let z = standardised(x)
    let w = exponential(z)
    return w == .infinity ? -.infinity : -z.value - w - log(scale)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { exp(-exponential(standardised(x))) }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double { -exponential(standardised(x)) }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { -expm1(-exponential(standardised(x))) }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    let z = standardised(x)
    let w = exponential(z)
    // log(1 − e^−w), which is log w = −z where w is small.
    if w < 1e-17 { return -z.value }
    return w < 0.7 ? log(-expm1(-w)) : log1p(-exp(-w))
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    if let edge = ProbabilityRange.edge(
      probability, valid: isValid, zero: -.infinity, one: .infinity)
    {
      return edge
    }
    return location + scale * Self.standardQuantile(probability)
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    if let edge = ProbabilityRange.edge(
      probability, valid: isValid, zero: .infinity, one: -.infinity)
    {
      return edge
    }
    let z =
      probability < 0.5
      ? -log(-log1p(-probability)) : Self.standardQuantile(1 - probability)
    return location + scale * z
  }

  /// −log(−log p), without cancellation around 1/e where it is zero.
  private static func standardQuantile(_ p: Double) -> Double {
    guard p > 0.3, p < 0.45 else { return -log(-log(p)) }
    let reciprocal = 0.36787944117144233
    let reciprocalRest = -1.2428753672788363e-17
    let above = ((p - reciprocal) - reciprocalRest) * 2.718281828459045
    return -log1p(-log1p(above))
  }
}
