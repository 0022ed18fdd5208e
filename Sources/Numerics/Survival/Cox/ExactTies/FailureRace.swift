internal import Glibc
internal import LinearAlgebra

/// The chance that d rows fail before all others of their risk set, in whatever order.
///
/// The exact marginal likelihood (Kalbfleisch and Prentice 1973; DeLong, Guirguis and So 1994) takes
/// tied deaths to have happened at different times within the interval of measurement, and adds up
/// the partial likelihood over all their d! orders. With rows that fail as independent exponentials,
/// R the sum of exp(η) over those who survive the time and θ = η − log R,
///
/// ```
/// P = ∫ from 0 to ∞ of Π over the deaths of (1 − exp(−t exp θ)) exp(−t) dt
/// ```
///
/// In s = log t the integrand is entire and log-concave and falls off exponentially on the left and
/// doubly so on the right; the trapezoidal rule then errs by exp(−π²/h) or so. The step is halved
/// until two sums agree to 1e-7, whose square the error of the finer is. All terms are positive, so
/// nothing cancels however rare the deaths are; derivatives are weighted means over the same points.
struct FailureRace {
  /// log P.
  let logChance: Double
  private let scores: [Double]
  /// The points s and their weights, which add up to one.
  private let places: [Double]
  private let weights: [Double]

  /// The race of deaths with these θ.
  init(scores: [Double]) {
    self.scores = scores
    let mode = FailureRace.mode(scores)
    let peak = FailureRace.logIntegrand(scores, at: mode)
    var step = min(0.4, 1 / FailureRace.curvature(scores, at: mode).squareRoot())
    var (places, values) = ([mode], [1.0])
    for direction in [-1.0, 1] {
      // The left tail falls like exp(s) or faster, so that this ends.
      for k in 1...100_000 {
        let place = mode + direction * Double(k) * step
        let drop = FailureRace.logIntegrand(scores, at: place) - peak
        places.append(place)
        values.append(exp(drop))
        if !(drop > -39) { break }
      }
    }
    var sum = values.reduce(0, +)
    for _ in 0..<6 {
      let count = places.count
      for index in 0..<count {
        let place = places[index] + step / 2
        let value = exp(FailureRace.logIntegrand(scores, at: place) - peak)
        places.append(place)
        values.append(value)
      }
      let finer = values.reduce(0, +)
      let isSettled = abs(2 * sum - finer) <= 1e-7 * finer
      sum = finer
      step /= 2
      if isSettled { break }
    }
    var kept: (places: [Double], weights: [Double]) = ([], [])
    for (place, value) in zip(places, values) where value > 1e-17 * sum {
      kept.places.append(place)
      kept.weights.append(value / sum)
    }
    self.places = kept.places
    self.weights = kept.weights
    logChance = peak + log(sum * step)
  }

  /// y = exp(θ + s), log(1 − exp(−y)) and z = y / (exp(y) − 1), its derivative by θ.
  @inline(__always)
  private static func terms(_ exponent: Double) -> (y: Double, chance: Double, slope: Double) {
    let y = exp(exponent)
    guard y < 700 else { return (y, 1, 0) }
    let chance = -expm1(-y)
    return (y, chance, y > 1e-300 ? y * (1 - chance) / chance : 1)
  }

  /// log of the integrand by s.
  private static func logIntegrand(_ scores: [Double], at place: Double) -> Double {
    var (logs, product) = (place - exp(place), 1.0)
    for score in scores {
      let exponent = score + place
      guard exponent > -600 else {
        logs += exponent
        continue
      }
      product *= terms(exponent).chance
      if product < 1e-30 {
        logs += log(product)
        product = 1
      }
    }
    return logs + log(product)
  }

  /// About where the integrand is greatest: the derivative 1 − exp(s) + Σ z falls, and vanishes
  /// between 0 and log(d + 1).
  private static func mode(_ scores: [Double]) -> Double {
    var (low, high) = (0.0, log1p(Double(scores.count)))
    for _ in 0..<8 {
      let middle = (low + high) / 2
      let slopes = scores.reduce(0) { $0 + terms($1 + middle).slope }
      if 1 - exp(middle) + slopes > 0 { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Minus the second derivative of the log integrand.
  private static func curvature(_ scores: [Double], at place: Double) -> Double {
    scores.reduce(exp(place)) {
      let (y, _, z) = terms($1 + place)
      return $0 + (z > 0 ? z * (y + z - 1) : 0)
    }
  }
}

extension FailureRace {
  /// First and second derivatives of log P by θ.
  ///
  /// The matrix of second derivatives is Σ over points of (w z z') − g g' − diag(b), with z the row
  /// of slopes at a point.
  struct Derivatives {
    /// g, the gradient: means of z.
    var gradient: [Double]
    /// b, not negative.
    var bends: [Double]
    /// The slopes z, points × deaths.
    var slopes: [Double]
    /// w, the weights of the points.
    var weights: [Double]
  }

  /// The derivatives.
  func derivatives() -> Derivatives {
    let count = scores.count
    var result = Derivatives(
      gradient: [Double](repeating: 0, count: count), bends: [Double](repeating: 0, count: count),
      slopes: [], weights: weights)
    result.slopes.reserveCapacity(count * places.count)
    for (place, weight) in zip(places, weights) {
      for (j, score) in scores.enumerated() {
        let (y, _, z) = FailureRace.terms(score + place)
        result.gradient[j] += weight * z
        if z > 0 { result.bends[j] += weight * z * (y + z - 1) }
        result.slopes.append(z)
      }
    }
    return result
  }
}
