internal import Distributions
internal import Glibc
internal import LinearAlgebra
internal import Outcomes
internal import Statistics

/// A fit with a shared frailty, ready to become a `CoxModel`.
struct FrailtyFit {
  /// The maximum, with the values without covariates and frailty as null.
  let optimum: CoxOptimum
  /// The partial likelihood with the predicted frailties in the linear predictor.
  let point: PartialLikelihood.Point
  let frailty: SharedFrailty
  let diagnostics: [Diagnostic]

  /// Finds θ, and β and the frailties with it.
  init(
    _ data: CoxData, _ grouping: Grouping, outcomes: SurvivalOutcomes, weights: [Double]?,
    clusters robustClusters: Grouping?, options: CoxModel.Options
  ) throws(FitError) {
    guard !options.robust, robustClusters == nil else {
      throw .invalidOption(
        name: "robust", value: "with a frailty",
        expected:
          "either a frailty or a robust variance: both account for rows that belong together"
      )
    }
    let base = data.likelihood
    let plain = try CoxNewton(
      base, isConstant: data.isConstant, maximumIterations: options.maximumIterations)
    let clusters = FrailtyClusters(grouping, base)
    let search = FrailtySearch(
      base, clusters, plain: plain, maximumIterations: options.maximumIterations)
    let found = try search.maximum()
    let interval = try search.interval(found?.fit, level: options.frailtyLevel)
    let best = found?.fit
    point = best?.point.partial ?? plain.point
    optimum = FrailtyFit.optimum(plain.optimum, found)
    let groups = FrailtyFit.groups(
      grouping, outcomes, weights, effects: best?.point.effects)
    let value = best?.optimum.logLikelihood ?? plain.optimum.logLikelihood
    let statistic = max(0, 2 * (value - plain.optimum.logLikelihood))
    frailty = SharedFrailty(
      variance: best?.variance ?? 0,
      standardError: best.map { $0.curvature < 0 ? (-1 / $0.curvature).squareRoot() : .nan }
        ?? .nan,
      interval: interval, isBoundary: best == nil, logMarginalLikelihood: value,
      logPartialLikelihood: point.logLikelihood,
      logLikelihoodWithout: plain.optimum.logLikelihood,
      test: HypothesisTest(
        statistic: statistic, degreesOfFreedom: 1,
        pValue: best == nil ? 1 : ChiSquared(degreesOfFreedom: 1).upperTail(statistic) / 2),
      coefficientSlopes: zip(
        best?.response.coefficients ?? plain.point.coefficients.map { _ in 0 }, data.factors
      ).map { $0 * $1 },
      groups: groups)
    diagnostics = FrailtyFit.diagnostics(frailty, hasNoEnd: found.map { !$0.converged } ?? false)
  }

  private static func optimum(
    _ plain: CoxOptimum, _ found: (fit: FrailtySearch.Fit, iterations: Int, converged: Bool)?
  ) -> CoxOptimum {
    guard let found else { return plain }
    let optimum = found.fit.optimum
    return CoxOptimum(
      coefficients: optimum.coefficients, logLikelihood: optimum.logLikelihood,
      derivatives: optimum.derivatives, factor: optimum.factor,
      nullLogLikelihood: plain.nullLogLikelihood, nullDerivatives: plain.nullDerivatives,
      nullFactor: plain.nullFactor, isConstant: plain.isConstant,
      isCollinear: plain.isCollinear,
      isInfinite: zip(plain.isInfinite, optimum.isInfinite).map { $0 || $1 },
      convergence: Convergence(
        converged: optimum.convergence.converged && found.converged,
        iterations: found.iterations,
        criterion:
          "Newton decrement in the log of the frailty variance below 1e-22 or the rounding "
          + "error; for each variance, that of the coefficients below 1e-20",
        gradientNorm: abs(found.fit.variance * found.fit.slope)))
  }

  private static func groups(
    _ grouping: Grouping, _ outcomes: SurvivalOutcomes, _ weights: [Double]?, effects: [Double]?
  ) -> [SharedFrailty.Group] {
    var rows = [Int](repeating: 0, count: grouping.count)
    var events = rows
    for (row, code) in grouping.codes.enumerated() where weights.map({ $0[row] > 0 }) ?? true {
      rows[Int(code)] += 1
      if outcomes.isEvent[row] { events[Int(code)] += 1 }
    }
    return rows.indices.map { group in
      let effect = effects?[group] ?? 0
      return SharedFrailty.Group(
        rowCount: rows[group], eventCount: events[group], frailty: exp(effect),
        logFrailty: effect)
    }
  }

  private static func diagnostics(_ frailty: SharedFrailty, hasNoEnd: Bool) -> [Diagnostic] {
    let used = frailty.groups.filter { $0.rowCount > 0 }
    var found: [Diagnostic] = []
    if used.count == 1 {
      found.append(
        Diagnostic(
          .oneGroup, .warning,
          message:
            "All rows are of one cluster, so a frailty shared within clusters cannot be told "
            + "from the baseline hazard."))
    } else if used.allSatisfy({ $0.rowCount == 1 }) {
      found.append(
        Diagnostic(
          .illConditioned, .warning,
          message:
            "Every cluster has one row: the variance of the frailty rests on the shape of the "
            + "hazards alone, and little can be learned about it."))
    }
    if frailty.isBoundary, used.count > 1 {
      found.append(
        Diagnostic(
          .boundary, .warning,
          message:
            "The variance of the frailty is estimated as zero, the boundary: clusters differ "
            + "no more than chance allows. The coefficients are those of the model without frailty."
        ))
    }
    if !frailty.isBoundary, frailty.variance >= FrailtySearch.largest {
      found.append(
        Diagnostic(
          .notConverged, .warning,
          message: "The likelihood still grows at a frailty variance of a million; the clusters "
            + "differ without bound, and the numbers mean nothing."))
    }
    let without = used.count { $0.eventCount == 0 }
    if without > 0, used.count > 1 {
      found.append(
        Diagnostic(
          .groupWithoutEvents, .note,
          message: "\(without) of \(used.count) clusters have no event; their frailty is predicted "
            + "below one."))
    }
    return found
  }
}

extension CoxModel.Tests {
  /// The tests of a model with a frailty.
  ///
  /// The likelihood ratio compares covariates and frailty with neither: θ at the end of its range
  /// makes its reference ½χ²ₚ + ½χ²ₚ₊₁, with p coefficients. The Wald test is of the coefficients,
  /// with the variance of the frailty taken as known. A score test would need the fit of the
  /// frailty without covariates; there is none.
  init(withFrailty optimum: CoxOptimum) {
    let rank = Double(optimum.nullFactor.rank)
    func tail(_ freedom: Double, _ statistic: Double) -> Double {
      freedom > 0 ? ChiSquared(degreesOfFreedom: freedom).upperTail(statistic) : 0
    }
    let ratio = 2 * (optimum.logLikelihood - optimum.nullLogLikelihood)
    likelihoodRatio = HypothesisTest(
      statistic: ratio, degreesOfFreedom: rank + 1,
      pValue: (tail(rank, ratio) + tail(rank + 1, ratio)) / 2)
    let quadratic = optimum.derivatives.information.quadraticForm(optimum.coefficients)
    wald = HypothesisTest(
      statistic: quadratic, degreesOfFreedom: rank,
      pValue: rank == 0 ? .nan : tail(rank, quadratic))
    score = HypothesisTest(statistic: .nan, degreesOfFreedom: rank, pValue: .nan)
    robustScore = nil
  }
}
