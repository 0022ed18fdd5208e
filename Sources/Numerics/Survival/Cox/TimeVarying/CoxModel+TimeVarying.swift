internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// What a model with functions of time is told besides its fit.
struct TimeVaryingFacts {
  /// The function of each coefficient.
  let functions: [TimeFunction?]
  /// The sandwich, where it is not that of the fit's rows.
  let sandwich: CoxSandwich?
  /// The number of rows.
  let observationCount: Int
}

extension CoxModel {
  /// Fits a model in which some covariates are multiplied with functions of time.
  ///
  /// Steps cut the rows into stretches of time (`EpochSplit`), in O(n) a step; other functions are
  /// found anew at each event time (`TimeVaryingLikelihood`).
  static func fit(
    _ outcomes: SurvivalOutcomes, on design: Design, strata: Grouping?, weights: [Double]?,
    clusters: Grouping?, times functions: [TimeFunction?], options: Options
  ) throws(FitError) -> CoxModel {
    let columns = Array((design.hasIntercept ? 1 : 0)..<design.matrix.columnCount)
    let own = columns.map { functions[$0] }
    let isRobust = options.robust || options.weightKind.asksForRobustVariance(weights)
    let areSteps = functions.allSatisfy { function in
      switch function {
      case nil, .after: true
      default: false
      }
    }
    let isCounted = options.weightKind == .frequency && weights != nil
    let rowCount =
      isCounted
      ? Int(weights?.reduce(0, +) ?? 0)
      : outcomes.count - (weights?.count { $0 == 0 } ?? 0)
    // Rows that stand for several, each its own cluster, cannot be put together again.
    guard areSteps, !(isCounted && isRobust && clusters == nil) else {
      let data = try CoxData(
        outcomes, design, columns: columns, strata: strata, weights: weights, options: options)
      let fit = try TimeVaryingFit(
        data, functions: own, columns: columns.map { design.columns[$0] },
        maximumIterations: options.maximumIterations)
      let isDropped = fit.optimum.nullFactor.isDependent
      let isEstimated = isDropped.map { !$0 }
      let covariance = CoxScreen.factor(
        fit.optimum.derivatives.information, dropping: isDropped
      ).inverse()
      let fitted = CoxFit(
        outcomes: outcomes, design: design, given: design, designColumns: columns, strata: strata,
        weights: weights, clusters: clusters, data: fit.data, likelihood: fit.likelihood,
        objective: fit.likelihood, optimum: fit.optimum,
        point: data.likelihood.point(at: columns.map { _ in 0 }), isEstimated: isEstimated,
        storedCovariance: covariance, frailty: nil)
      let count = fitted.clusterCount
      let sandwich =
        clusters != nil || isRobust
        ? fit.sandwich(
          clusters, covariance: covariance, isEstimated: isEstimated,
          factor: options.scalesRobustCovariance ? count / (count - 1) : 1) : nil
      return CoxModel(
        fitted, fit.optimum, options,
        timeVarying: TimeVaryingFacts(
          functions: own, sandwich: sandwich, observationCount: rowCount))
    }
    let split = try EpochSplit(
      outcomes, design, functions: functions, strata: strata, weights: weights, clusters: clusters,
      isRobust: isRobust)
    let data = try CoxData(
      split.outcomes, split.design, columns: columns, strata: split.strata, weights: split.weights,
      options: options)
    let newton = try CoxNewton(
      data.likelihood, isConstant: data.isConstant, maximumIterations: options.maximumIterations)
    let isDropped = newton.optimum.nullFactor.isDependent
    let fitted = CoxFit(
      outcomes: split.outcomes, design: split.design, given: design, designColumns: columns,
      strata: split.strata, weights: split.weights, clusters: split.clusters, data: data,
      likelihood: data.likelihood, objective: data.likelihood, optimum: newton.optimum,
      point: newton.point, isEstimated: isDropped.map { !$0 },
      storedCovariance: CoxScreen.factor(
        newton.optimum.derivatives.information, dropping: isDropped
      ).inverse(), frailty: nil)
    return CoxModel(
      fitted, newton.optimum, options,
      timeVarying: TimeVaryingFacts(functions: own, sandwich: nil, observationCount: rowCount))
  }
}
