/// Cubic B-splines by de Boor's recurrence.
enum BSplineBasis {
  /// The values of all B-splines at x, which lies within the outer knots: `knots.count − 4` values.
  ///
  /// - Precondition: `knots` is increasing with each end repeated four times.
  static func values(at x: Double, knots: [Double], into result: inout [Double]) {
    for index in result.indices { result[index] = 0 }
    let interval = interval(of: x, knots)
    let (n0, n1, n2, n3) = cubic(x, knots, interval)
    result[interval - 3] = n0
    result[interval - 2] = n1
    result[interval - 1] = n2
    result[interval] = n3
  }

  /// The four B-splines that do not vanish on an interval.
  private static func cubic(
    _ x: Double, _ knots: [Double], _ interval: Int
  ) -> (Double, Double, Double, Double) {
    let (a1, a2, a3) = (x - knots[interval], x - knots[interval - 1], x - knots[interval - 2])
    let (b1, b2, b3) = (
      knots[interval + 1] - x, knots[interval + 2] - x, knots[interval + 3] - x
    )
    let linear = 1 / (b1 + a1)
    let (l0, l1) = (b1 * linear, a1 * linear)
    let (t0, t1) = (l0 / (b1 + a2), l1 / (b2 + a1))
    let (q0, q1, q2) = (b1 * t0, a2 * t0 + b2 * t1, a1 * t1)
    let (c0, c1, c2) = (q0 / (b1 + a3), q1 / (b2 + a2), q2 / (b3 + a1))
    return (b1 * c0, a3 * c0 + b2 * c1, a2 * c1 + b3 * c2, a1 * c2)
  }

  /// The interval [knots[i], knots[i + 1]) that holds x; the last one is closed.
  private static func interval(of x: Double, _ knots: [Double]) -> Int {
    var (low, high) = (3, knots.count - 4)
    while high - low > 1 {
      let middle = (low + high) / 2
      if x < knots[middle] { high = middle } else { low = middle }
    }
    return low
  }

  /// The first derivatives of all B-splines at x.
  static func firstDerivatives(at x: Double, knots: [Double]) -> [Double] {
    derivatives(at: x, knots: knots, order: 1)
  }

  /// The second derivatives of all B-splines at x.
  static func secondDerivatives(at x: Double, knots: [Double]) -> [Double] {
    derivatives(at: x, knots: knots, order: 2)
  }

  /// Differentiates by differences of B-splines of lower degree:
  /// B′(i, k) = k [B(i, k−1)/(t_{i+k} − t_i) − B(i+1, k−1)/(t_{i+k+1} − t_{i+1})].
  private static func derivatives(at x: Double, knots: [Double], order: Int) -> [Double] {
    let interval = interval(of: x, knots)
    var values = [Double](repeating: 0, count: knots.count - 1)
    values[interval] = 1
    for degree in 1...3 {
      let isDerivative = degree > 3 - order
      var next = [Double](repeating: 0, count: knots.count - 1 - degree)
      for index in next.indices {
        let left = knots[index + degree] - knots[index]
        let right = knots[index + degree + 1] - knots[index + 1]
        if left > 0 {
          let weight = isDerivative ? Double(degree) : x - knots[index]
          next[index] += weight * values[index] / left
        }
        if right > 0 {
          let weight = isDerivative ? -Double(degree) : knots[index + degree + 1] - x
          next[index] += weight * values[index + 1] / right
        }
      }
      values = next
    }
    return values
  }
}
