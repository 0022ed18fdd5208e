import Glibc

/// The beta distribution with density x^(α−1) (1 − x)^(β−1) / B(α, β) on (0, 1).
///
/// A parameter that is not positive and finite makes every function answer NaN.
public struct Beta: Distribution, Hashable {
  /// The exponent of x plus one, positive.
  public let alpha: Double
  /// The exponent of 1 − x plus one, positive.
  public let beta: Double

  private let functions: IncompleteBeta

  /// Makes a distribution.
  public init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
    functions = IncompleteBeta(alpha: alpha, beta: beta)
  }

  private var isValid: Bool { alpha > 0 && alpha.isFinite && beta > 0 && beta.isFinite }

  /// The density; infinite at 0 for α < 1 and at 1 for β < 1.
  public func density(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return edge(x) ?? scaledDensity(x).value
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return edge(x).map { log($0) } ?? scaledDensity(x).logarithm
  }

  private func edge(_ x: Double) -> Double? {
    if x < 0 || x > 1 { return 0 }
    if x == 0 { return alpha < 1 ? .infinity : alpha == 1 ? beta : 0 }
    if x == 1 { return beta < 1 ? .infinity : beta == 1 ? alpha : 0 }
    return nil
  }

  private func scaledDensity(_ x: Double) -> ScaledValue {
    functions.mass(functions.place(x)) * (alpha / functions.total * beta / (1 - x)) / x
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return x <= 0 ? 0 : x >= 1 ? 1 : functions.lower(functions.place(x))
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return x <= 0 ? -.infinity : x >= 1 ? 0 : functions.logLower(functions.place(x))
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return x <= 0 ? 1 : x >= 1 ? 0 : functions.upper(functions.place(x))
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x <= 0 || x >= 1 { return x <= 0 ? 0 : -.infinity }
    return functions.mirrored.logLower(functions.place(x).mirrored)
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    ProbabilityRange.edge(probability, valid: isValid, zero: 0, one: 1)
      ?? Self.place(odds: functions.inverseLowerOdds(probability))
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    ProbabilityRange.edge(probability, valid: isValid, zero: 1, one: 0)
      ?? Self.place(odds: functions.inverseUpperOdds(probability))
  }

  private static func place(odds: Double) -> Double {
    odds > 1 ? 1 / (1 + 1 / odds) : odds / (1 + odds)
  }
}
