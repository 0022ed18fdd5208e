/// One follow-up time, ended by one of several kinds of event or by censoring.
///
/// Prints as `44:2` (cause 2) or, censored, `44+`.
public struct CompetingEvent: Sendable, Hashable, CustomStringConvertible {
  /// The length of follow-up, in the unit of the data.
  public let time: Double
  /// The kind of event seen at `time`, from 1; 0 when follow-up ended without any.
  public let cause: Int

  /// Makes a follow-up time.
  public init(time: Double, cause: Int) {
    self.time = time
    self.cause = cause
  }

  /// Whether follow-up ended without an event.
  public var isCensored: Bool { cause == 0 }

  /// What is wrong with it among events of the causes 1...`causeCount`; `nil` when nothing is.
  public func problem(causeCount: Int) -> CompetingEventProblem.Fault? {
    if !time.isFinite { return .timeNotFinite }
    if time < 0 { return .negativeTime }
    if cause < 0 || cause > causeCount { return .unknownCause }
    return nil
  }

  /// The time, with the cause after a colon, or a plus sign when censored.
  public var description: String {
    let number = Int(exactly: time).map { "\($0)" } ?? "\(time)"
    return isCensored ? number + "+" : "\(number):\(cause)"
  }
}

/// What is wrong with the follow-up of one row.
public struct CompetingEventProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of fault.
  public enum Fault: String, Sendable, Hashable, Codable {
    /// A time that is missing or infinite.
    case timeNotFinite = "time_not_finite"
    /// A time before the origin.
    case negativeTime = "negative_time"
    /// A cause that is negative or above the number of causes.
    case unknownCause = "unknown_cause"
  }

  /// The row, from 0.
  public let row: Int
  /// The follow-up.
  public let event: CompetingEvent
  /// The number of causes there are.
  public let causeCount: Int
  /// The kind of fault.
  public let fault: Fault

  /// Makes the record of a fault.
  public init(row: Int, event: CompetingEvent, causeCount: Int, fault: Fault) {
    self.row = row
    self.event = event
    self.causeCount = causeCount
    self.fault = fault
  }

  /// One sentence with the row, the value and what was expected.
  public var description: String {
    switch fault {
    case .timeNotFinite:
      "the time in row \(row + 1) is \(event.time); expected a finite number"
    case .negativeTime:
      "the time in row \(row + 1) is \(event.time); expected a time from the origin, 0 or later"
    case .unknownCause:
      "the cause in row \(row + 1) is \(event.cause); expected 0 for censored or a cause from 1 "
        + "to \(causeCount)"
    }
  }
}
