import Foundation

/// Every sampler takes a fixed number of uniform draws, so that a changed parameter moves one value
/// and leaves all later ones of the stream in place.
extension RandomStream {
  /// A number strictly between 0 and 1, on a grid of 2⁻⁵³.
  package mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// A number between two others.
  package mutating func uniform(from lower: Double, to upper: Double) -> Double {
    lower + (upper - lower) * uniform()
  }

  /// True with the probability given.
  package mutating func bernoulli(_ probability: Double) -> Bool { uniform() < probability }

  /// A whole number from 0 up to, but not including, `count`.
  package mutating func index(below count: Int) -> Int {
    min(count - 1, Int(uniform() * Double(count)))
  }

  /// A standard normal number, by the method of Box and Muller 1958.
  package mutating func normal() -> Double {
    let radius = (-2 * log(uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// A normal number with this mean and standard deviation.
  package mutating func normal(mean: Double, sd: Double) -> Double { mean + sd * normal() }

  /// A lognormal number; `logSD` is the standard deviation of its logarithm.
  package mutating func lognormal(median: Double, logSD: Double) -> Double {
    median * exp(logSD * normal())
  }

  /// A share whose logit is normal.
  package mutating func logitNormal(median: Double, logitSD: Double) -> Double {
    Logistic.probability(Logistic.logit(median) + logitSD * normal())
  }

  /// An exponential number with mean 1: the cumulative hazard at an event.
  package mutating func exponential() -> Double { -log(uniform()) }

  /// A Weibull number, by inversion of S(t) = exp(−(t / scale)^shape).
  package mutating func weibull(shape: Double, scale: Double) -> Double {
    scale * pow(exponential(), 1 / shape)
  }

  /// A gamma number with shape 5/2 and scale 1: two exponentials and half a squared normal.
  package mutating func gammaFiveHalves() -> Double {
    let normal = normal()
    return exponential() + exponential() + normal * normal / 2
  }

  /// A number with the beta distribution of shapes 5/2 and 5/2, as a ratio of gammas.
  package mutating func betaFiveHalves() -> Double {
    let first = gammaFiveHalves()
    return first / (first + gammaFiveHalves())
  }

  /// The place of one of some weights, chosen in proportion to them.
  package mutating func choice(_ weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return place }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }
}

/// The logistic scale.
package enum Logistic {
  /// The probability with this logit.
  package static func probability(_ logit: Double) -> Double { 1 / (1 + exp(-logit)) }

  /// The logit of a probability strictly between 0 and 1.
  package static func logit(_ probability: Double) -> Double {
    log(probability / (1 - probability))
  }
}
