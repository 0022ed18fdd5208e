import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct EventTableTests {
  /// Therneau and Grambsch's second data set: (start, stop] intervals with ties.
  static func intervals() throws -> SurvivalOutcomes {
    try SurvivalOutcomes(
      entry: [1, 2, 5, 2, 1, 7, 3, 4, 8, 8], time: [2, 3, 6, 7, 8, 9, 9, 9, 14, 17],
      isEvent: [true, true, true, true, true, true, true, false, false, false])
  }

  @Test func eventsPrecedeCensoringsPrecedeEntries() throws {
    // At 3: one event, one censoring, and one entry, who is not at risk at 3 but at 5.
    let outcomes = try SurvivalOutcomes(
      entry: [0, 0, 3], time: [3, 3, 5], isEvent: [false, true, true])
    let table = try KaplanMeier.fit(outcomes)[0].table
    #expect(table.times == [3, 5])
    #expect(table.counts.atRisk == [2, 1])
    #expect(table.counts.events == [1, 1])
    #expect(table.counts.censored == [1, 0])
    #expect(table.entries?.times == [0, 3])
    #expect(table.entries?.counts == [2, 1])
  }

  @Test func numbersAtRiskUnderDelayedEntry() throws {
    let table = try KaplanMeier.fit(EventTableTests.intervals())[0].table
    #expect(table.times == [2, 3, 6, 7, 8, 9, 14, 17])
    #expect(table.counts.atRisk == [2, 3, 5, 4, 4, 5, 2, 1])
    #expect(table.counts.events == [1, 1, 1, 1, 1, 2, 0, 0])
    #expect(table.counts.censored == [0, 0, 0, 0, 0, 1, 1, 1])
  }

  @Test func numberAtRiskAtAnyTime() throws {
    let outcomes = try EventTableTests.intervals()
    let entry = try #require(outcomes.entry)
    let table = try KaplanMeier.fit(outcomes)[0].table
    for time in stride(from: -1.0, through: 19, by: 0.25) {
      let there = entry.indices.count { entry[$0] < time && time <= outcomes.time[$0] }
      #expect(table.atRisk(at: time).count == Double(there), "at \(time)")
    }
  }

  @Test(arguments: ["lung", "truncated", "weighted", "clustered-truncated"])
  func everybodyIsAccountedFor(_ name: String) throws {
    let data = try KaplanMeierCase(name)
    let curves = try KaplanMeier.fit(data.outcomes, groups: data.groups, weights: data.weights)
    for (group, curve) in curves.enumerated() {
      let rows = data.outcomes.time.indices.filter { data.groups.codes[$0] == group }
      let table = curve.table
      #expect(table.rowCount == rows.count)
      var left = 0.0
      var leftWeight = 0.0
      for slot in table.times.indices {
        // Entered before the time = left before it + at risk at it.
        let time = table.times[slot]
        let entered = rows.filter { (data.outcomes.entry?[$0] ?? -.infinity) < time }
        let weight = entered.reduce(0) { $0 + (data.weights?[$1] ?? 1) }
        #expect(Double(entered.count) == left + table.counts.atRisk[slot])
        #expect(isClose(weight, leftWeight + table.weighted.atRisk[slot], relative: 1e-12))
        left += table.counts.events[slot] + table.counts.censored[slot]
        leftWeight += table.weighted.events[slot] + table.weighted.censored[slot]
      }
      #expect(left == Double(rows.count))
      #expect(table.eventCount == Double(rows.count { data.outcomes.isEvent[$0] }))
    }
  }

  @Test func weightsThatLeaveNobodyAtRiskLeaveExactlyZero() throws {
    // 0.1 + 0.2 - 0.3 is not zero in floating point; nobody is at risk after time 2 all the same.
    let outcomes = try SurvivalOutcomes(
      entry: [0, 0, 0, 5, 5], time: [1, 2, 2, 6, 7],
      isEvent: [true, true, true, true, false])
    let curve = try KaplanMeier.fit(outcomes, weights: [0.3, 0.1, 0.2, 0.7, 0.11])[0]
    #expect(Array(curve.survival.dropFirst()) == [0, 0, 0])
    #expect(isClose(curve.survival[0], 0.5))
    #expect(curve.table.weighted.atRisk[1] == 0.1 + 0.2)
    #expect(curve.diagnostics.map(\.code) == [.notEstimable])
  }

  @Test func reversedExchangesEventsAndCensorings() throws {
    let table = try KaplanMeier.fit(EventTableTests.intervals())[0].table
    #expect(table.reversed.counts.events == table.counts.censored)
    #expect(table.reversed.counts.censored == table.counts.events)
    #expect(table.reversed.reversed == table)
  }
}
