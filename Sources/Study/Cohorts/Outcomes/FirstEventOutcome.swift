public import Outcomes

/// The first thing that happened to a treated hip, whether it had responded or not: its replacement,
/// a repeat injection, another injection, or the death of the patient.
///
/// Time runs from the injection. Without any of them follow-up ends at the last assessment of the
/// hip, or when the patient left the study if that was later. What came first ends the count: a
/// replacement after a repeat injection is not one after the index injection alone. On one day the
/// order is that of the rules for loss: repeat injection, other injection, replacement, death.
public struct FirstEventOutcome: Sendable, Hashable {
  /// The events, numbered from 1 in this order; 0 is censored.
  public static let causes: [EventPlan.Kind] = [.thr, .booster, .injection, .death]

  /// The first event, or the end of follow-up.
  public let event: CompetingEvent

  /// The outcome of a hip.
  public init(_ hip: HipEndpoints) {
    let months: [EventPlan.Kind: Double] = [
      .thr: hip.replacement, .booster: hip.booster, .injection: hip.otherInjection,
      .death: hip.death,
    ].compactMapValues { $0 }
    let first = months.min {
      ($0.value, $0.key.precedence) < ($1.value, $1.key.precedence)
    }
    if let first, let place = Self.causes.firstIndex(of: first.key) {
      event = CompetingEvent(time: first.value, cause: place + 1)
    } else {
      let end = max(hip.lastAssessment ?? 0, hip.withdrawal ?? 0)
      event = CompetingEvent(time: end, cause: 0)
    }
  }
}
