import Glibc

/// The regularised incomplete gamma functions of one shape.
///
/// Up to shape 300 they are Boost's. Beyond, Boost's leading factor loses digits in proportion to
/// the shape (1e-7 at 1e9), so that the tail is the density, by Loader's saddle-point form, times
/// a quadrature. Reference: C. Loader (2000), Fast and accurate computation of binomial
/// probabilities.
struct IncompleteGamma: Hashable {
  /// The shape, positive and finite.
  let shape: Double
  private static let boostLimit = 300.0
  private static let saddleLimit = 8.0

  /// xᵃ e⁻ˣ / Γ(a + 1): the Poisson probability of a at mean x, and x/a times the density at x.
  ///
  /// - Parameters:
  ///   - x: The argument, 0 < x < ∞.
  ///   - rest: What rounding took from x, where x is a product.
  func mass(_ x: Double, rest: Double = 0) -> ScaledValue {
    if shape < Self.saddleLimit {
      return ScaledValue(factor: 1, exponent: shape * log(x) - x - Boost.logGamma(1 + shape))
    }
    let kernel = shape * logOnePlusMinus(((x - shape) + rest) / shape, onePlus: x / shape)
    return ScaledValue(
      factor: 1 / (2 * Double.pi * shape).squareRoot(),
      exponent: kernel - StirlingError.value(shape))
  }

  /// P(a, x) for 0 < x < ∞.
  func lower(_ x: Double, rest: Double = 0) -> Double {
    if shape <= Self.boostLimit { return Boost.gammaLower(shape, x) + gain(x, rest) }
    return x < shape ? scaledLower(x, rest).value : 1 - scaledUpper(x, rest).value
  }

  /// Q(a, x) for 0 < x < ∞.
  func upper(_ x: Double, rest: Double = 0) -> Double {
    if shape <= Self.boostLimit { return Boost.gammaUpper(shape, x) - gain(x, rest) }
    return x < shape ? 1 - scaledLower(x, rest).value : scaledUpper(x, rest).value
  }

  /// How much P(a, x) grows from x to x + rest, where that can be seen.
  private func gain(_ x: Double, _ rest: Double) -> Double {
    rest == 0 || shape < 30 ? 0 : (mass(x) * (shape / x * rest)).value
  }

  /// log P(a, x) for 0 < x < ∞.
  func logLower(_ x: Double, rest: Double = 0) -> Double {
    let probability = lower(x, rest: rest)
    if probability > 0.5 { return log1p(-upper(x, rest: rest)) }
    return probability > 1e-290 ? log(probability) : scaledLower(x, rest).logarithm
  }

  /// log Q(a, x) for 0 < x < ∞.
  func logUpper(_ x: Double, rest: Double = 0) -> Double {
    let probability = upper(x, rest: rest)
    if probability > 0.5 { return log1p(-lower(x, rest: rest)) }
    return probability > 1e-290 ? log(probability) : scaledUpper(x, rest).logarithm
  }

  /// P(a, x) below the shape, where it is the smaller tail.
  private func scaledLower(_ x: Double, _ rest: Double) -> ScaledValue {
    let ratio =
      shape > Self.boostLimit
      ? shape * quadrature(slope: (shape - x) - rest, direction: -1) : lowerSeries(x)
    return mass(x, rest: rest) * ratio
  }

  /// Q(a, x) above the shape, where it is the smaller tail.
  private func scaledUpper(_ x: Double, _ rest: Double) -> ScaledValue {
    let ratio =
      shape > Self.boostLimit
      ? quadrature(slope: (x - shape) + rest, direction: 1) : upperFraction(x)
    return mass(x, rest: rest) * (shape * ratio)
  }

  /// ∫ over v > 0 of the density at x(1 ± v), relative to that at x and to the shape, outwards from
  /// an x whose distance from the shape is the slope.
  private func quadrature(slope: Double, direction: Double) -> Double {
    func exponent(_ v: Double) -> Double { shape * logOnePlusMinus(direction * v) - slope * v }
    var end = TailQuadrature.stretch(slope: slope, curvature: shape)
    if direction < 0 {
      end = min(end, 0.9)
    } else {
      while end > 0, exponent(end) > 2 - TailQuadrature.cut { end *= 1.25 }
    }
    return TailQuadrature.integral(to: end) { exp(exponent($0)) / (1 + direction * $0) }
  }

  /// P / mass = 1 + x/(a + 1) + x²/((a + 1)(a + 2)) + ….
  private func lowerSeries(_ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var denominator = shape
    while term > 1e-17 * sum {
      denominator += 1
      term *= x / denominator
      sum += term
    }
    return sum
  }

  /// Q / (a · mass) by Legendre's continued fraction, for x well above the shape.
  private func upperFraction(_ x: Double) -> Double {
    var partial = x + 1 - shape
    var c = Double.greatestFiniteMagnitude
    var d = 1 / partial
    var result = d
    for index in 1...1000 {
      let n = Double(index)
      let numerator = -n * (n - shape)
      partial += 2
      d = 1 / (numerator * d + partial)
      c = partial + numerator / c
      result *= c * d
      if abs(c * d - 1) < 1e-16 { break }
    }
    return result
  }
}
