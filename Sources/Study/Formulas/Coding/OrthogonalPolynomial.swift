/// Polynomials orthogonal over a sample, normalised to unit length, as R's `poly`.
///
/// With p₀ = 1, p_{j+1} = (x − α_j) p_j − (ν_j/ν_{j−1}) p_{j−1}, α_j = Σ x p_j²/ν_j and ν_j = Σ p_j²,
/// column j is p_j/√ν_j. The α and ν are kept, so that new data is coded by the same polynomials.
///
/// Reference: Forsythe (1957), J. SIAM 5:74-88; Kennedy and Gentle (1980), Statistical Computing.
package struct OrthogonalPolynomial: Sendable, Hashable, Codable {
  /// The α_j, one for each degree.
  package let centres: [Double]
  /// The ν_j for j = 0 … degree.
  package let squaredNorms: [Double]

  /// The polynomials of degree 1 … `degree` over the values.
  ///
  /// Returns `nil` unless there are more distinct values than the degree.
  package init?(degree: Int, values: [Double]) {
    guard degree >= 1, Self.hasDistinct(degree + 1, in: values) else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let x = values.map { $0 - mean }
    var previous = [Double](repeating: 0, count: x.count)
    var current = [Double](repeating: 1, count: x.count)
    var centres: [Double] = []
    var norms = [Double(x.count)]
    for step in 0..<degree {
      let norm = norms[step]
      var weighted = 0.0
      for row in x.indices { weighted += x[row] * current[row] * current[row] }
      let centre = weighted / norm
      let ratio = step == 0 ? 0 : norm / norms[step - 1]
      var nextNorm = 0.0
      for row in x.indices {
        let next = (x[row] - centre) * current[row] - ratio * previous[row]
        previous[row] = current[row]
        current[row] = next
        nextNorm += next * next
      }
      guard nextNorm > 0, nextNorm.isFinite else { return nil }
      centres.append(centre + mean)
      norms.append(nextNorm)
    }
    self.centres = centres
    squaredNorms = norms
  }

  /// Whether at least `count` of the values differ, found without looking at more than needed.
  private static func hasDistinct(_ count: Int, in values: [Double]) -> Bool {
    var found: Set<Double> = []
    for value in values {
      found.insert(value)
      if found.count >= count { return true }
    }
    return false
  }

  /// The number of columns.
  package var columnCount: Int { centres.count }

  /// The basis at each x: n × `columnCount` values in column-major order.
  package func columns(at x: [Double]) -> [Double] {
    let n = x.count
    var result = [Double](repeating: 0, count: n * columnCount)
    let lengths = squaredNorms.map { $0.squareRoot() }
    for row in 0..<n {
      var (previous, current) = (0.0, 1.0)
      for step in 0..<columnCount {
        let ratio = step == 0 ? 0 : squaredNorms[step] / squaredNorms[step - 1]
        (previous, current) = (current, (x[row] - centres[step]) * current - ratio * previous)
        result[row + step * n] = current / lengths[step + 1]
      }
    }
    return result
  }
}
