internal import Distributions
internal import Glibc
public import Statistics

/// How precisely a Kaplan-Meier curve will be known: the interval of a landmark probability and of the
/// median, of the curve and the follow-up assumed.
///
/// With y(u) the probability of being at risk at u, Greenwood's variance of n units tends to
///
///     Var log S(t) = (1/n) ∫₀ᵗ dH(u)/y(u),   and   se(t) = √Var / H(t)
///
/// is the standard error of log(−log S). The log-log interval of a landmark is S(t)^exp(±z se), that of
/// the median the times at which the interval of the landmark holds one half.
///
/// References: Greenwood (1926); Breslow and Crowley (1974), doi:10.1214/aos/1176342705, for the limit;
/// Brookmeyer and Crowley (1982), doi:10.2307/2530286. Tested against closed forms and quadrature in R in
/// `power/precision`, and against simulated cohorts.
public struct CurvePrecision: Sendable, Hashable {
  /// The curve expected.
  public let curve: EventCurve
  /// How the units are followed.
  public let plan: FollowUpPlan
  /// The confidence level of the intervals.
  public let level: Double

  /// Makes a plan.
  public init(curve: EventCurve, plan: FollowUpPlan, level: Double = 0.95) {
    self.curve = curve
    self.plan = plan
    self.level = level
  }

  /// n Var log S(t); infinite where nobody is followed so long.
  public func unitVariance(at time: Double) -> Double {
    guard plan.reaches(time) > 0 else { return .infinity }
    return plan.integral(curve, to: time) { 1 / plan.atRisk(curve, at: $0.time) }
  }

  private func error(at time: Double, n: Double) -> Double {
    (unitVariance(at: time) / n).squareRoot() / curve.cumulativeHazard(time)
  }

  private var criticalValue: Double { Normal.standard.upperTailQuantile((1 - level) / 2) }

  /// The interval of the landmark probability at a time.
  public func landmark(at time: Double, n: Double) -> ConfidenceInterval {
    let factor = exp(criticalValue * error(at: time, n: n))
    let survival = curve.survival(time)
    return ConfidenceInterval(
      level: level, lower: pow(survival, factor), upper: pow(survival, 1 / factor))
  }

  /// The interval of the median; its upper limit is infinite where it is not reached before the end.
  public func median(n: Double) -> ConfidenceInterval {
    let half = log(log(2.0))
    func distance(_ time: Double) -> Double { log(curve.cumulativeHazard(time)) - half }
    let median = curve.median
    let z = criticalValue
    // Upwards the curve must lie significantly below one half, downwards above.
    func isBelow(_ time: Double) -> Bool { distance(time) >= z * error(at: time, n: n) }
    func isAbove(_ time: Double) -> Bool { -distance(time) >= z * error(at: time, n: n) }
    func edge(_ inside: Double, _ outside: Double, _ isOutside: (Double) -> Bool) -> Double {
      var (inside, outside) = (inside, outside)
      for _ in 0..<60 {
        let middle = inside + (outside - inside) / 2
        if isOutside(middle) { outside = middle } else { inside = middle }
      }
      return outside
    }
    // Far from the median few have had the event or few are left, and the limits part again: the
    // crossings nearest to it count.
    let steps = 64
    let shares = (1..<steps).map { Double($0) / Double(steps) }
    func limit(towards end: Double, _ isOutside: (Double) -> Bool) -> Double? {
      let times = shares.map { median + (end - median) * $0 }
      guard let place = times.firstIndex(where: isOutside) else { return nil }
      return edge(place == 0 ? median : times[place - 1], times[place], isOutside)
    }
    let lower = limit(towards: 0, isAbove) ?? 0
    let upper = limit(towards: plan.duration, isBelow) ?? .infinity
    return ConfidenceInterval(level: level, lower: lower, upper: upper)
  }

  /// The least n whose landmark interval has at most a half-width.
  public func leastSize(landmark time: Double, halfWidth: Double) -> Int? {
    guard unitVariance(at: time).isFinite else { return nil }
    return SizeSearch.least(from: 1) {
      let interval = landmark(at: time, n: Double($0))
      return interval.upper - interval.lower <= 2 * halfWidth
    }
  }

  /// The least n whose interval of the median has at most a half-width.
  public func leastSize(medianHalfWidth halfWidth: Double) -> Int? {
    guard plan.reaches(curve.median) > 0 else { return nil }
    return SizeSearch.least(from: 1) {
      let interval = median(n: Double($0))
      return interval.upper - interval.lower <= 2 * halfWidth
    }
  }
}
