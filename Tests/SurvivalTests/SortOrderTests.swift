import Testing

import Survival

struct SortOrderTests {
  @Test func ordersSignsInfinitiesAndZerosStably() {
    let keys = [3.5, -0.0, .infinity, -2, 0.0, -.infinity, 3.5, 2e-308 * 0.01, -2]
    #expect(SortOrder.ascending(keys) == [5, 3, 8, 1, 4, 7, 0, 6, 2])
  }

  @Test func agreesWithAStableComparisonSort() {
    var state: UInt64 = 20_240_501
    for distinct in [3.0, 50, 1e9] {
      var keys: [Double] = []
      for _ in 0..<2_000 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        let unit = Double(state >> 11) * 0x1p-53
        keys.append(((unit - 0.5) * distinct).rounded() / 7)
      }
      let expected = keys.indices.sorted { (keys[$0], $0) < (keys[$1], $1) }
      #expect(SortOrder.ascending(keys).map(Int.init) == expected)
    }
  }

}

/// Rows by stratum, time and event, with their ties.
struct TimeSortTests {
  private func sorted(
    _ time: [Double], _ isEvent: [Bool], strata: (codes: [Int32], count: Int)? = nil
  ) -> TimeSort {
    var starts = [Int32](repeating: 0, count: (strata?.count ?? 1) + 1)
    for code in strata?.codes ?? time.map({ _ in 0 }) { starts[Int(code) + 1] += 1 }
    for stratum in 1..<starts.count { starts[stratum] += starts[stratum - 1] }
    return TimeSort(time: time, isEvent: isEvent, strata: strata?.codes, stratumStarts: starts)
  }

  @Test func putsEventsBeforeCensoringsWithinTimeWithinStratum() {
    let sort = sorted(
      [2, 1, 2, 2, 1, 5], [false, true, true, false, false, true],
      strata: (codes: [1, 1, 1, 0, 1, 0], count: 3))
    #expect(sort.order == [3, 5, 1, 4, 2, 0])
    #expect(sort.times == [2, 5, 1, 2])
    #expect(sort.eventCounts == [0, 1, 1, 1])
    #expect(sort.groupStarts == [0, 1, 2, 4, 6])
    #expect(sort.stratumGroups == [0, 2, 4, 4])
  }

  @Test func leavesSortedRowsInPlace() {
    #expect(sorted([1, 1, 2], [true, false, true]).order == [0, 1, 2])
    let nobody = sorted([], [])
    #expect(nobody.order.isEmpty && nobody.groupStarts == [0] && nobody.stratumGroups == [0, 0])
  }

  /// Lengths on both sides of every way of sorting; ties from all to none; signs and extremes.
  @Test(arguments: [1, 7, 40, 41, 1000, 70_000, 140_000], [1.0, 60, 1e15])
  func agreesWithAStableComparisonSort(_ count: Int, _ distinct: Double) {
    var state: UInt64 = 77
    func next() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) * 0x1p-53
    }
    var time: [Double] = []
    var isEvent: [Bool] = []
    var codes: [Int32] = []
    for row in 0..<count {
      let unit = (next() * distinct).rounded() / 3
      time.append(row % 97 == 5 ? -unit * 1e-300 : row % 89 == 3 ? unit * 1e290 : unit)
      isEvent.append(next() < 0.5)
      codes.append(Int32(next() * 3))
    }
    let sort = sorted(time, isEvent, strata: (codes: codes, count: 3))
    let expected = time.indices.sorted {
      (codes[$0], time[$0], isEvent[$0] ? 0 : 1, $0) < (
        codes[$1], time[$1], isEvent[$1] ? 0 : 1, $1
      )
    }
    #expect(sort.order == expected.map(Int32.init))
    for group in sort.times.indices {
      let rows = sort.order[Int(sort.groupStarts[group])..<Int(sort.groupStarts[group + 1])]
      #expect(!rows.isEmpty && rows.allSatisfy { time[Int($0)] == sort.times[group] })
      #expect(Int(sort.eventCounts[group]) == rows.count { isEvent[Int($0)] })
    }
  }
}
