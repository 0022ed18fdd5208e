internal import LinearAlgebra
internal import Statistics

extension PartialLikelihood {
  /// The likelihood by a method for ties: this one, or an exact one made from it.
  func exact(_ ties: TieMethod) throws(FitError) -> any CoxObjective {
    guard ties.isExact, windows.deaths.contains(where: { $0 > 1 }) else { return self }
    return try ExactLikelihood(self, isMarginal: ties == .exactMarginal)
  }
}

extension CoxData {
  /// A likelihood with its penalty.
  func penalized(
    _ base: some CoxObjective, _ penalty: CoxPenalty, _ penalties: [Double]?
  ) -> any CoxObjective {
    switch penalty {
    case .none: base
    case .firth: FirthLikelihood(base, isConstant: isConstant, factors: factors)
    case .ridge: RidgeLikelihood(base: base, penalties: penalties ?? [])
    }
  }

  /// The maximum, and the partial likelihood there.
  func maximum(
    _ objective: some CoxObjective, _ options: CoxModel.Options
  ) throws(FitError) -> (CoxOptimum, PartialLikelihood.Point) {
    let newton = try CoxNewton(
      objective, isConstant: isConstant, maximumIterations: options.maximumIterations)
    let point = newton.point as? PartialLikelihood.Point
    return (newton.optimum, point ?? likelihood.point(at: newton.optimum.coefficients))
  }
}

extension CoxPenalty {
  /// κ of the penalty ½ Σ κ β² for each coefficient, in the stored coordinates; `nil` without one.
  func coefficients(_ data: CoxData, _ design: Design, columns: [Int]) -> [Double]? {
    guard case .ridge(let theta) = self else { return nil }
    let count = Double(design.rowCount)
    return columns.indices.map { index in
      // In stored coordinates squares of the largest values do not overflow.
      let factor = data.factors[index]
      let values = (0..<design.rowCount).map { design.matrix[$0, columns[index]] * factor }
      let mean = values.reduce(0) { $0 + $1 / count }
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return count > 1 ? theta * squares / (count - 1) : 0
    }
  }

  /// Refuses a penalty that is negative or not a number.
  func check() throws(FitError) {
    guard case .ridge(let theta) = self, !(theta >= 0 && theta.isFinite) else { return }
    throw .invalidOption(name: "ridge", value: "\(theta)", expected: "a finite number of 0 or more")
  }
}

extension ExactLikelihood {
  /// Refuses what the exact methods have no meaning for: case weights and robust variances.
  static func check(
    _ weights: [Double]?, _ clusters: Grouping?, _ options: CoxModel.Options
  ) throws(FitError) {
    try options.penalty.check()
    guard options.ties.isExact else { return }
    let name = options.ties.rawValue
    if let weights, weights.contains(where: { $0 != 0 && $0 != 1 }) {
      throw .invalidOption(
        name: "ties", value: name,
        expected: "efron or breslow where there are case weights, as a death of weight two has no "
          + "place among the orders or subsets of tied deaths")
    }
    guard clusters == nil, !options.robust else {
      throw .invalidOption(
        name: "ties", value: name,
        expected: "efron or breslow where the variance is robust, as the exact likelihoods have no "
          + "score residuals")
    }
  }
}
