internal import Distributions
internal import Glibc
package import LinearAlgebra

/// The chance that normal variables of at most three dimensions leave a common bound: P(max |Z| > z)
/// for Z with a correlation of rank three or less.
///
/// Z = L e with independent normal e and the pivoted Cholesky factor L. Given e₁ and e₂ the chance is
/// a normal tail. The integrals over e₂ and e₁ are by Gauss-Legendre panels between all the places at
/// which the integrand has a kink: over e₂ where two of the planes |L e| = z cross, over e₁ where
/// three of them meet. In between the integrand is analytic, and only tails are added up, so that the
/// result has some twelve digits however small it is. There is no sampling.
package struct NormalSlab {
  /// The rows of the factor, in the order of the pivots.
  private let rows: [SIMD3<Double>]

  /// Factors a correlation matrix; what lies beyond three dimensions must be rounding.
  package init(correlation: Matrix) {
    let count = correlation.rowCount
    var rest = correlation
    var factor = [SIMD3<Double>](repeating: .zero, count: count)
    var order: [Int] = []
    for column in 0..<min(3, count) {
      let left = (0..<count).filter { !order.contains($0) }
      guard let pivot = left.max(by: { rest[$0, $0] < rest[$1, $1] }), rest[pivot, pivot] > 1e-11
      else { break }
      order.append(pivot)
      let root = rest[pivot, pivot].squareRoot()
      for row in 0..<count where row == pivot || !order.contains(row) {
        factor[row][column] = rest[row, pivot] / root
      }
      for i in 0..<count {
        for j in 0..<count { rest[i, j] -= factor[i][column] * factor[j][column] }
      }
    }
    rows = (order + (0..<count).filter { !order.contains($0) }).map { factor[$0] }
  }

  /// P(max |Z| > z).
  package func probabilityOutside(_ z: Double) -> Double {
    guard z > 0, let first = rows.first else { return z.isNaN ? .nan : 1 }
    // The first row is (1, 0, 0): beyond z the bound is left for certain.
    let end = z / first[0]
    let edges = panels([0, end] + meetings(z), within: 0...min(end, 38))
    let inner = PanelQuadrature.integral(over: edges) { e in
      Normal.standard.density(e) * outside(e, z)
    }
    return min(1, 2 * (Normal.standard.upperTail(end) + inner))
  }

  /// P(max |Z| > z) given e₁.
  private func outside(_ e1: Double, _ z: Double) -> Double {
    guard rows.count > 1, rows.contains(where: { $0[1] != 0 }) else { return 0 }
    var crossings: [Double] = []
    // Lines e₃ = (±z − l₁e₁ − l₂e₂)/l₃, or bounds of e₂ where l₃ is 0.
    var lines: [(at: Double, slope: Double)] = []
    for row in rows {
      for bound in [-z, z] {
        let rest = bound - row[0] * e1
        if row[2] != 0 {
          lines.append((rest / row[2], -row[1] / row[2]))
        } else if row[1] != 0 {
          crossings.append(rest / row[1])
        }
      }
    }
    for i in lines.indices {
      for j in lines.indices where j > i && lines[i].slope != lines[j].slope {
        crossings.append((lines[j].at - lines[i].at) / (lines[i].slope - lines[j].slope))
      }
    }
    let inside = crossings.filter { abs($0) < 38 }.sorted()
    let edges = [-38] + inside + [38]
    var sum = 0.0
    for (low, high) in zip(edges, edges.dropFirst()) where high > low {
      if isLeft(e1, 0.5 * (low + high), z) {
        sum += mass(low, high)
      } else {
        sum += PanelQuadrature.integral(over: panels([low, high], within: low...high)) { e2 in
          Normal.standard.density(e2) * tails(e1, e2, z)
        }
      }
    }
    return sum
  }

  /// Whether the bound is left whatever e₃ is.
  private func isLeft(_ e1: Double, _ e2: Double, _ z: Double) -> Bool {
    let (low, high) = range(e1, e2, z)
    return low >= high
  }

  /// The chance that e₃ leaves its range.
  private func tails(_ e1: Double, _ e2: Double, _ z: Double) -> Double {
    let (low, high) = range(e1, e2, z)
    return Normal.standard.upperTail(high) + Normal.standard.cumulative(low)
  }

  /// The range of e₃ within which no bound is left; empty where some is whatever it is.
  private func range(_ e1: Double, _ e2: Double, _ z: Double) -> (low: Double, high: Double) {
    var (low, high) = (-Double.infinity, Double.infinity)
    for row in rows {
      let sum = row[0] * e1 + row[1] * e2
      if row[2] == 0 {
        if abs(sum) > z { return (0, 0) }
      } else {
        let (a, b) = ((-z - sum) / row[2], (z - sum) / row[2])
        low = max(low, min(a, b))
        high = min(high, max(a, b))
      }
    }
    return (low, high)
  }

  /// P(low < e < high), from the tail that keeps its digits.
  private func mass(_ low: Double, _ high: Double) -> Double {
    low > 0
      ? Normal.standard.upperTail(low) - Normal.standard.upperTail(high)
      : Normal.standard.cumulative(high) - Normal.standard.cumulative(low)
  }

  /// The values of |e₁| at which three of the planes |L e| = z meet, or two that hold no e₃.
  private func meetings(_ z: Double) -> [Double] {
    var found: [Double] = []
    let planes = rows.flatMap { row in [-z, z].map { (row, $0) } }
    func determinant(_ a: SIMD3<Double>, _ b: SIMD3<Double>, _ c: SIMD3<Double>) -> Double {
      a[0] * (b[1] * c[2] - b[2] * c[1]) - a[1] * (b[0] * c[2] - b[2] * c[0])
        + a[2] * (b[0] * c[1] - b[1] * c[0])
    }
    for i in planes.indices {
      for j in planes.indices where j > i {
        let (a, b) = (planes[i].0, planes[j].0)
        let flat = a[0] * b[1] - a[1] * b[0]
        if a[2] == 0, b[2] == 0, flat != 0 {
          found.append((planes[i].1 * b[1] - planes[j].1 * a[1]) / flat)
        }
        for k in planes.indices where k > j {
          let c = planes[k].0
          let whole = determinant(a, b, c)
          guard abs(whole) > 1e-14 else { continue }
          func replaced(_ row: SIMD3<Double>, _ bound: Double) -> SIMD3<Double> {
            SIMD3(bound, row[1], row[2])
          }
          found.append(
            determinant(
              replaced(a, planes[i].1), replaced(b, planes[j].1), replaced(c, planes[k].1))
              / whole)
        }
      }
    }
    return found.map(abs)
  }

  /// Ascending edges of panels no longer than 1, with all kinks among them.
  private func panels(_ kinks: [Double], within range: ClosedRange<Double>) -> [Double] {
    let sorted = (kinks.filter(range.contains) + [range.lowerBound, range.upperBound]).sorted()
    var edges = [range.lowerBound]
    for kink in sorted where kink > edges[edges.count - 1] {
      let low = edges[edges.count - 1]
      let pieces = max(1, Int((kink - low).rounded(.up)))
      for piece in 1..<pieces { edges.append(low + (kink - low) * Double(piece) / Double(pieces)) }
      edges.append(kink)
    }
    return edges
  }
}
