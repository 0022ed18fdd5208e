package import Outcomes

/// Which events each row is at risk for, in the numbering a partial likelihood works with.
///
/// The distinct event times of all strata, in order of (stratum, time), are numbered 0, 1, 2 ...; a
/// row is at risk for the events of its *window*, a range of those numbers inside its stratum. Rows
/// whose window is empty do not contribute and are left out before anything is computed from
/// covariates.
///
/// Kept rows are in order of the last event they are at risk for, so that the rows that leave
/// between one event and the next stand together, as *segment* k of event k, with those who died at
/// it first:
///
/// ```
/// starts[k]          ..< starts[k] + deaths[k]   died at event k
/// starts[k] + deaths[k] ..< starts[k + 1]        censored at it or before event k + 1
/// ```
///
/// Without delayed entry the risk set of event k is the rows from `starts[k]` to the end of the
/// stratum, and sums over risk sets are sums from the end. With delayed entry, taking away what has
/// not entered yet would cancel; instead the windows are decomposed (`Intervals`), and every sum
/// over a risk set is a sum of non-negative terms.
package struct EventWindows: Sendable {
  /// The original row of each kept row.
  package private(set) var rows: [Int32] = []
  /// The first kept row of each segment, and the number of kept rows at the end.
  package private(set) var starts: [Int32] = []
  /// The number of deaths at each event time.
  package private(set) var deaths: [Int32] = []
  /// The event times.
  package private(set) var times: [Double] = []
  /// The events of each stratum, in the numbering of the strata given; may be empty.
  package private(set) var strata: [Range<Int>] = []
  /// The first event each kept row is at risk for, where some row enters after the first event of
  /// its stratum; `nil` otherwise.
  package private(set) var entries: [Int32]?
  /// The decomposition of the windows, with `entries`.
  package private(set) var intervals: Intervals?

  /// Finds the windows.
  ///
  /// - Parameter isIncluded: Whether each original row may take part; all may when `nil`.
  package init(_ risk: RiskSets, _ outcomes: SurvivalOutcomes, isIncluded: [Bool]? = nil) {
    rows.reserveCapacity(risk.rowCount)
    var entries: [Int32] = []
    if outcomes.entry != nil { entries.reserveCapacity(risk.rowCount) }
    for stratum in 0..<risk.stratumCount {
      let first = times.count
      appendEventTimes(risk, stratum: stratum, isIncluded)
      strata.append(first..<times.count)
      appendRows(risk, outcomes, stratum: stratum, isIncluded, entries: &entries)
    }
    starts.append(Int32(rows.count))
    if outcomes.entry != nil, hasLateEntry(entries) {
      self.entries = entries
      intervals = Intervals(self, entries: entries)
    }
  }

  /// The number of event times.
  package var eventCount: Int { times.count }
  /// The number of kept rows.
  package var rowCount: Int { rows.count }

  /// The kept rows of a segment.
  package func rows(ofEvent event: Int) -> Range<Int> {
    Int(starts[event])..<Int(starts[event + 1])
  }

  /// The kept rows that died at an event.
  package func deaths(atEvent event: Int) -> Range<Int> {
    Int(starts[event])..<Int(starts[event]) + Int(deaths[event])
  }

  /// The kept rows of a stratum.
  package func rows(ofStratum stratum: Int) -> Range<Int> {
    let events = strata[stratum]
    return Int(starts[events.lowerBound])..<Int(starts[events.upperBound])
  }

  private mutating func appendEventTimes(_ risk: RiskSets, stratum: Int, _ isIncluded: [Bool]?) {
    for group in risk.tieGroups(ofStratum: stratum) where risk.eventCounts[group] > 0 {
      var count = Int(risk.eventCounts[group])
      if let isIncluded {
        count = risk.events(inGroup: group).count { isIncluded[Int(risk.order[$0])] }
      }
      guard count > 0 else { continue }
      times.append(risk.times[group])
      deaths.append(Int32(count))
    }
  }

  private mutating func appendRows(
    _ risk: RiskSets, _ outcomes: SurvivalOutcomes, stratum: Int, _ isIncluded: [Bool]?,
    entries: inout [Int32]
  ) {
    let events = strata[stratum]
    var event = events.lowerBound - 1
    for group in risk.tieGroups(ofStratum: stratum) {
      if event + 1 < events.upperBound, times[event + 1] == risk.times[group] {
        event += 1
        starts.append(Int32(rows.count))
      }
      guard event >= events.lowerBound else { continue }
      for position in risk.positions(inGroup: group) {
        let row = Int(risk.order[position])
        if let isIncluded, !isIncluded[row] { continue }
        if let entry = outcomes.entry {
          let first = firstEvent(after: entry[row], in: events)
          guard first <= event else { continue }
          entries.append(Int32(first))
        }
        rows.append(Int32(row))
      }
    }
  }

  /// The first of these events whose time is after `time`.
  func firstEvent(after time: Double, in events: Range<Int>) -> Int {
    var low = events.lowerBound
    var high = events.upperBound
    while low < high {
      let middle = (low + high) / 2
      if times[middle] > time { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func hasLateEntry(_ entries: [Int32]) -> Bool {
    for stratum in strata.indices where !strata[stratum].isEmpty {
      for row in rows(ofStratum: stratum) where Int(entries[row]) > strata[stratum].lowerBound {
        return true
      }
    }
    return false
  }
}
