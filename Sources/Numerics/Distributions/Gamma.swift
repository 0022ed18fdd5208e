import Glibc

/// The gamma distribution with density rateᵃ xᵃ⁻¹ e^(−rate·x) / Γ(a), a the shape, on x > 0.
///
/// A shape or rate that is not positive and finite makes every function answer NaN.
public struct Gamma: Distribution, Hashable {
  /// The shape, positive.
  public let shape: Double
  /// The rate, positive: one over the scale.
  public let rate: Double

  private let functions: IncompleteGamma

  /// Makes a distribution.
  public init(shape: Double, rate: Double) {
    self.shape = shape
    self.rate = rate
    functions = IncompleteGamma(shape: shape)
  }

  private var isValid: Bool { shape > 0 && shape.isFinite && rate > 0 && rate.isFinite }

  /// What rounding takes from rate · x.
  private func rest(_ x: Double) -> Double { (-(rate * x)).addingProduct(rate, x) }

  /// The density; infinite at 0 for a shape below one.
  public func density(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let edge = densityAtEdge(x) { return edge }
    return (functions.mass(rate * x, rest: rest(x)) * shape / x).value
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let edge = densityAtEdge(x) { return log(edge) }
    return (functions.mass(rate * x, rest: rest(x)) * shape / x).logarithm
  }

  private func densityAtEdge(_ x: Double) -> Double? {
    if x < 0 || rate * x == .infinity { return 0 }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? rate : 0 }
    return nil
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    let scaled = rate * x
    return scaled <= 0 ? 0 : scaled == .infinity ? 1 : functions.lower(scaled, rest: rest(x))
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    let scaled = rate * x
    return scaled <= 0
      ? -.infinity : scaled == .infinity ? 0 : functions.logLower(scaled, rest: rest(x))
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    let scaled = rate * x
    return scaled <= 0 ? 1 : scaled == .infinity ? 0 : functions.upper(scaled, rest: rest(x))
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    let scaled = rate * x
    return scaled <= 0
      ? 0 : scaled == .infinity ? -.infinity : functions.logUpper(scaled, rest: rest(x))
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    ProbabilityRange.edge(probability, valid: isValid, zero: 0, one: .infinity)
      ?? functions.inverseLower(probability) / rate
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    ProbabilityRange.edge(probability, valid: isValid, zero: .infinity, one: 0)
      ?? functions.inverseUpper(probability) / rate
  }
}
