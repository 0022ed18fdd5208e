import Glibc

/// What one row contributes to a fit, at its linear predictor and for weight one.
package struct RowContribution {
  /// μ.
  package let mean: Double
  /// The derivative of the log-likelihood by η, for dispersion one.
  package let score: Double
  /// The expected negative second derivative.
  package let information: Double
  /// Twice the loss of log-likelihood against the saturated model; NaN at an impossible predictor.
  package let deviance: Double
}

extension ExponentialFamily {
  /// The contribution of a row with response `y` at linear predictor `eta`.
  package func contribution(_ y: Double, _ eta: Double, _ link: Link) -> RowContribution {
    if self == .binomial { return Self.binomialContribution(y, link.probabilityPoint(eta)) }
    let point = link.meanPoint(eta)
    let mean = point.mean
    // Under a log link the ratio of slope and mean is one also where both underflow.
    let rate = link == .log ? 1 : point.slope / mean
    switch self {
    case .gaussian:
      return RowContribution(
        mean: mean, score: (y - mean) * point.slope, information: point.slope * point.slope,
        deviance: (y - mean) * (y - mean))
    case .gamma:
      return RowContribution(
        mean: mean, score: (y - mean) / mean * rate, information: rate * rate,
        deviance: mean > 0 ? 2 * DevianceTerm.gammaExcess(y, mean) : .nan)
    case .poisson, .binomial:
      // A mean that has underflowed under the log link is no mean on the boundary.
      let inside = mean > 0 || (mean == 0 && y == 0 && link == .log)
      return RowContribution(
        mean: mean, score: (y - mean) * rate, information: point.slope * rate,
        deviance: inside ? 2 * DevianceTerm.relativeEntropy(y, mean) : .nan)
    }
  }

  private static func binomialContribution(
    _ y: Double, _ point: ProbabilityPoint
  ) -> RowContribution {
    let mean = exp(point.logMean)
    let deviance: Double
    if y == 1 {
      deviance = -2 * point.logMean
    } else if y == 0 {
      deviance = -2 * point.logComplement
    } else {
      let complement = exp(point.logComplement)
      deviance =
        2
        * (DevianceTerm.relativeEntropy(y, mean)
          + DevianceTerm.relativeEntropy(1 - y, complement))
    }
    return RowContribution(
      mean: mean,
      score: y == 1
        ? point.meanRate : y * point.meanRate - (1 - y) * point.complementRate,
      information: point.meanRate * point.complementRate, deviance: deviance)
  }
}

/// The two functions deviances are made of, without the cancellation of their usual forms.
enum DevianceTerm {
  /// (y − μ)/μ − log(y/μ).
  static func gammaExcess(_ y: Double, _ mean: Double) -> Double {
    let u = (y - mean) / mean
    return abs(u) < 0.1 ? excess(u) : u - log(y / mean)
  }

  /// u − log(1 + u), for |u| < 0.1.
  private static func excess(_ u: Double) -> Double {
    // With r = u/(2 + u): log(1 + u) = 2 (r + r³/3 + r⁵/5 + …), and u = 2r + r u.
    let r = u / (2 + u)
    let square = r * r
    var sum = 0.0
    for k in stride(from: 19.0, through: 3, by: -2) { sum = square * (1 / k + sum) }
    return r * u - 2 * r * sum
  }

  /// y log(y/μ) − y + μ, with its limit μ at y = 0.
  static func relativeEntropy(_ y: Double, _ mean: Double) -> Double {
    if y == 0 { return mean }
    let u = (mean - y) / y
    // With 1 + u = μ/y it is y (u − log(1 + u)); far apart, the logarithm is of the ratio itself.
    return abs(u) < 0.1 ? y * excess(u) : y * log(y / mean) + (mean - y)
  }
}
