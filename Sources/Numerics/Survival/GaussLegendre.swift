internal import Glibc

/// The quadrature of Gauss and Legendre on [−1, 1], exact for polynomials up to degree 2n − 1.
struct GaussLegendre: Sendable {
  let nodes: [Double]
  let weights: [Double]

  /// The rule the restricted means use.
  static let twenty = GaussLegendre(20)

  /// Finds the nodes as the roots of the Legendre polynomial, by Newton's method.
  init(_ count: Int) {
    var nodes: [Double] = []
    var weights: [Double] = []
    for place in 0..<count {
      var x = cos(.pi * (Double(count - 1 - place) + 0.75) / (Double(count) + 0.5))
      var slope = 1.0
      for _ in 0..<100 {
        var (before, value) = (1.0, x)
        for degree in 1..<max(count, 2) where degree < count {
          let d = Double(degree)
          (before, value) = (value, ((2 * d + 1) * x * value - d * before) / (d + 1))
        }
        slope = Double(count) * (x * value - before) / (x * x - 1)
        let step = value / slope
        x -= step
        if abs(step) < 1e-15 { break }
      }
      nodes.append(x)
      weights.append(2 / ((1 - x * x) * slope * slope))
    }
    self.nodes = nodes
    self.weights = weights
  }
}
