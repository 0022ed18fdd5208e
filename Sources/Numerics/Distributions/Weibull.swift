import Glibc

/// The Weibull distribution, P(X > x) = exp(−(x/scale)ᵏ) for x > 0, k the shape.
///
/// A shape or scale that is not positive and finite makes every function answer NaN.
public struct Weibull: Distribution, Hashable {
  /// The shape k, positive; 1 is the exponential distribution.
  public let shape: Double
  /// The scale, positive: the quantile of 1 − 1/e.
  public let scale: Double

  /// Makes a distribution.
  public init(shape: Double, scale: Double) {
    self.shape = shape
    self.scale = scale
  }

  private var isValid: Bool { shape > 0 && shape.isFinite && scale > 0 && scale.isFinite }

  /// (x/scale)ᵏ for x > 0, with the last digits of the quotient, which the power would magnify.
  private func hazard(_ x: Double) -> Double {
    let ratio = Standardised(x, location: 0, scale: scale)
    guard ratio.value.isNormal else { return x == .infinity ? x : exp(shape * logRatio(x)) }
    let power = pow(ratio.value, shape)
    return power.isNormal ? power * (1 + shape * ratio.rest / ratio.value) : power
  }

  /// log(x/scale), even where the quotient is no double.
  private func logRatio(_ x: Double) -> Double {
    let ratio = x / scale
    return ratio.isNormal ? log(ratio) : log(x) - log(scale)
  }

  /// The density; infinite at 0 for a shape below one.
  public func density(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let edge = densityAtEdge(x) { return edge }
    let hazard = hazard(x)
    if x < 1e-200 { return exp(logDensity(x)) }
    return hazard == .infinity ? 0 : shape / x * hazard * exp(-hazard)
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if let edge = densityAtEdge(x) { return log(edge) }
    return log(shape) - log(scale) + (shape - 1) * logRatio(x) - hazard(x)
  }

  private func densityAtEdge(_ x: Double) -> Double? {
    if x < 0 || x == .infinity { return 0 }
    if x == 0 { return shape < 1 ? .infinity : shape == 1 ? 1 / scale : 0 }
    return nil
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return x <= 0 ? 0 : -expm1(-hazard(x))
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x <= 0 { return -.infinity }
    let hazard = hazard(x)
    if hazard < 1e-17 { return shape * logRatio(x) }
    return hazard < 0.7 ? log(-expm1(-hazard)) : log1p(-exp(-hazard))
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return x <= 0 ? 1 : exp(-hazard(x))
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return x <= 0 ? 0 : -hazard(x)
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    if let edge = ProbabilityRange.edge(probability, valid: isValid, zero: 0, one: .infinity) {
      return edge
    }
    return inverse(-log1p(-probability))
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    if let edge = ProbabilityRange.edge(probability, valid: isValid, zero: .infinity, one: 0) {
      return edge
    }
    return inverse(probability > 0.5 ? -log1p(probability - 1) : -log(probability))
  }

  /// The x at which (x/scale)ᵏ is `hazard`.
  private func inverse(_ hazard: Double) -> Double {
    let exponent = 1 / shape
    let rest = 1.0.addingProduct(-exponent, shape) / shape
    let power = pow(hazard, exponent)
    guard power > 0, power < .infinity else { return power }
    return scale * power * (1 + rest * log(hazard))
  }
}
