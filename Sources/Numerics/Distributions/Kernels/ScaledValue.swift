import Glibc

/// A positive number as factor · e^exponent, so that it has a logarithm where it has no double.
struct ScaledValue {
  var factor: Double
  var exponent: Double

  /// The number itself; 0 where it underflows.
  var value: Double {
    if exponent > -600 { return factor * exp(exponent) }
    // In halves, so that a large factor is not lost to an early underflow.
    let half = exp(0.5 * max(exponent, -2000))
    return factor * half * half
  }

  /// The natural logarithm of the number.
  var logarithm: Double { exponent + log(factor) }

  static func * (left: ScaledValue, right: Double) -> ScaledValue {
    ScaledValue(factor: left.factor * right, exponent: left.exponent)
  }

  /// The quotient, whose divisor may be too small for the quotient of the factors.
  static func / (left: ScaledValue, right: Double) -> ScaledValue {
    right < 1e-200
      ? ScaledValue(factor: left.factor, exponent: left.exponent - log(right))
      : ScaledValue(factor: left.factor / right, exponent: left.exponent)
  }
}
