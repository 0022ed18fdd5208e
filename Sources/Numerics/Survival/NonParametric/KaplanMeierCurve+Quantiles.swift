public import Statistics

/// A quantile of the time to the event: the time by which a proportion p has had it.
public struct SurvivalQuantile: Sendable, Hashable {
  /// The proportion with the event, p: 0.5 for the median.
  public let probability: Double
  /// The time; NaN where the curve does not come down to 1 − p.
  public let time: Double
  /// Its confidence interval; a limit that is not reached is NaN.
  public let interval: ConfidenceInterval
}

extension KaplanMeierCurve {
  /// The median time to the event.
  public var median: SurvivalQuantile { quantiles([0.5])[0] }

  /// The times by which proportions of the group have had the event.
  ///
  /// Where the curve is flat at exactly 1 − p the quantile is the midpoint of the flat, which at
  /// the end of follow-up reaches to the last time; `QuantileRule` has other choices. The limits come from the curve's confidence limits by the same rule (Brookmeyer
  /// and Crowley 1982, doi:10.2307/2530286): the time of the lower limit of S is the lower
  /// limit of the quantile.
  public func quantiles(_ probabilities: [Double]) -> [SurvivalQuantile] {
    let events = table.weighted.events
    let estimates = StepInversion.quantiles(
      probabilities, rule: quantileRule, times: times, origin: origin, changes: { events[$0] > 0 },
      height: { 1 - survival[$0] })
    let early = StepInversion.quantiles(
      probabilities, rule: quantileRule, times: times, origin: origin, changes: { events[$0] > 0 },
      height: { 1 - limit(index: $0, z: -z) })
    // The upper limit is above S, so it cannot be low enough before S is; the last event's height
    // is wanted in any case.
    let needed = (probabilities.min() ?? 1) - StepInversion.tolerance
    let lastEvent = events.lastIndex { $0 > 0 }
    let late = StepInversion.quantiles(
      probabilities, rule: quantileRule, times: times, origin: origin,
      changes: { events[$0] > 0 && (1 - survival[$0] >= needed || $0 == lastEvent) },
      height: { 1 - limit(index: $0, z: z) })
    return probabilities.indices.map { k in
      SurvivalQuantile(
        probability: probabilities[k], time: estimates[k],
        interval: ConfidenceInterval(level: level, lower: early[k], upper: late[k]))
    }
  }

  /// The median follow-up, by the reverse Kaplan-Meier method (Schemper and Smith 1996,
  /// doi:10.1016/0197-2456(96)00075-X).
  ///
  /// Events and censorings change roles and nothing else, as in survfit(Surv(t, 1 − d)): those who
  /// have the event at t still count as at risk of being censored at t.
  public var followUp: SurvivalQuantile { robustFollowUp ?? reversed.median }

  /// The curve of the time to censoring: events and censorings with their roles changed, and
  /// Greenwood's variance.
  public var reversed: KaplanMeierCurve {
    let table = table.reversed
    let estimate = ProductLimit.estimate(
      atRisk: table.weighted.atRisk, events: table.weighted.events)
    return KaplanMeierCurve(
      table: table, survival: estimate.survival, logVariance: estimate.logVariance,
      variance: .greenwood,
      options: KaplanMeier.Options(
        interval: interval, level: level, quantileRule: quantileRule,
        start: isConditional ? origin : nil), diagnostics: [])
  }

  @inline(__always)
  private func limit(index: Int, z: Double) -> Double {
    interval.limit(
      survival: survival[index], logError: logVariance[index].squareRoot(), z: z)
  }
}
