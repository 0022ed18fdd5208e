import Glibc

/// Student's t distribution; with infinite degrees of freedom the standard normal.
///
/// Degrees of freedom that are not positive make every function answer NaN.
public struct StudentT: Distribution {
  /// The degrees of freedom, positive.
  public let degreesOfFreedom: Double

  /// Makes a distribution.
  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    let n = degreesOfFreedom
    guard n > 0, !x.isNaN else { return .nan }
    if n > 1e18 { return Normal.standard.density(x) }
    let logBeta = Boost.logGamma(n / 2) + Boost.logGamma(0.5) - Boost.logGamma((n + 1) / 2)
    return exp(-(n + 1) / 2 * log1p(x * x / n) - logBeta) / n.squareRoot()
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { upperTail(-x) }

  /// P(X > x), without subtraction from one.
  public func upperTail(_ x: Double) -> Double {
    let n = degreesOfFreedom
    guard n > 0, !x.isNaN else { return .nan }
    if n > 1e18 { return Normal.standard.upperTail(x) }
    let half = tail(abs(x))
    return x < 0 ? 1 - half : half
  }

  /// P(T > x) for x ≥ 0.
  private func tail(_ x: Double) -> Double {
    let n = degreesOfFreedom
    if x == .infinity { return 0 }
    if n > 2 * x * x { return 0.5 * Boost.betaUpper(0.5, n / 2, x * x / (n + x * x)) }
    return 0.5 * Boost.betaLower(n / 2, 0.5, n / (n + x * x))
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double { -upperTailQuantile(probability) }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    let n = degreesOfFreedom
    guard n > 0, probability >= 0, probability <= 1 else { return .nan }
    if n > 1e18 { return Normal.standard.upperTailQuantile(probability) }
    if probability == 0 { return .infinity }
    if probability == 1 { return -.infinity }
    if probability == 0.5 { return 0 }
    return Boost.studentTUpperInverse(n, probability)
  }
}
