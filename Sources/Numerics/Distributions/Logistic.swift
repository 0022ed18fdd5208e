import Glibc

/// The logistic distribution, P(X ≤ x) = 1 / (1 + e^−z) with z = (x − location)/scale.
///
/// A scale that is not positive and finite, or a location that is not finite, makes every function
/// answer NaN.
public struct Logistic: Distribution, Hashable {
  /// The mean and median.
  public let location: Double
  /// The scale, positive: the standard deviation is π/√3 times it.
  public let scale: Double

  /// Makes a distribution.
  public init(location: Double = 0, scale: Double = 1) {
    self.location = location
    self.scale = scale
  }

  private var isValid: Bool { location.isFinite && scale > 0 && scale.isFinite }

  /// z; NaN when the parameters make no sense.
  private func standardised(_ x: Double) -> Double {
    isValid ? Standardised(x, location: location, scale: scale).value : .nan
  }

  /// The density, e^−|z| / (scale (1 + e^−|z|)²).
  public func density(_ x: Double) -> Double {
    let small = exp(-abs(standardised(x)))
    return small / (scale * (1 + small) * (1 + small))
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    let z = abs(standardised(x))
    return -z - 2 * log1p(exp(-z)) - log(scale)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { Self.tail(-standardised(x)) }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double { Self.logTail(-standardised(x)) }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double { Self.tail(standardised(x)) }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double { Self.logTail(standardised(x)) }

  private static func tail(_ z: Double) -> Double {
    if z < 0 { return 1 / (1 + exp(z)) }
    let small = exp(-z)
    return small / (1 + small)
  }

  private static func logTail(_ z: Double) -> Double {
    z > 0 ? -z - log1p(exp(-z)) : -log1p(exp(z))
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    ProbabilityRange.edge(probability, valid: isValid, zero: -.infinity, one: .infinity)
      ?? location - scale * Self.upperQuantile(probability)
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    ProbabilityRange.edge(probability, valid: isValid, zero: .infinity, one: -.infinity)
      ?? location + scale * Self.upperQuantile(probability)
  }

  /// log((1 − q)/q), without cancellation around ½ where the two are nearly equal.
  private static func upperQuantile(_ q: Double) -> Double {
    q > 0.3 && q < 0.7 ? log1p((1 - 2 * q) / q) : log1p(-q) - log(q)
  }
}
