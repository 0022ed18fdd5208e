import Glibc

/// A mean as a function of the linear predictor, with its derivative.
struct MeanPoint {
  /// μ.
  let mean: Double
  /// dμ/dη.
  let slope: Double
}

/// A probability as a function of the linear predictor, each tail to full relative precision.
///
/// With y successes in a trial, score and expected information of η are y·a − (1 − y)·b and a·b,
/// where a = d log μ/dη and b = −d log(1 − μ)/dη: nothing is ever divided by a probability or a
/// complement that has underflowed.
package struct ProbabilityPoint {
  /// log μ.
  package let logMean: Double
  /// log(1 − μ).
  package let logComplement: Double
  /// a = d log μ/dη.
  package let meanRate: Double
  /// b = −d log(1 − μ)/dη.
  package let complementRate: Double
}

extension Link {
  /// η at a mean inside the range of the link.
  package func predictor(_ mean: Double) -> Double {
    switch self {
    case .identity: mean
    case .log: Glibc.log(mean)
    case .inverse: 1 / mean
    case .squareRoot: mean.squareRoot()
    case .logit: Glibc.log(mean) - log1p(-mean)
    case .probit: NormalTail.quantile(mean)
    case .complementaryLogLog: Glibc.log(-log1p(-mean))
    case .cauchit: tan(Double.pi * (mean - 0.5))
    }
  }

  /// μ and dμ/dη, for the links of a mean that is not a probability.
  ///
  /// Both are NaN where no mean belongs to the predictor: below zero under the square root, at zero
  /// under the inverse.
  func meanPoint(_ eta: Double) -> MeanPoint {
    switch self {
    case .identity:
      return MeanPoint(mean: eta, slope: 1)
    case .log:
      let mean = exp(eta)
      return MeanPoint(mean: mean, slope: mean)
    case .inverse:
      if eta == 0 { return MeanPoint(mean: .nan, slope: .nan) }
      return MeanPoint(mean: 1 / eta, slope: -1 / (eta * eta))
    case .squareRoot:
      if eta < 0 { return MeanPoint(mean: .nan, slope: .nan) }
      return MeanPoint(mean: eta * eta, slope: 2 * eta)
    case .logit, .probit, .complementaryLogLog, .cauchit:
      let point = probabilityPoint(eta)
      let mean = exp(point.logMean)
      return MeanPoint(mean: mean, slope: mean * point.meanRate)
    }
  }

  /// The logarithms of μ and 1 − μ and their derivatives.
  package func probabilityPoint(_ eta: Double) -> ProbabilityPoint {
    switch self {
    case .logit: Self.logistic(eta)
    case .probit: Self.normal(eta)
    case .complementaryLogLog: Self.extremeValue(eta)
    case .cauchit: Self.cauchy(eta)
    case .identity, .log, .inverse, .squareRoot: Self.general(meanPoint(eta))
    }
  }

  private static func logistic(_ eta: Double) -> ProbabilityPoint {
    // e = exp(−|η|) ≤ 1: the smaller tail is e/(1 + e), the larger 1/(1 + e).
    let e = exp(-abs(eta))
    let larger = -log1p(e)
    let smaller = -abs(eta) + larger
    let large = 1 / (1 + e)
    let small = e / (1 + e)
    return eta >= 0
      ? ProbabilityPoint(
        logMean: larger, logComplement: smaller, meanRate: small, complementRate: large)
      : ProbabilityPoint(
        logMean: smaller, logComplement: larger, meanRate: large, complementRate: small)
  }

  private static func normal(_ eta: Double) -> ProbabilityPoint {
    ProbabilityPoint(
      logMean: NormalTail.logUpper(-eta), logComplement: NormalTail.logUpper(eta),
      meanRate: NormalTail.hazard(-eta), complementRate: NormalTail.hazard(eta))
  }

  private static func extremeValue(_ eta: Double) -> ProbabilityPoint {
    // A finite bound keeps the product of the two rates, whose limit is zero, a number.
    let t = min(exp(eta), 1e300)
    let rate = t < 1e-300 ? 1 : t / expm1(t)
    // Below 2⁻⁵³ the mean is t itself.
    let logMean = t < 0x1p-53 ? eta : t < 1 ? Glibc.log(-expm1(-t)) : log1p(-exp(-t))
    return ProbabilityPoint(
      logMean: logMean, logComplement: -t, meanRate: rate, complementRate: t)
  }

  private static func cauchy(_ eta: Double) -> ProbabilityPoint {
    let mean = atan2(1, -eta) / Double.pi
    let complement = atan2(1, eta) / Double.pi
    // 1/(1 + η²) without overflow.
    let density = abs(eta) < 1e150 ? 1 / (Double.pi * (1 + eta * eta)) : 0
    return ProbabilityPoint(
      logMean: mean < 0.5 ? Glibc.log(mean) : log1p(-complement),
      logComplement: complement < 0.5 ? Glibc.log(complement) : log1p(-mean),
      meanRate: density / mean, complementRate: density / complement)
  }

  /// A mean between zero and one under a link that does not keep it there.
  private static func general(_ point: MeanPoint) -> ProbabilityPoint {
    let mean = point.mean
    guard mean > 0, mean < 1 else {
      return ProbabilityPoint(
        logMean: .nan, logComplement: .nan, meanRate: .nan, complementRate: .nan)
    }
    return ProbabilityPoint(
      logMean: Glibc.log(mean), logComplement: log1p(-mean), meanRate: point.slope / mean,
      complementRate: point.slope / (1 - mean))
  }
}
