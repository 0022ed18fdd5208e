internal import Glibc

/// Makes times equal that differ only by rounding, so that they tie.
///
/// Days divided by 365.25, or sums of months, give numbers that should be equal and differ in the
/// last digits. Two distinct times count as one when their difference is at most √ε = 1.49 · 10⁻⁸,
/// or at most √ε times the mean of all distinct times: the tolerance of R's `timefix`. A run of such
/// times is anchored at its first, which all of them become; R compares each time with the one
/// before it, so that a long run may creep away from its start.
public struct TimePooling: Sendable, Hashable {
  /// The distinct times that became another, ascending.
  public let merged: [Double]
  /// What each of them became.
  public let anchors: [Double]
  /// The largest difference between two times that count as one.
  public let tolerance: Double

  /// Finds the times to pool.
  ///
  /// - Parameter times: All times of one analysis, starts and stops alike; those that are not finite
  ///   are left alone.
  /// - Complexity: O(n log n).
  public init(_ times: [[Double]]) {
    var distinct: [Double] = []
    distinct.reserveCapacity(times.reduce(0) { $0 + $1.count })
    for column in times { distinct += column.lazy.filter(\.isFinite) }
    distinct.sort()
    var count = 0
    for time in distinct where count == 0 || time != distinct[count - 1] {
      distinct[count] = time
      count += 1
    }
    distinct.removeSubrange(count...)
    let scale = distinct.reduce(0) { $0 + abs($1) / Double(max(count, 1)) }
    let relative = Double.ulpOfOne.squareRoot()
    tolerance = relative * max(1, scale)
    var merged: [Double] = []
    var anchors: [Double] = []
    var anchor = -Double.infinity
    for time in distinct {
      if time - anchor <= tolerance {
        merged.append(time)
        anchors.append(anchor)
      } else {
        anchor = time
      }
    }
    self.merged = merged
    self.anchors = anchors
  }

  /// The times with what was pooled replaced.
  public func pooled(_ times: [Double]) -> [Double] {
    merged.isEmpty ? times : times.map(pooled)
  }

  /// What a time becomes.
  public func pooled(_ time: Double) -> Double {
    var low = 0
    var high = merged.count
    while low < high {
      let middle = (low + high) / 2
      if merged[middle] < time { low = middle + 1 } else { high = middle }
    }
    return low < merged.count && merged[low] == time ? anchors[low] : time
  }
}
