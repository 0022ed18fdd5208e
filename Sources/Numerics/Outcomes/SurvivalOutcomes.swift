/// Right-censored follow-up of many rows, column by column, with or without delayed entry.
///
/// Row i is at risk on (entry, time] (from the origin where there is no entry) and has its event
/// at `time[i]` when `isEvent[i]`.
public struct SurvivalOutcomes: Sendable, Hashable {
  /// The start of each row's interval; `nil` when everybody is followed from the origin.
  public let entry: [Double]?
  /// The end of follow-up of each row.
  public let time: [Double]
  /// Whether follow-up ended with the event.
  public let isEvent: [Bool]

  /// Makes outcomes followed from the origin.
  ///
  /// - Throws: `OutcomeError` for a time that is not finite.
  public init(time: [Double], isEvent: [Bool]) throws(OutcomeError) {
    precondition(time.count == isEvent.count, "one event indicator per time")
    for (row, time) in time.enumerated() where !time.isFinite {
      throw .timeNotFinite(row: row, value: time)
    }
    self.entry = nil
    self.time = time
    self.isEvent = isEvent
  }

  /// Makes outcomes with delayed entry: row i is at risk on (entry, time].
  ///
  /// - Throws: `OutcomeError` for a time that is not finite or an interval without length.
  public init(entry: [Double], time: [Double], isEvent: [Bool]) throws(OutcomeError) {
    precondition(
      time.count == isEvent.count && time.count == entry.count, "one entry and event per time")
    for row in time.indices {
      guard time[row].isFinite else { throw .timeNotFinite(row: row, value: time[row]) }
      guard entry[row].isFinite else { throw .timeNotFinite(row: row, value: entry[row]) }
      guard entry[row] < time[row] else {
        throw .emptyInterval(row: row, start: entry[row], stop: time[row])
      }
    }
    self.entry = entry
    self.time = time
    self.isEvent = isEvent
  }

  /// Makes outcomes from single follow-up times.
  public init(_ times: [EventTime]) throws(OutcomeError) {
    try self.init(time: times.map(\.time), isEvent: times.map(\.isEvent))
  }

  /// Makes outcomes from counting-process intervals.
  public init(_ intervals: [CountingInterval]) throws(OutcomeError) {
    try self.init(
      entry: intervals.map(\.start), time: intervals.map(\.stop), isEvent: intervals.map(\.isEvent))
  }

  /// Some of the rows, in the order asked for.
  ///
  /// - Precondition: every row number is below `count`.
  public func rows(_ rows: [Int]) -> SurvivalOutcomes {
    SurvivalOutcomes(
      checkedEntry: entry.map { entry in rows.map { entry[$0] } }, time: rows.map { time[$0] },
      isEvent: rows.map { isEvent[$0] })
  }

  /// The same follow-up with another event.
  ///
  /// - Precondition: one event indicator per row.
  public func replacingEvents(_ isEvent: [Bool]) -> SurvivalOutcomes {
    precondition(isEvent.count == count, "one event indicator per time")
    return SurvivalOutcomes(checkedEntry: entry, time: time, isEvent: isEvent)
  }

  private init(checkedEntry entry: [Double]?, time: [Double], isEvent: [Bool]) {
    self.entry = entry
    self.time = time
    self.isEvent = isEvent
  }

  /// The number of rows.
  public var count: Int { time.count }
  /// The number of rows that end with the event.
  public var eventCount: Int { isEvent.reduce(0) { $0 + ($1 ? 1 : 0) } }
}

/// Why follow-up data make no sense.
public enum OutcomeError: Error, Sendable, Hashable, CustomStringConvertible {
  /// A time that is missing or infinite.
  case timeNotFinite(row: Int, value: Double)
  /// An interval that ends before or where it starts.
  case emptyInterval(row: Int, start: Double, stop: Double)

  /// One sentence with the row, the values and what was expected.
  public var description: String {
    switch self {
    case .timeNotFinite(let row, let value):
      "the time in row \(row + 1) is \(value); expected a finite number"
    case .emptyInterval(let row, let start, let stop):
      "the interval in row \(row + 1) runs from \(start) to \(stop); expected start < stop"
    }
  }
}
