/// What counts as loss of benefit.
public struct LossRule: Sendable, Hashable {
  /// What a visit is compared with.
  public enum Reference: Sendable, Hashable {
    /// Improvement over baseline has fallen below the threshold.
    case baseline
    /// The score has worsened from its best by max(20, half of what had been gained), 0–100 scale.
    case nadir
    /// The deficit is above this value on the 0–100 scale.
    case acceptableState(Double)
  }

  /// How many visits a loss needs.
  public enum Confirmation: String, Sendable, Hashable, CaseIterable {
    /// Two consecutive visits, dated at the first; or one, where an event comes before the next.
    case twoVisits = "two-visits"
    /// One visit.
    case firstVisit = "first-visit"
  }

  /// Where time to loss starts for the models; the endpoints table counts from the injection.
  public enum Origin: String, Sendable, Hashable, CaseIterable {
    /// The index injection.
    case injection
    /// The first visit in response.
    case response
  }

  /// What right-censored methods take as the day of a loss known to lie between two visits.
  public enum Convention: String, Sendable, Hashable, CaseIterable {
    /// The first visit of the loss, as most reports do: never early, late by half a gap on average.
    case firstFailingVisit = "first-failing-visit"
    /// The middle of the interval.
    case midpoint
  }

  /// The improvement below which benefit is lost.
  public var threshold: ExactShare
  /// What a visit is compared with.
  public var reference: Reference
  /// Which of the two losses the report leads with; both are always derived.
  public var confirmation: Confirmation
  /// The longest time between two visits that confirm one another, in months.
  public let maxGapMonths: Double
  /// Where time to loss starts.
  public let origin: Origin
  /// What right-censored methods take as the day of a loss.
  public var convention: Convention

  /// Makes a rule.
  public init(
    threshold: ExactShare, reference: Reference = .baseline,
    confirmation: Confirmation = .twoVisits, maxGapMonths: Double = 14, origin: Origin = .injection,
    convention: Convention = .firstFailingVisit
  ) {
    self.threshold = threshold
    self.reference = reference
    self.confirmation = confirmation
    self.maxGapMonths = maxGapMonths
    self.origin = origin
    self.convention = convention
  }
}
