import Distributions
import Glibc

/// The standard normal tail where the tail itself has underflowed.
enum NormalTail {
  /// Where the asymptotic series takes over: its terms fall below 2⁻⁵³ from here on.
  private static let far = 20.0

  /// log P(X > z).
  static func logUpper(_ z: Double) -> Double {
    if z < far {
      let tail = Normal.standard.upperTail(z)
      return z < 0 ? log1p(-Normal.standard.upperTail(-z)) : log(tail)
    }
    return -0.5 * z * z - log(z) - 0.5 * log(2 * Double.pi) + log(seriesFactor(z))
  }

  /// φ(z) / P(X > z).
  static func hazard(_ z: Double) -> Double {
    z < far
      ? Normal.standard.density(z) / Normal.standard.upperTail(z) : z / seriesFactor(z)
  }

  /// The z with P(X ≤ z) = p.
  static func quantile(_ probability: Double) -> Double { Normal.standard.quantile(probability) }

  /// P(X > z) z / φ(z) = 1 − 1/z² + 1·3/z⁴ − 1·3·5/z⁶ + … (Abramowitz and Stegun 26.2.12), as the
  /// continued fraction z/(z + 1/(z + 2/(z + 3/(z + …)))) (26.2.14), whose terms do not diverge.
  private static func seriesFactor(_ z: Double) -> Double {
    if z > 1e8 { return 1 }
    var tail = z
    for k in (1...40).reversed() { tail = z + Double(k) / tail }
    return z / tail
  }
}
