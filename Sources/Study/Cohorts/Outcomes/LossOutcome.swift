public import Outcomes

/// The endpoints of one hip as the outcomes models take.
///
/// Only hips that responded by the deadline have a time to loss. Its origin is the injection or the
/// first visit in response; the day of a loss between two visits is not known, so methods for
/// right-censored data need a convention, which is printed with their results.
public struct LossOutcome: Sendable, Hashable {
  /// Which loss, from where, on which day.
  public struct Reading: Sendable, Hashable {
    /// The two-visit or the first-visit rule.
    public let confirmation: LossRule.Confirmation
    /// Where time starts.
    public let origin: LossRule.Origin
    /// The day of a loss known to lie between two visits.
    public let convention: LossRule.Convention

    /// Makes a reading.
    public init(
      confirmation: LossRule.Confirmation, origin: LossRule.Origin,
      convention: LossRule.Convention
    ) {
      self.confirmation = confirmation
      self.origin = origin
      self.convention = convention
    }

    /// The reading the protocol leads with.
    public init(_ rule: LossRule) {
      self.init(
        confirmation: rule.confirmation, origin: rule.origin, convention: rule.convention)
    }
  }

  /// What may end a spell of benefit, numbered from 1 in this order; 0 is censored.
  public static let causes: [EventPlan.Kind?] = [nil, .thr, .booster, .injection, .death]

  /// The interval (lower, upper] of the loss.
  public let interval: IntervalCensoredTime
  /// The loss or the end of follow-up, by the convention.
  public let time: EventTime
  /// The first of loss and the competing events.
  public let competing: CompetingEvent

  /// The outcome of a hip; nil where it is not at risk.
  public init?(_ hip: HipEndpoints, _ reading: Reading) {
    guard hip.responseStatus == .responder, let loss = hip.loss(reading.confirmation),
      let response = hip.onset?.upper
    else { return nil }
    let start = reading.origin == .injection ? 0 : response
    let lower = loss.interval.lower - start
    interval = IntervalCensoredTime(lower: lower, upper: loss.interval.upper.map { $0 - start })
    if let upper = loss.interval.upper {
      let end = reading.convention.time(lower: loss.interval.lower, upper: upper) - start
      time = EventTime(time: end, isEvent: true)
      competing = CompetingEvent(time: end, cause: 1)
      return
    }
    time = EventTime(time: lower, isEvent: false)
    guard case .competing(let kind, let month) = loss.end,
      let cause = Self.causes.firstIndex(of: kind)
    else {
      competing = CompetingEvent(time: lower, cause: 0)
      return
    }
    competing = CompetingEvent(time: month - start, cause: cause + 1)
  }
}

extension LossRule.Convention {
  /// The time taken for a change that lies in (lower, upper].
  public func time(lower: Double, upper: Double) -> Double {
    self == .midpoint ? lower + (upper - lower) / 2 : upper
  }

  /// The convention in words, for the page.
  public var words: String {
    switch self {
    case .firstFailingVisit: "dated at the first visit that shows it"
    case .midpoint: "dated at the middle of the interval between the two visits around it"
    }
  }
}
