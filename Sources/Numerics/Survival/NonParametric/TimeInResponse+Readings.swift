internal import Distributions
public import Statistics

extension TimeInResponse {
  /// A probability at a time, or a mean up to it, with its uncertainty.
  public struct Reading: Sendable, Hashable {
    /// Whether the data say anything about the time.
    public enum State: String, Sendable, Hashable, Codable {
      /// Within the follow-up of both curves, or after one that is at zero.
      case observed
      /// After the end of follow-up of a curve that is not at zero: not defined.
      case beyondFollowUp = "beyond_follow_up"
      /// Before the origin: not defined.
      case beforeOrigin = "before_origin"
    }

    /// The time asked for.
    public let time: Double
    /// Whether the numbers exist; they are NaN unless it is `observed`.
    public let state: State
    /// The estimate.
    public let value: Double
    /// Its standard error.
    public let standardError: Double
    /// Its confidence interval; NaN where the standard error is 0, since the data then do not tell
    /// how far the estimate could be out.
    public let interval: ConfidenceInterval
  }

  /// The last time about which both curves say something; infinite when both are at zero there.
  public var lastTime: Double { min(TimeInResponse.end(waiting), TimeInResponse.end(response)) }

  private static func end(_ curve: KaplanMeierCurve) -> Double {
    curve.survival.last == 0 ? .infinity : curve.times.last ?? 0
  }

  /// The probabilities of being in response at some times, in the order asked for.
  ///
  /// The interval is on the scale of the options where the estimate lies strictly between 0 and
  /// 1, and otherwise plain and cut at 0 and 1. One walk through the rows for all times together.
  public func probabilities(at times: [Double]) -> [Reading] {
    var readings = times.map { nothing(at: $0) }
    let order = times.indices.filter { state(at: times[$0]) == .observed }
      .sorted { times[$0] < times[$1] }
    var walk = InfluenceWalk(first: waitingSteps, second: responseSteps, clusters: clusters)
    for index in order {
      walk.advance(through: times[index])
      readings[index] = reading(
        at: times[index], value: walk.difference, error: walk.variance.squareRoot(), ceiling: 1,
        scale: options.interval)
    }
    return readings
  }

  /// The mean time in response from the origin to a time τ.
  ///
  /// The interval is plain, cut at 0 and τ. O(n).
  public func meanTime(to horizon: Double) -> Reading {
    guard state(at: horizon) == .observed else { return nothing(at: horizon) }
    var influence = [Double](repeating: 0, count: clusters.count)
    let after = responseSteps.restrictedMean(
      to: horizon, sign: 1, clusters: clusters, addingInfluenceTo: &influence)
    let before = waitingSteps.restrictedMean(
      to: horizon, sign: -1, clusters: clusters, addingInfluenceTo: &influence)
    let variance = influence.reduce(0) { $0 + $1 * $1 }
    return reading(
      at: horizon, value: after - before, error: variance.squareRoot(), ceiling: horizon,
      scale: .plain)
  }

  private func state(at time: Double) -> Reading.State {
    if time < 0 { return .beforeOrigin }
    return time <= lastTime && time.isFinite ? .observed : .beyondFollowUp
  }

  private func nothing(at time: Double) -> Reading {
    Reading(
      time: time, state: state(at: time), value: .nan, standardError: .nan,
      interval: ConfidenceInterval(level: options.level, lower: .nan, upper: .nan))
  }

  private func reading(
    at time: Double, value: Double, error: Double, ceiling: Double, scale: SurvivalInterval
  ) -> Reading {
    let z = Normal.standard.upperTailQuantile((1 - options.level) / 2)
    var limits = (lower: Double.nan, upper: Double.nan)
    // Terms that cancel leave an error of rounding alone.
    if error > 1e-9 * ceiling {
      if scale != .plain, value > 0, value < 1 {
        limits = scale.limits(survival: value, logError: error / value, z: z)
      } else {
        limits = (
          min(ceiling, max(0, value - z * error)), max(0, min(ceiling, value + z * error))
        )
      }
    }
    return Reading(
      time: time, state: .observed, value: value, standardError: error,
      interval: ConfidenceInterval(
        level: options.level, lower: limits.lower, upper: limits.upper))
  }
}
