public import Statistics

/// A Kaplan-Meier curve read at one time.
public struct SurvivalLandmark: Sendable, Hashable {
  /// Where the time lies in the follow-up of the group.
  public enum State: String, Sendable, Hashable, Codable {
    /// Within follow-up, or before it began.
    case observed
    /// Everybody at risk has had the event: survival is zero from here on.
    case exhausted
    /// Before the time at which a conditional curve begins.
    case beforeOrigin = "before_origin"
    /// After the last time of follow-up, which was a censoring: nothing is known.
    case beyondFollowUp = "beyond_follow_up"
  }

  /// The time asked for.
  public let time: Double
  /// Whether the data say anything about the time.
  public let state: State
  /// The (weighted) number followed up to the time and still without the event just before it.
  public let atRisk: Double
  /// The (weighted) number of events since the landmark before this one, up to this time.
  public let events: Double
  /// The (weighted) number of censorings since the landmark before this one, up to this time.
  public let censored: Double
  /// The survival; NaN beyond follow-up.
  public let survival: Double
  /// Its standard error, on the scale of survival.
  public let standardError: Double
  /// Its confidence interval.
  public let interval: ConfidenceInterval
}

extension KaplanMeierCurve {
  /// The curve at times of the reader's choice, in ascending order.
  ///
  /// The survival is that of the last step at or before the time. After the last time of follow-up
  /// it is NaN when that time left somebody censored, and 0 when the last subjects at risk died.
  /// (R drops such times, or carries the last value forward when told to extend.) The number at
  /// risk counts those who entered before the time and whose follow-up ends at or after it; R
  /// counts also who enters between the time and the next step.
  public func landmarks(at times: [Double]) -> [SurvivalLandmark] {
    var passed = 0
    return times.filter { !$0.isNaN }.sorted().map { time in
      let reached = table.timeCount(upTo: time)
      let stretch = passed..<reached
      passed = reached
      return landmark(
        at: time, reached: reached,
        events: table.weighted.events[stretch].reduce(0, +),
        censored: table.weighted.censored[stretch].reduce(0, +))
    }
  }

  /// The survival at a time; NaN beyond the last time of follow-up unless the curve is at zero.
  public func survival(at time: Double) -> Double {
    let reached = table.timeCount(upTo: time)
    switch state(at: time) {
    case .beyondFollowUp, .beforeOrigin: return .nan
    case .observed, .exhausted: break
    }
    return reached == 0 ? 1 : survival[reached - 1]
  }

  /// Where a time lies in the follow-up.
  public func state(at time: Double) -> SurvivalLandmark.State {
    guard let last = times.last, !time.isNaN else { return .beyondFollowUp }
    if isConditional, time < origin { return .beforeOrigin }
    let reached = table.timeCount(upTo: time)
    if reached > 0, survival[reached - 1] == 0 { return .exhausted }
    return time > last ? .beyondFollowUp : .observed
  }

  private func landmark(
    at time: Double, reached: Int, events: Double, censored: Double
  ) -> SurvivalLandmark {
    let state = state(at: time)
    let nothing = ConfidenceInterval(level: level, lower: .nan, upper: .nan)
    let certain = ConfidenceInterval(level: level, lower: 1, upper: 1)
    let known = state == .observed || state == .exhausted
    return SurvivalLandmark(
      time: time, state: state, atRisk: table.atRisk(at: time).weight, events: events,
      censored: censored, survival: survival(at: time),
      standardError: known ? (reached == 0 ? 0 : standardError(index: reached - 1)) : .nan,
      interval: known
        ? (reached == 0 ? certain : confidenceInterval(index: reached - 1)) : nothing)
  }
}
