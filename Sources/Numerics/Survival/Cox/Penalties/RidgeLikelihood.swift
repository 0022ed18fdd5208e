internal import LinearAlgebra

/// A log partial likelihood less a quadratic penalty: ℓ − ½ Σ κ β².
struct RidgeLikelihood<Base: CoxObjective>: CoxObjective {
  let base: Base
  /// κ of each coefficient, in the stored coordinates.
  let penalties: [Double]

  /// The penalised value.
  struct Point: CoxPoint {
    let base: Base.Point
    let logLikelihood: Double
    var coefficients: [Double] { base.coefficients }
  }

  var order: Int { base.order }
  var eventWeight: Double { base.eventWeight }
  func largestChange(by step: [Double]) -> Double { base.largestChange(by: step) }

  func point(at coefficients: [Double]) -> Point {
    let point = base.point(at: coefficients)
    let penalty = zip(penalties, coefficients).reduce(0) { $0 + $1.0 * $1.1 * $1.1 / 2 }
    return Point(base: point, logLikelihood: point.logLikelihood - penalty)
  }

  func derivatives(at point: Point) -> PartialLikelihood.Derivatives {
    var result = base.derivatives(at: point.base)
    for j in 0..<order {
      result.score[j] -= penalties[j] * point.coefficients[j]
      result.information[j, j] += penalties[j]
    }
    return result
  }
}
