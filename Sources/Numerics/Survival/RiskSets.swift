package import Outcomes
package import Statistics

/// Who is at risk when: the rows in order of time, their ties, and their entries.
///
/// Built once from the data and shared by Kaplan-Meier, log-rank, Cox and concordance, so that
/// sorting and the conventions for ties stand in one place:
///
/// - a row is at risk on (entry, time]: it is at risk for an event at its own `time`, and not for
///   one at its own `entry`;
/// - at one time, events come first, then censorings, then entries.
///
/// A *position* is a place in `order`. Positions ascend by stratum, then time, then events before
/// censorings. The rows of one stratum at one time form a *tie group*:
///
/// ```
/// for stratum in 0..<risk.stratumCount {
///   for group in risk.tieGroups(ofStratum: stratum) {          // times ascend
///     let time = risk.times[group]
///     for row in risk.order[risk.events(inGroup: group)] { }   // died at `time`
///     for row in risk.order[risk.censorings(inGroup: group)] { } // last seen at `time`
///   }
/// }
/// ```
///
/// Without delayed entry the rows at risk at a tie group are the positions from the group's first
/// to the end of its stratum. With it, they are those less the rows that are yet to enter: walk
/// `entryOrder` beside the times, taking in the rows whose entry is < `time` (``EntryCursor``).
package struct RiskSets: Sendable {
  /// The row at each position.
  package let order: [Int32]
  /// The time of each tie group.
  package let times: [Double]
  /// The number of events in each tie group.
  package let eventCounts: [Int32]
  /// With delayed entry, the rows in ascending order of (stratum, entry).
  package let entryOrder: [Int32]?
  /// The first position of each tie group, and the number of rows at the end.
  private let groupStarts: [Int32]
  /// The first tie group of each stratum, and the number of tie groups at the end.
  private let stratumGroups: [Int32]
  /// The first position of each stratum, and the number of rows at the end.
  private let stratumStarts: [Int32]

  /// Sorts and ties the rows.
  ///
  /// - Parameter strata: The stratum of each row; `nil` for a single one. Strata may be empty.
  /// - Complexity: O(n + strata).
  package init(_ outcomes: SurvivalOutcomes, strata: Grouping? = nil) {
    precondition(strata.map { $0.codes.count == outcomes.count } ?? true, "one stratum per row")
    let keys = strata.map { (codes: $0.codes, count: $0.count) }
    let starts = RiskSets.stratumStarts(outcomes.count, strata)
    let sorted = TimeSort(
      time: outcomes.time, isEvent: outcomes.isEvent, strata: strata?.codes, stratumStarts: starts)
    order = sorted.order
    stratumStarts = starts
    times = sorted.times
    eventCounts = sorted.eventCounts
    groupStarts = sorted.groupStarts
    stratumGroups = sorted.stratumGroups
    entryOrder = outcomes.entry.map { entry in
      let byEntry = SortOrder.ascending(entry)
      guard let keys else { return byEntry }
      return SortOrder.grouped(byEntry, by: keys.codes, count: keys.count)
    }
  }

  /// The number of rows.
  package var rowCount: Int { order.count }
  /// The number of strata, empty ones included.
  package var stratumCount: Int { stratumStarts.count - 1 }
  /// The number of tie groups: distinct pairs of stratum and time.
  package var tieGroupCount: Int { times.count }

  /// The positions of a stratum.
  package func positions(ofStratum stratum: Int) -> Range<Int> {
    Int(stratumStarts[stratum])..<Int(stratumStarts[stratum + 1])
  }

  /// The tie groups of a stratum, in ascending order of time.
  package func tieGroups(ofStratum stratum: Int) -> Range<Int> {
    Int(stratumGroups[stratum])..<Int(stratumGroups[stratum + 1])
  }

  /// The positions of a tie group.
  package func positions(inGroup group: Int) -> Range<Int> {
    Int(groupStarts[group])..<Int(groupStarts[group + 1])
  }

  /// The positions of the rows that have their event at the time of a tie group.
  package func events(inGroup group: Int) -> Range<Int> {
    let first = Int(groupStarts[group])
    return first..<first + Int(eventCounts[group])
  }

  /// The positions of the rows that are censored at the time of a tie group.
  package func censorings(inGroup group: Int) -> Range<Int> {
    Int(groupStarts[group]) + Int(eventCounts[group])..<Int(groupStarts[group + 1])
  }

  private static func stratumStarts(_ count: Int, _ strata: Grouping?) -> [Int32] {
    guard let strata else { return [0, Int32(count)] }
    var starts = [Int32](repeating: 0, count: strata.count + 1)
    for code in strata.codes { starts[Int(code) + 1] += 1 }
    for stratum in 0..<strata.count { starts[stratum + 1] += starts[stratum] }
    return starts
  }
}

extension RiskSets {
  /// A walk through the entries of one stratum beside its ascending times.
  package struct EntryCursor {
    private let order: [Int32]
    private let entry: [Double]
    private var next: Int
    private let end: Int

    /// Stands before the first entry of a stratum; `nil` where everybody enters at the origin.
    package init?(_ risk: RiskSets, _ outcomes: SurvivalOutcomes, stratum: Int) {
      guard let order = risk.entryOrder, let entry = outcomes.entry else { return nil }
      self.order = order
      self.entry = entry
      let positions = risk.positions(ofStratum: stratum)
      next = positions.lowerBound
      end = positions.upperBound
    }

    /// The next row that comes to be at risk for an event at `time` (its entry is before `time`),
    /// or `nil` when there is no more such row.
    package mutating func nextRow(enteredBefore time: Double) -> Int? {
      guard next < end else { return nil }
      let row = Int(order[next])
      guard entry[row] < time else { return nil }
      next += 1
      return row
    }
  }
}
