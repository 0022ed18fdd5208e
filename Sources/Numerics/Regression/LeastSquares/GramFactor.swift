package import LinearAlgebra

/// A factored cross product X'WX: which columns are independent, and solves with it.
///
/// A well-conditioned cross product is factored in working precision, at the speed of BLAS-3: a
/// logistic regression on a million rows asks for one per iteration. Where the largest variance
/// inflation 1/(1 − R²ⱼ) passes `inflationLimit`, or a column seems to depend on others, the product
/// and its factor are formed again in double-double arithmetic, which sees as far as a QR
/// decomposition of X in working precision would (κ up to about 1e15), and gives the inverse with
/// all its digits.
package struct GramFactor: Sendable {
  /// The inflation up to which working precision serves: it leaves eleven digits.
  package static let inflationLimit = 1e5
  /// The distance from dependence, for columns of length one, that counts as none.
  package static let rankTolerance = PivotedQR.defaultTolerance

  private enum Factor: Sendable {
    case working(Cholesky, roots: [Double])
    case precise(DoubleDoubleCholesky)
  }

  /// The powers of two the columns were multiplied with.
  private let scale: [Double]
  private let factor: Factor
  /// The double-double product, where it was formed.
  private let preciseProduct: [DoubleDouble]?
  /// Whether each column depends on earlier ones.
  package let isDependent: [Bool]
  /// The smallest share of a column's length that earlier columns leave, of the independent ones.
  package let smallestRemainder: Double

  /// The columns that are not dependent.
  package var independentColumns: [Int] { isDependent.indices.filter { !isDependent[$0] } }
  /// The number of independent columns.
  package var rank: Int { isDependent.count { !$0 } }
  /// Whether double-double arithmetic was needed.
  package var isPrecise: Bool { preciseProduct != nil }

  /// Forms and factors X'WX.
  ///
  /// An iteration that corrects itself may pass a higher `inflationLimit`.
  package init(
    _ matrix: Matrix, weights: [Double]?, scale: [Double],
    inflationLimit: Double = GramFactor.inflationLimit,
    rankTolerance: Double = GramFactor.rankTolerance
  ) {
    let p = matrix.columnCount
    self.scale = scale
    let product = WeightedGram.product(matrix, weights: weights, scale: scale)
    if let (cholesky, roots) = Self.wellConditioned(product, inflationLimit) {
      factor = .working(cholesky, roots: roots)
      preciseProduct = nil
      isDependent = [Bool](repeating: false, count: p)
      smallestRemainder = cholesky.lower.diagonal.min() ?? 1
      return
    }
    let precise = WeightedGram.preciseProduct(matrix, weights: weights, scale: scale)
    let cholesky = DoubleDoubleCholesky(
      precise, order: p, tolerance: rankTolerance)
    factor = .precise(cholesky)
    preciseProduct = precise
    isDependent = cholesky.isDependent
    smallestRemainder = cholesky.smallestRemainder
  }

  /// The factor of the product brought to a unit diagonal, if its inflation is small.
  private static func wellConditioned(
    _ product: Matrix, _ limit: Double
  ) -> (Cholesky, [Double])? {
    let roots = product.diagonal.map { $0.squareRoot() }
    guard roots.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    var unit = product
    for j in roots.indices {
      for i in roots.indices { unit[i, j] = product[i, j] / roots[i] / roots[j] }
    }
    guard let cholesky = try? Cholesky(unit) else { return nil }
    let inflation = cholesky.inverse().diagonal.max() ?? 1
    return inflation <= limit ? (cholesky, roots) : nil
  }

  /// The solution of X'WX b = v, zero for dependent columns.
  package func solve(_ v: [DoubleDouble]) -> [DoubleDouble] {
    switch factor {
    case .working:
      return solve(v.map(\.high)).map { DoubleDouble($0) }
    case .precise(let cholesky):
      let scaled = v.indices.map { DoubleDouble(v[$0].high * scale[$0], v[$0].low * scale[$0]) }
      let x = cholesky.solve(scaled)
      return x.indices.map { DoubleDouble(x[$0].high * scale[$0], x[$0].low * scale[$0]) }
    }
  }

  /// The solution in working precision.
  package func solve(_ v: [Double]) -> [Double] {
    switch factor {
    case .working(let cholesky, let roots):
      let x = cholesky.solve(v.indices.map { v[$0] * scale[$0] / roots[$0] })
      return x.indices.map { x[$0] * scale[$0] / roots[$0] }
    case .precise:
      return solve(v.map { DoubleDouble($0) }).map(\.high)
    }
  }

  /// The inverse of X'WX; `dependent` in the rows and columns of dependent columns.
  package func inverse(dependent: Double = 0) -> Matrix {
    let p = scale.count
    var result = Matrix(rowCount: p, columnCount: p, repeating: dependent)
    switch factor {
    case .working(let cholesky, let roots):
      let unit = cholesky.inverse()
      for j in 0..<p {
        for i in 0..<p {
          result[i, j] = unit[i, j] * (scale[i] / roots[i]) * (scale[j] / roots[j])
        }
      }
    case .precise(let cholesky):
      for j in independentColumns {
        var unit = [DoubleDouble](repeating: .zero, count: p)
        unit[j] = DoubleDouble(1)
        let x = cholesky.solve(unit)
        for i in independentColumns { result[i, j] = x[i].high * scale[i] * scale[j] }
      }
      for j in 0..<p { for i in 0..<j { result[j, i] = result[i, j] } }
    }
    return result
  }

  /// The earlier columns that a dependent column is a combination of.
  package func explanation(of column: Int) -> [Int] {
    guard case .precise(let cholesky) = factor, let product = preciseProduct else { return [] }
    let p = scale.count
    let own = product[column + column * p].high.squareRoot()
    guard own > 0 else { return [] }
    let earlier = cholesky.solve((0..<column).map { product[$0 + column * p] })
    return independentColumns.filter { k in
      k < column && abs(earlier[k].high) * product[k + k * p].high.squareRoot() > 1e-7 * own
    }
  }
}
