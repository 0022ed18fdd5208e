public import Outcomes

/// What is known of the failure time of each row: it lies in (lower, upper], or at `lower` where the
/// two are equal, and the row was seen only because it lies after `entry`.
///
/// | What is known | lower | upper |
/// |:--|:--|:--|
/// | the event came at 4 | 4 | 4 |
/// | it had not come by 7 | 7 | infinity |
/// | it came after 3 and by 6 | 3 | 6 |
/// | it had come by 2 | −infinity | 2 |
///
/// On a logarithmic scale a lower end of 0 says as little as one of −infinity.
public struct FailureTimes: Sendable, Hashable {
  /// The last time before the event, or the event's own.
  public let lower: [Double]
  /// The first time by which the event is known to have come.
  public let upper: [Double]
  /// The time after which each row came under observation; `nil` when all were seen from the start.
  public let entry: [Double]?

  /// The number of rows.
  public var count: Int { lower.count }

  /// Makes times from right-censored follow-up, with delayed entry where there is some.
  public init(_ outcomes: SurvivalOutcomes) {
    lower = outcomes.time
    upper = zip(outcomes.time, outcomes.isEvent).map { $1 ? $0 : .infinity }
    entry = outcomes.entry
  }

  /// Makes times from the ends of intervals.
  ///
  /// - Precondition: `lower <= upper` in every row, and no end is NaN.
  public init(lower: [Double], upper: [Double], entry: [Double]? = nil) {
    precondition(lower.count == upper.count && entry?.count ?? lower.count == lower.count)
    precondition(zip(lower, upper).allSatisfy { $0 <= $1 }, "an interval ends before it starts")
    self.lower = lower
    self.upper = upper
    self.entry = entry
  }

  /// Whether a row's time is known exactly.
  public func isExact(_ row: Int) -> Bool { lower[row] == upper[row] }

  /// The time a row's event is dated at for its residual: the time itself, or the end that is known,
  /// or `nil` for an interval, whose place depends on the model.
  func datedTime(_ row: Int) -> Double? {
    if isExact(row) || upper[row] == .infinity { return lower[row] }
    return lower[row] == -.infinity ? upper[row] : nil
  }
}
