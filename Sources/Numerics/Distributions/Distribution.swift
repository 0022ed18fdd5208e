/// A univariate probability distribution.
///
/// Both tails are functions of their own, because 1 − `cumulative` has no digits left where a
/// p-value is small.
public protocol Distribution: Sendable {
  /// The density at `x`, or the probability mass for a discrete distribution.
  func density(_ x: Double) -> Double
  /// P(X ≤ x).
  func cumulative(_ x: Double) -> Double
  /// P(X > x), computed without subtraction from one.
  func upperTail(_ x: Double) -> Double
  /// The smallest x with P(X ≤ x) ≥ `probability`; NaN outside [0, 1].
  func quantile(_ probability: Double) -> Double
  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  func upperTailQuantile(_ probability: Double) -> Double
}
