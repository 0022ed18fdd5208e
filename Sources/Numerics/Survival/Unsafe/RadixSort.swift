/// A stable least-significant-digit radix sort of row numbers by a column of doubles.
///
/// Eleven bits a pass, on the bit patterns mapped so that unsigned order is numeric order. A pass
/// whose digit is the same in every key is skipped, so whole days or months cost two or three
/// passes of the six.
enum RadixSort {
  private static let digitBits = 11
  private static let bucketCount = 1 << digitBits
  private static let passCount = 6

  /// The rows of `initial`, stably reordered so that `keys` ascend.
  ///
  /// Minus zero equals zero. O(n); four buffers of n numbers for the time of the call.
  static func ascending(_ initial: [Int32], by keys: [Double]) -> [Int32] {
    let count = initial.count
    guard count > 1 else { return initial }
    let histograms = histograms(of: keys, rows: initial)
    let passes = (0..<passCount).filter { pass in
      let first = digit(of: sortKey(keys[Int(initial[0])]), pass: pass)
      return histograms[pass * bucketCount + first] != count
    }
    guard let lastPass = passes.last else { return initial }
    let bits = (
      UnsafeMutablePointer<UInt64>.allocate(capacity: count),
      UnsafeMutablePointer<UInt64>.allocate(capacity: count)
    )
    let scratch = UnsafeMutablePointer<Int32>.allocate(capacity: count)
    defer {
      unsafe bits.0.deallocate()
      unsafe bits.1.deallocate()
      unsafe scratch.deallocate()
    }
    return unsafe [Int32](unsafeUninitializedCapacity: count) { result, initialized in
      guard let rows = result.baseAddress else { return }
      for i in 0..<count {
        unsafe rows[i] = initial[i]
        unsafe bits.0[i] = sortKey(keys[Int(initial[i])])
      }
      var (from, to) = unsafe ((bits.0, rows), (bits.1, scratch))
      for pass in passes {
        unsafe scatter(
          from, to, count: count, pass: pass, starts: starts(histograms, pass),
          keepsKeys: pass != lastPass)
        unsafe swap(&from, &to)
      }
      if unsafe from.1 != rows { unsafe rows.update(from: from.1, count: count) }
      initialized = count
    }
  }

  /// The bit pattern whose unsigned order is the order of the numbers.
  private static func sortKey(_ value: Double) -> UInt64 {
    let bits = (value + 0.0).bitPattern
    return bits ^ (UInt64(bitPattern: Int64(bitPattern: bits) >> 63) | 1 << 63)
  }

  private static func digit(of key: UInt64, pass: Int) -> Int {
    Int(truncatingIfNeeded: key >> UInt64(pass * digitBits)) & (bucketCount - 1)
  }

  /// How often each digit occurs in each pass, from one reading of the keys.
  private static func histograms(of keys: [Double], rows: [Int32]) -> [Int] {
    var counts = [Int](repeating: 0, count: passCount * bucketCount)
    unsafe counts.withUnsafeMutableBufferPointer { counts in
      for row in rows {
        let key = sortKey(keys[Int(row)])
        for pass in 0..<passCount {
          unsafe counts[pass * bucketCount + digit(of: key, pass: pass)] += 1
        }
      }
    }
    return counts
  }

  /// Where each bucket of a pass begins.
  private static func starts(_ histograms: [Int], _ pass: Int) -> [Int] {
    var next = 0
    return histograms[pass * bucketCount..<(pass + 1) * bucketCount].map { count in
      defer { next += count }
      return next
    }
  }

  private typealias Pairs = (UnsafeMutablePointer<UInt64>, UnsafeMutablePointer<Int32>)

  /// One pass: moves every (key, row) pair to the next free place of its bucket.
  @unsafe
  private static func scatter(
    _ from: Pairs, _ to: Pairs, count: Int, pass: Int, starts: [Int], keepsKeys: Bool
  ) {
    var next = starts
    unsafe next.withUnsafeMutableBufferPointer { next in
      for i in 0..<count {
        let key = unsafe from.0[i]
        let bucket = digit(of: key, pass: pass)
        let place = unsafe next[bucket]
        unsafe next[bucket] = place + 1
        unsafe to.1[place] = from.1[i]
        if keepsKeys { unsafe to.0[place] = key }
      }
    }
  }
}
