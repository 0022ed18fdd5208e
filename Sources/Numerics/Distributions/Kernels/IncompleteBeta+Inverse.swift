import Glibc

extension IncompleteBeta {
  /// The odds x/y at which I_x(α, β) = p, for 0 < p < 1, perhaps from a known approximation.
  func inverseLowerOdds(_ p: Double, start: Double? = nil) -> Double {
    p <= 0.5
      ? solveOdds(p, start: start) : 1 / mirrored.solveOdds(1 - p, start: start.map { 1 / $0 })
  }

  /// The odds x/y at which 1 − I_x(α, β) = q, for 0 < q < 1.
  func inverseUpperOdds(_ q: Double) -> Double { 1 / mirrored.inverseLowerOdds(q) }

  /// The place with odds x/y.
  func place(odds: Double) -> Place {
    if odds == .infinity { return Place(x: 1, y: 0, deviation: -beta) }
    let y = 1 / (1 + odds)
    return Place(x: odds * y, y: y, deviation: alpha.addingProduct(-beta, odds) * y)
  }

  /// Newton's method for log I in the log-odds, where log I is concave.
  private func solveOdds(_ p: Double, start: Double?) -> Double {
    // I is nearly x^α / (α B(α, β)) where x is small.
    let leading = (log(p) + Self.logAlphaBeta(alpha, beta)) / alpha
    if leading < -300 && leading + log(max(1, beta)) < -45 { return exp(leading) }
    let jacobian = alpha / total * beta
    return newtonInLogarithm(start: start ?? startingOdds(p, leading: leading)) { odds in
      let place = place(odds: odds)
      let mass = mass(place)
      let probability = lower(place)
      if probability > 1e-290 {
        return (log(probability / p), jacobian * mass.value / probability)
      }
      let scaled = logLower(place)
      return (scaled - log(p), jacobian * exp(mass.logarithm - scaled))
    }
  }

  /// A first guess of the odds.
  private func startingOdds(_ p: Double, leading: Double) -> Double {
    if alpha > 1 && beta > 1 { return carterOdds(p) }
    // With one large parameter the distance from its end is nearly a gamma variable.
    if alpha > 20 {
      return (alpha + (beta - 1) / 2) / IncompleteGamma(shape: beta).inverseUpper(p)
    }
    if beta > 20 {
      let x = IncompleteGamma(shape: alpha).inverseLower(p) / (beta + (alpha - 1) / 2)
      return x > 1e-300 ? x : exp(max(leading, -690))
    }
    return exp(min(max(leading, -600), log(alpha / beta) + 1))
  }

  /// Carter's normal approximation (1947), for parameters above one.
  private func carterOdds(_ p: Double) -> Double {
    let z = Normal.standard.upperTailQuantile(p)
    let lambda = (z * z - 3) / 6
    let first = 1 / (2 * alpha - 1)
    let second = 1 / (2 * beta - 1)
    let h = 2 / (first + second)
    let w =
      z * max(h + lambda, 0).squareRoot() / h
      - (second - first) * (lambda + 5.0 / 6 - 2 / (3 * h))
    let odds = alpha / beta * exp(-2 * w)
    return odds > 0 && odds < .infinity ? odds : alpha / beta
  }
}
