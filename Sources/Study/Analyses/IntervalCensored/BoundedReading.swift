import Cohorts
import Statistics

/// A number that interval-censored times may leave open: its two bounds and its confidence limits.
struct BoundedReading {
  /// The bounds; nil where follow-up does not reach so far.
  let bounds: IntervalCurve.Bounds?
  /// From the lower limit of the lower bound to the upper limit of the upper one; NaN where none can
  /// be given.
  let interval: ConfidenceInterval

  /// The number, or why there is none.
  var value: ResultValue {
    guard let bounds else { return .state(.beyondFollowUp) }
    if bounds.lower == .infinity { return .state(.notReached) }
    return bounds.isDetermined ? .number(bounds.lower) : .state(.notEstimable)
  }

  /// The rows: the number where the bounds agree, then both bounds, named by what they bound.
  func rows(
    statistic: AnalysisResult.Statistic,
    _ row: (
      _ statistic: AnalysisResult.Statistic, _ variable: String?, _ value: ResultValue,
      _ interval: ConfidenceInterval?
    ) -> AnalysisResult
  ) -> [AnalysisResult] {
    let hasLimits = bounds.map { !$0.isAll(of: interval) } ?? false
    let main = row(statistic, nil, value, hasLimits ? interval : nil)
    guard let bounds else { return [main] }
    func bound(_ value: Double) -> ResultValue {
      value.isFinite ? .number(value) : .state(.notReached)
    }
    return [
      main, row(.lowerBound, statistic.rawValue, bound(bounds.lower), nil),
      row(.upperBound, statistic.rawValue, bound(bounds.upper), nil),
    ]
  }
}

extension IntervalCurve.Bounds {
  /// Whether limits add nothing to the bounds: there are none, or no replicate differed, as where
  /// nobody had the event.
  ///
  /// Such limits would claim a certainty that nobody has.
  fileprivate func isAll(of interval: ConfidenceInterval) -> Bool {
    interval.lower.isNaN && interval.upper.isNaN
      || interval.lower == lower && interval.upper == upper
  }
}

extension AnalysisResult.Statistic {
  /// The least value of a number that agrees with interval-censored times.
  public static let lowerBound = Self(rawValue: "lower_bound")
  /// The greatest.
  public static let upperBound = Self(rawValue: "upper_bound")
}

extension BootstrapSample {
  /// The interval of a number with two bounds, whose replicates stand at two places.
  func interval(lower: Int, upper: Int, level: Double) -> ConfidenceInterval {
    ConfidenceInterval(
      level: level, lower: percentileInterval(of: lower, level: level).lower,
      upper: percentileInterval(of: upper, level: level).upper)
  }
}
