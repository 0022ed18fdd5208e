import Glibc

/// Fisher's F distribution, that of a ratio of independent chi-squared mean squares.
///
/// Infinite degrees of freedom make that mean square 1: with an infinite denominator F is
/// chi-squared over its degrees of freedom, with an infinite numerator the reciprocal of such,
/// with both the constant 1. Degrees of freedom that are not positive make every function answer
/// NaN.
public struct FisherF: Distribution, Hashable {
  /// The numerator degrees of freedom, positive.
  public let numeratorDegreesOfFreedom: Double
  /// The denominator degrees of freedom, positive.
  public let denominatorDegreesOfFreedom: Double

  /// mF/(n + mF) is beta(m/2, n/2).
  private let beta: IncompleteBeta

  /// Makes a distribution.
  public init(numeratorDegreesOfFreedom: Double, denominatorDegreesOfFreedom: Double) {
    self.numeratorDegreesOfFreedom = numeratorDegreesOfFreedom
    self.denominatorDegreesOfFreedom = denominatorDegreesOfFreedom
    beta = IncompleteBeta(
      alpha: numeratorDegreesOfFreedom / 2, beta: denominatorDegreesOfFreedom / 2)
  }

  /// What the distribution is, by its degrees of freedom.
  private enum Form {
    case invalid, ordinary
    /// Chi-squared over its degrees of freedom.
    case meanSquare(Gamma)
    /// The reciprocal of that.
    case reciprocal(Gamma)
    case constant
  }

  private var m: Double { numeratorDegreesOfFreedom }
  private var n: Double { denominatorDegreesOfFreedom }

  private var form: Form {
    guard m > 0, n > 0 else { return .invalid }
    // Infinite, or as good as.
    switch (m > 1e30, n > 1e30) {
    case (false, false): return .ordinary
    case (false, true): return .meanSquare(Gamma(shape: m / 2, rate: m / 2))
    case (true, false): return .reciprocal(Gamma(shape: n / 2, rate: n / 2))
    case (true, true): return .constant
    }
  }

  /// The density; infinite at 0 for fewer than two numerator degrees of freedom.
  public func density(_ x: Double) -> Double { exp(logDensity(x)) }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    switch form {
    case .invalid: return .nan
    case .constant: return x == 1 ? .infinity : -.infinity
    case .meanSquare(let gamma): return gamma.logDensity(x)
    case .reciprocal(let gamma):
      return x > 0 && x < .infinity ? gamma.logDensity(1 / x) - 2 * log(x) : -.infinity
    case .ordinary:
      if x < 0 || x == .infinity { return -.infinity }
      if x == 0 { return m < 2 ? .infinity : m == 2 ? 0 : -.infinity }
      return (beta.mass(place(x)) * (m / (m + n) * n / 2)).logarithm - log(x)
    }
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    switch form {
    case .invalid: return .nan
    case .constant: return x < 1 ? 0 : 1
    case .meanSquare(let gamma): return gamma.cumulative(x)
    case .reciprocal(let gamma): return x <= 0 ? 0 : gamma.upperTail(1 / x)
    case .ordinary:
      if x <= 0 || x == .infinity { return x <= 0 ? 0 : 1 }
      return beta.lower(place(x))
    }
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    switch form {
    case .invalid: return .nan
    case .constant: return x < 1 ? -.infinity : 0
    case .meanSquare(let gamma): return gamma.logCumulative(x)
    case .reciprocal(let gamma): return x <= 0 ? -.infinity : gamma.logUpperTail(1 / x)
    case .ordinary:
      if x <= 0 || x == .infinity { return x <= 0 ? -.infinity : 0 }
      return beta.logLower(place(x))
    }
  }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    switch form {
    case .invalid: return .nan
    case .constant: return x < 1 ? 1 : 0
    case .meanSquare(let gamma): return gamma.upperTail(x)
    case .reciprocal(let gamma): return x <= 0 ? 1 : gamma.cumulative(1 / x)
    case .ordinary:
      if x <= 0 || x == .infinity { return x <= 0 ? 1 : 0 }
      return beta.upper(place(x))
    }
  }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    switch form {
    case .invalid: return .nan
    case .constant: return x < 1 ? 0 : -.infinity
    case .meanSquare(let gamma): return gamma.logUpperTail(x)
    case .reciprocal(let gamma): return x <= 0 ? 0 : gamma.logCumulative(1 / x)
    case .ordinary:
      if x <= 0 || x == .infinity { return x <= 0 ? 0 : -.infinity }
      return beta.mirrored.logLower(place(x).mirrored)
    }
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double {
    if let edge = quantileEdge(probability, zero: 0, one: .infinity) { return edge }
    switch form {
    case .meanSquare(let gamma): return gamma.quantile(probability)
    case .reciprocal(let gamma): return 1 / gamma.upperTailQuantile(probability)
    default: return n / m * beta.inverseLowerOdds(probability)
    }
  }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    if let edge = quantileEdge(probability, zero: .infinity, one: 0) { return edge }
    switch form {
    case .meanSquare(let gamma): return gamma.upperTailQuantile(probability)
    case .reciprocal(let gamma): return 1 / gamma.quantile(probability)
    default: return n / m * beta.inverseUpperOdds(probability)
    }
  }

  private func quantileEdge(_ probability: Double, zero: Double, one: Double) -> Double? {
    switch form {
    case .invalid: .nan
    case .constant: probability >= 0 && probability <= 1 ? 1 : .nan
    default: ProbabilityRange.edge(probability, valid: true, zero: zero, one: one)
    }
  }

  /// The place of mx/(n + mx), 0 < x < ∞.
  private func place(_ x: Double) -> IncompleteBeta.Place {
    let odds = m / n * x
    let y = 1 / (1 + odds)
    return odds < .infinity
      ? IncompleteBeta.Place(x: odds * y, y: y, deviation: 0.5 * m * ((1 - x) * y))
      : IncompleteBeta.Place(x: 1, y: n / m / x, deviation: -n / 2)
  }
}
