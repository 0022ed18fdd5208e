public import Outcomes

/// The left side of a formula, as numbers for the rows used.
public enum Response: Sendable, Hashable {
  /// The formula has no left side.
  case none
  /// A column or arithmetic on columns.
  case numbers([Double], label: String)
  /// A comparison, or a column of truth values: 1 where it holds.
  case indicator([Double], meaning: String)
  /// `Surv(time, event)` or `Surv(start, stop, event)`, with the time (the stop) and the event as
  /// typed.
  case survival(SurvivalOutcomes, timeName: String, eventName: String)
}
