internal import Glibc
internal import LinearAlgebra
internal import Statistics

/// The likelihood of one coefficient, maximised over all others, and where it has fallen by a given
/// amount.
///
/// The signed root r(b) = √(2(ℓ(β̂) − max ℓ | βⱼ = b)) is nearly linear in b, and its slope −U/r comes
/// with the constrained maximum; Newton's method on r, kept within a bracket, takes three or four
/// constrained maxima a limit. Each starts from the one before, moved along the curve of maxima (the
/// step of Venzon and Moolgavkar 1988), so that one or two iterations are left.
struct ProfileSearch<Objective: CoxObjective> {
  let objective: Objective
  let optimum: CoxOptimum
  /// The coefficient.
  let column: Int
  let maximumIterations: Int

  /// A constrained maximum.
  private struct Place {
    var value: Double
    var coefficients: [Double]
    var derivatives: PartialLikelihood.Derivatives
    /// The signed root.
    var root: Double
  }

  private var isFixed: [Bool] {
    var fixed = optimum.nullFactor.isDependent
    fixed[column] = true
    return fixed
  }

  /// 2(ℓ(β̂) − max ℓ) with the coefficient at a value; NaN where the iteration fails.
  func likelihoodRatio(at value: Double) -> Double {
    guard let place = place(at: value, from: start) else { return .nan }
    return place.root * place.root
  }

  private var start: Place {
    Place(
      value: optimum.coefficients[column], coefficients: optimum.coefficients,
      derivatives: optimum.derivatives, root: 0)
  }

  private func place(at value: Double, from old: Place) -> Place? {
    var plain = old.coefficients
    plain[column] = value
    var moved = plain
    let slopes = CoxScreen.factor(
      old.derivatives.curvature ?? old.derivatives.information, dropping: isFixed
    ).solve((0..<plain.count).map { old.derivatives.information[$0, column] })
    for j in plain.indices where j != column { moved[j] -= slopes[j] * (value - old.value) }
    let (level, predicted) = (
      objective.point(at: plain).logLikelihood, objective.point(at: moved).logLikelihood
    )
    for start in predicted > level ? [moved, plain] : [plain] {
      guard
        let newton = try? CoxNewton(
          objective, isConstant: isFixed, maximumIterations: max(maximumIterations, 50),
          start: start)
      else { continue }
      let fall = optimum.logLikelihood - newton.optimum.logLikelihood
      return Place(
        value: value, coefficients: newton.optimum.coefficients,
        derivatives: newton.optimum.derivatives, root: (2 * max(fall, 0)).squareRoot())
    }
    return nil
  }

  /// Where the signed root reaches `target` on one side; infinite where it never does, NaN where an
  /// iteration fails.
  ///
  /// - Parameters:
  ///   - side: 1 above the estimate, −1 below it.
  ///   - error: The standard error of the coefficient.
  func limit(side: Double, target: Double, error: Double) -> Double {
    let isInfinite = optimum.isInfinite[column]
    if isInfinite, optimum.drift[column] * side > 0 { return side * .infinity }
    let estimate = optimum.coefficients[column]
    // On the way to infinity the standard error says nothing, but zero is near what matters.
    var value = isInfinite ? 0 : estimate + side * target * error
    if isInfinite, (estimate - value) * side >= 0 { value = estimate + side }
    var (inner, outer): (Double, Double?) = (estimate, nil)
    var last = start
    for _ in 0..<100 {
      guard value.isFinite, let place = place(at: value, from: last) else { return .nan }
      last = place
      if abs(place.root - target) <= 1e-12 * target { return value }
      if place.root < target { inner = value } else { outer = value }
      let slope = -side * place.derivatives.score[column] / place.root
      var next = value + side * (target - place.root) / slope
      let reach = 8 * abs(value - estimate)
      if !(slope > 0) || !next.isFinite || (outer == nil && abs(next - value) > reach) {
        next = value + side * reach
      }
      if let outer, !((next - inner) * side > 0 && (outer - next) * side > 0) {
        next = inner + (outer - inner) / 2
      }
      if abs(next - value) <= 4e-16 * abs(value) { return value }
      if outer == nil, abs(next) > 1e8 { return side * .infinity }
      value = next
    }
    return value
  }
}
