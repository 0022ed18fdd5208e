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

  @Test func putsEventsBeforeCensoringsWithinTimeWithinStratum() {
    let order = SortOrder.byTime(
      [2, 1, 2, 2, 1, 5], isEvent: [false, true, true, false, false, true],
      strata: (codes: [1, 1, 1, 0, 1, 0], count: 3))
    #expect(order == [3, 5, 1, 4, 2, 0])
  }

  @Test func leavesSortedRowsInPlace() {
    #expect(SortOrder.byTime([1, 1, 2], isEvent: [true, false, true]) == [0, 1, 2])
    #expect(SortOrder.byTime([], isEvent: []).isEmpty)
  }
}
