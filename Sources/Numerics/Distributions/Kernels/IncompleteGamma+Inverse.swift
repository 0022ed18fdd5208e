import Glibc

extension IncompleteGamma {
  /// The x with P(a, x) = p, for 0 < p < 1.
  func inverseLower(_ p: Double) -> Double {
    p <= 0.5 ? solveLower(p) : solveUpper(1 - p)
  }

  /// The x with Q(a, x) = q, for 0 < q < 1.
  func inverseUpper(_ q: Double) -> Double {
    q <= 0.5 ? solveUpper(q) : solveLower(1 - q)
  }

  /// Newton's method for log P in log x, where log P is concave, from a start at or near the root.
  private func solveLower(_ p: Double) -> Double {
    // P < xᵃ / Γ(a + 1), and nearly equal where x is small: the root lies right of this.
    let leading = (log(p) + logGamma(shape + 1)) / shape
    if leading < -300 { return exp(leading) }
    let start = max(exp(leading), wilsonHilferty(Normal.standard.quantile(p)))
    return newtonInLogarithm(start: start) { x in
      let mass = mass(x)
      let probability = lower(x)
      if probability > 1e-290 {
        return (log(probability / p), shape * mass.value / probability)
      }
      let scaled = logLower(x)
      return (scaled - log(p), shape * exp(mass.logarithm - scaled))
    }
  }

  /// Newton's method for log Q.
  private func solveUpper(_ q: Double) -> Double {
    var start = wilsonHilferty(Normal.standard.upperTailQuantile(q))
    if shape < 1 {
      // Q < xᵃ⁻¹ e⁻ˣ / Γ(a) for larger x; P < xᵃ / Γ(a + 1) for smaller.
      let near = exp((log1p(-q) + logGamma(shape + 1)) / shape)
      let far = -log(q) - logGamma(shape)
      start = max(near, far > 1 ? far - (1 - shape) * log(far) : 0)
      if start < 1e-300 { return near }
    }
    return newtonInLogarithm(start: start) { x in
      let mass = mass(x)
      let probability = upper(x)
      if probability > 1e-290 {
        return (log(probability / q), -shape * mass.value / probability)
      }
      let scaled = logUpper(x)
      return (scaled - log(q), -shape * exp(mass.logarithm - scaled))
    }
  }

  /// Wilson and Hilferty's normal approximation for the cube root; 0 where it is not positive.
  private func wilsonHilferty(_ z: Double) -> Double {
    let root = 1 - 1 / (9 * shape) + z / (3 * shape.squareRoot())
    return root > 0 ? shape * root * root * root : 0
  }
}
