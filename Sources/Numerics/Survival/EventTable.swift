/// What happens in a group over time: at every time at which somebody has the event or is
/// censored, how many were at risk just before, and how many of each there are.
///
/// Events come before censorings, and both before entries, at one time: those who enter at t are
/// not at risk at t. Kaplan-Meier curves and log-rank tests are functions of event tables.
public struct EventTable: Sendable, Hashable {
  /// One number of each kind per time: heads or, in a weighted table, sums of case weights.
  public struct Tally: Sendable, Hashable {
    /// The number at risk just before each time.
    public let atRisk: [Double]
    /// The number of events at each time.
    public let events: [Double]
    /// The number of censorings at each time.
    public let censored: [Double]
  }

  /// The entries of a group under delayed entry.
  public struct Entries: Sendable, Hashable {
    /// The times at which somebody enters, ascending and distinct.
    public let times: [Double]
    /// How many enter at each time.
    public let counts: [Double]
    /// Their sums of weights.
    public let weights: [Double]
  }

  /// The number of rows of data in the group.
  public let rowCount: Int
  /// The times of events or censorings, ascending and distinct.
  public let times: [Double]
  /// Heads, or what frequency weights say they are.
  public let counts: Tally
  /// Sums of case weights; the same as `counts` without weights.
  public let weighted: Tally
  /// The entries; `nil` when everybody is followed from the origin.
  public let entries: Entries?

  /// The number of events.
  public var eventCount: Double { counts.events.reduce(0, +) }
  /// The sum of the weights of the events.
  public var weightedEventCount: Double { weighted.events.reduce(0, +) }

  /// The table with events and censorings exchanged.
  public var reversed: EventTable {
    func exchange(_ tally: Tally) -> Tally {
      Tally(atRisk: tally.atRisk, events: tally.censored, censored: tally.events)
    }
    return EventTable(
      rowCount: rowCount, times: times, counts: exchange(counts), weighted: exchange(weighted),
      entries: entries)
  }

  /// How many of the table's times are at or before a time, in O(log n).
  public func timeCount(upTo time: Double) -> Int {
    EventTable.partition(times) { $0 <= time }
  }

  /// The number at risk just before a time: follow-up ends at or after it, entry was before it.
  public func atRisk(at time: Double) -> (count: Double, weight: Double) {
    let row = EventTable.partition(times) { $0 < time }
    guard row < times.count else { return (0, 0) }
    var count = counts.atRisk[row]
    var weight = weighted.atRisk[row]
    if let entries {
      let first = EventTable.partition(entries.times) { $0 < time }
      let end = EventTable.partition(entries.times) { $0 < times[row] }
      for later in first..<end {
        count -= entries.counts[later]
        weight -= entries.weights[later]
      }
    }
    return count == 0 ? (0, 0) : (count, weight)
  }

  /// How many elements of an ascending array lie before the first that fails the test.
  @inline(__always)
  private static func partition(_ values: [Double], where isBefore: (Double) -> Bool) -> Int {
    var low = 0
    var high = values.count
    while low < high {
      let middle = (low + high) / 2
      if isBefore(values[middle]) { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
