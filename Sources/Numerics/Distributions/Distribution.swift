import Glibc

/// A univariate probability distribution.
///
/// Both tails are functions of their own, because 1 − `cumulative` has no digits left where a
/// p-value is small. They and the density are accurate to a relative 1e-12 down to 1e-300, and so
/// are the quantiles of such probabilities.
///
/// Parameters that make no sense (a negative scale, a NaN) are not an error: every function then
/// answers NaN, as it does for an argument that is NaN.
public protocol Distribution: Sendable {
  /// The density at `x`, or the probability mass for a discrete distribution.
  func density(_ x: Double) -> Double
  /// The logarithm of the density or mass, finite where the density underflows.
  func logDensity(_ x: Double) -> Double
  /// P(X ≤ x).
  func cumulative(_ x: Double) -> Double
  /// log P(X ≤ x), finite where the probability underflows.
  func logCumulative(_ x: Double) -> Double
  /// P(X > x), computed without subtraction from one.
  func upperTail(_ x: Double) -> Double
  /// log P(X > x), finite where the probability underflows.
  func logUpperTail(_ x: Double) -> Double
  /// The smallest x with P(X ≤ x) ≥ `probability`; NaN outside [0, 1].
  func quantile(_ probability: Double) -> Double
  /// The smallest x with P(X > x) ≤ `probability`; NaN outside [0, 1].
  func upperTailQuantile(_ probability: Double) -> Double
}

/// What a quantile function answers before any computation.
enum ProbabilityRange {
  /// The quantile when the probability is out of range or at an end of it, else `nil`.
  ///
  /// - Parameters:
  ///   - zero: The quantile of probability 0.
  ///   - one: The quantile of probability 1.
  @inline(__always)
  static func edge(
    _ probability: Double, valid: Bool, zero: Double, one: Double
  ) -> Double? {
    guard valid, probability >= 0, probability <= 1 else { return .nan }
    if probability == 0 { return zero }
    if probability == 1 { return one }
    return nil
  }
}
