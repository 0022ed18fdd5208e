/// A time known only to lie in an interval: after `lower`, and at or before `upper`.
///
/// | What is known | lower | upper |
/// |:--|:--|:--|
/// | the event came after a visit at 3 and at or before one at 6 | 3 | 6 |
/// | it came at exactly 4 | 4 | 4 |
/// | it had not come by 7 | 7 | infinity |
/// | it had come by 2, the first visit | 0 | 2 |
///
/// Prints as `(3, 6]`, `4`, `7+` and `(0, 2]`.
public struct IntervalCensoredTime: Sendable, Hashable, CustomStringConvertible {
  /// The last time known to lie before the event, or the event's own time.
  public let lower: Double
  /// The first time by which the event is known to have come; infinite when it is not known to
  /// have come at all.
  public let upper: Double

  /// Makes a time in (lower, upper], or at `lower` when the two are equal.
  ///
  /// - Parameter upper: `nil` or infinity when the event is not known to have come.
  public init(lower: Double, upper: Double?) {
    self.lower = lower
    self.upper = upper ?? .infinity
  }

  /// A time known exactly.
  public static func exact(_ time: Double) -> IntervalCensoredTime {
    IntervalCensoredTime(lower: time, upper: time)
  }

  /// A time known only to lie after the end of follow-up.
  public static func rightCensored(after time: Double) -> IntervalCensoredTime {
    IntervalCensoredTime(lower: time, upper: nil)
  }

  /// Whether the time is known exactly.
  public var isExact: Bool { lower == upper }
  /// Whether the event is not known to have come.
  public var isRightCensored: Bool { upper == .infinity }

  /// What is wrong with the interval; `nil` when nothing is.
  public var problem: IntervalCensoredProblem.Fault? {
    if lower.isNaN || upper.isNaN { return .notANumber }
    if lower < 0 || upper < 0 { return .negative }
    if lower > upper { return .endsBeforeItStarts }
    if lower == .infinity { return .startNotFinite }
    return nil
  }

  /// The interval in the notation of the table above.
  public var description: String {
    if isExact { return IntervalCensoredTime.text(lower) }
    if isRightCensored { return IntervalCensoredTime.text(lower) + "+" }
    return "(\(IntervalCensoredTime.text(lower)), \(IntervalCensoredTime.text(upper))]"
  }

  private static func text(_ time: Double) -> String {
    Int(exactly: time).map { "\($0)" } ?? "\(time)"
  }
}

/// What is wrong with the interval of one row.
public struct IntervalCensoredProblem: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kind of fault.
  public enum Fault: String, Sendable, Hashable, Codable {
    /// One of the ends is missing.
    case notANumber = "not_a_number"
    /// One of the ends lies before the origin.
    case negative
    /// The upper end lies before the lower.
    case endsBeforeItStarts = "ends_before_it_starts"
    /// The lower end is infinite.
    case startNotFinite = "start_not_finite"
  }

  /// The row, from 0.
  public let row: Int
  /// The interval.
  public let time: IntervalCensoredTime
  /// The kind of fault.
  public let fault: Fault

  /// Makes the record of a fault.
  public init(row: Int, time: IntervalCensoredTime, fault: Fault) {
    self.row = row
    self.time = time
    self.fault = fault
  }

  /// One sentence with the row, the values and what was expected.
  public var description: String {
    let expected =
      switch fault {
      case .notANumber:
        "expected numbers, with an infinite upper end where the event is not known to have come"
      case .negative: "expected times from the origin, 0 or later"
      case .endsBeforeItStarts: "expected lower <= upper"
      case .startNotFinite: "expected a finite lower end"
      }
    return "the interval in row \(row + 1) runs from \(time.lower) to \(time.upper); \(expected)"
  }
}
