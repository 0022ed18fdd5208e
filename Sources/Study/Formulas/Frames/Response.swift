public import Outcomes

/// The left side of a formula, as numbers for the rows used.
public enum Response: Sendable, Hashable {
  /// The formula has no left side, or interval-censored times (`ModelFrame.intervals`).
  case none
  /// A column or arithmetic on columns.
  case numbers([Double], label: String)
  /// A comparison, or a column of truth values: 1 where it holds.
  case indicator([Double], meaning: String)
  /// `Surv(time, event)` or `Surv(start, stop, event)`, with the time (the stop) and the event as
  /// typed. Where causes are told apart (`ModelFrame.causes`), any of them is the event.
  case survival(SurvivalOutcomes, timeName: String, eventName: String)
}

/// The left side of a formula as read, in full.
struct ReadResponse {
  /// What models of one outcome take.
  var response: Response = .none
  /// The causes of the events, where they are told apart.
  var causes: CompetingCauses?
  /// Interval-censored times.
  var intervals: CensoringIntervals?
  /// The nearly equal times that were made equal, where that was asked for.
  var pooling: TimePooling?
}

/// How the event column of `Surv(...)` is read.
public enum EventCoding: Sendable, Hashable, Codable {
  /// 0/1, true/false or a comparison: one kind of event.
  case indicator
  /// Each value is a cause, save for `censored`; when that is `nil`, 0 means censored.
  case causes(censored: String?)
}

/// Follow-up that ends with one of several causes, or censored.
public struct CompetingCauses: Sendable, Hashable {
  /// The follow-up, with any cause as the event.
  public let outcomes: SurvivalOutcomes
  /// The cause of each row: 0 when censored, otherwise one more than its position in `causes`.
  public let codes: [Int32]
  /// The causes in sorted order (numbers as numbers).
  public let causes: [String]
  /// The value that means censored.
  public let censored: String
}

/// Events known only to lie in an interval (lower, upper], one for each row.
public struct CensoringIntervals: Sendable, Hashable {
  /// The last time the event was known not to have happened; 0 where the data say nothing.
  public let lower: [Double]
  /// The first time it was known to have happened; infinite where it never was.
  public let upper: [Double]
  /// Where the lower bound was left empty, which a scale below 0 tells from one of 0.
  public let hasNoLower: [Bool]
}
