internal import Distributions
public import Statistics

/// A Kaplan-Meier curve of one group.
///
///     S(t) = Π (n − d) / n   over the event times up to t
///
/// with n the (weighted) number at risk just before the time and d the (weighted) number of
/// events. The curve has a row for every time at which somebody had the event or was censored.
///
/// Conventions. Events come before censorings, and both before entries, at one time: a subject who
/// enters at t is not at risk at t. Events at time zero count. With delayed entry the risk set may
/// empty while subjects are still to come: the curve then is at zero for good, and there is a
/// diagnostic that says so. At S = 0 Greenwood's standard error does not exist (NaN), as in R.
///
/// References: Kaplan and Meier (1958), doi:10.1080/01621459.1958.10501452; Greenwood (1926).
/// Tested against R's survival in the reference tables `kaplanMeier/*`.
public struct KaplanMeierCurve: Sendable, Hashable {
  /// The numbers at risk, of events and of censorings at every time.
  public let table: EventTable
  /// The survival from each time on.
  public let survival: [Double]
  /// The variance of log S at each time, by the method of `variance`; infinite where Greenwood's
  /// formula meets S = 0.
  public let logVariance: [Double]
  /// The method of the variance.
  public let variance: KaplanMeier.Variance
  /// The scale of the confidence intervals.
  public let interval: SurvivalInterval
  /// The confidence level, such as 0.95.
  public let level: Double
  /// The rule of quantiles on a flat.
  public let quantileRule: QuantileRule
  /// What the reader of the numbers must know.
  public let diagnostics: [Diagnostic]
  /// The follow-up where it was found with the curve; otherwise it follows from the table.
  let robustFollowUp: SurvivalQuantile?
  /// The robust variance of the cumulative hazard, where it was asked for.
  let robustHazardVariance: [Double]?
  /// How the curve was estimated.
  public let estimator: KaplanMeier.Estimator
  /// The time at which the curve begins: 0, a negative first time, or the start asked for.
  public let origin: Double
  /// Whether the curve is conditional on nothing having happened before its origin.
  let isConditional: Bool
  /// The upper normal quantile of half the error probability.
  let z: Double

  init(
    table: EventTable, survival: [Double], logVariance: [Double], variance: KaplanMeier.Variance,
    options: KaplanMeier.Options, diagnostics: [Diagnostic],
    robustFollowUp: SurvivalQuantile? = nil, robustHazardVariance: [Double]? = nil
  ) {
    self.table = table
    self.survival = survival
    self.logVariance = logVariance
    self.variance = variance
    interval = options.interval
    level = options.level
    quantileRule = options.quantileRule
    self.diagnostics = diagnostics
    self.robustFollowUp = robustFollowUp
    self.robustHazardVariance = robustHazardVariance
    estimator = options.estimator
    origin = options.start ?? min(0, table.times.first ?? 0)
    isConditional = options.start != nil
    z = Normal.standard.upperTailQuantile((1 - options.level) / 2)
  }

  /// The times of events or censorings, ascending.
  public var times: [Double] { table.times }
  /// The (weighted) number at risk just before each time.
  public var atRisk: [Double] { table.weighted.atRisk }
  /// The (weighted) number of events at each time.
  public var events: [Double] { table.weighted.events }
  /// The (weighted) number of censorings at each time.
  public var censored: [Double] { table.weighted.censored }

  /// The standard error of S at each time, on the scale of survival: S·√(var log S).
  ///
  /// This is what R's summary of a curve prints, and not what its survfit object stores.
  public var standardErrors: [Double] { survival.indices.map(standardError(index:)) }

  /// The standard error of log S, or of the cumulative hazard −log S, at each time.
  public var logStandardErrors: [Double] { logVariance.map { $0.squareRoot() } }

  /// The cumulative hazard from each time on, and its standard error.
  ///
  /// Nelson and Aalen's Σ d/n with the variance Σ d/n², or Fleming and Harrington's where the curve
  /// is theirs. With a robust variance the error is the jackknife's; NaN where
  /// `wantsHazardErrors` was not set.
  public var cumulativeHazards: (values: [Double], standardErrors: [Double]) {
    let sums = HazardRule(estimator: estimator).cumulative(table)
    let variance =
      self.variance == .robust
      ? robustHazardVariance ?? [Double](repeating: .nan, count: times.count) : sums.variance
    return (sums.hazard, variance.map { $0.squareRoot() })
  }

  /// The confidence intervals of S at each time.
  public var confidenceIntervals: [ConfidenceInterval] {
    survival.indices.map(confidenceInterval(index:))
  }

  /// The curve as a function of time, 1 before the first time.
  ///
  /// It carries the last value forward for ever; `landmark(at:)` tells where follow-up ends.
  public var stepFunction: StepFunction {
    StepFunction(times: times, values: survival, initialValue: 1)
  }

  /// The standard error of S from the time at `index` on.
  public func standardError(index: Int) -> Double {
    survival[index] * logVariance[index].squareRoot()
  }

  /// The confidence interval of S from the time at `index` on.
  public func confidenceInterval(index: Int) -> ConfidenceInterval {
    let limits = interval.limits(
      survival: survival[index], logError: logVariance[index].squareRoot(), z: z)
    return ConfidenceInterval(level: level, lower: limits.lower, upper: limits.upper)
  }
}
