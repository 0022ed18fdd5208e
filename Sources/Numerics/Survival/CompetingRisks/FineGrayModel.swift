internal import Distributions
public import LinearAlgebra
public import Statistics

/// A proportional hazards model of a subdistribution, after Fine and Gray.
///
/// ```
/// F(t | x) = P(T ≤ t, cause of interest | x) = 1 − exp(−Λ₀(t) exp(x'β + offset))
/// ```
///
/// - Rows that had another event stay in the risk sets with the probability of not being censored
///   between that event and t, from a product-limit estimate in each censoring group, times that of
///   having come under observation, where entry is delayed (Geskus 2011). Rows are not written out:
///   time and memory are linear in n.
/// - Strata have their own baseline and, unless censoring groups are given, their own censoring
///   distribution, evaluated over all event times of the stratum.
/// - The covariance that tests and intervals use is the sandwich. By default it has the term of Fine
///   and Gray (1999) for the estimated censoring distribution, which cmprsk computes too; see
///   `CensoringInfluence`. Influences are added up within clusters.
/// - Case weights weigh the censoring distribution as well, so that a weight of k is k rows.
/// - Without competing events the estimates are those of the Cox model.
///
/// Estimates, likelihood and sandwich agree with cmprsk's `crr` to nine digits, those with the
/// convention `finegray` with survival's `finegray` and `coxph`; see the reference tables `fineGray`.
///
/// References: Fine and Gray (1999), doi:10.1080/01621459.1999.10474144; Geskus (2011),
/// doi:10.1111/j.1541-0420.2010.01420.x.
public struct FineGrayModel: LikelihoodModel {
  /// The robust covariance.
  public enum Variance: String, Sendable, Hashable, Codable, CaseIterable {
    /// With the term of the estimated censoring distribution.
    case fineGray = "fine-gray"
    /// As though the weights after competing events were known: the sandwich that `coxph` gives for
    /// the rows written out by `finegray`, clustered by subject.
    case knownWeights = "known-weights"
  }

  /// What can be chosen about a fit.
  public struct Options: Sendable, Hashable, Codable {
    /// The treatment of tied event times.
    public var ties: TieMethod
    /// The treatment of ties between events and censorings.
    public var censoring: CensoringConvention
    /// The robust covariance.
    public var variance: Variance
    /// What the weights stand for.
    public var weightKind: WeightKind
    /// The largest number of Newton steps.
    public var maximumIterations: Int

    /// Makes options.
    public init(
      ties: TieMethod = .breslow, censoring: CensoringConvention = .crr,
      variance: Variance = .fineGray, weightKind: WeightKind = .automatic,
      maximumIterations: Int = 50
    ) {
      self.ties = ties
      self.censoring = censoring
      self.variance = variance
      self.weightKind = weightKind
      self.maximumIterations = maximumIterations
    }
  }

  /// The tests of the hypothesis that every coefficient is zero, on `rank` degrees of freedom.
  public struct Tests: Sendable, Hashable {
    /// 2(ℓ(β̂) − ℓ(0)); the weighted likelihood is none of a sample, so the reference is a guide.
    public let likelihoodRatio: HypothesisTest
    /// β̂'V⁻¹β̂ with the sandwich covariance.
    public let wald: HypothesisTest
    /// U(0)'I(0)⁻¹U(0).
    public let score: HypothesisTest
    /// The score test with the sandwich covariance of U(0).
    public let robustScore: HypothesisTest
  }

  /// The log subdistribution hazard ratios β̂; NaN where a covariate has no estimate.
  public let coefficients: [Double]
  /// The covariates the coefficients belong to.
  public let columns: [Design.Column]
  /// The inverse of the information at β̂.
  public let modelCovariance: Matrix
  /// The sandwich covariance.
  public let covariance: Matrix
  /// The log partial likelihood at β̂.
  public let logLikelihood: Double
  /// The log partial likelihood at β = 0 (with the offsets).
  public let nullLogLikelihood: Double
  /// The tests of the whole model.
  public let tests: Tests
  /// The number of rows, those of weight zero excepted.
  public let observationCount: Int
  /// The number of events of the cause of interest.
  public let eventCount: Int
  /// The number of events of other causes.
  public let competingCount: Int
  /// Whether somebody comes under observation after follow-up of another has ended.
  public let isTruncated: Bool
  /// The number of coefficients with an estimate.
  public let rank: Int
  /// How the iteration went.
  public let convergence: Convergence
  /// The options of the fit.
  public let options: Options
  /// What a reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// The data and the point at the estimates.
  let fitted: FineGrayFit

  /// The names of the coefficients.
  public var coefficientNames: [String] { columns.map(\.name) }
  /// The standard errors from the inverse information.
  public var modelStandardErrors: [Double] { modelCovariance.diagonal.map { $0.squareRoot() } }
  /// Subdistribution hazard ratios.
  public var effectMeasure: EffectMeasure { .subdistributionHazardRatio }
  /// Wald tests refer to the normal distribution.
  public var referenceDegreesOfFreedom: Double { .infinity }
  /// The number of coefficients estimated.
  public var parameterCount: Int { rank }
}
