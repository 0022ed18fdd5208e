/// Interval-censored times of many rows, column by column: that of row i lies in
/// (lower[i], upper[i]], or at `lower[i]` where the two are equal.
public struct IntervalCensoredOutcomes: Sendable, Hashable {
  /// The lower end of each row's interval, finite and not negative.
  public let lower: [Double]
  /// The upper end of each row's interval; infinite where the event is not known to have come.
  public let upper: [Double]

  /// Makes outcomes from single times.
  ///
  /// - Throws: the first fault; ``problems(in:)`` lists them all.
  public init(_ times: [IntervalCensoredTime]) throws(IntervalCensoredProblem) {
    for (row, time) in times.enumerated() {
      if let fault = time.problem {
        throw IntervalCensoredProblem(row: row, time: time, fault: fault)
      }
    }
    lower = times.map(\.lower)
    upper = times.map(\.upper)
  }

  /// Makes outcomes from the ends of the intervals.
  ///
  /// - Throws: the first fault; ``problems(in:)`` lists them all.
  public init(lower: [Double], upper: [Double]) throws(IntervalCensoredProblem) {
    precondition(lower.count == upper.count, "one upper end per lower end")
    try self.init(zip(lower, upper).map { IntervalCensoredTime(lower: $0, upper: $1) })
  }

  /// Makes outcomes from right-censored follow-up: events are exact.
  ///
  /// - Throws: the first time before the origin.
  /// - Precondition: nobody enters late.
  public init(_ outcomes: SurvivalOutcomes) throws(IntervalCensoredProblem) {
    precondition(outcomes.entry == nil, "interval-censored outcomes have no delayed entry")
    try self.init(
      zip(outcomes.time, outcomes.isEvent).map { time, isEvent in
        IntervalCensoredTime(lower: time, upper: isEvent ? time : nil)
      })
  }

  /// All faults among some times, in the order of the rows.
  public static func problems(in times: [IntervalCensoredTime]) -> [IntervalCensoredProblem] {
    times.enumerated().compactMap { row, time in
      time.problem.map { IntervalCensoredProblem(row: row, time: time, fault: $0) }
    }
  }

  /// Some of the rows, in the order asked for.
  ///
  /// - Precondition: every row number is below `count`.
  public func rows(_ rows: [Int]) -> IntervalCensoredOutcomes {
    IntervalCensoredOutcomes(checkedLower: rows.map { lower[$0] }, upper: rows.map { upper[$0] })
  }

  package init(checkedLower lower: [Double], upper: [Double]) {
    self.lower = lower
    self.upper = upper
  }

  /// The number of rows.
  public var count: Int { lower.count }
  /// The number of rows whose time is known exactly.
  public var exactCount: Int { zip(lower, upper).reduce(0) { $0 + ($1.0 == $1.1 ? 1 : 0) } }
  /// The number of rows whose event is not known to have come.
  public var rightCensoredCount: Int { upper.reduce(0) { $0 + ($1 == .infinity ? 1 : 0) } }
}
