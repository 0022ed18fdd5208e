/// Weights at ranks, with the sum below a rank in O(log n): a Fenwick tree.
struct RankTree {
  private var tree: [Double]
  private var values: [Double]
  private var touched: [Int32] = []
  /// The sum of all weights.
  private(set) var total = 0.0

  /// A tree for the ranks 0 ..< `count`.
  init(count: Int) {
    tree = [Double](repeating: 0, count: count + 1)
    values = [Double](repeating: 0, count: count)
  }

  /// Adds to the weight at a rank.
  mutating func add(_ weight: Double, at rank: Int) {
    total += weight
    values[rank] += weight
    touched.append(Int32(rank))
    var node = rank + 1
    while node < tree.count {
      tree[node] += weight
      node += node & -node
    }
  }

  /// The sum of the weights below a rank, and the weight at it.
  func sums(at rank: Int) -> (below: Double, equal: Double) {
    var below = 0.0
    var node = rank
    while node > 0 {
      below += tree[node]
      node &= node - 1
    }
    return (below, values[rank])
  }

  /// Removes every weight, in time that depends on the number of additions only.
  mutating func clear() {
    if touched.count > tree.count / 32 {
      for node in tree.indices { tree[node] = 0 }
      for rank in values.indices { values[rank] = 0 }
    } else {
      for rank in touched {
        values[Int(rank)] = 0
        var node = Int(rank) + 1
        while node < tree.count {
          tree[node] = 0
          node += node & -node
        }
      }
    }
    touched.removeAll(keepingCapacity: true)
    total = 0
  }
}
