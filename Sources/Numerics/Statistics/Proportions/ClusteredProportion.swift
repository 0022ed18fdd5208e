/// A proportion of units of which several belong to one patient, with an interval that allows for it.
///
/// Two hips of one patient tend to respond alike, so that n hips hold less than n independent ones
/// would. With xⱼ of nⱼ units in cluster j of m, and p = x/n, the variance of p as a ratio of cluster
/// totals and its ratio to the binomial one are
///
///     v = m/(m − 1) · Σ (xⱼ − nⱼp)²/n²,   d = v/(p(1 − p)/n)
///
/// The design effect d says by how much the variance exceeds that of independent units. The interval
/// is Wilson's for p of n/d units. A design effect below 1 is taken as 1: it is chance, since no
/// mechanism makes two hips of a patient less alike than those of strangers. Where p is 0 or 1 nothing
/// is known of d, and the patients are counted in place of the units. Where every cluster is one unit
/// d is 1 and the interval Wilson's own.
///
/// Reference: Rao and Scott (1992), doi:10.2307/2532311. Tested in the reference table
/// `proportions/clustered`, on the litters of Weil (1970) among others.
public struct ClusteredProportion: Sendable, Hashable {
  /// How many units have the property.
  public let count: Int
  /// Out of how many units.
  public let total: Int
  /// The number of clusters.
  public let clusters: Int
  /// The design effect as it was estimated; NaN where p is 0 or 1, or there is one cluster only.
  public let designEffect: Double
  /// The number of independent units that would hold as much.
  public let effectiveTotal: Double
  /// The interval.
  public let interval: ConfidenceInterval

  /// The proportion.
  public var estimate: Double { Double(count) / Double(total) }
  /// The number with the property among the effective units.
  public var effectiveCount: Double { estimate * effectiveTotal }

  /// Makes the proportion of units.
  ///
  /// - Parameters:
  ///   - hasProperty: whether each unit has the property.
  ///   - clusters: the cluster of each unit.
  /// - Returns: `nil` where there is no unit, or the level lies outside (0, 1).
  public init?(_ hasProperty: [Bool], clusters: Grouping, level: Double = 0.95) {
    precondition(hasProperty.count == clusters.codes.count, "a cluster for each unit")
    guard !hasProperty.isEmpty,
      let plain = ProportionInterval(
        hasProperty.count { $0 }, of: hasProperty.count, level: level)
    else { return nil }
    var sizes = [Int](repeating: 0, count: clusters.count)
    var counts = sizes
    for (unit, cluster) in clusters.codes.enumerated() {
      sizes[Int(cluster)] += 1
      counts[Int(cluster)] += hasProperty[unit] ? 1 : 0
    }
    (count, total) = (plain.count, plain.total)
    self.clusters = sizes.count { $0 > 0 }
    let (n, m, p) = (Double(total), Double(self.clusters), plain.estimate)
    guard self.clusters < total else {
      (designEffect, effectiveTotal, interval) = (1, n, plain.interval)
      return
    }
    if count == 0 || count == total || self.clusters == 1 {
      (designEffect, effectiveTotal) = (.nan, m)
    } else {
      let squares = zip(sizes, counts).reduce(0) { sum, cluster in
        let distance = Double(cluster.1) - Double(cluster.0) * p
        return sum + distance * distance
      }
      designEffect = m / (m - 1) * squares / (n * p * (1 - p))
      effectiveTotal = n / max(1, designEffect)
    }
    interval = ProportionInterval.scoreInterval(
      p * effectiveTotal, (1 - p) * effectiveTotal, level: level)
  }

  /// The interval of the difference from another proportion, of other patients or of the same.
  ///
  /// Newcombe's combination of the limits of the two. Patients with a unit in either group make the
  /// difference more certain than it says, since theirs tend to be alike.
  public func difference(from other: ClusteredProportion) -> ConfidenceInterval {
    ProportionInterval.Difference.interval(
      estimate, interval, minus: other.estimate, other.interval)
  }
}
