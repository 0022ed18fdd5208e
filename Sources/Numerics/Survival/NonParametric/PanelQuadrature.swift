internal import Glibc

/// Composite Gauss-Legendre quadrature with sixteen points a panel.
enum PanelQuadrature {
  private static let pointCount = 16

  /// The positive nodes on (−1, 1) and their weights, the roots of the Legendre polynomial by
  /// Newton's method.
  private static let rule: [(node: Double, weight: Double)] = (0..<pointCount / 2).map { index in
    var x = cos(Double.pi * (Double(index) + 0.75) / (Double(pointCount) + 0.5))
    var slope = 1.0
    for _ in 0..<20 {
      var (previous, current) = (1.0, x)
      for degree in 2...pointCount {
        let n = Double(degree)
        (previous, current) = (current, ((2 * n - 1) * x * current - (n - 1) * previous) / n)
      }
      slope = Double(pointCount) * (x * current - previous) / (x * x - 1)
      x -= current / slope
    }
    return (x, 2 / ((1 - x * x) * slope * slope))
  }

  /// The integral of a function over the panels between ascending edges.
  static func integral(over edges: [Double], _ function: (Double) -> Double) -> Double {
    var sum = 0.0
    for panel in edges.indices.dropLast() {
      let half = 0.5 * (edges[panel + 1] - edges[panel])
      let middle = edges[panel] + half
      var inner = 0.0
      for (node, weight) in rule {
        inner += weight * (function(middle - half * node) + function(middle + half * node))
      }
      sum += half * inner
    }
    return sum
  }
}
