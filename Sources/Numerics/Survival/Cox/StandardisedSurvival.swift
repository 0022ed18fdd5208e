internal import Distributions
internal import Glibc
public import LinearAlgebra
public import Statistics

/// The survival a Cox model expects of all rows, had every one of them the same level of a variable.
///
/// ```
/// Ŝ_a(t) = Σ w S(t | x with the variable at a, own stratum) / Σ w          (g-formula)
/// S(t | x) = exp(−Λ₀(t) exp(x'β))
/// ```
///
/// Variances come from influence functions: those of the coefficients, of the cumulative baseline
/// hazard, and, unless `covariates` is fixed, of the distribution of the covariates, of which the
/// rows are then a sample. They are squared and summed over rows, or over clusters. With tied
/// deaths and Efron's method the influence is that of Efron's estimators.
///
/// Reference: Ozenne, Scheike, Stærk and Gerds (2020), doi:10.1002/bimj.201800298. Checked against
/// riskRegression's `ate` and against derivatives by the weight of each row.
public struct StandardisedSurvival: Sendable, Hashable {
  /// What the variance takes the covariates to be.
  public enum Covariates: String, Sendable, Hashable, Codable, CaseIterable {
    /// A sample of the population the curve speaks of.
    case sampled
    /// Given: the curve speaks of these rows.
    case fixed
  }

  /// A quantity at every level, with the covariance of the estimates.
  public struct Reading: Sendable, Hashable {
    /// What was estimated.
    public enum Quantity: Sendable, Hashable {
      /// The probability to be free of the event at a time.
      case survival(time: Double)
      /// The mean time free of the event up to τ, ∫₀^τ Ŝ(t) dt.
      case restrictedMean(tau: Double)
    }

    /// What was estimated.
    public let quantity: Quantity
    /// The estimate at each level; NaN later than the last follow-up of some stratum.
    public let estimates: [Double]
    /// The covariance of the estimates.
    public let covariance: Matrix

    /// The standard errors of the estimates.
    public var standardErrors: [Double] { covariance.diagonal.map { $0.squareRoot() } }

    /// The most the quantity can be: 1, or τ.
    var greatest: Double {
      switch quantity {
      case .survival: 1
      case .restrictedMean(let tau): tau
      }
    }

    /// The symmetric interval of the estimate at a level of the variable, cut at 0 and at the most
    /// the quantity can be.
    public func symmetricInterval(of place: Int, level: Double) -> ConfidenceInterval {
      ConfidenceInterval(
        normalAround: estimates[place], standardError: standardErrors[place], level: level
      ).cut(from: 0, to: greatest)
    }
  }

  /// The survival at each of the times asked for.
  public let survival: [Reading]
  /// The restricted mean, where τ was given.
  public let restrictedMean: Reading?
}

/// Two levels of a standardised quantity compared.
public struct StandardisedContrast: Sendable, Hashable {
  /// How they are compared.
  public enum Measure: String, Sendable, Hashable, Codable, CaseIterable {
    /// First less second; symmetric interval, cut at −1 and 1, or −τ and τ.
    case difference
    /// First over second; the interval and the test are those of its logarithm.
    case ratio
    /// The ratio of the probabilities of the event, 1 − Ŝ; likewise.
    case riskRatio = "risk_ratio"
  }

  /// How they are compared.
  public let measure: Measure
  /// The estimate.
  public let estimate: Double
  /// Its standard error, on the scale of the estimate.
  public let standardError: Double
  /// Its confidence interval.
  public let interval: ConfidenceInterval
  /// The p-value against equality.
  public let pValue: Double
}

extension StandardisedSurvival.Reading {
  /// A contrast of two levels.
  public func contrast(
    _ first: Int, _ second: Int, _ measure: StandardisedContrast.Measure, level: Double
  ) -> StandardisedContrast {
    let a = measure == .riskRatio ? 1 - estimates[first] : estimates[first]
    let b = measure == .riskRatio ? 1 - estimates[second] : estimates[second]
    let isRatio = measure != .difference
    let gradient = isRatio ? (1 / a, -1 / b) : (1, -1)
    let variance =
      gradient.0 * gradient.0 * covariance[first, first]
      + gradient.1 * gradient.1 * covariance[second, second]
      + 2 * gradient.0 * gradient.1 * covariance[first, second]
    let error = max(variance, 0).squareRoot()
    let estimate = isRatio ? a / b : a - b
    let center = isRatio ? log(estimate) : estimate
    let z = Normal.standard.upperTailQuantile((1 - level) / 2)
    let limits = ConfidenceInterval(
      level: level, lower: center - z * error, upper: center + z * error)
    let exists = estimate.isFinite && !variance.isNaN && (!isRatio || estimate > 0)
    let statistic = abs(center) / error
    return StandardisedContrast(
      measure: measure, estimate: exists ? estimate : .nan,
      standardError: exists ? (isRatio ? estimate * error : error) : .nan,
      interval: exists
        ? (isRatio ? limits.mapped { exp($0) } : limits.cut(from: -greatest, to: greatest))
        : ConfidenceInterval(level: level, lower: .nan, upper: .nan),
      pValue: exists && !statistic.isNaN ? 2 * Normal.standard.upperTail(statistic) : .nan)
  }
}
