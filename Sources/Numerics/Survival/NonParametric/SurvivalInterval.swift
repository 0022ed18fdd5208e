internal import Distributions
internal import Glibc
public import Statistics

/// The scale on which the confidence interval of a survival probability is symmetric.
///
/// With S the estimate, σ the standard error of log S and z the normal quantile, the limits are
///
///     log        exp(log S ± zσ), cut at 1
///     log-log    S to the power exp(± zσ / log S)
///     plain      S ± zσS, cut at 0 and 1
///     logit      expit(logit S ± zσ / (1 − S))
///     arcsin     sin²(arcsin √S ± ½ zσ √(S / (1 − S))), the angle cut at 0 and π/2
///
/// These are the formulas and cuts of R's survfit. Where they leave a gap: before the first event
/// (S = 1, σ = 0) the limits are 1 and 1 on every scale, as R has at time zero; at S = 0 there are
/// none (NaN), save that the plain ones are 0 and 0 when σ is 0.
public enum SurvivalInterval: String, Sendable, Hashable, Codable, CaseIterable {
  /// Symmetric in log S; the default, as in R.
  case log
  /// Symmetric in log(−log S), as in SAS and Stata.
  case logLog = "log-log"
  /// Symmetric in S itself.
  case plain
  /// Symmetric in log(S / (1 − S)).
  case logit
  /// Symmetric in arcsin √S.
  case arcsin

  /// The limits for a survival probability.
  ///
  /// - Parameters:
  ///   - survival: the estimate, S.
  ///   - logError: the standard error of log S, σ.
  ///   - z: the upper normal quantile of half the error probability, 1.96 for 95 %.
  package func limits(survival: Double, logError: Double, z: Double) -> (
    lower: Double, upper: Double
  ) {
    if survival == 1 && logError == 0 { return (1, 1) }
    if survival == 0 && self != .plain { return (.nan, .nan) }
    return (
      limit(survival: survival, logError: logError, z: -z),
      limit(survival: survival, logError: logError, z: z)
    )
  }

  /// One limit: the lower for a negative, the upper for a positive z.
  @inline(__always)
  func limit(survival: Double, logError: Double, z: Double) -> Double {
    if survival == 1 && logError == 0 { return 1 }
    if survival == 0 && self != .plain { return .nan }
    let step = z * logError
    switch self {
    case .plain:
      let limit = survival + step * survival
      return limit.isNaN ? .nan : max(0, min(1, limit))
    case .log:
      return min(1, survival * exp(step))
    case .logLog:
      let logSurvival = Glibc.log(survival)
      return logSurvival == 0 ? .nan : exp(logSurvival * exp(step / logSurvival))
    case .logit:
      let odds = survival / (1 - survival)
      return 1 / (1 + exp(-step / (1 - survival)) / odds)
    case .arcsin:
      let angle =
        asin(survival.squareRoot())
        + 0.5 * step * (survival / (1 - survival)).squareRoot()
      if angle.isNaN { return .nan }
      let sine = sin(max(0, min(Double.pi / 2, angle)))
      return sine * sine
    }
  }
}

extension SurvivalInterval {
  /// The interval of a survival probability with a standard error on its own scale.
  public func interval(
    survival: Double, standardError: Double, level: Double
  ) -> ConfidenceInterval {
    guard !survival.isNaN, !standardError.isNaN else {
      return ConfidenceInterval(level: level, lower: .nan, upper: .nan)
    }
    let limits = limits(
      survival: survival, logError: survival == 0 ? 0 : standardError / survival,
      z: Normal.standard.upperTailQuantile((1 - level) / 2))
    return ConfidenceInterval(level: level, lower: limits.lower, upper: limits.upper)
  }
}
