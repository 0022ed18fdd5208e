/// The Cholesky factor of a symmetric matrix in double-double arithmetic, columns taken in order.
///
/// The cross product of a design of condition κ has condition κ². In twice the working precision
/// that square is affordable: solutions come out as a QR decomposition with iterative refinement
/// would give them, and the inverse, hence the standard errors, with all its digits as well, which
/// QR alone does not give.
///
/// Columns are judged as `PivotedQR.independentColumns(tolerance:)` judges them: with all columns
/// brought to length one, column j leaves a remainder r after regression on those kept, with
/// coefficients c, and is dependent when |r| ≤ tolerance · √(1 + |c|²). It takes no further part.
package struct DoubleDoubleCholesky: Sendable {
  /// The order of the matrix.
  package let order: Int
  /// Whether each column depends on earlier ones.
  package private(set) var isDependent: [Bool]
  /// The smallest remainder |r| among the independent columns.
  package private(set) var smallestRemainder = 1.0
  /// L by columns.
  private var lower: [DoubleDouble]

  /// Factors the lower triangle of a matrix stored by columns.
  package init(_ elements: [DoubleDouble], order: Int, tolerance: Double) {
    precondition(elements.count == order * order)
    self.order = order
    lower = elements
    isDependent = [Bool](repeating: false, count: order)
    let lengths = (0..<order).map { elements[$0 + $0 * order].high.squareRoot() }
    for j in 0..<order {
      eliminate(from: j)
      let remainder = lower[j + j * order].high.squareRoot() / lengths[j]
      let distance = remainder / (1 + squaredCoefficients(of: j, lengths)).squareRoot()
      guard distance > tolerance else {
        isDependent[j] = true
        continue
      }
      smallestRemainder = min(smallestRemainder, remainder)
      let root = lower[j + j * order].squareRoot()
      lower[j + j * order] = root
      for i in j + 1..<order { lower[i + j * order] = lower[i + j * order] / root }
    }
  }

  /// Takes from column j what the columns kept before it account for.
  private mutating func eliminate(from j: Int) {
    for k in 0..<j where !isDependent[k] {
      let factor = lower[j + k * order]
      if factor.high == 0 { continue }
      for i in j..<order {
        lower[i + j * order] = lower[i + j * order] - factor * lower[i + k * order]
      }
    }
  }

  /// |c|² of column j on the columns kept before it, all of length one.
  private func squaredCoefficients(of j: Int, _ lengths: [Double]) -> Double {
    let c = backSubstitute((0..<j).map { lower[j + $0 * order] })
    return (0..<j).reduce(0) { sum, k in
      if isDependent[k] { return sum }
      let share = c[k].high * lengths[k] / lengths[j]
      return sum + share * share
    }
  }

  /// The solution of L'x = b over the independent ones of the first `b.count` columns.
  private func backSubstitute(_ b: [DoubleDouble]) -> [DoubleDouble] {
    var x = b
    for j in b.indices.reversed() {
      if isDependent[j] {
        x[j] = .zero
        continue
      }
      for i in j + 1..<b.count where !isDependent[i] {
        x[j] = x[j] - lower[i + j * order] * x[i]
      }
      x[j] = x[j] / lower[j + j * order]
    }
    return x
  }

  /// The solution of A x = b with the first `b.count` rows and columns of A, over the independent
  /// ones among them and zero for the others.
  package func solve(_ b: [DoubleDouble]) -> [DoubleDouble] {
    precondition(b.count <= order)
    var x = b
    for j in b.indices {
      if isDependent[j] {
        x[j] = .zero
        continue
      }
      for k in 0..<j where !isDependent[k] { x[j] = x[j] - lower[j + k * order] * x[k] }
      x[j] = x[j] / lower[j + j * order]
    }
    return backSubstitute(x)
  }
}
