import Glibc
import Statistics

/// A cubic spline that is linear beyond its outer knots, in Harrell's truncated power basis.
///
/// With knots t₁ < … < t_k the basis is x itself and, for j = 1 … k − 2,
/// ```
/// [(x − t_j)³₊ − (x − t_{k−1})³₊ (t_k − t_j)/(t_k − t_{k−1}) + (x − t_k)³₊ (t_{k−1} − t_j)/(t_k − t_{k−1})] / (t_k − t₁)²
/// ```
/// Reference: Harrell (2015), Regression Modeling Strategies, 2nd ed., section 2.4.5; the same
/// numbers as `Hmisc::rcspline.eval(norm = 2, inclx = TRUE)`.
package struct RestrictedCubicSpline: Sendable, Hashable, Codable {
  /// The knots, increasing; at least three.
  package let knots: [Double]

  /// Makes a spline with given knots.
  ///
  /// - Precondition: at least three knots, increasing.
  package init(knots: [Double]) {
    precondition(knots.count >= 3, "a restricted cubic spline needs three knots")
    self.knots = knots
  }

  /// Places `count` knots at Harrell's default quantiles of the values, given in increasing order.
  ///
  /// The outer knots stand at the 10th, 5th or 2.5th percentile (3, 4 to 6, more than 6 knots) and
  /// its mirror, the others evenly between; below 100 values the outer knots are the fifth
  /// smallest and fifth largest. A value at either end that makes up 5 % of the sample or more
  /// (and none between does) gives its knot to its neighbour.
  ///
  /// Returns `nil` when fewer than three distinct knots can be found.
  package init?(count: Int, sorted values: [Double]) {
    guard count >= 3, values.count >= 6 else { return nil }
    let table = Self.runs(values)
    guard let knots = Self.defaultKnots(count, values, table) else { return nil }
    let distinct = Array(Set(knots)).sorted()
    guard distinct.count >= 3 else { return nil }
    self.knots = distinct
  }

  /// The number of columns: one fewer than knots.
  package var columnCount: Int { knots.count - 1 }

  /// The values of one column of the basis; column 0 is x itself.
  package func column(_ column: Int, at x: [Double]) -> [Double] {
    guard column > 0 else { return x }
    let (first, last, previous) = (knots[0], knots[knots.count - 1], knots[knots.count - 2])
    let knot = knots[column - 1]
    // The cube root of the square spreads the normalisation over the three factors of each cube.
    let scale = Self.cubeRoot((last - first) * (last - first))
    let width = last - previous
    let (outer, inner) = ((previous - knot) / width, (last - knot) / width)
    func cube(_ distance: Double) -> Double {
      let positive = max(distance / scale, 0)
      return positive * positive * positive
    }
    return x.map { cube($0 - knot) + (outer * cube($0 - last) - inner * cube($0 - previous)) }
  }

  private static func cubeRoot(_ value: Double) -> Double { cbrt(value) }

  // MARK: Knots

  private static func runs(_ sorted: [Double]) -> [(value: Double, count: Int)] {
    var runs: [(value: Double, count: Int)] = []
    for value in sorted {
      if let last = runs.last, last.value == value {
        runs[runs.count - 1].count += 1
      } else {
        runs.append((value, 1))
      }
    }
    return runs
  }

  private static func evenly(from first: Double, to last: Double, count: Int) -> [Double] {
    guard count > 1 else { return [first] }
    return (0..<count).map { first + Double($0) * ((last - first) / Double(count - 1)) }
  }

  private static func defaultKnots(
    _ count: Int, _ sorted: [Double], _ table: [(value: Double, count: Int)]
  ) -> [Double]? {
    let distinct = table.map(\.value)
    if distinct.count - 2 <= count { return Array(distinct.dropFirst().dropLast()) }
    let outer = count > 6 ? 0.025 : count > 3 ? 0.05 : 0.1
    let total = Double(sorted.count)
    var values = sorted
    var remaining = count
    var (first, last): (Double?, Double?) = (nil, nil)
    let heaviestInside = table.dropFirst().dropLast().map(\.count).max() ?? 0
    if Double(heaviestInside) / total < 0.05 {
      if Double(table[0].count) / total >= 0.05 {
        let knot = distinct[1]
        first = knot
        values.removeAll { $0 <= knot }
        remaining -= 1
      }
      if Double(table[table.count - 1].count) / total >= 0.05, let largest = values.last,
        let knot = values.last(where: { $0 < largest })
      {
        last = knot
        values.removeAll { $0 >= knot }
        remaining -= 1
      }
    }
    guard values.count >= 5 else { return nil }
    let ends = [first, last].compactMap { $0 }
    guard remaining > 1 else {
      return ends + [SampleQuantile.value(0.5, ofSorted: values)]
    }
    let start = remaining == 2 ? 0.5 : outer
    var knots = evenly(from: start, to: 1 - outer, count: remaining)
      .map { SampleQuantile.value($0, ofSorted: values) }
    if Set(knots).count < min(remaining, 3) {
      knots = evenly(from: outer, to: 1 - outer, count: 2 * remaining)
        .map { SampleQuantile.value($0, ofSorted: values) }
      if let first, Set(knots).count < 3 {
        let middle = last.map { (first + $0) / 2 } ?? SampleQuantile.value(0.5, ofSorted: values)
        knots = [first, middle, last ?? SampleQuantile.value(1 - outer, ofSorted: values)]
      }
      guard Set(knots).count >= 3 else { return nil }
    }
    if values.count < 100 {
      if first == nil { knots[0] = values[4] }
      if last == nil { knots[remaining - 1] = values[values.count - 5] }
    }
    return ends + knots
  }
}
