import Glibc

/// The Poisson distribution.
///
/// A mean that is negative or not finite makes every function answer NaN; with mean 0 the count is
/// always 0. Between the counts the mass is 0 and the cumulative probability flat.
public struct Poisson: Distribution, Hashable {
  /// The mean, not negative.
  public let mean: Double

  /// Makes a distribution.
  public init(mean: Double) { self.mean = mean }

  private var isValid: Bool { mean >= 0 && mean.isFinite }

  /// P(X = x), 0 unless x is a count.
  public func density(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return mass(x)?.value ?? 0
  }

  /// log P(X = x).
  public func logDensity(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    return mass(x)?.logarithm ?? -.infinity
  }

  private func mass(_ x: Double) -> ScaledValue? {
    guard x >= 0, x.isFinite, x == x.rounded(), mean > 0 || x == 0 else { return nil }
    if x == 0 { return ScaledValue(factor: 1, exponent: -mean) }
    return IncompleteGamma(shape: x).mass(mean)
  }

  /// P(X ≤ x), the upper incomplete gamma function of shape ⌊x⌋ + 1 at the mean.
  public func cumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x < 0 { return 0 }
    if mean == 0 || x == .infinity { return 1 }
    return IncompleteGamma(shape: x.rounded(.down) + 1).upper(mean)
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x < 0 { return -.infinity }
    if mean == 0 || x == .infinity { return 0 }
    return IncompleteGamma(shape: x.rounded(.down) + 1).logUpper(mean)
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x < 0 { return 1 }
    if mean == 0 || x == .infinity { return 0 }
    return IncompleteGamma(shape: x.rounded(.down) + 1).lower(mean)
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if x < 0 { return 0 }
    if mean == 0 || x == .infinity { return -.infinity }
    return IncompleteGamma(shape: x.rounded(.down) + 1).logLower(mean)
  }

  /// The smallest count k with P(X ≤ k) ≥ `probability`, equal to the last digits of a double
  /// counting as equal; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    if let edge = quantileEdge(probability, zero: 0, one: .infinity) { return edge }
    return probability > 0.5
      ? searchUpper(1 - probability, isDifference: true)
      : searchLower(probability, isDifference: false)
  }

  /// The smallest count k with P(X > k) ≤ `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    if let edge = quantileEdge(probability, zero: .infinity, one: 0) { return edge }
    return probability > 0.5
      ? searchLower(1 - probability, isDifference: true)
      : searchUpper(probability, isDifference: false)
  }

  private func quantileEdge(_ probability: Double, zero: Double, one: Double) -> Double? {
    if mean == 0 { return probability >= 0 && probability <= 1 ? 0 : .nan }
    return ProbabilityRange.edge(probability, valid: isValid, zero: zero, one: one)
  }

  /// The smallest count whose lower tail reaches p, at most ½.
  private func searchLower(_ p: Double, isDifference: Bool) -> Double {
    let bound = CountSearch.leastLower(p, isDifference: isDifference)
    return search(Normal.standard.quantile(p)) { cumulative($0) >= bound }
  }

  /// The smallest count whose upper tail is at most q, itself at most ½.
  private func searchUpper(_ q: Double, isDifference: Bool) -> Double {
    let bound = CountSearch.greatestUpper(q, isDifference: isDifference)
    return search(Normal.standard.upperTailQuantile(q)) { upperTail($0) <= bound }
  }

  /// Searches from the Cornish-Fisher approximation at the normal quantile z.
  private func search(_ z: Double, where condition: (Double) -> Bool) -> Double {
    let guess = mean + z * mean.squareRoot() + (z * z - 1) / 6
    return CountSearch.first(
      near: guess, step: 0.01 * mean.squareRoot(), last: .infinity, where: condition)
  }
}
