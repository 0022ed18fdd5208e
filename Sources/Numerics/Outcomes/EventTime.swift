/// One follow-up time, ended by an event or by censoring.
///
/// Prints as `44` or, censored, `44+`.
public struct EventTime: Sendable, Hashable, CustomStringConvertible {
  /// The length of follow-up, in the unit of the data.
  public let time: Double
  /// Whether the event was seen at `time`; otherwise follow-up ended without it.
  public let isEvent: Bool

  /// Makes a follow-up time.
  public init(time: Double, isEvent: Bool) {
    self.time = time
    self.isEvent = isEvent
  }

  /// The time, with a plus sign when censored.
  public var description: String {
    let number = Int(exactly: time).map { "\($0)" } ?? "\(time)"
    return isEvent ? number : number + "+"
  }
}

/// A stretch of follow-up (start, stop] at whose end the event was or was not seen.
public struct CountingInterval: Sendable, Hashable {
  /// The time just after which the subject came under observation.
  public let start: Double
  /// The end of the stretch.
  public let stop: Double
  /// Whether the event was seen at `stop`.
  public let isEvent: Bool

  /// Makes an interval.
  public init(start: Double, stop: Double, isEvent: Bool) {
    self.start = start
    self.stop = stop
    self.isEvent = isEvent
  }
}
