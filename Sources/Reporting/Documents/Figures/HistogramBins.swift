/// The edges between the bars of a histogram.
public struct HistogramBins: Sendable, Hashable {
  /// The edges, ascending; one more than there are bars.
  public var edges: [Double]

  /// Creates bins from their edges, which are put in order; values that are not numbers are left
  /// out.
  public init(edges: [Double]) { self.edges = edges.filter(\.isFinite).sorted() }

  /// Bins of one width, a round number, over all of some values: at most about `count` of them.
  ///
  /// Values that are all the same give one bin that holds them, no values at all give none.
  public init(covering values: [Double], count: Int = 20) {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max(), (most - least).isFinite else {
      edges = []
      return
    }
    let spread = most > least ? most - least : max(1, least.magnitude / 10)
    let step = AxisTicks.step(over: spread, count: count)
    let first = (least / step).rounded(.down)
    // The last value lies in the last bin, which is closed at its upper end.
    let last = max((most / step).rounded(.up), first + 1)
    edges = (0...Int(last - first)).map { AxisTicks.multiple(first + Double($0), of: step) }
  }

  /// How many bars there are.
  public var count: Int { max(0, edges.count - 1) }

  /// How many of some values lie in each bin: from its lower edge up to, but not at, its upper
  /// edge; the last bin holds its upper edge too.
  ///
  /// Values outside, and what is not a number, are not counted.
  public func counts(of values: [Double]) -> [Int] {
    var counts = Array(repeating: 0, count: count)
    for value in values {
      guard let bin = index(of: value) else { continue }
      counts[bin] += 1
    }
    return counts
  }

  /// The bin a value lies in, if it lies in one.
  package func index(of value: Double) -> Int? {
    guard count > 0, let first = edges.first, let last = edges.last, value >= first, value <= last
    else { return nil }
    var low = 0
    var high = count
    while high - low > 1 {
      let middle = (low + high) / 2
      if value >= edges[middle] { low = middle } else { high = middle }
    }
    return low
  }
}
