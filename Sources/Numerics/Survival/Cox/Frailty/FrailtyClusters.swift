package import Statistics

/// The clusters of a frailty among the kept rows of a partial likelihood.
package struct FrailtyClusters: Sendable {
  /// The cluster of each kept row.
  package let codes: [Int]
  /// The number of clusters, those without a kept row included.
  package let count: Int
  /// The summed weight of the events of each cluster.
  package let events: [Double]

  package init(_ grouping: Grouping, _ likelihood: PartialLikelihood) {
    let windows = likelihood.windows
    codes = windows.rows.map { Int(grouping.codes[Int($0)]) }
    count = grouping.count
    var events = [Double](repeating: 0, count: grouping.count)
    for event in 0..<windows.eventCount {
      for row in windows.deaths(atEvent: event) {
        events[codes[row]] += likelihood.weights?[row] ?? 1
      }
    }
    self.events = events
  }

  /// The sum of a number of each row over each cluster.
  package func sums(_ values: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: count)
    for (row, code) in codes.enumerated() { sums[code] += values[row] }
    return sums
  }

  /// The number of its cluster for each row.
  package func spread(_ values: [Double]) -> [Double] { codes.map { values[$0] } }
}
