/// The sums of a log-rank test: one weighted 2 × G table per event time, added up.
///
/// At an event time with d events among n at risk, of which n(g) in group g,
///
///     E(g)    = d p(g),   p(g) = n(g) / n
///     V(g, h) = d (n − d) / (n − 1) · p(g) (δ(g, h) − p(h))
///
/// O and E are added with weight w, V with w². A time with at most one at risk adds nothing to V.
struct LogRankSums {
  /// The weighted number of events of each group.
  private(set) var observed: [Double]
  /// The weighted number expected if the groups had one hazard.
  private(set) var expected: [Double]
  /// The G × G covariance of O − E, column by column, of which the lower triangle is kept.
  private(set) var covariance: [Double]
  private let groupCount: Int

  /// Makes sums of nothing.
  init(groupCount: Int) {
    self.groupCount = groupCount
    observed = [Double](repeating: 0, count: groupCount)
    expected = observed
    covariance = [Double](repeating: 0, count: groupCount * groupCount)
  }

  /// Adds the tables of one stratum: one event table per group, in the order of the groups.
  mutating func add(stratum tables: ArraySlice<EventTable>, weighting: LogRankWeighting) {
    precondition(tables.count == groupCount, "one event table per group")
    var weights = LogRankWeights(weighting)
    var cursors = tables.map(EventCursor.init)
    var atRisk = [Double](repeating: 0, count: groupCount)
    while let time = cursors.lazy.compactMap(\.nextEvent).min() {
      var number = 0.0
      var events = 0.0
      for group in cursors.indices {
        atRisk[group] = cursors[group].advance(to: time)
        number += atRisk[group]
        events += cursors[group].events
      }
      guard number > 0 else { continue }
      let weight = weights.next(atRisk: number, events: events)
      add(weight: weight, atRisk: atRisk, number: number, events: events, cursors: cursors)
    }
  }

  private mutating func add(
    weight: Double, atRisk: [Double], number: Double, events: Double, cursors: [EventCursor]
  ) {
    let spread =
      number > 1 ? weight * weight * events * (number - events) / (number - 1) : 0
    for group in 0..<groupCount {
      let share = atRisk[group] / number
      observed[group] += weight * cursors[group].events
      expected[group] += weight * events * share
      if spread == 0 || share == 0 { continue }
      let column = group * groupCount
      covariance[column + group] += spread * share
      for other in group..<groupCount {
        covariance[column + other] -= spread * share * (atRisk[other] / number)
      }
    }
  }
}

/// A reader of one group's event table, moving up through the event times of all groups.
struct EventCursor {
  private let table: EventTable
  /// The first row at or after the time reached, whose number at risk holds there.
  private var row = 0
  /// The first row with events after the time reached.
  private var eventRow = 0
  /// The first entry at or after the time reached, and that at or after the time of `row`.
  private var entry = 0
  private var entryAtRow = 0
  /// The weight of the entries between the two.
  private var entering = 0.0
  /// The (weighted) number of events at the time reached.
  private(set) var events = 0.0

  init(_ table: EventTable) {
    self.table = table
    seekEvent()
  }

  /// The time of the next event of the group; nil after the last.
  var nextEvent: Double? { eventRow < table.times.count ? table.times[eventRow] : nil }

  /// Moves to a time not before the last, and gives the number at risk there.
  mutating func advance(to time: Double) -> Double {
    while row < table.times.count && table.times[row] < time { row += 1 }
    if nextEvent == time {
      events = table.weighted.events[eventRow]
      eventRow += 1
      seekEvent()
    } else {
      events = 0
    }
    guard row < table.times.count else { return 0 }
    return table.weighted.atRisk[row] - enteringLater(than: time)
  }

  private mutating func seekEvent() {
    while eventRow < table.times.count && !(table.weighted.events[eventRow] > 0) { eventRow += 1 }
  }

  /// The weight of those who enter at or after the time, but before the row whose number at risk
  /// counts them.
  private mutating func enteringLater(than time: Double) -> Double {
    guard let entries = table.entries else { return 0 }
    while entryAtRow < entries.times.count && entries.times[entryAtRow] < table.times[row] {
      entering += entries.weights[entryAtRow]
      entryAtRow += 1
    }
    while entry < entryAtRow && entries.times[entry] < time {
      entering -= entries.weights[entry]
      entry += 1
    }
    if entry == entryAtRow { entering = 0 }
    return entering
  }
}
