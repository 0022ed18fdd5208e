/// What happens in a group over time, with the events told apart by cause.
public struct CauseTable: Sendable, Hashable {
  /// Numbers at risk, events of any cause, censorings and entries at every time.
  public let all: EventTable
  /// The (weighted) number of events of each cause at every time: `events[cause - 1][slot]`.
  public let events: [[Double]]
  /// The number of rows that end with each cause; weights count only where they are frequencies.
  public let eventCounts: [Int]

  /// The times of events or censorings, ascending and distinct.
  public var times: [Double] { all.times }
  /// The number of causes.
  public var causeCount: Int { events.count }

  /// Counts the rows of one stratum of sorted data.
  ///
  /// O(rows + causes · times).
  ///
  /// - Parameters:
  ///   - causes: the cause of each row, 0 for a censored one.
  ///   - causeCount: the largest cause there may be.
  init(_ rows: CauseRows, stratum: Int) {
    let risk = rows.risk
    all = EventTable(rows.outcomes, risk, stratum: stratum, weights: rows.weights)
    let groups = risk.tieGroups(ofStratum: stratum)
    var events = [[Double]](
      repeating: [Double](repeating: 0, count: groups.count), count: rows.causeCount)
    let countsRows = rows.weights?.countsRows ?? false
    var counts = [Int](repeating: 0, count: rows.causeCount)
    for slot in 0..<groups.count {
      for position in risk.events(inGroup: groups.lowerBound + slot) {
        let cause = Int(rows.causes[Int(risk.order[position])]) - 1
        events[cause][slot] += rows.weights?.byPosition[position] ?? 1
        counts[cause] += countsRows ? Int(rows.weights?.byPosition[position] ?? 1) : 1
      }
    }
    self.events = events
    eventCounts = counts
  }

  /// The events of one cause, with those of the others among the censorings: the data of a
  /// cause-specific hazard.
  func causeSpecific(_ cause: Int) -> EventTable {
    let own = events[cause - 1]
    let all = all.weighted
    let censored = own.indices.map { all.censored[$0] + (all.events[$0] - own[$0]) }
    let tally = EventTable.Tally(atRisk: all.atRisk, events: own, censored: censored)
    return EventTable(
      rowCount: self.all.rowCount, times: times, counts: tally, weighted: tally,
      entries: self.all.entries)
  }
}
