/// The bootstrap's draws: which rows a replicate holds, as counts.
///
/// Units are drawn with replacement, as many as there are (Efron 1979, doi:10.1214/aos/1176344552). A
/// unit is a row, or a whole cluster of rows, or, where rows stand for several alike, one of those.
/// The rows are not copied: a replicate is a count for each row, to be used as a weight.
///
/// A replicate's draws depend on nothing but the seed, the stream and its number: it is the same on
/// one core and on many, alone and among thousands. They come from SplitMix64 (Steele, Lea and
/// Flood 2014, doi:10.1145/2660193.2660195), begun at a place hashed from the three.
public struct Resampling: Sendable, Hashable {
  /// How many replicates, and which.
  public struct Options: Sendable, Hashable, Codable {
    /// The number of replicates.
    public var replicates: Int
    /// Where the draws begin.
    public var seed: UInt64
    /// Which of several independent sequences of draws of one seed, such as one for each group.
    public var stream: Int

    /// Makes options.
    public init(replicates: Int = 0, seed: UInt64 = 1, stream: Int = 0) {
      self.replicates = replicates
      self.seed = seed
      self.stream = stream
    }
  }

  /// What is drawn.
  private enum Unit: Hashable {
    case row
    /// The cluster of each row, and the number of clusters.
    case cluster([Int32], count: Int)
    /// The number of alike ones before each row, and after the last.
    case alike(before: [Int])
  }

  /// The number of rows.
  public let rowCount: Int
  private let unit: Unit

  /// Draws rows, each its own unit.
  public init(rowCount: Int) {
    self.rowCount = rowCount
    unit = .row
  }

  /// Draws clusters, with all of their rows; clusters without a row are no units.
  public init(clusters: Grouping) {
    rowCount = clusters.codes.count
    let used = Grouping(of: clusters.codes)
    unit = .cluster(used.codes, count: used.count)
  }

  /// Draws single ones of rows that stand for several each; the draws are those of the rows written
  /// out in order.
  ///
  /// - Throws: `FitError` for a frequency that is negative or no whole number, or when they add up
  ///   to more than 10⁹.
  public init(frequencies: [Double]) throws(FitError) {
    try WeightKind.frequency.check(frequencies)
    rowCount = frequencies.count
    var before = [0]
    before.reserveCapacity(frequencies.count + 1)
    for (row, frequency) in frequencies.enumerated() {
      let sum = (before.last ?? 0) + Int(frequency)
      guard sum <= 1_000_000_000 else { throw .fractionalFrequency(row: row, value: frequency) }
      before.append(sum)
    }
    unit = .alike(before: before)
  }

  /// The number of units.
  public var unitCount: Int {
    switch unit {
    case .row: rowCount
    case .cluster(_, let count): count
    case .alike(let before): before.last ?? 0
    }
  }

  /// How often a replicate holds each row.
  ///
  /// O(rows + units); O(units · log rows) for rows that stand for several.
  public func counts(replicate: Int, seed: UInt64, stream: Int = 0) -> [Double] {
    var draws = DrawSequence(seed: seed, stream: stream, replicate: replicate)
    let units = unitCount
    var counts = [Double](repeating: 0, count: rowCount)
    switch unit {
    case .row:
      for _ in 0..<units { counts[draws.index(below: units)] += 1 }
    case .cluster(let codes, let count):
      var drawn = [Double](repeating: 0, count: count)
      for _ in 0..<units { drawn[draws.index(below: units)] += 1 }
      for row in codes.indices { counts[row] = drawn[Int(codes[row])] }
    case .alike(let before):
      for _ in 0..<units { counts[Self.row(of: draws.index(below: units), before)] += 1 }
    }
    return counts
  }

  /// The last row with no more alike ones before it than `position`.
  private static func row(of position: Int, _ before: [Int]) -> Int {
    var low = 0
    var high = before.count - 1
    while low + 1 < high {
      let middle = (low + high) / 2
      if before[middle] <= position { low = middle } else { high = middle }
    }
    return low
  }
}
