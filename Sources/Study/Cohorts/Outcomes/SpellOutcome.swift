public import Outcomes

/// The spell of benefit of any treated hip: when waiting for it ended, and when it ended.
///
/// With T₁ the end of waiting (first response, or failure without one) and T₂ ≥ T₁ the end of
/// benefit (loss, or failure), a hip is in response at t exactly when T₁ ≤ t < T₂, so that
/// P(in response at t) = S₂(t) − S₁(t) over all treated (Pepe, Longton and Thornquist 1991). Hips
/// that fail without a response have T₁ = T₂ and contribute 0. Failure is a replacement, a death,
/// or another event the protocol counts as loss.
public struct SpellOutcome: Sendable, Hashable {
  /// The end of waiting.
  public let waiting: EventTime
  /// The end of benefit.
  public let benefit: EventTime

  /// Whether anything is known of the hip after the injection: it was seen, or it failed.
  public var isTold: Bool { waiting.isEvent || waiting.time > 0 }

  /// The spell of a hip; nil where no response can be told.
  public init?(
    _ hip: HipEndpoints, rules: IntercurrentRules, confirmation: LossRule.Confirmation,
    convention: LossRule.Convention
  ) {
    guard let onset = hip.onset else { return nil }
    guard let upper = onset.upper, let loss = hip.loss(confirmation) else {
      let failure = hip.failure(by: rules)
      waiting = EventTime(time: failure ?? onset.lower, isEvent: failure != nil)
      benefit = waiting
      return
    }
    waiting = EventTime(
      time: convention.time(lower: onset.lower, upper: upper), isEvent: true)
    if let end = loss.interval.upper {
      let time = convention.time(lower: loss.interval.lower, upper: end)
      benefit = EventTime(time: time, isEvent: true)
    } else if case .competing(_, let month) = loss.end {
      benefit = EventTime(time: month, isEvent: true)
    } else {
      benefit = EventTime(time: loss.interval.lower, isEvent: false)
    }
  }
}

extension HipEndpoints {
  /// When a hip without response failed: replaced, dead, or treated again where that is a loss.
  func failure(by rules: IntercurrentRules) -> Double? {
    let counted: [(EventPlan.Kind, Double?)] = [
      (.booster, booster), (.injection, otherInjection), (.thr, replacement), (.death, death),
      (.withdrawal, withdrawal),
    ]
    var stop = Double.infinity
    var failure: Double?
    for (kind, month) in counted {
      guard let month, month < stop else { continue }
      let strategy = rules.strategy(for: kind)
      if strategy == .ignore { continue }
      stop = month
      failure = strategy == .censor ? nil : month
    }
    return failure
  }
}
