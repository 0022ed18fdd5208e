internal import Distributions
public import Statistics

/// The Aalen-Johansen estimates of one group: how many are still free of any event, and how many
/// have had that of each cause, over time.
///
/// There is a row for every time at which somebody had an event or was censored. Conventions are
/// those of `KaplanMeierCurve`: events before censorings before entries; nothing is said after the
/// end of follow-up while somebody is still event-free.
public struct IncidenceCurves: Sendable, Hashable {
  /// The numbers at risk, of events by cause and of censorings at every time.
  public let table: CauseTable
  /// The event-free curve, and at `states[k]` that of cause k.
  public let states: [StateCurve]
  /// The mean time event-free up to the horizon, and at `meanTimes[k]` that lost to cause k; `nil`
  /// where no horizon was given.
  public let meanTimes: [MeanTime]?
  /// The method of the variance.
  public let variance: AalenJohansen.Variance
  /// What was computed.
  public let options: AalenJohansen.Options
  /// The upper normal quantile of half the error probability.
  let z: Double

  init(
    table: CauseTable, states: [StateCurve], meanTimes: [MeanTime]?,
    variance: AalenJohansen.Variance, options: AalenJohansen.Options
  ) {
    self.table = table
    self.states = states
    self.meanTimes = meanTimes
    self.variance = variance
    self.options = options
    z = Normal.standard.upperTailQuantile((1 - options.level) / 2)
  }

  /// The times of events or censorings, ascending.
  public var times: [Double] { table.times }
  /// The number of causes.
  public var causeCount: Int { table.causeCount }

  /// One state's probability at one time, or what is said where there is none.
  public struct Reading: Sendable, Hashable {
    /// The time.
    public let time: Double
    /// Whether the data say anything about the time.
    public let state: SurvivalLandmark.State
    /// The (weighted) number at risk just before the time.
    public let atRisk: Double
    /// The probability; NaN beyond follow-up.
    public let value: Double
    /// Its standard error.
    public let standardError: Double
    /// Its confidence interval.
    public let interval: ConfidenceInterval
  }

  /// Where a time lies in the follow-up.
  public func state(at time: Double) -> SurvivalLandmark.State {
    guard let last = times.last, !time.isNaN else { return .beyondFollowUp }
    let reached = table.all.timeCount(upTo: time)
    if reached > 0, states[0].probability[reached - 1] == 0 { return .exhausted }
    return time > last ? .beyondFollowUp : .observed
  }

  /// A state's probability at a time: that of the last step at or before it.
  ///
  /// - Parameter cause: the cause, or 0 for being event-free.
  public func reading(_ cause: Int, at time: Double) -> Reading {
    let state = state(at: time)
    let atRisk = table.all.atRisk(at: time).weight
    guard state != .beyondFollowUp else {
      return Reading(
        time: time, state: state, atRisk: atRisk, value: .nan, standardError: .nan,
        interval: ConfidenceInterval(level: options.level, lower: .nan, upper: .nan))
    }
    let reached = table.all.timeCount(upTo: time)
    let start = cause == 0 ? 1.0 : 0.0
    let value = reached == 0 ? start : states[cause].probability[reached - 1]
    let error = reached == 0 ? 0 : standardError(cause, index: reached - 1)
    return Reading(
      time: time, state: state, atRisk: atRisk, value: value, standardError: error,
      interval: interval(value, error))
  }

  /// The standard error of a state's probability from the time at `index` on.
  public func standardError(_ cause: Int, index: Int) -> Double {
    states[cause].variance[index].squareRoot()
  }

  /// The confidence interval of a state's probability from the time at `index` on.
  public func confidenceInterval(_ cause: Int, index: Int) -> ConfidenceInterval {
    interval(states[cause].probability[index], standardError(cause, index: index))
  }

  /// The interval is on the scale of the options, of the probability itself; there is none at 0.
  private func interval(_ value: Double, _ error: Double) -> ConfidenceInterval {
    let limits = options.interval.limits(
      survival: value, logError: value > 0 ? error / value : 0, z: z)
    return ConfidenceInterval(level: options.level, lower: limits.lower, upper: limits.upper)
  }

  /// The plain interval of a mean time, cut at 0 and the horizon.
  public func interval(_ mean: MeanTime) -> ConfidenceInterval {
    let error = mean.variance.squareRoot()
    guard let horizon = options.horizon, error.isFinite else {
      return ConfidenceInterval(level: options.level, lower: .nan, upper: .nan)
    }
    return ConfidenceInterval(
      level: options.level, lower: max(0, mean.value - z * error),
      upper: min(horizon, mean.value + z * error))
  }

  /// The times by which proportions of the group have had the event of a cause; NaN where the
  /// incidence does not reach one.
  ///
  /// On a flat at exactly the proportion the quantile is its midpoint, as for a Kaplan-Meier
  /// curve; the limits come from the confidence limits of the incidence by the same rule.
  public func quantiles(_ cause: Int, _ probabilities: [Double]) -> [SurvivalQuantile] {
    let events = table.events[cause - 1]
    let origin = min(0, times.first ?? 0)
    func reached(_ height: (Int) -> Double) -> [Double] {
      StepInversion.quantiles(
        probabilities, times: times, origin: origin, changes: { events[$0] > 0 }, height: height)
    }
    let limits = events.indices.map {
      events[$0] > 0
        ? confidenceInterval(cause, index: $0)
        : ConfidenceInterval(level: options.level, lower: .nan, upper: .nan)
    }
    let middle = reached { states[cause].probability[$0] }
    let early = reached { limits[$0].upper }
    let late = reached { limits[$0].lower }
    return probabilities.indices.map {
      SurvivalQuantile(
        probability: probabilities[$0], time: middle[$0],
        interval: ConfidenceInterval(level: options.level, lower: early[$0], upper: late[$0]))
    }
  }
}
