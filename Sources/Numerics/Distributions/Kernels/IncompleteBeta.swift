import Glibc

/// The regularised incomplete beta functions of one pair of parameters.
///
/// The smaller tail is a leading factor, by Loader's saddle-point form of the binomial
/// probability, times a continued fraction (DLMF 8.17.22, its even part) or, where both parameters
/// are large, a quadrature. Boost's own functions lose digits in proportion to the parameters and
/// go wrong where a finite sum starts with a term that underflows.
struct IncompleteBeta: Hashable {
  /// The exponent of x, positive and finite.
  let alpha: Double
  /// The exponent of y = 1 − x, positive and finite.
  let beta: Double
  /// α + β.
  let total: Double
  /// The part of log mass that does not depend on x.
  private let constant: Double

  /// A place in (0, 1), known with all digits from both ends and from the mean.
  struct Place {
    /// The place.
    var x: Double
    /// 1 − x.
    var y: Double
    /// αy − βx: (α + β) times the distance from x up to the mean.
    var deviation: Double

    var mirrored: Place { Place(x: y, y: x, deviation: -deviation) }
  }

  init(alpha: Double, beta: Double) {
    self.alpha = alpha
    self.beta = beta
    total = alpha + beta
    constant =
      min(alpha, beta) < 1
      ? -Self.logAlphaBeta(min(alpha, beta), max(alpha, beta))
      : StirlingError.value(total) - StirlingError.value(alpha) - StirlingError.value(beta)
  }

  private init(mirroring other: IncompleteBeta) {
    alpha = other.beta
    beta = other.alpha
    total = other.total
    constant = other.constant
  }

  /// The functions with α and β, and so x and y, exchanged.
  var mirrored: IncompleteBeta { IncompleteBeta(mirroring: self) }

  /// The place x, with a deviation that has lost nothing to rounding.
  func place(_ x: Double) -> Place {
    let first = alpha * x
    let second = beta * x
    let firstRest = (-first).addingProduct(alpha, x)
    let secondRest = (-second).addingProduct(beta, x)
    let once = alpha - first
    let twice = once - second
    let rest =
      differenceRest(alpha, first, once) + differenceRest(once, second, twice)
      - (firstRest + secondRest)
    return Place(x: x, y: 1 - x, deviation: twice + rest)
  }

  /// Γ(α + β + 1) / (Γ(α + 1) Γ(β + 1)) · x^α y^β: αβ/(α + β) times it is the density of log(x/y).
  func mass(_ place: Place) -> ScaledValue {
    if min(alpha, beta) < 1 {
      let logX = place.x < 0.5 ? log(place.x) : log1p(-place.y)
      let logY = place.y < 0.5 ? log(place.y) : log1p(-place.x)
      return ScaledValue(
        factor: total / max(alpha, beta), exponent: alpha * logX + beta * logY + constant)
    }
    let d = place.deviation
    let first = alpha * logOnePlusMinus(-d / alpha, onePlus: total * place.x / alpha)
    let second = beta * logOnePlusMinus(d / beta, onePlus: total * place.y / beta)
    return ScaledValue(
      factor: ((1 / alpha + 1 / beta) / (2 * Double.pi)).squareRoot(),
      exponent: constant + first + second)
  }

  /// I_x(α, β).
  func lower(_ place: Place) -> Double {
    if place.x <= 0 { return 0 }
    if place.y <= 0 { return 1 }
    if isBelow(place) { return smallTail(place).value }
    let other = mirrored.smallTail(place.mirrored).value
    if other < 0.9 { return 1 - other }
    // A tail that is small on the far side of the mean: the fraction may still converge there.
    let fraction = fraction(place)
    guard fraction.converged else { return max(0, 1 - other) }
    return (mass(place) * (alpha / total * beta / fraction.value)).value
  }

  /// 1 − I_x(α, β).
  func upper(_ place: Place) -> Double { mirrored.lower(place.mirrored) }

  /// log I_x(α, β).
  func logLower(_ place: Place) -> Double {
    if place.x <= 0 { return -.infinity }
    if place.y <= 0 { return 0 }
    if isBelow(place) { return smallTail(place).logarithm }
    let other = upper(place)
    return other < 0.9 ? log1p(-other) : log(lower(place))
  }

  /// Whether x lies where the continued fraction for I_x converges fast.
  private func isBelow(_ place: Place) -> Bool { place.deviation + place.y - place.x >= 0 }

  /// I_x(α, β), not by subtraction.
  func smallTail(_ place: Place) -> ScaledValue {
    let jacobian = alpha / total * beta
    return mass(place)
      * (jacobian * (min(alpha, beta) > 200 ? quadrature(place) : 1 / fraction(place).value))
  }

  /// ∫ over w > 0 of the density of the log-odds at x − w, relative to that at x.
  private func quadrature(_ place: Place) -> Double {
    // In v = w/x.
    let odds = place.x / place.y
    let slope = place.deviation / place.y
    func exponent(_ v: Double) -> Double {
      alpha * logOnePlusMinus(-v) + beta * logOnePlusMinus(v * odds) - slope * v
    }
    var end = min(
      0.9, TailQuadrature.stretch(slope: slope, curvature: alpha + beta * odds * odds))
    while exponent(end) > 2 - TailQuadrature.cut && end < 0.999 {
      end = min(1.25 * end, 0.5 * (1 + end))
    }
    return TailQuadrature.integral(to: end) {
      exp(exponent($0)) / ((1 - $0) * (place.y + place.x * $0))
    }
  }

  /// x^α y^β / (B(α, β) I_x(α, β)), by Lentz's method.
  private func fraction(_ place: Place) -> (value: Double, converged: Bool) {
    let x = place.x
    var result = alpha * (place.deviation + 1) / (alpha + 1)
    if result == 0 { result = 1e-300 }
    var c = result
    var d = 0.0
    for index in 1...2000 {
      let m = Double(index)
      let even = alpha + 2 * m - 1
      let product = m * (beta - m) * x / even
      let numerator = (alpha + m - 1) * ((total + m - 1) * x / even) * product
      let partial =
        m + product
        + (alpha + m) * (place.deviation + 1 + m * (1 + place.y)) / (even + 2)
      d = 1 / (partial + numerator * d)
      c = partial + numerator / c
      let ratio = c * d
      result *= ratio
      if abs(ratio - 1) <= Double.ulpOfOne { return (result, true) }
    }
    return (result, false)
  }

  /// log(α B(α, β)), to the relative accuracy that its smallness for small α asks for.
  static func logAlphaBeta(_ alpha: Double, _ beta: Double) -> Double {
    // log Γ(α + β) − log Γ(β), from Stirling's formula once β is large enough for it.
    var shifted = beta
    var difference = 0.0
    while shifted < 8 {
      difference -= log1p(alpha / shifted)
      shifted += 1
    }
    difference +=
      StirlingError.value(alpha + shifted) - StirlingError.value(shifted)
      + (shifted + alpha - 0.5) * log1p(alpha / shifted) + alpha * log(shifted) - alpha
    return Boost.logGamma(1 + alpha) - difference
  }
}
