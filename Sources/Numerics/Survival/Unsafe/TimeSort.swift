internal import LinearAlgebra

/// Sorts rows by (stratum, time), events before censorings, and finds their ties on the way.
///
/// Each row is packed into the bits of its time, mapped so that unsigned order is numeric order,
/// and a tag with its number and whether it is censored; nothing is looked up by row number after
/// that. Strata are gathered first. A stratum is cut into buckets by the leading bits in which its
/// times differ, and each bucket in turn, which soon fits the cache; the few rows left in a bucket
/// are sorted by insertion. Every step is stable, so the order is the same whatever the number of
/// threads.
package struct TimeSort {
  /// The row at each position.
  package let order: [Int32]
  /// The time of each tie group.
  package let times: [Double]
  /// The number of events in each tie group.
  package let eventCounts: [Int32]
  /// The first position of each tie group, and the number of rows at the end.
  package let groupStarts: [Int32]
  /// The first tie group of each stratum, and the number of tie groups at the end.
  package let stratumGroups: [Int32]

  /// Sorts and ties.
  ///
  /// - Parameters:
  ///   - strata: the stratum of each row; `nil` for a single one.
  ///   - stratumStarts: the first position of each stratum, and the number of rows at the end.
  /// - Complexity: O(n) buckets and insertions; 24 bytes a row for the time of the call.
  package init(
    time: [Double], isEvent: [Bool], strata: [Int32]?, stratumStarts: [Int32]
  ) {
    let count = time.count
    precondition(count <= Int(Int32.max), "more rows than a 32-bit row number can hold")
    precondition(isEvent.count == count && (strata.map { $0.count == count } ?? true))
    let rows = PackedTimes(count: count)
    defer { rows.deallocate() }
    rows.fill(time, isEvent, strata: strata, starts: stratumStarts)
    if !rows.isSorted(starts: stratumStarts) {
      for stratum in 0..<stratumStarts.count - 1 {
        let range = Int(stratumStarts[stratum])..<Int(stratumStarts[stratum + 1])
        rows.sortInPieces(range)
      }
    }
    order = rows.order()
    let stratumCount = stratumStarts.count - 1
    var firsts = [Int32](repeating: 0, count: stratumCount + 1)
    var groups = 0
    for stratum in 0..<stratumCount {
      firsts[stratum] = Int32(groups)
      groups += rows.distinct(Int(stratumStarts[stratum])..<Int(stratumStarts[stratum + 1]))
    }
    firsts[stratumCount] = Int32(groups)
    stratumGroups = firsts
    var times = [Double](repeating: 0, count: groups)
    var events = [Int32](repeating: 0, count: groups)
    var starts = [Int32](repeating: Int32(count), count: groups + 1)
    var group = -1
    for stratum in 0..<stratumCount {
      let range = Int(stratumStarts[stratum])..<Int(stratumStarts[stratum + 1])
      rows.tie(range, &group, &times, &events, &starts)
    }
    self.times = times
    eventCounts = events
    groupStarts = starts
  }
}

/// Rows as pairs of key and tag, with as much room beside them.
@safe
private struct PackedTimes: @unchecked Sendable {
  private let keys: UnsafeMutablePointer<UInt64>
  private let tags: UnsafeMutablePointer<UInt32>
  private let otherKeys: UnsafeMutablePointer<UInt64>
  private let otherTags: UnsafeMutablePointer<UInt32>
  private let count: Int

  init(count: Int) {
    self.count = count
    unsafe keys = .allocate(capacity: count)
    unsafe tags = .allocate(capacity: count)
    unsafe otherKeys = .allocate(capacity: count)
    unsafe otherTags = .allocate(capacity: count)
  }

  func deallocate() {
    unsafe keys.deallocate()
    unsafe tags.deallocate()
    unsafe otherKeys.deallocate()
    unsafe otherTags.deallocate()
  }

  /// The bit pattern whose unsigned order is the order of the numbers; minus zero is zero.
  @inline(__always)
  private static func key(_ value: Double) -> UInt64 {
    let bits = (value + 0.0).bitPattern
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  /// The number whose key this is.
  @inline(__always)
  private static func value(_ key: UInt64) -> Double {
    Double(bitPattern: key >> 63 == 1 ? key ^ (1 << 63) : ~key)
  }

  /// Packs the rows, stratum after stratum.
  func fill(_ time: [Double], _ isEvent: [Bool], strata: [Int32]?, starts: [Int32]) {
    if let strata {
      var next = starts
      unsafe next.withUnsafeMutableBufferPointer { next in
        for row in 0..<count {
          let stratum = Int(strata[row])
          let place = Int(unsafe next[stratum])
          unsafe next[stratum] += 1
          unsafe keys[place] = Self.key(time[row])
          unsafe tags[place] = UInt32(truncatingIfNeeded: row) << 1 | (isEvent[row] ? 0 : 1)
        }
      }
    } else {
      for row in 0..<count {
        unsafe keys[row] = Self.key(time[row])
        unsafe tags[row] = UInt32(truncatingIfNeeded: row) << 1 | (isEvent[row] ? 0 : 1)
      }
    }
  }

  /// Whether every stratum is in order already.
  func isSorted(starts: [Int32]) -> Bool {
    for stratum in 0..<starts.count - 1 {
      var place = Int(starts[stratum]) + 1
      let end = Int(starts[stratum + 1])
      while place < end {
        guard isInOrder(place - 1, place) else { return false }
        place += 1
      }
    }
    return true
  }

  @inline(__always)
  private func isInOrder(_ first: Int, _ second: Int) -> Bool {
    let (a, b) = unsafe (keys[first], keys[second])
    return a < b || (a == b && (unsafe tags[first] & 1 <= tags[second] & 1))
  }

  /// Sorts a range, with the buckets of a long one on all cores.
  func sortInPieces(_ range: Range<Int>) {
    guard range.count >= 1 << 17, let starts = scatter(range) else {
      sort(range)
      return
    }
    _ = Parallel.map(starts.count - 1) { bucket in
      sort(starts[bucket]..<starts[bucket + 1])
      return true
    }
  }

  private func sort(_ range: Range<Int>) {
    if range.count <= 40 {
      insertionSort(range)
    } else if let starts = scatter(range) {
      for bucket in 0..<starts.count - 1 where starts[bucket + 1] - starts[bucket] > 1 {
        sort(starts[bucket]..<starts[bucket + 1])
      }
    }
  }

  /// Cuts a range into buckets by the leading bits in which its keys differ.
  ///
  /// - Returns: where the buckets start and the last one ends; `nil` when all keys were equal, and
  ///   the range is in order now.
  private func scatter(_ range: Range<Int>) -> [Int]? {
    var (low, high) = unsafe (keys[range.lowerBound], keys[range.lowerBound])
    for place in range {
      let key = unsafe keys[place]
      low = min(low, key)
      high = max(high, key)
    }
    let difference = high - low
    // Some sixteen rows a bucket where times are spread evenly, and no more buckets than the
    // translation cache holds pages.
    let digits = min(11, max(3, Int.bitWidth - range.count.leadingZeroBitCount - 4))
    let shift = UInt64(max(0, 64 - difference.leadingZeroBitCount - digits))
    // Equal keys are cut by whether they are censored.
    let byTag = difference == 0
    let bucketCount = byTag ? 2 : Int(difference >> shift) + 1
    var next = [Int](repeating: 0, count: bucketCount + 1)
    @inline(__always) func bucket(_ key: UInt64, _ tag: UInt32) -> Int {
      byTag ? Int(tag & 1) : Int(truncatingIfNeeded: (key - low) >> shift)
    }
    unsafe next.withUnsafeMutableBufferPointer { next in
      for place in range {
        unsafe next[bucket(keys[place], tags[place]) + 1] += 1
      }
      unsafe next[0] = range.lowerBound
      for index in 1...bucketCount { unsafe next[index] += next[index - 1] }
      for place in range {
        let (key, tag) = unsafe (keys[place], tags[place])
        let index = bucket(key, tag)
        let target = unsafe next[index]
        unsafe next[index] = target + 1
        unsafe otherKeys[target] = key
        unsafe otherTags[target] = tag
      }
    }
    let first = range.lowerBound
    unsafe (keys + first).update(from: otherKeys + first, count: range.count)
    unsafe (tags + first).update(from: otherTags + first, count: range.count)
    if byTag { return nil }
    // Each bucket's place is now where the next one starts.
    return [first] + next.dropLast()
  }

  private func insertionSort(_ range: Range<Int>) {
    guard range.count > 1 else { return }
    for place in range.lowerBound + 1..<range.upperBound {
      let (key, tag) = unsafe (keys[place], tags[place])
      var gap = place
      while gap > range.lowerBound {
        let (otherKey, otherTag) = unsafe (keys[gap - 1], tags[gap - 1])
        guard key < otherKey || (key == otherKey && tag & 1 < otherTag & 1) else { break }
        unsafe keys[gap] = otherKey
        unsafe tags[gap] = otherTag
        gap -= 1
      }
      unsafe keys[gap] = key
      unsafe tags[gap] = tag
    }
  }

  /// The rows in order.
  func order() -> [Int32] {
    unsafe [Int32](unsafeUninitializedCapacity: count) { result, initialized in
      for place in 0..<count { unsafe result[place] = Int32(truncatingIfNeeded: tags[place] >> 1) }
      initialized = count
    }
  }

  /// The number of distinct times of a sorted range.
  func distinct(_ range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    var found = 1
    for place in range.dropFirst() {
      if unsafe keys[place] != keys[place - 1] { found += 1 }
    }
    return found
  }

  /// Notes the tie groups of a sorted range after those of the ranges before.
  func tie(
    _ range: Range<Int>, _ group: inout Int, _ times: inout [Double], _ events: inout [Int32],
    _ starts: inout [Int32]
  ) {
    var last: UInt64?
    var current = group
    unsafe times.withUnsafeMutableBufferPointer { times in
      unsafe events.withUnsafeMutableBufferPointer { events in
        unsafe starts.withUnsafeMutableBufferPointer { starts in
          for place in range {
            let key = unsafe keys[place]
            if key != last {
              last = key
              current += 1
              unsafe times[current] = Self.value(key)
              unsafe starts[current] = Int32(truncatingIfNeeded: place)
            }
            unsafe events[current] += Int32(bitPattern: ~tags[place] & 1)
          }
        }
      }
    }
    group = current
  }
}
