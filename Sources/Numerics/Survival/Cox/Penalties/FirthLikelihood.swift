internal import Glibc
package import LinearAlgebra

/// A log partial likelihood with Jeffreys' prior: ℓ + ½ log |I(β)|.
///
/// ```
/// U*(β)ᵣ = U(β)ᵣ + ½ tr(I⁻¹ ∂I/∂βᵣ)
/// ```
///
/// Heinze and Schemper (2001) iterate with I as if it were the matrix of second derivatives, which
/// takes many steps where events are few; here that matrix is had from differences of the modified
/// score, and the iteration is Newton's.
struct FirthLikelihood<Base: CoxObjective>: CoxObjective {
  let base: Base
  /// Columns that have no estimate, and no part in the determinant.
  private let isDropped: [Bool]
  /// ½ log |I| in the unit of the data less that in the stored coordinates.
  private let unit: Double

  /// The value, and that of the likelihood alone.
  struct Point: CoxPoint {
    let base: Base.Point
    let derivatives: PartialLikelihood.Derivatives
    let factor: RankRevealingCholesky
    let logLikelihood: Double
    var coefficients: [Double] { base.coefficients }
  }

  /// Jeffreys' prior over the columns that the likelihood can tell apart.
  ///
  /// - Parameter factors: The stored unit of each column.
  init(_ base: Base, isConstant: [Bool], factors: [Double]) {
    self.base = base
    let start = base.point(at: [Double](repeating: 0, count: base.order))
    isDropped =
      start.logLikelihood.isFinite
      ? CoxScreen(base, base.derivatives(at: start), isConstant: isConstant).factor.isDependent
      : isConstant
    let isDropped = isDropped
    unit = factors.indices.reduce(0) { isDropped[$1] ? $0 : $0 - log(factors[$1]) }
  }

  var order: Int { base.order }
  var eventWeight: Double { base.eventWeight }
  func largestChange(by step: [Double]) -> Double { base.largestChange(by: step) }

  func point(at coefficients: [Double]) -> Point {
    let point = base.point(at: coefficients)
    guard point.logLikelihood.isFinite else {
      let nothing = Matrix(rowCount: order, columnCount: order)
      return Point(
        base: point,
        derivatives: .init(score: coefficients, information: nothing, uncentred: coefficients),
        factor: RankRevealingCholesky(nothing), logLikelihood: .nan)
    }
    let derivatives = base.derivatives(at: point)
    let factor = CoxScreen.factor(derivatives.information, dropping: isDropped)
    let isSingular = factor.isDependent != isDropped
    return Point(
      base: point, derivatives: derivatives, factor: factor,
      logLikelihood: isSingular
        ? -.infinity : point.logLikelihood + factor.logDeterminant / 2 + unit)
  }

  func derivatives(at point: Point) -> PartialLikelihood.Derivatives {
    var result = point.derivatives
    result.score = score(at: point)
    result.curvature = curvature(at: point, score: result.score)
    return result
  }

  /// The modified score.
  private func score(at point: Point) -> [Double] {
    let third = base.informationGradient(at: point.base, along: point.factor.inverse())
    return (0..<order).map {
      isDropped[$0] ? 0 : point.derivatives.score[$0] + third[$0] / 2
    }
  }

  /// Minus the derivative of the modified score, by forward differences; only the way to the
  /// maximum depends on it.
  ///
  /// `nil` where it is of no use to the iteration.
  private func curvature(at point: Point, score: [Double]) -> Matrix? {
    var result = Matrix(rowCount: order, columnCount: order)
    let step = 1e-5
    for column in 0..<order where !isDropped[column] {
      var coefficients = point.coefficients
      coefficients[column] += step
      let next = self.point(at: coefficients)
      guard next.logLikelihood.isFinite else { return nil }
      let moved = self.score(at: next)
      for row in 0..<order { result[row, column] = (score[row] - moved[row]) / step }
    }
    for i in 0..<order {
      for j in 0..<i {
        result[i, j] = (result[i, j] + result[j, i]) / 2
        result[j, i] = result[i, j]
      }
    }
    let isUsable = CoxScreen.factor(result, dropping: isDropped).isDependent == isDropped
    return isUsable ? result : nil
  }
}

extension CoxObjective {
  /// tr(C ∂I/∂βᵣ) for each r, by central differences of sixth order.
  package func informationGradient(at point: Point, along matrix: Matrix) -> [Double] {
    let step = 0.01
    let stencil: [(place: Double, weight: Double)] = [
      (1, 3.0 / 4), (2, -3.0 / 20), (3, 1.0 / 60),
    ]
    func trace(_ coefficients: [Double]) -> Double {
      let information = derivatives(at: self.point(at: coefficients)).information
      return zip(information.elements, matrix.elements).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (0..<order).map { column in
      // A column without an estimate takes no part.
      guard matrix[column, column] != 0 else { return 0 }
      return stencil.reduce(0) { sum, arm in
        var (up, down) = (point.coefficients, point.coefficients)
        up[column] += arm.place * step
        down[column] -= arm.place * step
        return sum + arm.weight * (trace(up) - trace(down)) / step
      }
    }
  }
}
