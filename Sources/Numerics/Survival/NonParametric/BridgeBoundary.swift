internal import Distributions
internal import Glibc
internal import LinearAlgebra

/// The probability that a Brownian bridge B stays within a band: the law behind simultaneous
/// confidence bands of survival curves.
///
/// Critical values are the roots of these probabilities, found when they are wanted rather than
/// read from a table. They were checked against Table C.4 of Klein and Moeschberger (2003), the
/// Kolmogorov distribution, and simulation; their Table C.3 holds the roots of a tail
/// approximation to `equalPrecision`, which are smaller by some thousandths.
package enum BridgeBoundary {
  /// P(|B(u)| ≤ k for all a ≤ u ≤ b).
  ///
  /// The bridge is Brownian motion that returns to 0 at 1. Between a and b the motion is killed at
  /// ±k, which the method of images writes as a sum of normal densities; the integral over B(a) is
  /// in closed form, that over B(b) by quadrature with panels that narrow towards the boundary.
  package static func hallWellner(_ k: Double, from a: Double, to b: Double) -> Double {
    guard k > 0 else { return 0 }
    let deviation = (b * (1 - b)).squareRoot()
    if b - a < 1e-12 { return deviation > 0 ? 1 - 2 * Normal.standard.upperTail(k / deviation) : 1 }
    let inside = (a * (b - a) / b).squareRoot()
    /// The density at m of motion that starts at 0, for a ends within ±k, and goes on freely to b.
    func density(_ m: Double) -> Double {
      let height = exp(-0.5 * m * m / b) / b.squareRoot()
      guard inside > 0, height > 0 else { return height }
      let mean = a * m / b
      return height
        * (Normal.standard.cumulative((k - mean) / inside)
          - Normal.standard.cumulative((-k - mean) / inside))
    }
    let images = Int((10 / (4 * k)).rounded(.up)) + 1
    func killed(_ y: Double) -> Double {
      var sum = 0.0
      for image in -images...images {
        let shift = 4 * Double(image) * k
        sum += density(y + shift) - density(2 * k - y + shift)
      }
      return sum
    }
    if b == 1 { return killed(0) }
    let end = min(k, 12 * deviation)
    let edges =
      [0, 0.125, 0.25, 0.375].map { $0 * end } + (1..<24).map { end * (1 - exp2(Double(-$0))) }
      + [end]
    let root = (2 * Double.pi * (1 - b)).squareRoot()
    return 2
      * PanelQuadrature.integral(over: edges) { y in
        exp(-0.5 * y * y / (1 - b)) / root * killed(y)
      }
  }

  /// P(|B(u)| ≤ c √(u (1 − u)) for all u over which ½ log(u / (1 − u)) grows by `length`).
  ///
  /// B(u) / √(u(1 − u)) is the stationary Ornstein-Uhlenbeck process in that time. Its generator,
  /// killed at ±c, is −g″ + (x²/4 − ½) g in the square root of the normal density; the sum
  /// over its eigenfunctions is found in a basis of cosines, whose matrix is in closed form.
  package static func equalPrecision(_ c: Double, length: Double) -> Double {
    guard c > 0 else { return 0 }
    if length <= 0 { return 1 - 2 * Normal.standard.upperTail(c) }
    // Enough cosines that the first one left out has died away by the end of the range.
    let size = min(160, max(40, Int(4 * c / length.squareRoot())))
    func square(_ m: Int) -> Double {
      if m == 0 { return c * c / 3 }
      return 2 * c * c * (m % 2 == 0 ? 1 : -1) / (Double(m * m) * Double.pi * Double.pi)
    }
    var operation = Matrix(rowCount: size, columnCount: size)
    for row in 0..<size {
      for column in 0...row {
        operation[row, column] = 0.25 * (square(row - column) + square(row + column + 1))
      }
      let frequency = Double(2 * row + 1) * Double.pi / (2 * c)
      operation[row, row] += frequency * frequency - 0.5
    }
    guard let modes = try? SymmetricEigen(operation) else { return .nan }
    let edges = (0...size / 2).map { c * Double($0) / Double(size / 2) }
    let scale = 2 / (c.squareRoot() * pow(2 * Double.pi, 0.25))
    let start = (0..<size).map { row in
      let frequency = Double(2 * row + 1) * Double.pi / (2 * c)
      return scale
        * PanelQuadrature.integral(over: edges) { x in exp(-0.25 * x * x) * cos(frequency * x) }
    }
    var probability = 0.0
    for mode in modes.values.indices {
      let decay = exp(-modes.values[mode] * length)
      if decay < 1e-20 { break }
      var weight = 0.0
      for row in 0..<size { weight += start[row] * modes.vectors[row, mode] }
      probability += decay * weight * weight
    }
    return probability
  }

  /// The x at which a rising probability reaches a level, within 1e-12 of it or of x.
  package static func root(_ level: Double, above low: Double, of probability: (Double) -> Double)
    -> Double
  {
    var (low, high) = (low, max(low, 0.5) * 2)
    while high < 40, probability(high) < level { high *= 2 }
    var (below, above) = (probability(low) - level, probability(high) - level)
    guard below < 0, above > 0 else { return below >= 0 ? low : .nan }
    // Regula falsi, with the value at an end that stays put halved (Illinois).
    for _ in 0..<100 where high - low > 1e-12 * high {
      let middle = min(max(high - above * (high - low) / (above - below), low), high)
      let value = probability(middle) - level
      if abs(value) < 1e-14 { return middle }
      if value.isNaN { return .nan }
      if value < 0 {
        (low, below, above) = (middle, value, above / 2)
      } else {
        (high, above, below) = (middle, value, below / 2)
      }
      if abs(value) < 1e-12 { return middle }
    }
    return (low + high) / 2
  }
}
