internal import Glibc

/// How a partial likelihood treats events at the same time.
public enum TieMethod: String, Sendable, Hashable, Codable, CaseIterable {
  /// Efron (1977): the j-th of d tied deaths is compared with the risk set less (j − 1)/d of those
  /// that die; each death carries the mean weight of the tied deaths.
  case efron
  /// Breslow (1974): every tied death is compared with the whole risk set.
  case breslow
  /// Cox (1972): those who died are compared with every subset of the risk set of their number, as
  /// for discrete time. R calls it exact, SAS DISCRETE, Stata exactp.
  case exact
  /// Kalbfleisch and Prentice (1973): the sum over all orders in which tied deaths may have happened.
  /// SAS calls it EXACT, Stata exactm.
  case exactMarginal = "exact-marginal"

  /// Whether it is one of the exact methods.
  public var isExact: Bool { self == .exact || self == .exactMarginal }
}

/// What the deaths at one event time contribute to a partial likelihood.
///
/// With S the weighted sum of exp(η) over the risk set, D over the d deaths, W their summed weight,
/// m = W/d and fⱼ = j/d for j = 0 ..< d (all zero by Breslow, with one term of weight W), the terms
/// are m/(S − fⱼD). Everything is relative to S so that no square overflows: qⱼ = 1 − fⱼD/S.
package struct TieTerms: Sendable {
  /// Σ m log(qⱼ S): what the log-likelihood subtracts.
  package var logDenominator: Double
  /// Σ m/(qⱼ S): the hazard increment of rows that survive the time.
  package var hazard: Double
  /// Σ fⱼ m/(qⱼ S): by how much the increment of those who die is less.
  package var deathHazard: Double
  /// Σ m/qⱼ², Σ fⱼ m/qⱼ² and Σ fⱼ² m/qⱼ².
  package var squares: (zero: Double, one: Double, two: Double)

  package init(
    _ method: TieMethod, deaths: Int, weight: Double, riskSum: Double, deathSum: Double
  ) {
    guard weight > 0 else {
      // Every row that died has been left out by a weight of zero.
      (logDenominator, hazard, deathHazard, squares) = (0, 0, 0, (0, 0, 0))
      return
    }
    let logRisk = Glibc.log(riskSum)
    guard method == .efron, deaths > 1 else {
      logDenominator = weight * logRisk
      hazard = weight / riskSum
      deathHazard = 0
      squares = (weight, 0, 0)
      return
    }
    let mean = weight / Double(deaths)
    let share = deathSum / riskSum
    var (logs, zero, one) = (0.0, 0.0, 0.0)
    var squares = (zero: 0.0, one: 0.0, two: 0.0)
    for j in 0..<deaths {
      let fraction = Double(j) / Double(deaths)
      let quotient = 1 - fraction * share
      let inverse = 1 / quotient
      logs += Glibc.log(quotient)
      zero += inverse
      one += fraction * inverse
      squares.zero += inverse * inverse
      squares.one += fraction * inverse * inverse
      squares.two += fraction * fraction * inverse * inverse
    }
    logDenominator = weight * logRisk + mean * logs
    hazard = mean * zero / riskSum
    deathHazard = mean * one / riskSum
    self.squares = (mean * squares.zero, mean * squares.one, mean * squares.two)
  }
}
