internal import Distributions
internal import Glibc

extension KaplanMeierCurve {
  /// The confidence, between 0 and 1, that a quantile of the time to the event lies at or before a
  /// time.
  ///
  /// The p-quantile lies at or before t where S(t) ≤ 1 − p. With g the scale of the curve's
  /// intervals and σ the standard error of g(S) there, the test of S(t) = 1 − p has
  ///
  ///     z(t) = (g(1 − p) − g(S(t))) / σ
  ///
  /// and Φ(z(t)) is the confidence distribution of the quantile: the one-sided level at which t is
  /// the upper limit that inversion of the test gives (Brookmeyer and Crowley 1982,
  /// doi:10.2307/2530286; Xie and Singh 2013, doi:10.1111/insr.12000). Its quantiles at (1 ± level)/2
  /// are the limits of ``quantiles(_:)``, so that an interval and the confidence in a band never
  /// contradict one another. It is no probability that the quantile is there: the quantile is one
  /// number, and the cohort has not changed it.
  ///
  /// Before the first event the confidence is 0, as the limits of S are 1 there. It is NaN after the
  /// end of follow-up, and where the curve is at 0, which leaves no standard error.
  public func confidence(quantile probability: Double = 0.5, isAtMost time: Double) -> Double {
    guard probability > 0, probability < 1, state(at: time) == .observed else { return .nan }
    let reached = table.timeCount(upTo: time)
    guard reached > 0 else { return 0 }
    let (estimate, error) = (survival[reached - 1], logVariance[reached - 1].squareRoot())
    if estimate == 1 && error == 0 { return 0 }
    return Normal.standard.cumulative(
      interval.score(survival: estimate, logError: error, against: 1 - probability))
  }
}

extension SurvivalInterval {
  /// The z at which a limit of S is `level`: the inverse of ``limit(survival:logError:z:)``.
  func score(survival: Double, logError: Double, against level: Double) -> Double {
    switch self {
    case .plain:
      return (level - survival) / (logError * survival)
    case .log:
      return (Glibc.log(level) - Glibc.log(survival)) / logError
    case .logLog:
      let logSurvival = Glibc.log(survival)
      return logSurvival * Glibc.log(Glibc.log(level) / logSurvival) / logError
    case .logit:
      let distance = Glibc.log(level / (1 - level)) - Glibc.log(survival / (1 - survival))
      return (1 - survival) * distance / logError
    case .arcsin:
      let distance = asin(level.squareRoot()) - asin(survival.squareRoot())
      return 2 * distance / (logError * (survival / (1 - survival)).squareRoot())
    }
  }
}
