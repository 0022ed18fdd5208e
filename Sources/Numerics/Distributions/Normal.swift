import Glibc

/// The normal distribution.
///
/// A standard deviation that is not positive and finite, or a mean that is not finite, makes every
/// function answer NaN.
public struct Normal: Distribution {
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

  private var isValid: Bool { mean.isFinite && standardDeviation > 0 && standardDeviation.isFinite }

  /// The number of standard deviations from the mean; NaN when the parameters make no sense.
  private func standardised(_ x: Double) -> Double {
    isValid ? (x - mean) / standardDeviation : .nan
  }

  /// The density at `x`.
  public func density(_ x: Double) -> Double {
    let z = standardised(x)
    return exp(-0.5 * z * z) / ((2 * Double.pi).squareRoot() * standardDeviation)
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    0.5 * erfc(-standardised(x) * 0.5.squareRoot())
  }

  /// P(X > x), without subtraction from one.
  public func upperTail(_ x: Double) -> Double {
    0.5 * erfc(standardised(x) * 0.5.squareRoot())
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    guard isValid, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return -.infinity }
    if probability == 1 { return .infinity }
    return mean - standardDeviation * 2.0.squareRoot()
      * Boost.inverseErrorFunctionComplement(2 * probability)
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    guard isValid, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return .infinity }
    if probability == 1 { return -.infinity }
    return mean + standardDeviation * 2.0.squareRoot()
      * Boost.inverseErrorFunctionComplement(2 * probability)
  }
}
