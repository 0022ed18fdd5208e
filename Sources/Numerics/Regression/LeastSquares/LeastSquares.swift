package import LinearAlgebra

/// Weighted least squares to working precision: min Σ wᵢ (yᵢ − oᵢ − xᵢ'b)².
///
/// The coefficients that the factored cross product gives are refined: residuals y − o − Xb and
/// gradient X'Wr are accumulated in double-double arithmetic and the correction solved for, until it
/// no longer counts (Björck 1967; Golub and Wilkinson 1966). The coefficients are carried with a
/// low part, so that residuals of a close fit keep their digits too.
package struct LeastSquares: Sendable {
  /// The p coefficients, zero for dependent columns.
  package let coefficients: [Double]
  /// The residuals y − o − Xb of all rows.
  package let residuals: [Double]
  /// Σ w r².
  package let residualSumOfSquares: Double
  /// The factored cross product.
  package let factor: GramFactor

  /// Solves the problem.
  ///
  /// - Precondition: finite numbers; one response, weight and offset per row.
  package init(
    _ matrix: Matrix, _ response: [Double], weights: [Double]? = nil, offset: [Double]? = nil
  ) {
    precondition(response.count == matrix.rowCount)
    let scale = WeightedGram.columnScale(matrix)
    factor = GramFactor(matrix, weights: weights, scale: scale)
    var beta = [DoubleDouble](repeating: .zero, count: matrix.columnCount)
    var pass = RefinementPass(matrix, response, weights, offset)
    var last = 1.0
    for step in 0..<8 {
      pass.evaluate(at: beta)
      let delta = factor.solve(pass.gradient)
      let change = Self.relativeSize(of: delta, against: beta)
      // The first step is the solution itself; a later one that does not shrink is rounding.
      if step > 1, !(change < last / 2) { break }
      for j in beta.indices { beta[j] = beta[j] + delta[j] }
      if step == 0 { continue }
      // The next step would be smaller by the same factor.
      if change * (change / last) < 1e-20 { break }
      last = change
    }
    pass.evaluateResiduals(at: beta)
    coefficients = beta.map(\.high)
    residuals = pass.residuals
    residualSumOfSquares =
      response.indices.reduce(DoubleDouble.zero) { sum, i in
        var sum = sum
        sum.accumulate(pass.residuals[i] * pass.residuals[i], weights?[i] ?? 1)
        return sum
      }.normalised.high
  }

  private static func relativeSize(
    of delta: [DoubleDouble], against beta: [DoubleDouble]
  ) -> Double {
    beta.indices.reduce(0) { largest, j in
      let change = abs(delta[j].high)
      return change == 0 ? largest : max(largest, change / abs(beta[j].high))
    }
  }
}

/// One evaluation of residuals and gradient in double-double arithmetic, rows in blocks.
private struct RefinementPass {
  private let matrix: Matrix
  private let response: [Double]
  private let weights: [Double]?
  private let offset: [Double]?
  /// The residuals at the last coefficients, rounded.
  private(set) var residuals: [Double]
  /// X'W times the residuals.
  private(set) var gradient: [DoubleDouble]

  init(_ matrix: Matrix, _ response: [Double], _ weights: [Double]?, _ offset: [Double]?) {
    self.matrix = matrix
    self.response = response
    self.weights = weights
    self.offset = offset
    residuals = [Double](repeating: 0, count: response.count)
    gradient = [DoubleDouble](repeating: .zero, count: matrix.columnCount)
  }

  /// Residuals and gradient.
  mutating func evaluate(at beta: [DoubleDouble]) {
    evaluate(at: beta, withGradient: true)
  }

  /// Residuals alone.
  mutating func evaluateResiduals(at beta: [DoubleDouble]) {
    evaluate(at: beta, withGradient: false)
  }

  private mutating func evaluate(at beta: [DoubleDouble], withGradient: Bool) {
    let n = response.count
    let length = 512
    var rows = [DoubleDouble](repeating: .zero, count: length)
    gradient = [DoubleDouble](repeating: .zero, count: beta.count)
    for start in stride(from: 0, to: n, by: length) {
      let count = min(length, n - start)
      for k in 0..<count {
        let (high, low) = DoubleDouble.exactSum(response[start + k], -(offset?[start + k] ?? 0))
        rows[k] = DoubleDouble(high, low)
      }
      subtractFit(beta, start, count, from: &rows)
      for k in 0..<count {
        rows[k] = rows[k].normalised
        residuals[start + k] = rows[k].high
        if let weights { rows[k] = rows[k] * DoubleDouble(weights[start + k]) }
      }
      guard withGradient else { continue }
      gradient = zip(gradient, innerProducts(rows, start, count)).map { $0 + $1 }
    }
  }

  private func subtractFit(
    _ beta: [DoubleDouble], _ start: Int, _ count: Int, from rows: inout [DoubleDouble]
  ) {
    let x = matrix.elements.span
    var rows = rows.mutableSpan
    for j in beta.indices where beta[j].high != 0 {
      let high = -beta[j].high
      let low = -beta[j].low
      let first = start + j * matrix.rowCount
      for k in 0..<count { rows[k].accumulate(x[first + k], high, low) }
    }
  }

  /// X'v over a block of rows.
  private func innerProducts(
    _ rows: [DoubleDouble], _ start: Int, _ count: Int
  ) -> [DoubleDouble] {
    let x = matrix.elements.span
    var result: [DoubleDouble] = []
    for j in 0..<matrix.columnCount {
      let first = start + j * matrix.rowCount
      var even = DoubleDouble.zero
      var odd = DoubleDouble.zero
      for k in 0..<count {
        if k & 1 == 0 {
          even.accumulate(x[first + k], rows[k].high, rows[k].low)
        } else {
          odd.accumulate(x[first + k], rows[k].high, rows[k].low)
        }
      }
      result.append(even.normalised + odd.normalised)
    }
    return result
  }
}
