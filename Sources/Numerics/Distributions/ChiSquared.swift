/// The chi-squared distribution, that of a sum of squares of independent standard normals.
///
/// Degrees of freedom that are not positive make every function answer NaN. With infinite degrees
/// of freedom all probability lies at infinity.
public struct ChiSquared: Distribution, Hashable {
  /// The degrees of freedom, positive.
  public let degreesOfFreedom: Double

  private let half: Gamma

  /// Makes a distribution.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    half = Gamma(shape: degreesOfFreedom / 2, rate: 0.5)
  }

  private var isInfinite: Bool { degreesOfFreedom == .infinity }

  /// The density.
  public func density(_ x: Double) -> Double {
    isInfinite ? (x.isNaN ? .nan : 0) : half.density(x)
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    isInfinite ? (x.isNaN ? .nan : -.infinity) : half.logDensity(x)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    isInfinite ? (x.isNaN ? .nan : x == .infinity ? 1 : 0) : half.cumulative(x)
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    isInfinite ? (x.isNaN ? .nan : x == .infinity ? 0 : -.infinity) : half.logCumulative(x)
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    isInfinite ? (x.isNaN ? .nan : x == .infinity ? 0 : 1) : half.upperTail(x)
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    isInfinite ? (x.isNaN ? .nan : x == .infinity ? -.infinity : 0) : half.logUpperTail(x)
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard isInfinite else { return half.quantile(probability) }
    return probability >= 0 && probability <= 1 ? (probability == 0 ? 0 : .infinity) : .nan
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    guard isInfinite else { return half.upperTailQuantile(probability) }
    return probability >= 0 && probability <= 1 ? (probability == 1 ? 0 : .infinity) : .nan
  }
}
