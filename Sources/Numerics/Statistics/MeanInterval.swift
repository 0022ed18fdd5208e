internal import Distributions

/// A mean with its t interval, for values of which several may belong to one cluster.
///
/// With e = x − x̄ and Sg the sum of the e of cluster g among G clusters,
///
///     SE² = G/(G − 1) · Σg Sg² / n²
///
/// which is the sandwich variance of a model that holds nothing but the mean, and is s²/n where every
/// value is a cluster of its own. The interval takes Student's t with G − 1 degrees of freedom.
///
/// Reference: Cameron and Miller (2015), doi:10.3368/jhr.50.2.317. Tested against `t.test` and
/// `sandwich::vcovCL` in the reference table `means/clusters`.
public struct MeanInterval: Sendable, Hashable {
  /// The number of values.
  public let count: Int
  /// The number of clusters they belong to.
  public let clusterCount: Int
  /// The mean.
  public let mean: Double
  /// The standard deviation of the values, over n − 1; not-a-number for one value.
  public let standardDeviation: Double
  /// The standard error of the mean; not-a-number for one cluster.
  public let standardError: Double
  /// The interval; its limits are not-a-number for one cluster.
  public let interval: ConfidenceInterval

  /// The degrees of freedom of the interval.
  public var degreesOfFreedom: Int { clusterCount - 1 }

  /// Makes the mean; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - values: the values, all of them numbers.
  ///   - clusters: the cluster of each value, by any number; nil where each is its own.
  ///   - level: the confidence level, between 0 and 1.
  public init?(_ values: [Double], clusters: [Int32]? = nil, level: Double = 0.95) {
    guard !values.isEmpty, level > 0, level < 1, clusters.map({ $0.count == values.count }) ?? true
    else { return nil }
    let n = Double(values.count)
    let rough = values.reduce(0, +) / n
    let mean = rough + values.reduce(0) { $0 + ($1 - rough) } / n
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    count = values.count
    self.mean = mean
    standardDeviation = values.count > 1 ? (squares / (n - 1)).squareRoot() : .nan
    if let clusters {
      let groups = Grouping(of: clusters)
      var sums = [Double](repeating: 0, count: groups.count)
      for (value, group) in zip(values, groups.codes) { sums[Int(group)] += value - mean }
      let g = Double(groups.count)
      clusterCount = groups.count
      let between = sums.reduce(0) { $0 + $1 * $1 }
      standardError = g > 1 ? (g / (g - 1) * between).squareRoot() / n : .nan
    } else {
      clusterCount = values.count
      standardError = standardDeviation / n.squareRoot()
    }
    let freedom = Double(clusterCount - 1)
    let width =
      freedom > 0
      ? StudentT(degreesOfFreedom: freedom).upperTailQuantile((1 - level) / 2) * standardError
      : .nan
    interval = ConfidenceInterval(level: level, lower: mean - width, upper: mean + width)
  }
}
