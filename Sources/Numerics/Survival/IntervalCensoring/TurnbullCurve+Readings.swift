/// A probability that is known up to bounds.
public struct SurvivalBounds: Sendable, Hashable {
  /// What the data say about the time.
  public enum State: String, Sendable, Hashable, Codable {
    /// No mass lies across the time: the bounds are equal.
    case determined
    /// The time lies inside an interval with mass.
    case ambiguous
    /// The time lies after the last time at which anybody was seen without the event: how much of
    /// the mass beyond is still to come is not known.
    case beyondFollowUp = "beyond_follow_up"
  }

  /// The time asked for.
  public let time: Double
  /// What the data say about it.
  public let state: State
  /// The least probability of a later time that agrees with the masses.
  public let lower: Double
  /// The greatest.
  public let upper: Double
}

/// A quantile that is known up to bounds.
public struct TurnbullQuantile: Sendable, Hashable {
  /// The proportion with the event, p: 0.5 for the median.
  public let probability: Double
  /// The earliest time it can be; NaN for a proportion outside [0, 1].
  public let lower: Double
  /// The latest; infinite where the proportion is not known to be reached within follow-up.
  public let upper: Double

  /// Whether the proportion is reached within follow-up.
  public var isReached: Bool { upper < .infinity }
}

extension TurnbullCurve {
  /// The probability of a time after `time`, P(T > time).
  ///
  /// With F the mass of the intervals that end at or before `time` the upper bound is 1 − F; the
  /// lower is what lies wholly after `time`. O(log n).
  public func survivalBounds(at time: Double) -> SurvivalBounds {
    if time.isNaN {
      return SurvivalBounds(time: time, state: .beyondFollowUp, lower: .nan, upper: .nan)
    }
    let low = firstInterval(beyond: time)
    let upper = low == 0 ? 1 : survivalAfter[low - 1]
    guard low < intervals.count, intervals[low].lower < time else {
      return SurvivalBounds(time: time, state: .determined, lower: upper, upper: upper)
    }
    return SurvivalBounds(
      time: time, state: intervals[low].upper == .infinity ? .beyondFollowUp : .ambiguous,
      lower: survivalAfter[low], upper: upper)
  }

  /// The survival at some times, in the order asked for.
  public func landmarks(at times: [Double]) -> [SurvivalBounds] { times.map(survivalBounds(at:)) }

  /// The survival at a time with every mass placed by name; NaN beyond follow-up.
  ///
  /// O(log n).
  public func survival(at time: Double, _ placement: Placement) -> Double {
    let bounds = survivalBounds(at: time)
    if bounds.state == .beyondFollowUp { return .nan }
    let next = firstInterval(beyond: time)
    guard next < intervals.count, intervals[next].upper < .infinity else { return bounds.upper }
    return intervals[next].time(placement) <= time ? survivalAfter[next] : bounds.upper
  }

  /// The first interval that ends after a time.
  private func firstInterval(beyond time: Double) -> Int {
    var low = 0
    var high = intervals.count
    while low < high {
      let middle = (low + high) / 2
      if intervals[middle].upper <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// The bounds of the median.
  public var median: TurnbullQuantile { quantiles([0.5])[0] }

  /// The times by which proportions have had the event.
  ///
  /// The p-quantile lies in the interval whose mass takes the sum to p. Where the sum is p there
  /// (within 1.5e-8), it is half way from that interval to the next, as on a flat of a
  /// Kaplan-Meier curve; a last flat ends where follow-up does.
  public func quantiles(_ probabilities: [Double]) -> [TurnbullQuantile] {
    probabilities.map { probability in
      guard probability >= 0, probability <= 1 else {
        return TurnbullQuantile(probability: probability, lower: .nan, upper: .nan)
      }
      let height = 1 - probability
      let tolerance = StepInversion.tolerance
      guard probability > 0,
        let index = intervals.indices.first(where: { survivalAfter[$0] <= height + tolerance })
      else { return TurnbullQuantile(probability: probability, lower: 0, upper: 0) }
      let own = intervals[index]
      guard abs(survivalAfter[index] - height) < tolerance, index + 1 < intervals.count else {
        return TurnbullQuantile(probability: probability, lower: own.lower, upper: own.upper)
      }
      let next = intervals[index + 1]
      let end = next.upper == .infinity ? next.lower : next.upper
      return TurnbullQuantile(
        probability: probability, lower: (own.lower + next.lower) / 2,
        upper: (own.upper + end) / 2)
    }
  }
}
