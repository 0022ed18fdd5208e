internal import Distributions
public import LinearAlgebra
internal import Outcomes
public import Statistics

/// A proportional hazards model, fitted by Cox's partial likelihood.
///
/// ```
/// h(t | x) = h₀(t) exp(x'β + offset)          h₀ free, one for each stratum
/// ```
///
/// - Rows are at risk on (entry, time]; at one time events come before censorings and entries, so
///   that a row censored at t is at risk for an event at t and one that enters at t is not.
/// - Ties are treated by Efron's method unless Breslow's is asked for. With case weights each of d
///   tied deaths carries their mean weight (as in R), which is not the same as repeating rows.
/// - The exact methods have no residuals of their own; residuals, curves, the test of proportional
///   hazards and the robust variance are Breslow's at the exact estimates, as in R.
/// - Weights of kind frequency are rows written out, tied deaths included; see `WeightKind`.
/// - Rows whose interval covers no event time of their stratum, and rows of weight zero, have no
///   influence at all. Event times are compared exactly: times that differ in the last digit are
///   different times.
/// - A covariate that is constant within every risk set, or depends linearly on earlier ones, has no
///   estimate (NaN) and a diagnostic. A coefficient that runs to infinity keeps the value at which
///   the likelihood had levelled off to 1e-11, with a diagnostic that names it.
/// - With `clusters`, or `Options.robust`, the covariance is the sandwich of Lin and Wei (1989): the
///   sum of squared dfbetas, added up within clusters.
/// - An intercept column of the design is left out; a design without covariates gives the null
///   model.
///
/// The estimates agree with R's `coxph(eps = 1e-14, timefix = FALSE)` to at least nine digits; see
/// the reference tables `cox`. References: Cox (1972); Efron (1977); Lin and Wei (1989); Therneau
/// and Grambsch (2000).
public struct CoxModel: LikelihoodModel {
  /// What can be chosen about a fit.
  public struct Options: Sendable, Hashable, Codable {
    /// The treatment of tied event times.
    public var ties: TieMethod
    /// The penalty of the likelihood.
    public var penalty: CoxPenalty
    /// Whether to use the sandwich covariance with every row its own cluster, when no clusters are
    /// given.
    public var robust: Bool
    /// What the weights stand for.
    public var weightKind: WeightKind
    /// Whether the robust covariance is multiplied by m/(m − 1), m being the number of clusters, as
    /// Stata does.
    public var scalesRobustCovariance: Bool
    /// The confidence level of the interval of a frailty's variance.
    public var frailtyLevel: Double
    /// The largest number of Newton steps.
    public var maximumIterations: Int

    /// Makes options.
    public init(
      ties: TieMethod = .efron, penalty: CoxPenalty = .none, robust: Bool = false,
      weightKind: WeightKind = .automatic, scalesRobustCovariance: Bool = false,
      frailtyLevel: Double = 0.95, maximumIterations: Int = 50
    ) {
      self.ties = ties
      self.penalty = penalty
      self.robust = robust
      self.weightKind = weightKind
      self.scalesRobustCovariance = scalesRobustCovariance
      self.frailtyLevel = frailtyLevel
      self.maximumIterations = maximumIterations
    }
  }

  /// The tests of the hypothesis that every coefficient is zero, on `rank` degrees of freedom.
  public struct Tests: Sendable, Hashable {
    /// 2(ℓ(β̂) − ℓ(0)).
    public let likelihoodRatio: HypothesisTest
    /// β̂'V⁻¹β̂, with the covariance that is used: the robust one where there is one.
    public let wald: HypothesisTest
    /// U(0)'I(0)⁻¹U(0).
    public let score: HypothesisTest
    /// The score test with the sandwich covariance of U(0); `nil` without a robust covariance.
    public let robustScore: HypothesisTest?
  }

  /// The log hazard ratios β̂, one per covariate; NaN where a covariate has no estimate.
  public let coefficients: [Double]
  /// The covariates the coefficients belong to.
  public let columns: [Design.Column]
  /// The terms of the design, with their ranges of coefficients.
  public let terms: [Design.Term]
  /// The inverse of the information at β̂.
  public let modelCovariance: Matrix
  /// The sandwich covariance, where it was asked for.
  public let robustCovariance: Matrix?
  /// The log partial likelihood at β̂, with Jeffreys' prior where it was used, without the ridge.
  public let logLikelihood: Double
  /// The log partial likelihood at β = 0 (with the offsets).
  public let nullLogLikelihood: Double
  /// The tests of the whole model.
  public let tests: Tests
  /// The function of time each covariate is multiplied with; empty without any.
  ///
  /// With one there are no residuals, curves, concordance or test of proportional hazards: what
  /// they compute is not defined.
  public let timeFunctions: [TimeFunction?]
  /// The frailty that clusters share, where it was asked for: then `logLikelihood` is the marginal
  /// one, `modelCovariance` takes the frailty's variance as known, and residuals and curves are
  /// those of the predicted frailties, a baseline being that of a frailty of one.
  public let frailty: SharedFrailty?
  /// The number of rows, those of weight zero excepted.
  public let observationCount: Int
  /// The number of events among them.
  public let eventCount: Int
  /// The number of coefficients with an estimate.
  public let rank: Int
  /// The trace of H⁻¹I with a ridge penalty, H being the information I with that of the penalty;
  /// otherwise `rank`.
  public let effectiveDegreesOfFreedom: Double
  /// What is known of each coefficient that runs to infinity; `nil` for the others.
  public let separations: [Separation?]
  /// How the iteration went.
  public let convergence: Convergence
  /// The options of the fit.
  public let options: Options
  /// What a reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// The data and the point at the estimates, from which residuals and curves are made.
  let fitted: CoxFit

  /// The names of the coefficients.
  public var coefficientNames: [String] { columns.map(\.name) }
  /// The covariance that tests and intervals use: the robust one where there is one.
  public var covariance: Matrix { robustCovariance ?? modelCovariance }
  /// The standard errors from the inverse information, also where a robust covariance is used.
  public var modelStandardErrors: [Double] { modelCovariance.diagonal.map { $0.squareRoot() } }
  /// The robust standard errors, where they were asked for.
  public var robustStandardErrors: [Double]? {
    robustCovariance.map { $0.diagonal.map { $0.squareRoot() } }
  }
  /// The concordance of linear predictor and survival, within strata, in O(n log n).
  public func concordance() -> Concordance { fitted.concordance() }
  /// Hazard ratios.
  public var effectMeasure: EffectMeasure { .hazardRatio }
  /// Wald tests refer to the normal distribution.
  public var referenceDegreesOfFreedom: Double { .infinity }
  /// The number of coefficients estimated.
  public var parameterCount: Int { rank + (frailty == nil ? 0 : 1) }
  /// Akaike's information criterion, with the effective degrees of freedom of a ridge.
  public var aic: Double {
    -2 * logLikelihood + 2 * (effectiveDegreesOfFreedom + Double(parameterCount - rank))
  }
}

/// What a fitted Cox model keeps to compute from.
struct CoxFit: Sendable {
  let outcomes: SurvivalOutcomes
  let design: Design
  /// The design as it was given, where functions of time have made another of it.
  var given: Design?
  /// The columns of the design's matrix that have a coefficient.
  let designColumns: [Int]
  let strata: Grouping?
  let weights: [Double]?
  let clusters: Grouping?
  let data: CoxData
  /// The likelihood, exact where that was asked for.
  let likelihood: any CoxObjective
  /// What was maximised: the likelihood with its penalty.
  let objective: any CoxObjective
  /// Where the iteration ended.
  let optimum: CoxOptimum
  /// The likelihood at the estimates, in the stored coordinates; Breslow's for the exact methods.
  let point: PartialLikelihood.Point
  /// Which coefficients have an estimate.
  let isEstimated: [Bool]
  /// The inverse information in the stored coordinates, zero where there is no estimate.
  let storedCovariance: Matrix
  /// The frailty, which the linear predictors of `point` hold.
  let frailty: SharedFrailty?

  var windows: EventWindows { data.likelihood.windows }

  /// The concordance of linear predictor and survival.
  func concordance() -> Concordance {
    Concordance(
      windows, scores: point.eta, weights: data.likelihood.weights, clusters: clusters,
      countsRows: data.likelihood.countsRows)
  }
}
