/// Composite Gauss-Legendre quadrature with sixteen points a panel.
enum PanelQuadrature {
  /// The positive nodes on (−1, 1) and their weights.
  private static let rule: [(node: Double, weight: Double)] = {
    let rule = GaussLegendre(16)
    return zip(rule.nodes, rule.weights).filter { $0.0 > 0 }.reversed()
  }()

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
