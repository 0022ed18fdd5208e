/// The chi-squared distribution.
///
/// Degrees of freedom that are not positive make every function answer NaN.
public struct ChiSquared: Distribution {
  /// The degrees of freedom, positive.
  public let degreesOfFreedom: Double

  /// Makes a distribution.
  public init(degreesOfFreedom: Double) { self.degreesOfFreedom = degreesOfFreedom }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    guard degreesOfFreedom > 0, !x.isNaN else { return .nan }
    if x < 0 || x == .infinity || degreesOfFreedom == .infinity { return 0 }
    return 0.5 * Boost.gammaDerivative(degreesOfFreedom / 2, x / 2)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard degreesOfFreedom > 0, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    if degreesOfFreedom == .infinity { return 0 }
    return Boost.gammaLower(degreesOfFreedom / 2, x / 2)
  }

  /// P(X > x), without subtraction from one.
  public func upperTail(_ x: Double) -> Double {
    guard degreesOfFreedom > 0, !x.isNaN else { return .nan }
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    if degreesOfFreedom == .infinity { return 1 }
    return Boost.gammaUpper(degreesOfFreedom / 2, x / 2)
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard degreesOfFreedom > 0, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return 0 }
    if probability == 1 || degreesOfFreedom == .infinity { return .infinity }
    return 2 * Boost.gammaLowerInverse(degreesOfFreedom / 2, probability)
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    guard degreesOfFreedom > 0, probability >= 0, probability <= 1 else { return .nan }
    if probability == 1 { return 0 }
    if probability == 0 || degreesOfFreedom == .infinity { return .infinity }
    return 2 * Boost.gammaUpperInverse(degreesOfFreedom / 2, probability)
  }
}
