public import Outcomes
public import Statistics

/// Survival at chosen times, quantiles and restricted mean of interval-censored times, with the
/// bounds the data leave open and, on request, bootstrap limits.
///
/// The limits are percentiles of the same reading in resampled data. In a replicate whose follow-up
/// ends before the time asked for, the last level is carried forward. For areas such as the
/// restricted mean, and for visits at a few fixed times, the bootstrap is consistent; for the curve
/// at one time with visits at times of all kinds it is an approximation (Sen and Xu 2015,
/// doi:10.1111/sjos.12175).
public struct TurnbullSummary: Sendable, Hashable {
  /// What to read from the curve.
  public struct Request: Sendable, Hashable {
    /// The times at which to give survival.
    public var times: [Double]
    /// The proportions whose quantiles to give.
    public var probabilities: [Double]
    /// The end of the restricted mean.
    public var horizon: Double
    /// Where masses are placed.
    public var placement: TurnbullCurve.Placement
    /// The confidence level.
    public var level: Double

    /// Makes a request.
    public init(
      times: [Double] = [], probabilities: [Double] = [0.25, 0.5, 0.75], horizon: Double,
      placement: TurnbullCurve.Placement = .midpoint, level: Double = 0.95
    ) {
      self.times = times
      self.probabilities = probabilities
      self.horizon = horizon
      self.placement = placement
      self.level = level
    }
  }

  /// A number read from the curve.
  public struct Reading: Sendable, Hashable {
    /// With the masses placed as asked; NaN or infinite where follow-up is too short.
    public let estimate: Double
    /// The least value that agrees with the masses.
    public let lower: Double
    /// The greatest; infinite for a quantile that is not reached.
    public let upper: Double
    /// The bootstrap limits; NaN without a bootstrap.
    public let interval: ConfidenceInterval
  }

  /// The curve.
  public let curve: TurnbullCurve
  /// What was asked for.
  public let request: Request
  /// Survival at the times.
  public let survival: [Reading]
  /// The quantiles.
  public let quantiles: [Reading]
  /// The restricted mean.
  public let restrictedMean: Reading
  /// The bootstrap, where there was one.
  public let bootstrap: BootstrapSample?

  /// Reads a curve, and its bootstrap replicates.
  public init(_ curve: TurnbullCurve, _ request: Request, bootstrap: BootstrapSample? = nil) {
    self.curve = curve
    self.request = request
    self.bootstrap = bootstrap
    var place = 0
    func interval() -> ConfidenceInterval {
      defer { place += 1 }
      return bootstrap?.percentileInterval(of: place, level: request.level)
        ?? ConfidenceInterval(level: request.level, lower: .nan, upper: .nan)
    }
    survival = request.times.map { time in
      let bounds = curve.survivalBounds(at: time)
      let estimate = curve.survival(at: time, request.placement)
      let limits = interval()
      return Reading(
        estimate: estimate, lower: bounds.lower, upper: bounds.upper,
        interval: estimate.isNaN
          ? ConfidenceInterval(level: request.level, lower: .nan, upper: .nan) : limits)
    }
    quantiles = request.probabilities.map { probability in
      let bounds = curve.quantiles([probability])[0]
      return Reading(
        estimate: curve.quantile(probability, request.placement), lower: bounds.lower,
        upper: bounds.upper, interval: interval())
    }
    let mean = curve.restrictedMean(to: request.horizon, request.placement)
    let limits = interval()
    restrictedMean = Reading(
      estimate: mean, lower: curve.restrictedMean(to: request.horizon, .lower),
      upper: curve.restrictedMean(to: request.horizon, .upper),
      interval: mean.isNaN
        ? ConfidenceInterval(level: request.level, lower: .nan, upper: .nan) : limits)
  }

  /// The statistics that are resampled, in the order of the readings.
  static func statistics(_ curve: TurnbullCurve, _ request: Request) -> [Double] {
    request.times.map { curve.carriedSurvival(at: $0, request.placement) }
      + request.probabilities.map { curve.quantile($0, request.placement) }
      + [curve.restrictedMean(to: request.horizon, request.placement, carriesForward: true)]
  }
}

extension TurnbullEstimator {
  /// Why a replicate has no statistics.
  private struct NotConverged: Error, CustomStringConvertible {
    let description = "the masses did not reach the maximum of the likelihood"
  }

  /// Estimates the distribution anew in resampled data.
  ///
  /// Clusters are resampled whole. Without them, weights that count rows (frequencies, or whole
  /// weights of undeclared kind) are resampled as the rows written out; with any other weight the
  /// rows are, each with its weight.
  ///
  /// - Throws: `FitError` for bad weights.
  public static func bootstrap(
    _ outcomes: IntervalCensoredOutcomes, weights: [Double]? = nil,
    weightKind: WeightKind = .automatic, clusters: Grouping? = nil,
    request: TurnbullSummary.Request, resampling: Resampling.Options, options: Options = Options()
  ) throws(FitError) -> BootstrapSample {
    try weightKind.check(weights)
    let countsRows =
      clusters == nil
      && (weightKind == .frequency
        || weightKind == .automatic && !weightKind.asksForRobustVariance(weights))
    let draws: Resampling
    if let weights, countsRows {
      draws = try Resampling(frequencies: weights)
    } else if let clusters {
      draws = Resampling(clusters: clusters)
    } else {
      draws = Resampling(rowCount: outcomes.count)
    }
    return BootstrapSample(draws, options: resampling) { counts in
      var drawn = counts
      if let weights, !countsRows {
        for row in drawn.indices { drawn[row] *= weights[row] }
      }
      let curve = try fit(outcomes, weights: drawn, options: options)
      guard curve.convergence.converged else { throw NotConverged() }
      return TurnbullSummary.statistics(curve, request)
    }
  }
}
