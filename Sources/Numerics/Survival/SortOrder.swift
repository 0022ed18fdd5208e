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

  /// The row numbers in ascending order of (stratum, time), events before censorings where both are
  /// equal; rows equal in all three keep their order.
  ///
  /// - Parameters:
  ///   - strata: The stratum of each row and the number of strata, or `nil` for a single one.
  /// - Complexity: O(n + strata); one reading of the data when they are in order already.
  package static func byTime(
    _ time: [Double], isEvent: [Bool], strata: (codes: [Int32], count: Int)? = nil
  ) -> [Int32] {
    let count = time.count
    let codes = strata?.codes
    let inOrder = isSorted(count) { row in
      if let codes, codes[row] != codes[row + 1] { return codes[row] < codes[row + 1] }
      if time[row] != time[row + 1] { return time[row] < time[row + 1] }
      return isEvent[row] || !isEvent[row + 1]
    }
    if inOrder { return identity(count) }
    let byTime = RadixSort.ascending(eventsFirst(isEvent), by: time)
    guard let strata else { return byTime }
    return grouped(byTime, by: strata.codes, count: strata.count)
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

  /// The rows with an event, then the others.
  private static func eventsFirst(_ isEvent: [Bool]) -> [Int32] {
    var event = 0
    var censored = isEvent.reduce(0) { $0 + ($1 ? 1 : 0) }
    var result = identity(isEvent.count)
    for row in isEvent.indices {
      if isEvent[row] {
        result[event] = Int32(row)
        event += 1
      } else {
        result[censored] = Int32(row)
        censored += 1
      }
    }
    return result
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
