import Glibc

/// The normal distribution.
///
/// A standard deviation that is not positive and finite, or a mean that is not finite, makes every
/// function answer NaN.
public struct Normal: Distribution, Hashable {
  /// The mean.
  public let mean: Double
  /// The standard deviation, positive.
  public let standardDeviation: Double

  /// Mean zero and standard deviation one.
  public static let standard = Normal()

  /// Makes a distribution.
  public init(mean: Double = 0, standardDeviation: Double = 1) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  private var isValid: Bool {
    mean.isFinite && standardDeviation > 0 && standardDeviation.isFinite
  }

  /// x in standard deviations from the mean; NaN when the parameters make no sense.
  private func standardised(_ x: Double) -> Standardised {
    if mean == 0, standardDeviation == 1 { return Standardised(x) }
    return Standardised(isValid ? x : .nan, location: mean, scale: standardDeviation)
  }

  /// The density, exp(−z²/2) / (σ√2π) with z = (x − μ)/σ.
  public func density(_ x: Double) -> Double {
    let z = standardised(x)
    // The square in two parts, since its rounding would show in the exponential.
    let square = z.value * z.value
    let rest = (-square).addingProduct(z.value, z.value) + 2 * z.value * z.rest
    let value = exp(-0.5 * square) / ((2 * Double.pi).squareRoot() * standardDeviation)
    return value == 0 ? 0 : value * (1 - 0.5 * rest)
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    let z = standardised(x).value
    return -0.5 * z * z - log(standardDeviation) - StirlingError.halfLogTwoPi
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    let z = standardised(x)
    return Self.tail(-z.value, rest: -z.rest)
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    let z = standardised(x)
    return Self.tail(z.value, rest: z.rest)
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    let z = standardised(x)
    return Self.logTail(-z.value, rest: -z.rest)
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    let z = standardised(x)
    return Self.logTail(z.value, rest: z.rest)
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    if let edge = ProbabilityRange.edge(
      probability, valid: isValid, zero: -.infinity, one: .infinity)
    {
      return edge
    }
    return mean - standardDeviation * Self.upperQuantile(probability)
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    if let edge = ProbabilityRange.edge(
      probability, valid: isValid, zero: .infinity, one: -.infinity)
    {
      return edge
    }
    return mean + standardDeviation * Self.upperQuantile(probability)
  }

  /// ½ erfc((z + rest)/√2).
  private static func tail(_ z: Double, rest: Double) -> Double {
    let argument = z * 0.5.squareRoot()
    let value = 0.5 * erfc(argument)
    // What rounding took from the argument matters only far out, where the tail is steep.
    guard z > 6, value > 0 else { return value }
    let rootRest = -4.833646656726456e-17
    let lost = (-argument).addingProduct(z, 0.5.squareRoot()) + z * rootRest
    return value * (1 - 2 * argument * lost - z * rest)
  }

  private static func logTail(_ z: Double, rest: Double) -> Double {
    if z < 0 { return log1p(-tail(-z, rest: -rest)) }
    if z < 37 { return log(tail(z, rest: rest)) }
    if z > 1e9 { return -0.5 * z * z }
    // Mills' ratio, 1/z (1 − 1/z² + 3/z⁴ − 15/z⁶ + …): seven terms leave 1e-18 from 37 on.
    let inverse = 1 / (z * z)
    var sum = 0.0
    for odd in stride(from: 13.0, through: 1, by: -2) { sum = -odd * inverse * (1 + sum) }
    return -0.5 * z * z - z * rest - StirlingError.halfLogTwoPi - log(z) + log1p(sum)
  }

  /// The z with P(Z > z) = `probability` for the standard normal.
  private static func upperQuantile(_ probability: Double) -> Double {
    2.0.squareRoot() * Boost.inverseErrorFunctionComplement(2 * probability)
  }
}
