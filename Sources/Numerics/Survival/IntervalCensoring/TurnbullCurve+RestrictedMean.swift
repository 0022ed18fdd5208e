internal import Statistics

extension TurnbullCurve {
  /// The last time up to which the curve is known: the end of the last interval, or, where some mass
  /// is still to come then, the last time at which anybody was seen without the event.
  public var lastKnownTime: Double {
    guard let last = intervals.last else { return 0 }
    return last.upper < .infinity ? last.upper : last.lower
  }

  /// The restricted mean, the area under the curve from 0 to `horizon`, with every mass placed by
  /// name.
  ///
  /// - Parameter carriesForward: Whether the last level is kept beyond what is known; otherwise a
  ///   horizon there gives NaN.
  public func restrictedMean(
    to horizon: Double, _ placement: Placement, carriesForward: Bool = false
  ) -> Double {
    guard horizon >= 0, carriesForward || horizon <= lastKnownTime || isComplete else {
      return .nan
    }
    var area = 0.0
    var from = 0.0
    var height = 1.0
    for (index, interval) in intervals.enumerated() where interval.upper < .infinity {
      let time = interval.time(placement)
      guard time < horizon else { break }
      area += height * (time - from)
      from = time
      height = survivalAfter[index]
    }
    return area + height * (horizon - from)
  }

  /// The survival at a time with every mass placed by name, its last level kept beyond what is
  /// known.
  public func carriedSurvival(at time: Double, _ placement: Placement) -> Double {
    let known = survival(at: time, placement)
    return known.isNaN && !time.isNaN ? survivalBounds(at: time).upper : known
  }

  /// The quantile with every mass placed by name; infinite where it is not reached.
  public func quantile(_ probability: Double, _ placement: Placement) -> Double {
    let quantile = quantiles([probability])[0]
    guard quantile.isReached else { return .infinity }
    switch placement {
    case .lower: return quantile.lower
    case .midpoint: return quantile.lower + (quantile.upper - quantile.lower) / 2
    case .upper: return quantile.upper
    }
  }

  /// Whether no mass is still to come at the end of follow-up.
  private var isComplete: Bool { intervals.last.map { $0.upper < .infinity } ?? false }
}
