/// Quantiles of a sample by linear interpolation of the order statistics.
package enum SampleQuantile {
  /// The `probability` quantile of values in increasing order: type 7 of Hyndman and Fan (1996),
  /// the default of R's `quantile`.
  ///
  /// - Precondition: `sorted` is not empty.
  package static func value(_ probability: Double, ofSorted sorted: [Double]) -> Double {
    let position = probability * Double(sorted.count - 1)
    let below = min(max(0, Int(position)), sorted.count - 1)
    let fraction = position - Double(below)
    let (lower, upper) = (sorted[below], sorted[min(below + 1, sorted.count - 1)])
    guard fraction > 0, lower != upper else { return lower }
    return (1 - fraction) * lower + fraction * upper
  }
}
