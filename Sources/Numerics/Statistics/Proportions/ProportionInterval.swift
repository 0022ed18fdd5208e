internal import Distributions

/// A proportion k of n with its confidence interval.
///
/// With p = k/n and z the normal quantile of the level, Wilson's score interval holds the
/// proportions π that the score test |p − π| ≤ z √(π(1 − π)/n) does not refuse:
///
///     (2k + z² ± z √(z² + 4k(n − k)/n)) / (2(n + z²))
///
/// Clopper and Pearson's interval holds those that neither one-sided binomial test at (1 − level)/2
/// refuses; its limits are quantiles of the beta distributions (k, n − k + 1) and (k + 1, n − k).
/// It covers at least as often as its level says, and is the wider of the two.
///
/// Both take the n for independent. Two hips of one patient are not; the interval is then too
/// narrow, and ``ClusteredProportion`` has one that allows for it.
///
/// References: Wilson (1927), doi:10.1080/01621459.1927.10502953; Clopper and Pearson (1934),
/// doi:10.1093/biomet/26.4.404. Tested against R's `prop.test` without correction and `binom.test`
/// in the reference tables `proportions/*`.
public struct ProportionInterval: Sendable, Hashable {
  /// How the limits are found.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// Wilson's score interval, without continuity correction.
    case wilson
    /// Clopper and Pearson's interval, often called exact.
    case clopperPearson = "clopper-pearson"
  }

  /// How many have the property, k.
  public let count: Int
  /// Out of how many, n; at least 1.
  public let total: Int
  /// How the limits were found.
  public let method: Method
  /// The interval; its lower limit is 0 for k = 0 and its upper limit 1 for k = n.
  public let interval: ConfidenceInterval

  /// The proportion, k/n.
  public var estimate: Double { Double(count) / Double(total) }

  /// Makes the interval.
  ///
  /// - Parameters:
  ///   - count: how many have the property.
  ///   - total: out of how many.
  ///   - level: the confidence level, between 0 and 1.
  ///   - method: how to find the limits.
  /// - Returns: `nil` where there is no proportion: n = 0, k outside 0...n, or a level outside
  ///   (0, 1).
  public init?(_ count: Int, of total: Int, level: Double = 0.95, method: Method = .wilson) {
    guard total > 0, count >= 0, count <= total, level > 0, level < 1 else { return nil }
    self.count = count
    self.total = total
    self.method = method
    let others = total - count
    switch method {
    case .wilson:
      interval = Self.scoreInterval(Double(count), Double(others), level: level)
    case .clopperPearson:
      let tail = (1 - level) / 2
      interval = ConfidenceInterval(
        level: level,
        lower: count == 0
          ? 0 : Beta(alpha: Double(count), beta: Double(others) + 1).quantile(tail),
        upper: others == 0
          ? 1 : Beta(alpha: Double(count) + 1, beta: Double(others)).upperTailQuantile(tail))
    }
  }

  /// Wilson's interval where a share of n units has the property, neither need be whole.
  package static func wilson(share: Double, of n: Double, level: Double) -> ConfidenceInterval {
    scoreInterval(share * n, (1 - share) * n, level: level)
  }

  /// Wilson's interval for k with and n − k without the property, which need not be whole numbers.
  static func scoreInterval(_ count: Double, _ others: Double, level: Double) -> ConfidenceInterval
  {
    let z = Normal.standard.upperTailQuantile((1 - level) / 2)
    let (lower, upper) = scoreLimits(count, others, z: z)
    return ConfidenceInterval(level: level, lower: lower, upper: upper)
  }

  /// The limits of Wilson's interval for k with and n − k without the property.
  ///
  /// They are the roots of (n + z²)π² − (2k + z²)π + k²/n. The smaller is taken from the product of
  /// the roots, so that no digits cancel and k = 0 gives exactly 0.
  static func scoreLimits(
    _ count: Double, _ others: Double, z: Double
  ) -> (lower: Double, upper: Double) {
    let total = count + others
    let square = z * z
    let root = (square + 4 * count * (others / total)).squareRoot()
    let sum = 2 * count + square + z * root
    return (2 * count * (count / total) / sum, others == 0 ? 1 : sum / (2 * (total + square)))
  }
}
