/// What is done about events that come between the injection and the loss of its benefit.
///
/// The words are those of the ICH E9(R1) addendum, shortened as the protocol writes them.
public struct IntercurrentRules: Sendable, Hashable {
  /// What an event does to the benefit.
  public enum Strategy: String, Sendable, Hashable, CaseIterable {
    /// The event is a loss: benefit was lost between the last good visit and the event.
    case composite
    /// The event ends the time at risk, and is counted as an event of its own.
    case competing
    /// Follow-up ends at the last good visit, as if the event had not been going to happen.
    case censor
    /// The event changes nothing; later scores count (treatment policy).
    case ignore
  }

  /// What rescue medication before a visit does to the visit.
  public enum Rescue: String, Sendable, Hashable, CaseIterable {
    /// The score counts as it is.
    case treatmentPolicy = "treatment-policy"
    /// The visit is one without response.
    case composite
    /// The visit counts as missing.
    case missing
  }

  /// Replacement of the hip: composite, competing or censor.
  public var thr: Strategy
  /// A repeat injection of the studied treatment.
  public var booster: Strategy
  /// Another injection into the joint.
  public var injection: Strategy
  /// Rescue medication before a visit.
  public var rescue: Rescue
  /// Death: competing or composite.
  public var death: Strategy
  /// Leaving the study: ignored, so that what was seen before counts and nothing after it is known;
  /// or composite, the worst case.
  public var withdrawal: Strategy
  /// Replacement of the patient's other hip: ignored (and flagged), or censor, since a score of the
  /// patient is then no longer about this hip alone.
  public var contralateral: Strategy

  /// Makes the rules.
  public init(
    thr: Strategy = .composite, booster: Strategy = .censor, injection: Strategy = .composite,
    rescue: Rescue = .treatmentPolicy, death: Strategy = .competing,
    withdrawal: Strategy = .ignore, contralateral: Strategy = .ignore
  ) {
    self.thr = thr
    self.booster = booster
    self.injection = injection
    self.rescue = rescue
    self.death = death
    self.withdrawal = withdrawal
    self.contralateral = contralateral
  }
}

/// What is done about two different scores of one unit on one day.
public enum DuplicateRule: String, Sendable, Hashable, CaseIterable {
  /// The data are refused.
  case error
  /// The worse score counts.
  case worst
  /// The mean counts.
  case mean
  /// The one that stands first in the file counts.
  case first
  /// The better score counts.
  case best
}
