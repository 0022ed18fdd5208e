/// Follow-up of many rows, column by column, that ends with the first of several kinds of event or
/// with censoring.
public struct CompetingOutcomes: Sendable, Hashable {
  /// The end of follow-up of each row, finite and not negative.
  public let time: [Double]
  /// The kind of event at the end of each row, 1...`causeCount`; 0 where follow-up was censored.
  public let cause: [Int32]
  /// The number of kinds of event; some may not occur.
  public let causeCount: Int

  /// Makes outcomes from single follow-up times.
  ///
  /// - Parameter causeCount: the number of causes; `nil` for the largest that occurs.
  /// - Throws: the first fault; ``problems(in:causeCount:)`` lists them all.
  public init(
    _ events: [CompetingEvent], causeCount: Int? = nil
  ) throws(CompetingEventProblem) {
    let causes = CompetingOutcomes.causeCount(events, causeCount)
    for (row, event) in events.enumerated() {
      if let fault = event.problem(causeCount: causes) {
        throw CompetingEventProblem(row: row, event: event, causeCount: causes, fault: fault)
      }
    }
    time = events.map(\.time)
    cause = events.map { Int32($0.cause) }
    self.causeCount = causes
  }

  /// All faults among some events, in the order of the rows.
  public static func problems(
    in events: [CompetingEvent], causeCount: Int? = nil
  ) -> [CompetingEventProblem] {
    let causes = CompetingOutcomes.causeCount(events, causeCount)
    return events.enumerated().compactMap { row, event in
      event.problem(causeCount: causes).map {
        CompetingEventProblem(row: row, event: event, causeCount: causes, fault: $0)
      }
    }
  }

  /// The number of causes, kept to what a 32-bit code can hold.
  private static func causeCount(_ events: [CompetingEvent], _ given: Int?) -> Int {
    min(Int(Int32.max), max(0, given ?? events.lazy.map(\.cause).max() ?? 0))
  }

  /// The outcomes of one cause alone: events of other causes are censorings.
  ///
  /// This is the data of a cause-specific hazard. Its Kaplan-Meier curve is no probability of the
  /// event, since it treats those with another event as if they could still have this one.
  public func causeSpecific(_ cause: Int) throws(OutcomeError) -> SurvivalOutcomes {
    try SurvivalOutcomes(time: time, isEvent: self.cause.map { $0 == cause && $0 != 0 })
  }

  /// The outcomes of the first event of whatever cause.
  public func anyCause() throws(OutcomeError) -> SurvivalOutcomes {
    try SurvivalOutcomes(time: time, isEvent: cause.map { $0 != 0 })
  }

  /// Some of the rows, in the order asked for, with the same causes.
  ///
  /// - Precondition: every row number is below `count`.
  public func rows(_ rows: [Int]) -> CompetingOutcomes {
    CompetingOutcomes(
      checkedTime: rows.map { time[$0] }, cause: rows.map { cause[$0] }, causeCount: causeCount)
  }

  private init(checkedTime time: [Double], cause: [Int32], causeCount: Int) {
    self.time = time
    self.cause = cause
    self.causeCount = causeCount
  }

  /// The number of rows.
  public var count: Int { time.count }

  /// The number of rows that end with a cause; of those censored for cause 0.
  public func eventCount(_ cause: Int) -> Int {
    self.cause.reduce(0) { $0 + (Int($1) == cause ? 1 : 0) }
  }
}
