package import LinearAlgebra
package import Statistics

/// A log-likelihood of the coefficients, penalised or not, that `CoxNewton` brings to its maximum.
///
/// Coefficients are in the stored coordinates of `CoxData`.
package protocol CoxObjective: Sendable {
  /// The value at some coefficients, with what the derivatives are made from.
  associatedtype Point: CoxPoint

  /// The number of coefficients.
  var order: Int { get }
  /// The summed weight of the events, the scale of the information.
  var eventWeight: Double { get }

  /// The value at some coefficients.
  func point(at coefficients: [Double]) -> Point
  /// Gradient and information at a point.
  func derivatives(at point: Point) -> PartialLikelihood.Derivatives
  /// The largest absolute change of a linear predictor by a step, in O(n p).
  func largestChange(by step: [Double]) -> Double
  /// tr(C ∂I/∂βᵣ) for each r, with a symmetric C that is zero where there is no estimate.
  func informationGradient(at point: Point, along matrix: Matrix) -> [Double]
}

/// Coefficients and the value of a `CoxObjective` there.
package protocol CoxPoint: Sendable {
  /// The coefficients.
  var coefficients: [Double] { get }
  /// The value; not a finite number where the coefficients are out of bounds.
  var logLikelihood: Double { get }
}

extension PartialLikelihood.Point: CoxPoint {}

extension PartialLikelihood: CoxObjective {
  package var eventWeight: Double { deathWeights.reduce(0, +) }

  package func largestChange(by step: [Double]) -> Double {
    var changes = [Double](repeating: 0, count: windows.rowCount)
    let padding = [Double](repeating: 0, count: covariates.stride - step.count)
    covariates.linearPredictor(step + padding, into: &changes)
    return changes.reduce(0) { max($0, abs($1)) }
  }
}

/// Where an iteration ended, and what it found on the way; in the stored coordinates.
package struct CoxOptimum {
  /// The coefficients of the last point.
  package var coefficients: [Double]
  /// The value there.
  package var logLikelihood: Double
  /// The derivatives there.
  package var derivatives: PartialLikelihood.Derivatives
  /// The factor of the information there.
  package var factor: RankRevealingCholesky
  /// The value at coefficients of zero.
  package let nullLogLikelihood: Double
  /// The derivatives at coefficients of zero.
  package let nullDerivatives: PartialLikelihood.Derivatives
  /// The factor of the information at coefficients of zero.
  package let nullFactor: RankRevealingCholesky
  /// Columns that do not vary within any risk set.
  package let isConstant: [Bool]
  /// Columns that depend on earlier ones.
  package let isCollinear: [Bool]
  /// Columns whose coefficient runs to infinity.
  package var isInfinite: [Bool]
  /// The last step, where some do.
  package var drift: [Double] = []
  /// How the iteration went.
  package var convergence: Convergence
}
