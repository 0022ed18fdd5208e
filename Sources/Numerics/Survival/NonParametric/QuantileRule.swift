/// The time of a quantile where a curve is flat at exactly one less its probability.
public enum QuantileRule: String, Sendable, Hashable, Codable, CaseIterable {
  /// The midpoint of the flat; one that lasts to the end of follow-up ends there. R's rule.
  case midpoint
  /// The midpoint of the flat; one that lasts to the end has no quantile. The rule of SAS, whose
  /// quantile wants a time with S < 1 − p.
  case midpointBetweenEvents = "midpoint-between-events"
  /// The first time with S ≤ 1 − p, the beginning of the flat. Stata's rule.
  case firstReached = "first-reached"
}
