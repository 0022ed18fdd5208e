/// The endpoints of one hip, in months from its index injection.
public struct HipEndpoints: Sendable, Hashable {
  /// Whether and when the hip responded.
  public enum ResponseStatus: String, Sendable, Hashable, CaseIterable {
    /// A first response by the deadline.
    case responder
    /// A first response after the deadline.
    case lateResponder = "late_responder"
    /// No response seen.
    case nonResponder = "non_responder"
    /// It cannot be told: no baseline, one below the floor, or nothing after it.
    case indeterminate
  }

  /// Whether and how benefit was lost.
  public enum LossStatus: String, Sendable, Hashable, CaseIterable {
    /// Benefit was lost within the interval.
    case loss
    /// Benefit was last seen at the lower end; what followed is not known, or does not count.
    case censored
    /// There was no benefit to lose by the deadline.
    case notAtRisk = "not_at_risk"
    /// It cannot be told.
    case indeterminate
  }

  /// The class of a hip at a time point.
  public enum ResponseClass: String, Sendable, Hashable, CaseIterable {
    /// Improvement reaches the threshold of a clear response.
    case clear
    /// Improvement reaches the threshold of a partial response only.
    case partial
    /// Improvement reaches neither.
    case none
    /// Not assessed in the window.
    case missing
    /// Hip replaced or patient dead before the time point.
    case failed
  }

  /// An interval (lower, upper]; without an upper end it is open to the right.
  public struct Interval: Sendable, Hashable {
    /// The last time before which the change is known not to have happened.
    public let lower: Double
    /// The first time by which it is known to have happened.
    public let upper: Double?

    /// Makes an interval.
    public init(lower: Double, upper: Double?) {
      self.lower = lower
      self.upper = upper
    }
  }

  /// The end of a spell of benefit by one rule.
  public struct Loss: Sendable, Hashable {
    /// What ended the spell, or the watching of it.
    public enum End: Sendable, Hashable {
      /// Visits below the threshold.
      case visits
      /// One visit below the threshold, confirmed by the event that followed it.
      case confirmed(by: EventPlan.Kind)
      /// An event that counts as loss.
      case event(EventPlan.Kind, at: Double)
      /// An event of its own that ends the time at risk.
      case competing(EventPlan.Kind, at: Double)
      /// An event at which follow-up ends by the protocol.
      case censored(EventPlan.Kind, at: Double)
      /// Replacement of the other hip, at which follow-up ends by the protocol.
      case otherHip(at: Double)
      /// The last assessment.
      case endOfFollowUp
    }

    /// When benefit was lost.
    public let interval: Interval
    /// What ended the spell.
    public let end: End
    /// Whether the last visit fell below the threshold without being confirmed, and when.
    public let unconfirmedDrop: Double?
    /// The visits that fell below the threshold and were followed by one that did not.
    public let dips: [Double]

    /// Whether benefit was lost.
    public var isLoss: Bool { interval.upper != nil }
  }

  /// The score before the injection, as it stands in the file.
  public var baseline: Double?
  /// The day of the baseline, from the injection.
  public var baselineDay: Double?
  /// Whether and when the hip responded.
  public var responseStatus: ResponseStatus = .indeterminate
  /// When the first response came about; open where none was seen; nil where it cannot be told.
  public var onset: Interval?
  /// The first assessment that tells whether the hip is in response, before any event that ends the
  /// wait for a response; nil where there is none.
  public var firstAssessment: Double?
  /// The spell of benefit by the two-visit rule, for every hip that responded, late or not.
  public var confirmedLoss: Loss?
  /// The spell of benefit by the first-visit rule.
  public var firstVisitLoss: Loss?
  /// When the hip was replaced.
  public var replacement: Double?
  /// When the treatment was first repeated.
  public var booster: Double?
  /// When another injection was first given.
  public var otherInjection: Double?
  /// When the patient died.
  public var death: Double?
  /// When the patient left the study.
  public var withdrawal: Double?
  /// The last valid assessment of the native hip.
  public var lastAssessment: Double?
  /// The class at each time point of the protocol.
  public var classes: [ResponseClass] = []
  /// The improvement at each time point, in percent of the deficit at baseline.
  public var improvementPercent: [Double?] = []
  /// The decisions made and the facts worth knowing.
  public var flags: [EndpointFlag] = []

  /// Makes the endpoints of a hip of which nothing is known.
  public init() {}

  /// The loss by one rule.
  public func loss(_ confirmation: LossRule.Confirmation) -> Loss? {
    confirmation == .twoVisits ? confirmedLoss : firstVisitLoss
  }

  /// The status of loss by one rule; only a response by the deadline puts a hip at risk.
  public func lossStatus(_ confirmation: LossRule.Confirmation) -> LossStatus {
    switch responseStatus {
    case .indeterminate: .indeterminate
    case .nonResponder, .lateResponder: .notAtRisk
    case .responder: loss(confirmation)?.isLoss == true ? .loss : .censored
    }
  }
}
