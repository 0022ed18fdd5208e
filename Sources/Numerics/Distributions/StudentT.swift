import Glibc

/// Student's t distribution; with infinite degrees of freedom the standard normal.
///
/// Degrees of freedom that are not positive make every function answer NaN.
public struct StudentT: Distribution, Hashable {
  /// The degrees of freedom, positive.
  public let degreesOfFreedom: Double

  /// n/(n + T²) is beta(n/2, ½).
  private let beta: IncompleteBeta

  /// Beyond these degrees of freedom the normal differs by less than 1e-14 down to 1e-300.
  private static let normalLimit = 1e20
  /// Beyond this |t| the tail is a power of t, to the last digit, wherever it is not zero.
  private static let powerLimit = 1e150

  /// Makes a distribution.
  public init(degreesOfFreedom: Double) {
    self.degreesOfFreedom = degreesOfFreedom
    beta = IncompleteBeta(alpha: degreesOfFreedom / 2, beta: 0.5)
  }

  private var isValid: Bool { degreesOfFreedom > 0 }
  private var isNormal: Bool { degreesOfFreedom >= Self.normalLimit }

  /// The density.
  public func density(_ x: Double) -> Double {
    guard isValid else { return .nan }
    if isNormal { return Normal.standard.density(x) }
    return exp(logKernel(x)) * exp(logHeight) / (2 * Double.pi).squareRoot()
  }

  /// The logarithm of the density.
  public func logDensity(_ x: Double) -> Double {
    guard isValid else { return .nan }
    if isNormal { return Normal.standard.logDensity(x) }
    return logKernel(x) + logHeight - StirlingError.halfLogTwoPi
  }

  /// The logarithm of √2π times the density at 0.
  private var logHeight: Double {
    let half = degreesOfFreedom / 2
    return StirlingError.value(half + 0.5) - StirlingError.value(half)
      + half * logOnePlusMinus(0.5 / half)
  }

  /// log (1 + x²/n)^(−(n + 1)/2).
  private func logKernel(_ x: Double) -> Double {
    let n = degreesOfFreedom
    let root = x / n.squareRoot()
    return -(n + 1) / 2 * (abs(root) > 1e100 ? 2 * log(abs(root)) : log1p(x * x / n))
  }

  /// P(X ≤ x).
  public func cumulative(_ x: Double) -> Double { upperTail(-x) }

  /// P(X > x).
  public func upperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if isNormal { return Normal.standard.upperTail(x) }
    let tail = outerTail(abs(x))
    return x < 0 ? 1 - tail : tail
  }

  /// log P(X ≤ x).
  public func logCumulative(_ x: Double) -> Double { logUpperTail(-x) }

  /// log P(X > x).
  public func logUpperTail(_ x: Double) -> Double {
    guard isValid, !x.isNaN else { return .nan }
    if isNormal { return Normal.standard.logUpperTail(x) }
    if x < 0 { return log1p(-outerTail(-x)) }
    let tail = outerTail(x)
    if tail > 1e-290 { return log(tail) }
    let near = min(x, Self.powerLimit)
    return beta.logLower(place(near)) - log(2) - degreesOfFreedom * log(x / near)
  }

  /// The x with P(X ≤ x) = `probability`; NaN outside [0, 1].
  public func quantile(_ probability: Double) -> Double { 0 - upperTailQuantile(probability) }

  /// The x with P(X > x) = `probability`; NaN outside [0, 1].
  public func upperTailQuantile(_ probability: Double) -> Double {
    if let edge = ProbabilityRange.edge(
      probability, valid: isValid, zero: .infinity, one: -.infinity)
    {
      return edge
    }
    if isNormal { return Normal.standard.upperTailQuantile(probability) }
    if probability > 0.5 { return -outerQuantile(1 - probability) }
    return outerQuantile(probability)
  }

  /// The place of n/(n + x²).
  private func place(_ x: Double) -> IncompleteBeta.Place {
    let n = degreesOfFreedom
    // n/x² as (n/x)/x, since x² may overflow.
    if abs(x) > 1 { return beta.place(odds: n / x / x) }
    let square = x * x
    let y = square / (n + square)
    return IncompleteBeta.Place(
      x: n / (n + square), y: y, deviation: 0.5 * n * (x - 1) * (x + 1) / (n + square))
  }

  /// P(X > x) for x ≥ 0.
  private func outerTail(_ x: Double) -> Double {
    if x == .infinity { return 0 }
    // The centre is quicker to reach near it, and leaves enough digits of the tail.
    if x < 2.6 { return 0.5 - 0.5 * beta.mirrored.lower(place(x).mirrored) }
    if x <= Self.powerLimit { return 0.5 * beta.lower(place(x)) }
    return 0.5 * beta.lower(place(Self.powerLimit)) * pow(Self.powerLimit / x, degreesOfFreedom)
  }

  /// The x ≥ 0 with P(X > x) = `probability`, at most ½.
  private func outerQuantile(_ probability: Double) -> Double {
    let n = degreesOfFreedom
    if probability == 0.5 { return 0 }
    // The first terms of the Cornish-Fisher expansion.
    let z = Normal.standard.upperTailQuantile(probability)
    let guess = z * (1 + (z * z + 1) / (4 * n))
    // From the centre when near it: 1 − 2p is exact there.
    let odds =
      probability > 0.25
      ? 1 / beta.mirrored.inverseLowerOdds(1 - 2 * probability, start: guess * guess / n)
      : beta.inverseLowerOdds(2 * probability, start: n >= 2 ? n / (guess * guess) : nil)
    if odds > 1e-290 { return n.squareRoot() / odds.squareRoot() }
    return Self.powerLimit * pow(outerTail(Self.powerLimit) / probability, 1 / n)
  }
}
