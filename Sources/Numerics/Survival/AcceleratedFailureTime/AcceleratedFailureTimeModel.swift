public import LinearAlgebra
public import Statistics

/// A parametric model of failure times, fitted by maximum likelihood.
///
/// ```
/// g(T) = x'β + offset + σ ε          g = log, or the identity for gaussian and logistic
/// ```
///
/// - Times may be known exactly, or censored on the right, on the left or to an interval, and rows
///   may have come under observation late (left truncation).
/// - With strata each stratum has its own σ, and all share β.
/// - Log-likelihoods are those of the times themselves, with the Jacobian of g, so that the
///   distributions can be compared. An exact time adds a density, an interval a probability.
/// - The covariance is the inverse of the observed information. With clusters, `Options.robust` or
///   sampling weights the sandwich of the rows' scores stands beside it, and is the one tests,
///   intervals and predictions use.
/// - A covariate that is constant, or depends linearly on earlier ones, has no estimate (NaN) and a
///   diagnostic. So has one that runs to infinity a diagnostic: no event in a group, say.
/// - Times and covariates are shifted and scaled inside, so that their units do not matter.
///
/// The estimates agree with R's `survreg` at tight tolerances to at least nine digits; see the
/// reference tables `aft`. References: Kalbfleisch and Prentice (2002), chapters 3 and 7; Meeker and
/// Escobar (1998).
public struct AcceleratedFailureTimeModel: LikelihoodModel {
  /// What can be chosen about a fit.
  public struct Options: Sendable, Hashable, Codable {
    /// The distribution of the times.
    public var distribution: FailureTimeDistribution
    /// The scale σ, where it is fixed rather than estimated.
    public var scale: Double?
    /// Whether to use the sandwich covariance with every row its own cluster, when no clusters are
    /// given.
    public var robust: Bool
    /// What the weights stand for.
    public var weightKind: WeightKind
    /// Whether to multiply the robust covariance by m/(m − 1), m being the number of clusters.
    public var scalesRobustCovariance: Bool
    /// The largest number of Newton steps.
    public var maximumIterations: Int

    /// Makes options.
    public init(
      distribution: FailureTimeDistribution = .weibull, scale: Double? = nil, robust: Bool = false,
      weightKind: WeightKind = .automatic, scalesRobustCovariance: Bool = false,
      maximumIterations: Int = 200
    ) {
      self.distribution = distribution
      self.scale = scale
      self.robust = robust
      self.weightKind = weightKind
      self.scalesRobustCovariance = scalesRobustCovariance
      self.maximumIterations = maximumIterations
    }
  }

  /// The tests that every coefficient but the intercept is zero.
  public struct Tests: Sendable, Hashable {
    /// 2(ℓ − ℓ₀) against the model with an intercept and the scales only; NaN where that model is
    /// no special case, for want of an intercept.
    public let likelihoodRatio: HypothesisTest
    /// β̂'V⁻¹β̂ without the intercept, with the covariance that is used.
    public let wald: HypothesisTest
  }

  /// The scale of a stratum.
  public struct Scale: Sendable, Hashable {
    /// σ.
    public let value: Double
    /// The standard error of log σ from the inverse information; zero where σ is fixed.
    public let logError: Double
    /// The robust standard error of log σ, where there is one.
    public let robustLogError: Double?

    /// log σ.
    public let logValue: Double
  }

  /// The coefficients β̂, one per column of the design; NaN where a column has no estimate.
  public let coefficients: [Double]
  /// The columns the coefficients belong to.
  public let columns: [Design.Column]
  /// The scales, one per stratum.
  public let scales: [Scale]
  /// The inverse of the information of coefficients and log scales.
  public let fullModelCovariance: Matrix
  /// The sandwich covariance of coefficients and log scales, where it was asked for.
  public let fullRobustCovariance: Matrix?
  /// The log-likelihood of the times.
  public let logLikelihood: Double
  /// The log-likelihood with an intercept and the scales only.
  public let nullLogLikelihood: Double
  /// The tests of the whole model.
  public let tests: Tests
  /// The number of rows, those of weight zero excepted; the sum of the weights where they count rows.
  public let observationCount: Int
  /// How many of them are known exactly or censored in which way.
  public let counts: Counts
  /// The number of parameters estimated, scales included.
  public let parameterCount: Int
  /// How the iteration went.
  public let convergence: Convergence
  /// The options of the fit.
  public let options: Options
  /// What a reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// What residuals and predictions are made from.
  let fitted: FailureTimeFit

  /// The rows by what is known of their times.
  public struct Counts: Sendable, Hashable {
    /// Times known exactly.
    public let exact: Int
    /// Times known to be later than the end of follow-up.
    public let rightCensored: Int
    /// Times known to be no later than some time.
    public let leftCensored: Int
    /// Times known to lie between two.
    public let intervalCensored: Int

    /// The rows in which the event is known to have come.
    public var events: Int { exact + leftCensored + intervalCensored }
  }

  /// The names of the coefficients.
  public var coefficientNames: [String] { columns.map(\.name) }
  /// The covariance of the coefficients that tests and intervals use.
  public var covariance: Matrix { Self.corner(fullCovariance, columns.count) }
  /// The covariance of coefficients and log scales that tests and intervals use.
  public var fullCovariance: Matrix { fullRobustCovariance ?? fullModelCovariance }
  /// The standard errors of the coefficients from the inverse information.
  public var modelStandardErrors: [Double] {
    columns.indices.map { fullModelCovariance[$0, $0].squareRoot() }
  }
  /// Time ratios, or differences of times.
  public var effectMeasure: EffectMeasure {
    options.distribution.isOnLogTime ? .timeRatio : .meanDifference
  }
  /// Wald tests refer to the normal distribution.
  public var referenceDegreesOfFreedom: Double { .infinity }

  private static func corner(_ matrix: Matrix, _ order: Int) -> Matrix {
    var result = Matrix(rowCount: order, columnCount: order)
    for j in 0..<order {
      for i in 0..<order { result[i, j] = matrix[i, j] }
    }
    return result
  }
}

/// What a fitted model keeps to compute from.
struct FailureTimeFit: Sendable {
  let failures: FailureTimes
  let design: Design
  let strata: Grouping?
  let weights: [Double]?
  let clusters: Grouping?
  let data: FailureTimeData
  let point: FailureTimeLikelihood.Point
  /// The inverse information of the standardised parameters.
  let covariance: Matrix
  /// The covariance of the standardised parameters that is used.
  var usedCovariance: Matrix

  /// The linear map from standardised parameters to those of the user.
  ///
  /// β of the active columns come first, then log σ. The constants it leaves out change no covariance.
  var map: Matrix {
    let order = data.likelihood.order
    let count = data.likelihood.locationCount
    var map = Matrix(rowCount: order, columnCount: order)
    for j in 0..<count {
      map[j, j] = data.timeScale * data.columns.factors[j]
      if design.hasIntercept, j > 0 { map[0, j] = -map[j, j] * data.columns.centers[j] }
    }
    for place in count..<order { map[place, place] = 1 }
    return map
  }
}
