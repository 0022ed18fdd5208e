internal import Glibc
package import LinearAlgebra

/// The log marginal likelihood of a shared gamma frailty of known variance, as a function of β.
///
/// For each β the log frailties ω are brought to the maximum of the penalised partial likelihood
/// (`GammaFrailty` says why that is the marginal one). The information about β is the Schur
/// complement I(ββ) − I(βω) I(ωω)⁻¹ I(ωβ) of the joint information: exact, where other software
/// takes I(ωω) as diagonal. Systems in I(ωω) are solved by conjugate gradients with products of
/// O(n), so that nothing of clusters × clusters is ever stored: O(n p) for a product with all
/// columns, and few products, since the penalty bounds the condition by one plus θ times the
/// largest expected number of events of a cluster.
package struct FrailtyLikelihood: CoxObjective {
  /// The partial likelihood of the covariates.
  package let base: PartialLikelihood
  package let clusters: FrailtyClusters
  package let frailty: GammaFrailty
  /// Where the iteration for ω begins.
  package var start: [Double]

  package init(
    base: PartialLikelihood, clusters: FrailtyClusters, frailty: GammaFrailty, start: [Double]
  ) {
    self.base = base
    self.clusters = clusters
    self.frailty = frailty
    self.start = start
  }

  /// A β with the ω that belongs to it.
  package struct Point: CoxPoint {
    package let coefficients: [Double]
    /// The log marginal likelihood.
    package let logLikelihood: Double
    /// ω, the log frailty of each cluster.
    package let effects: [Double]
    /// The partial likelihood with ω in the linear predictor.
    package let partial: PartialLikelihood.Point
  }

  package var order: Int { base.order }
  package var eventWeight: Double { base.eventWeight }
  package func largestChange(by step: [Double]) -> Double { base.largestChange(by: step) }

  /// Finds ω for some β.
  package func point(at coefficients: [Double]) -> Point {
    let predictor = base.linearPredictor(coefficients)
    func value(_ effects: [Double]) -> Point {
      let partial = base.point(
        at: coefficients, eta: zip(predictor, clusters.codes).map { $0 + effects[$1] })
      var value = partial.logLikelihood
      for (effect, events) in zip(effects, clusters.events) {
        value += frailty.term(effect: effect, events: events).value
      }
      return Point(
        coefficients: coefficients, logLikelihood: value, effects: effects, partial: partial)
    }
    var point = value(start)
    if !point.logLikelihood.isFinite { point = value(start.map { _ in 0 }) }
    guard point.logLikelihood.isFinite else { return point }
    var previous = Double.infinity
    for _ in 0..<100 {
      let system = EffectSystem(self, point)
      let gradient = system.gradient
      let step = system.solve(gradient)
      let decrement = zip(step, gradient).reduce(0) { $0 + $1.0 * $1.1 }
      guard decrement > 0 else { break }
      var length = min(1, 4 / step.reduce(0) { max($0, abs($1)) })
      var next = value(zip(point.effects, step).map { $0 + length * $1 })
      var halvings = 0
      while !(next.logLikelihood >= point.logLikelihood - 1e-13 * abs(point.logLikelihood)),
        halvings < 40
      {
        length /= 2
        halvings += 1
        next = value(zip(point.effects, step).map { $0 + length * $1 })
      }
      guard halvings < 40 else { break }
      point = next
      if decrement < 1e-18 || (decrement < 1e-12 && decrement > 0.1 * previous) { break }
      previous = decrement
    }
    return point
  }

  package func derivatives(at point: Point) -> PartialLikelihood.Derivatives {
    JointInformation(self, point).derivatives
  }
}

/// The information about the log frailties at a point, and the gradient in them.
package struct EffectSystem {
  let information: PredictorInformation
  private let clusters: FrailtyClusters
  /// ν z, the penalty's share of the diagonal.
  private let penalty: [Double]
  private let diagonal: [Double]
  /// The derivative of the penalised likelihood in each ω.
  package let gradient: [Double]

  package init(_ likelihood: FrailtyLikelihood, _ point: FrailtyLikelihood.Point) {
    information = PredictorInformation(likelihood.base.windows, point.partial)
    clusters = likelihood.clusters
    let rate = likelihood.frailty.rate
    let expected = clusters.sums(information.exposures)
    penalty = point.effects.map { rate * exp($0) }
    diagonal = zip(expected, penalty).map { $0 + $1 }
    gradient = point.effects.indices.map {
      likelihood.clusters.events[$0] - expected[$0] - rate * expm1(point.effects[$0])
    }
  }

  private func times(_ x: [Double]) -> [Double] {
    var product = clusters.sums(information.times(clusters.spread(x)))
    for cluster in product.indices { product[cluster] += penalty[cluster] * x[cluster] }
    return product
  }

  /// The solution of I(ωω) x = b, by conjugate gradients with the diagonal as preconditioner.
  package func solve(_ b: [Double]) -> [Double] {
    var x = b.map { _ in 0.0 }
    var rest = b
    var direction = zip(rest, diagonal).map { $0 / $1 }
    var size = zip(rest, direction).reduce(0) { $0 + $1.0 * $1.1 }
    let target = size * 1e-28
    for _ in 0..<(b.count + 50) {
      guard size > target, size > 0 else { break }
      let product = times(direction)
      let curvature = zip(direction, product).reduce(0) { $0 + $1.0 * $1.1 }
      guard curvature > 0 else { break }
      let length = size / curvature
      for i in x.indices {
        x[i] += length * direction[i]
        rest[i] -= length * product[i]
      }
      let scaled = zip(rest, diagonal).map { $0 / $1 }
      let next = zip(rest, scaled).reduce(0) { $0 + $1.0 * $1.1 }
      let ratio = next / size
      for i in direction.indices { direction[i] = scaled[i] + ratio * direction[i] }
      size = next
    }
    return x
  }
}

/// The joint information about β and ω, with ω eliminated.
package struct JointInformation {
  /// Score and information of β in the marginal likelihood.
  package let derivatives: PartialLikelihood.Derivatives
  private let system: EffectSystem
  /// I(ωβ), column by column, and I(ωω)⁻¹ I(ωβ).
  private let cross: [[Double]]
  private let solved: [[Double]]

  package init(_ likelihood: FrailtyLikelihood, _ point: FrailtyLikelihood.Point) {
    let base = likelihood.base
    let system = EffectSystem(likelihood, point)
    var derivatives = base.derivatives(at: point.partial)
    let stride = base.covariates.stride
    let cross = (0..<base.order).map { column in
      likelihood.clusters.sums(
        system.information.times(
          (0..<base.windows.rowCount).map { base.covariates.elements[$0 * stride + column] }))
    }
    let solved = cross.map(system.solve)
    for i in 0..<base.order {
      for j in 0...i {
        let share = zip(cross[i], solved[j]).reduce(0) { $0 + $1.0 * $1.1 }
        derivatives.information[i, j] -= share
        if i != j { derivatives.information[j, i] = derivatives.information[i, j] }
      }
    }
    self.derivatives = derivatives
    self.system = system
    self.cross = cross
    self.solved = solved
  }

  /// The change of β and ω for a change of the gradient in ω alone.
  ///
  /// - Parameter factor: The factor of the information of the marginal likelihood.
  package func response(
    to change: [Double], _ factor: RankRevealingCholesky
  ) -> (coefficients: [Double], effects: [Double]) {
    let direct = system.solve(change)
    let coefficients = factor.solve(
      cross.map { column in -zip(column, direct).reduce(0) { $0 + $1.0 * $1.1 } })
    var effects = direct
    for (column, coefficient) in zip(solved, coefficients) where coefficient != 0 {
      for i in effects.indices { effects[i] -= column[i] * coefficient }
    }
    return (coefficients, effects)
  }
}
