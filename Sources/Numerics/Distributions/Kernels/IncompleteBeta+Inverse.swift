import Glibc

extension IncompleteBeta {
  /// The odds x/y at which I_x(α, β) = p, for 0 < p < 1.
  func inverseLowerOdds(_ p: Double) -> Double {
    p <= 0.5 ? solveOdds(p) : 1 / mirrored.solveOdds(1 - p)
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
  private func solveOdds(_ p: Double) -> Double {
    // I is nearly x^α / (α B(α, β)) where x is small.
    let leading = (log(p) + logAlphaBeta) / alpha
    if leading < -300 && leading + log(max(1, beta)) < -45 { return exp(leading) }
    let jacobian = alpha / total * beta
    return newtonInLogarithm(start: startingOdds(p, leading: leading)) { odds in
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

  /// log(α B(α, β)), from the mass at the mean.
  private var logAlphaBeta: Double {
    let x = alpha / total
    let y = beta / total
    let logX = x < 0.5 ? log(x) : log1p(-y)
    let logY = y < 0.5 ? log(y) : log1p(-x)
    return alpha * logX + beta * logY - logY
      - mass(Place(x: x, y: y, deviation: 0)).logarithm
  }

  /// A first guess of the odds: Carter's normal approximation (1947) where both parameters exceed
  /// one, else what the leading power of x says.
  private func startingOdds(_ p: Double, leading: Double) -> Double {
    guard alpha > 1, beta > 1 else {
      return exp(min(max(leading, -600), log(alpha / beta) + 1))
    }
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
