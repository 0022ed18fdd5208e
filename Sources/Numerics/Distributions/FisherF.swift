/// Fisher's F distribution.
///
/// With infinite denominator degrees of freedom it is chi-squared over its degrees of freedom.
/// Degrees of freedom that are not positive make every function answer NaN.
public struct FisherF: Distribution {
  /// The numerator degrees of freedom, positive.
  public let numeratorDegreesOfFreedom: Double
  /// The denominator degrees of freedom, positive.
  public let denominatorDegreesOfFreedom: Double

  /// Makes a distribution.
  public init(numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double) {
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
  }

  private var m: Double { numeratorDegreesOfFreedom }
  private var n: Double { denominatorDegreesOfFreedom }
  private var isValid: Bool { m > 0 && n > 0 }
  private var chiSquared: ChiSquared { ChiSquared(degreesOfFreedom: m) }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x < 0 || x == .infinity { return 0 }
    if n == .infinity { return m * chiSquared.density(m * x) }
    let y = n + m * x
    return m * n / (y * y) * Boost.betaDerivative(m / 2, n / 2, m * x / y)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x <= 0 { return 0 }
    if x == .infinity { return 1 }
    if n == .infinity { return chiSquared.cumulative(m * x) }
    return m * x > n
      ? Boost.betaUpper(n / 2, m / 2, n / (n + m * x))
      : Boost.betaLower(m / 2, n / 2, m * x / (n + m * x))
  }

  /// P(X > x), without subtraction from one.
  public func upperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x <= 0 { return 1 }
    if x == .infinity { return 0 }
    if n == .infinity { return chiSquared.upperTail(m * x) }
    return m * x > n
      ? Boost.betaLower(n / 2, m / 2, n / (n + m * x))
      : Boost.betaUpper(m / 2, n / 2, m * x / (n + m * x))
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard isValid, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return 0 }
    if probability == 1 { return .infinity }
    if n == .infinity { return chiSquared.quantile(probability) / m }
    let y = Boost.betaUpperInverse(n / 2, m / 2, probability)
    return n / m * ((1 - y) / y)
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    guard isValid, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return .infinity }
    if probability == 1 { return 0 }
    if n == .infinity { return chiSquared.upperTailQuantile(probability) / m }
    let y = Boost.betaLowerInverse(n / 2, m / 2, probability)
    return n / m * ((1 - y) / y)
  }
}
