/// Orders of rows, found by sorting once and shared by everything that walks through time.
package enum SortOrder {
  /// The row numbers in ascending order of `keys`; equal keys keep their order.
  ///
  /// Minus zero equals zero. O(n).
  package static func ascending(_ keys: [Double]) -> [Int32] {
    let identity = identity(keys.count)
    if isSorted(keys.count, { keys[$0] <= keys[$0 + 1] }) { return identity }
    return RadixSort.ascending(identity, by: keys)
  }

  /// The rows of `order`, stably gathered by group.
  ///
  /// - Precondition: every code lies in 0 ..< `count`.
  package static func grouped(_ order: [Int32], by codes: [Int32], count: Int) -> [Int32] {
    var next = [Int](repeating: 0, count: count + 1)
    for row in order { next[Int(codes[Int(row)]) + 1] += 1 }
    for group in 0..<count { next[group + 1] += next[group] }
    var result = [Int32](repeating: 0, count: order.count)
    for row in order {
      let group = Int(codes[Int(row)])
      result[next[group]] = row
      next[group] += 1
    }
    return result
  }

  /// The row numbers 0 ..< `count`.
  private static func identity(_ count: Int) -> [Int32] {
    precondition(count <= Int(Int32.max), "more rows than a 32-bit row number can hold")
    return [Int32](0..<Int32(count))
  }

  private static func isSorted(_ count: Int, _ inOrder: (Int) -> Bool) -> Bool {
    var row = 0
    while row + 1 < count {
      guard inOrder(row) else { return false }
      row += 1
    }
    return true
  }
}
