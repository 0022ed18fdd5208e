/// Weights at ranks, with the sum below a rank in O(log n).
///
/// Ranks are gathered by sixteens, those by sixteens again, and so on. Each entry of a level holds the
/// sum of the entries before it among its sixteen: a sum below a rank is one entry of each level, and
/// an addition moves at most fifteen neighbours a level. Five levels do for a million ranks, and all
/// but the lowest stay in cache, which a tree of two-way nodes would leave twenty times.
struct RankTree {
  private var entries: [Double]
  /// Where each level begins in `entries`, the lowest first.
  private let starts: [Int]
  private var values: [Double]
  private var touched: [Int32] = []
  /// The sum of all weights.
  private(set) var total = 0.0

  private static let bits = 4
  private static let width = 1 << bits

  /// A tree for the ranks 0 ..< `count`.
  init(count: Int) {
    var starts: [Int] = []
    var size = 0
    var length = count
    repeat {
      starts.append(size)
      let nodes = max(1, (length + RankTree.width - 1) >> RankTree.bits)
      size += nodes << RankTree.bits
      length = nodes
    } while length > 1
    self.starts = starts
    entries = [Double](repeating: 0, count: size)
    values = [Double](repeating: 0, count: count)
  }

  /// Adds to the weight at a rank.
  mutating func add(_ weight: Double, at rank: Int) {
    total += weight
    values[rank] += weight
    touched.append(Int32(rank))
    var index = rank
    for start in starts {
      var entry = start + index + 1
      let end = start + (index | (RankTree.width - 1)) + 1
      while entry < end {
        entries[entry] += weight
        entry += 1
      }
      index >>= RankTree.bits
    }
  }

  /// The sum of the weights below a rank, and the weight at it.
  func sums(at rank: Int) -> (below: Double, equal: Double) {
    var below = 0.0
    var index = rank
    for start in starts {
      below += entries[start + index]
      index >>= RankTree.bits
    }
    return (below, values[rank])
  }

  /// Removes every weight, in time that depends on the number of additions only.
  mutating func clear() {
    if touched.count > values.count / 32 {
      for entry in entries.indices { entries[entry] = 0 }
      for rank in values.indices { values[rank] = 0 }
    } else {
      for rank in touched {
        values[Int(rank)] = 0
        var index = Int(rank)
        for start in starts {
          let first = start + (index & ~(RankTree.width - 1))
          for entry in first..<first + RankTree.width { entries[entry] = 0 }
          index >>= RankTree.bits
        }
      }
    }
    touched.removeAll(keepingCapacity: true)
    total = 0
  }
}
