import Distributions
import Glibc

extension ExponentialFamily {
  /// The log-likelihood Σ log f(yᵢ) at the fitted deviances, as R's `logLik`.
  ///
  /// Each term is that of the saturated model less half the deviance, which keeps its digits where a
  /// quotient of factorials has lost them (Loader 2000). For the normal and gamma distributions the
  /// dispersion is deviance/n and deviance/Σw. Rows of weight zero do not count.
  ///
  /// - Parameter unitDeviances: The deviances dᵢ of the rows, for weight one.
  package func logLikelihood(
    _ response: [Double], weights: [Double]?, unitDeviances: [Double]
  ) -> Double {
    var deviance = 0.0
    var total = 0.0
    var count = 0.0
    var logWeights = 0.0
    for i in response.indices {
      let weight = weights?[i] ?? 1
      guard weight > 0 else { continue }
      deviance += weight * unitDeviances[i]
      total += weight
      count += 1
      if weights != nil { logWeights += log(weight) }
    }
    switch self {
    case .gaussian:
      return -0.5 * (count * (log(2 * Double.pi * deviance / count) + 1) - logWeights)
    case .gamma:
      let shape = total / deviance
      return saturated(response, weights) { y, w in
        w * (0.5 * log(shape / (2 * Double.pi)) - StirlingError.value(shape) - log(y))
      } - 0.5 * shape * deviance
    case .poisson:
      return saturated(response, weights) { y, w in
        y == 0 ? 0 : -w * (StirlingError.value(y) + 0.5 * log(2 * Double.pi * y))
      } - 0.5 * deviance
    case .binomial:
      return saturated(response, weights) { y, w in Self.saturatedBinomial(y, w) }
        - 0.5 * deviance
    }
  }

  /// log of the binomial probability of wy successes in w trials at its own proportion y.
  private static func saturatedBinomial(_ y: Double, _ trials: Double) -> Double {
    let successes = trials * y
    let failures = trials * (1 - y)
    guard successes > 0, failures > 0 else { return 0 }
    return StirlingError.value(trials) - StirlingError.value(successes)
      - StirlingError.value(failures)
      + 0.5 * (log(trials / successes / failures) - log(2 * Double.pi))
  }

  private func saturated(
    _ response: [Double], _ weights: [Double]?, _ term: (Double, Double) -> Double
  ) -> Double {
    response.indices.reduce(0) { sum, i in
      let weight = weights?[i] ?? 1
      return weight > 0 ? sum + term(response[i], weight) : sum
    }
  }
}

/// The error of Stirling's formula for the factorial.
enum StirlingError {
  /// log Γ(x + 1) − (x + ½) log x + x − ½ log 2π, for x > 0.
  static func value(_ x: Double) -> Double {
    if x < 16 {
      return logGamma(x + 1) - (x + 0.5) * log(x) + x - 0.5 * log(2 * Double.pi)
    }
    // 1/12x − 1/360x³ + 1/1260x⁵ − 1/1680x⁷ + 1/1188x⁹ (Abramowitz and Stegun 6.1.41).
    let s = 1 / (x * x)
    return (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188)))) / x
  }
}
