internal import Glibc

/// What one row adds to the log-likelihood, with its derivatives in the location μ and log σ.
///
/// The derivatives in μ are given in units of σ: `location` is σ·∂ℓ/∂μ, `locationLocation`
/// σ²·∂²ℓ/∂μ², `locationLogScale` σ·∂²ℓ/∂μ∂log σ. With z = (y − μ)/σ these are functions of z alone.
package struct RowLikelihood: Sendable {
  package var value = 0.0
  package var location = 0.0
  package var logScale = 0.0
  package var locationLocation = 0.0
  package var locationLogScale = 0.0
  package var logScaleLogScale = 0.0

  /// A row that says nothing.
  package static let none = RowLikelihood()

  @inline(__always)
  package init() {}

  /// A time known exactly: log f(z), to which the caller adds −log σ; its derivative is included.
  @inline(__always)
  package init(exactly z: Double, _ error: ErrorDistribution) {
    let density = error.logDensity(z)
    value = density.value
    location = -density.first
    logScale = -1 - z * density.first
    locationLocation = density.second
    locationLogScale = density.first + z * density.second
    logScaleLogScale = z * (density.first + z * density.second)
  }

  /// A function of one z, such as the logarithm of a tail.
  @inline(__always)
  package init(_ jet: Jet, at z: Double) {
    value = jet.value
    location = -jet.first
    logScale = -z * jet.first
    locationLocation = jet.second
    locationLogScale = jet.first + z * jet.second
    logScaleLogScale = z * (jet.first + z * jet.second)
  }

  /// Takes the same numbers of a condition away: the row was only seen after z.
  @inline(__always)
  package mutating func condition(onBeingAbove z: Double, _ error: ErrorDistribution) {
    let entry = RowLikelihood(error.logUpperTail(z), at: z)
    value -= entry.value
    location -= entry.location
    logScale -= entry.logScale
    locationLocation -= entry.locationLocation
    locationLogScale -= entry.locationLogScale
    logScaleLogScale -= entry.logScaleLogScale
  }

  /// A time known to lie between z and z + width.
  package init(from z: Double, width: Double, _ error: ErrorDistribution) {
    let half = 0.5 * width
    let slope = abs(error.logDensity(z + half).first)
    if half * max(1, slope) < 0.25 {
      self.init(narrow: z + half, half: half, error)
    } else {
      self.init(wide: z, z + width, error)
    }
  }

  /// The difference of two tails, taken on the side where they are small.
  private init(wide first: Double, _ second: Double, _ error: ErrorDistribution) {
    let (low, high) = (error.logDensity(first), error.logDensity(second))
    let value = Self.logProbability(first, second, error)
    self.init()
    guard value > -.infinity else {
      self.value = value
      return
    }
    // f/P at both ends; where one has vanished its slope may be infinite.
    let (a, b) = (exp(low.value - value), exp(high.value - value))
    let (slopeA, slopeB) = (a == 0 ? 0 : -a * (low.first + a), b == 0 ? 0 : b * (high.first - b))
    let (zA, zB) = (a == 0 ? 0 : first, b == 0 ? 0 : second)
    let cross = a * b
    let (sum, moment) = (b - a, zB * b - zA * a)
    self.value = value
    location = -sum
    logScale = -moment
    locationLocation = slopeA + 2 * cross + slopeB
    locationLogScale = sum + zA * slopeA + (zA + zB) * cross + zB * slopeB
    logScaleLogScale = moment + zA * zA * slopeA + 2 * zA * zB * cross + zB * zB * slopeB
  }

  /// log P(first < ε ≤ second).
  package static func logProbability(
    _ first: Double, _ second: Double, _ error: ErrorDistribution
  ) -> Double {
    if error == .extremeValue {
      // The tails are exp(−e^first) and exp(−e^second).
      let w = exp(first)
      let excess = first < -700 ? exp(second) : w * expm1(second - first)
      return -w + (excess < 0.7 ? log(-expm1(-excess)) : log1p(-exp(-excess)))
    }
    let isUpper = first + second > 0
    let near = isUpper ? error.logUpperTail(first).value : error.logCumulative(second).value
    let far = isUpper ? error.logUpperTail(second).value : error.logCumulative(first).value
    let gap = far - near
    return near + (gap > -0.7 ? log(-expm1(gap)) : log1p(-exp(gap)))
  }

  /// The quadrature over narrow intervals, on which the density is nearly a polynomial.
  private static let rule = GaussLegendre(10)

  /// An interval so narrow that differences of tails would cancel: an average of exact times.
  ///
  /// With u the score of an exact time and H its second derivatives, the score of the interval is
  /// E[u] and its second derivative E[H] + Cov[u] under the density restricted to the interval
  /// (Louis 1982), by Gauss and Legendre's rule.
  private init(narrow middle: Double, half: Double, _ error: ErrorDistribution) {
    let reference = error.logDensity(middle).value
    var total = 0.0
    var mean = RowLikelihood()
    var points: [(share: Double, location: Double, logScale: Double)] = []
    points.reserveCapacity(10)
    let rule = Self.rule
    for (node, weight) in zip(rule.nodes, rule.weights) {
      let row = RowLikelihood(exactly: middle + half * node, error)
      let share = weight * exp(row.value - reference)
      total += share
      mean.location += share * row.location
      mean.logScale += share * row.logScale
      mean.locationLocation += share * row.locationLocation
      mean.locationLogScale += share * row.locationLogScale
      mean.logScaleLogScale += share * row.logScaleLogScale
      points.append((share, row.location, row.logScale))
    }
    self.init()
    value = reference + log(half * total)
    location = mean.location / total
    logScale = mean.logScale / total
    locationLocation = mean.locationLocation / total
    locationLogScale = mean.locationLogScale / total
    logScaleLogScale = mean.logScaleLogScale / total
    for point in points {
      let (u, s) = (point.location - location, point.logScale - logScale)
      let share = point.share / total
      locationLocation += share * u * u
      locationLogScale += share * u * s
      logScaleLogScale += share * s * s
    }
  }
}
