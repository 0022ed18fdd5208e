import Statistics

/// A cubic spline that is linear beyond its boundary knots, in the B-spline basis of R's
/// `splines::ns` without intercept.
///
/// The cubic B-splines on the knots, without the first, are multiplied by the orthogonal matrix of
/// a Householder QR factorisation of the two conditions "second derivative zero at the boundary";
/// the columns after the second span the splines that meet both. Beyond the boundary the basis is
/// continued along its tangent.
///
/// Reference: de Boor (1978), A Practical Guide to Splines; Hastie (1992) in Statistical Models in
/// S, chapter 7.
package struct NaturalSpline: Sendable, Hashable, Codable {
  /// The interior knots, increasing.
  package let knots: [Double]
  /// The outer knots, beyond which the spline is linear.
  package let lowerBoundary: Double
  /// The upper outer knot.
  package let upperBoundary: Double
  /// The two Householder vectors of the constraint, each as long as the raw basis.
  private let reflections: [[Double]]

  /// Makes a spline with given knots.
  ///
  /// Returns `nil` when the boundary has no width or an interior knot does not lie inside it.
  package init?(knots: [Double], boundary: (lower: Double, upper: Double)) {
    guard boundary.lower < boundary.upper,
      knots.allSatisfy({ $0 > boundary.lower && $0 < boundary.upper })
    else { return nil }
    self.knots = knots.sorted()
    lowerBoundary = boundary.lower
    upperBoundary = boundary.upper
    let all = Self.augmented(self.knots, boundary.lower, boundary.upper)
    let conditions = [boundary.lower, boundary.upper].map {
      Array(BSplineBasis.secondDerivatives(at: $0, knots: all).dropFirst())
    }
    reflections = Self.householder(conditions)
  }

  /// Places df − 1 knots at evenly spaced quantiles of the values inside the boundary, which
  /// defaults to their range.
  package init?(
    degreesOfFreedom: Int, sorted values: [Double], boundary: (lower: Double, upper: Double)?
  ) {
    guard let least = values.first, let largest = values.last, degreesOfFreedom >= 1 else {
      return nil
    }
    let ends = boundary ?? (least, largest)
    let inside = values.filter { $0 >= ends.lower && $0 <= ends.upper }
    guard !inside.isEmpty else { return nil }
    let knots = (1..<degreesOfFreedom).map {
      SampleQuantile.value(Double($0) / Double(degreesOfFreedom), ofSorted: inside)
    }
    self.init(knots: knots, boundary: ends)
  }

  /// The number of columns: one more than interior knots.
  package var columnCount: Int { knots.count + 1 }

  /// The basis at each x: n × `columnCount` values in column-major order.
  package func columns(at x: [Double]) -> [Double] {
    let all = Self.augmented(knots, lowerBoundary, upperBoundary)
    let (below, above) = (tangent(at: lowerBoundary, all), tangent(at: upperBoundary, all))
    var result = [Double](repeating: 0, count: x.count * columnCount)
    var row = [Double](repeating: 0, count: knots.count + 4)
    for (index, value) in x.enumerated() {
      if value < lowerBoundary {
        Self.extrapolate(below, by: value - lowerBoundary, into: &row)
      } else if value > upperBoundary {
        Self.extrapolate(above, by: value - upperBoundary, into: &row)
      } else {
        BSplineBasis.values(at: value, knots: all, into: &row)
      }
      project(&row)
      // Entry 0 is the first B-spline, which is left out; 1 and 2 hold the constraints.
      for column in 0..<columnCount { result[index + column * x.count] = row[column + 3] }
    }
    return result
  }

  private static func augmented(_ knots: [Double], _ lower: Double, _ upper: Double) -> [Double] {
    [lower, lower, lower, lower] + knots + [upper, upper, upper, upper]
  }

  private func tangent(
    at x: Double, _ knots: [Double]
  ) -> (values: [Double], slopes: [Double]) {
    var values = [Double](repeating: 0, count: knots.count - 4)
    BSplineBasis.values(at: x, knots: knots, into: &values)
    return (values, BSplineBasis.firstDerivatives(at: x, knots: knots))
  }

  private static func extrapolate(
    _ tangent: (values: [Double], slopes: [Double]), by distance: Double, into row: inout [Double]
  ) {
    for index in row.indices {
      row[index] = tangent.values[index] + distance * tangent.slopes[index]
    }
  }

  /// Applies the two reflections to the raw basis without its first entry.
  private func project(_ row: inout [Double]) {
    for (start, vector) in reflections.enumerated() {
      var product = 0.0
      for index in start..<vector.count { product += vector[index] * row[index + 1] }
      guard vector[start] != 0 else { continue }
      let step = -product / vector[start]
      for index in start..<vector.count { row[index + 1] += step * vector[index] }
    }
  }

  /// The reflections that bring the given columns to triangular form, in LINPACK's scaling: vector
  /// ℓ has 1 + |x_ℓ|/‖x‖ at ℓ, and the reflection is I − v vᵀ / v_ℓ.
  private static func householder(_ columns: [[Double]]) -> [[Double]] {
    var columns = columns
    for step in columns.indices {
      let length = columns[step].count
      guard step < length else { break }
      var norm = columns[step][step..<length].reduce(0) { $0 + $1 * $1 }.squareRoot()
      guard norm != 0 else { continue }
      if columns[step][step] < 0 { norm = -norm }
      for index in step..<length { columns[step][index] /= norm }
      columns[step][step] += 1
      let vector = columns[step]
      for other in columns.indices where other > step {
        var product = 0.0
        for index in step..<length { product += vector[index] * columns[other][index] }
        let move = -product / vector[step]
        for index in step..<length { columns[other][index] += move * vector[index] }
      }
    }
    return columns.enumerated().map { step, column in
      column.indices.map { $0 < step ? 0 : column[$0] }
    }
  }
}
