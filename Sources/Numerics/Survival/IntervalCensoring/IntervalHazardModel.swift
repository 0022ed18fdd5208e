public import LinearAlgebra
public import Statistics

/// A proportional hazards model of interval-censored times with a flexible baseline hazard, fitted by
/// maximum likelihood.
///
/// ```
/// h(t | x) = h₀(t) exp(x'β + offset),    h₀(t) = Σ exp(θₖ) bₖ(t)
/// ```
///
/// - A row says that its time lies in (lower, upper], is exactly `lower` where the two are equal, or
///   lies after `lower` where the upper end is infinite; with delayed entry all is conditional on
///   being event-free at the entry.
/// - The bₖ are those of ``HazardBasis``: constant pieces, or quadratic M-splines. Their weights are
///   exponentials, so that the hazard is positive whatever θ is. A weight whose best value is zero
///   is zero and no parameter.
/// - With one piece the model is the exponential one; with exact and right-censored times and pieces
///   it is Poisson regression of the events on person-time.
/// - The covariance is the inverse of the observed information of (θ, β); with clusters or
///   `Options.robust` the sandwich of the rows' scores, added up within clusters.
///
/// Tested against R's `survreg` and `glm`, and against maximisations of the same likelihood in R by
/// other means; see the reference tables `icph`. References: Finkelstein (1986), doi:10.2307/2530698;
/// Friedman (1982), doi:10.1214/aos/1176345693; Ramsay (1988), doi:10.1214/ss/1177012761.
public struct IntervalHazardModel: LikelihoodModel {
  /// What can be chosen about a fit.
  public struct Options: Sendable, Hashable, Codable {
    /// The family of the baseline hazard.
    public var shape: HazardBasis.Shape
    /// The number of inner cuts or knots, at quantiles of the ends of the events' intervals.
    public var knots: Int
    /// The cuts or knots, given instead.
    public var cuts: [Double]?
    /// Whether to use the sandwich covariance with every row its own cluster, when no clusters are
    /// given.
    public var robust: Bool
    /// What the weights stand for.
    public var weightKind: WeightKind
    /// The largest number of Newton steps.
    public var maximumIterations: Int

    /// Makes options.
    public init(
      shape: HazardBasis.Shape = .piecewise, knots: Int = 3, cuts: [Double]? = nil,
      robust: Bool = false, weightKind: WeightKind = .automatic, maximumIterations: Int = 200
    ) {
      self.shape = shape
      self.knots = knots
      self.cuts = cuts
      self.robust = robust
      self.weightKind = weightKind
      self.maximumIterations = maximumIterations
    }
  }

  /// The weights of the baseline hazard's functions.
  public struct Baseline: Sendable, Hashable {
    /// The functions.
    public let basis: HazardBasis
    /// The logarithm of each weight for covariates zero; minus infinity for a weight of zero.
    public let logWeights: [Double]
    /// Their standard errors, NaN where there is none.
    public let standardErrors: [Double]
  }

  /// The tests of the hypothesis that every coefficient is zero.
  public typealias Tests = CoxModel.Tests

  /// The log hazard ratios, one per covariate; NaN where a covariate has no estimate.
  public let coefficients: [Double]
  /// The covariates the coefficients belong to.
  public let columns: [Design.Column]
  /// The terms of the design, with their ranges of coefficients.
  public let terms: [Design.Term]
  /// The block of the inverse information that belongs to the coefficients.
  public let modelCovariance: Matrix
  /// The same block of the sandwich, where it was asked for.
  public let robustCovariance: Matrix?
  /// The baseline hazard.
  public let baseline: Baseline
  /// The log-likelihood at the estimates.
  public let logLikelihood: Double
  /// The largest log-likelihood with every coefficient zero.
  public let nullLogLikelihood: Double
  /// The tests of the whole model.
  public let tests: Tests
  /// The number of rows, those of weight zero excepted.
  public let observationCount: Int
  /// The number of rows whose event was seen, at a time or within an interval.
  public let eventCount: Int
  /// The number of parameters estimated, those of the baseline included.
  public let parameterCount: Int
  /// How the iteration went.
  public let convergence: Convergence
  /// The options of the fit.
  public let options: Options
  /// What a reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// What predictions are computed from.
  let fitted: IntervalHazardFit

  /// The names of the coefficients.
  public var coefficientNames: [String] { columns.map(\.name) }
  /// The covariance that tests and intervals use.
  public var covariance: Matrix { robustCovariance ?? modelCovariance }
  /// The standard errors from the inverse information, also where a robust covariance is used.
  public var modelStandardErrors: [Double] { modelCovariance.diagonal.map { $0.squareRoot() } }
  /// Hazard ratios.
  public var effectMeasure: EffectMeasure { .hazardRatio }
  /// Wald tests refer to the normal distribution.
  public var referenceDegreesOfFreedom: Double { .infinity }
}
