internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Outcomes
public import Statistics

extension CoxModel {
  /// Fits the model.
  ///
  /// - Parameters:
  ///   - outcomes: Follow-up of n rows.
  ///   - design: The covariates of the same rows; an intercept is ignored, offsets are used.
  ///   - strata: Rows are compared within their stratum only.
  ///   - weights: Case weights; a row of weight zero is left out.
  ///   - clusters: Rows that belong together; asks for the robust covariance.
  ///   - frailty: Rows that share a gamma frailty.
  ///   - timeFunctions: For each column of the design, the function of time it is multiplied with.
  ///   - options: Ties, robust covariance, iterations.
  /// - Throws: `FitError` when there is no number to report: no rows, no events, a value or weight
  ///   that is not finite, or an iteration that cannot be brought to finite values.
  /// - Complexity: O(n p²) an iteration, after one sort.
  public static func fit(
    _ outcomes: SurvivalOutcomes, on design: Design, strata: Grouping? = nil,
    weights: [Double]? = nil, clusters: Grouping? = nil, frailty: Grouping? = nil,
    timeFunctions: [TimeFunction?] = [], options: Options = Options()
  ) throws(FitError) -> CoxModel {
    guard options.maximumIterations >= 0 else {
      throw .invalidOption(
        name: "maximumIterations", value: "\(options.maximumIterations)", expected: "0 or more")
    }
    precondition(clusters.map { $0.codes.count == outcomes.count } ?? true, "one cluster per row")
    if timeFunctions.contains(where: { $0 != nil }) {
      precondition(timeFunctions.count == design.columns.count, "one function or none per column")
      guard frailty == nil, !options.ties.isExact, options.penalty == .none else {
        let (name, value) =
          frailty != nil
          ? ("frailty", "given")
          : options.ties.isExact ? ("ties", options.ties.rawValue) : ("penalty", "given")
        throw .invalidOption(
          name: name, value: value,
          expected: "efron or breslow, no penalty and no frailty with a function of time")
      }
      return try fit(
        outcomes, on: design, strata: strata, weights: weights, clusters: clusters,
        times: timeFunctions, options: options)
    }
    try ExactLikelihood.check(weights, clusters, options)
    let designColumns = Array((design.hasIntercept ? 1 : 0)..<design.matrix.columnCount)
    let data = try CoxData(
      outcomes, design, columns: designColumns, strata: strata, weights: weights,
      options: options)
    func fitted(
      _ optimum: CoxOptimum, _ point: PartialLikelihood.Point, _ likelihood: any CoxObjective,
      _ objective: any CoxObjective, _ frailty: SharedFrailty? = nil
    ) -> CoxFit {
      CoxFit(
        outcomes: outcomes, design: design, designColumns: designColumns, strata: strata,
        weights: weights, clusters: clusters, data: data, likelihood: likelihood,
        objective: objective, optimum: optimum, point: point,
        isEstimated: optimum.nullFactor.isDependent.map { !$0 },
        storedCovariance: frailty == nil
          ? CoxScreen.factor(
            optimum.derivatives.information, dropping: optimum.nullFactor.isDependent
          ).inverse() : optimum.factor.inverse(), frailty: frailty)
    }
    if let frailty {
      guard !options.ties.isExact, options.penalty == .none else {
        throw .invalidOption(
          name: options.ties.isExact ? "ties" : "penalty",
          value: options.ties.isExact ? options.ties.rawValue : "a ridge or Firth's",
          expected: "efron or breslow and no penalty with a frailty")
      }
      let fit = try FrailtyFit(
        data, frailty, outcomes: outcomes, weights: weights, clusters: clusters, options: options)
      return CoxModel(
        fitted(fit.optimum, fit.point, data.likelihood, data.likelihood, fit.frailty), fit.optimum,
        options, diagnostics: fit.diagnostics)
    }
    let likelihood = try data.likelihood.exact(options.ties)
    let penalties = options.penalty.coefficients(data, design, columns: designColumns)
    let objective = data.penalized(likelihood, options.penalty, penalties)
    let (optimum, point) = try data.maximum(objective, options)
    return CoxModel(
      fitted(optimum, point, likelihood, objective), optimum, options, penalties: penalties)
  }

  init(
    _ fitted: CoxFit, _ optimum: CoxOptimum, _ options: Options, penalties: [Double]? = nil,
    diagnostics more: [Diagnostic] = [], timeVarying: TimeVaryingFacts? = nil
  ) {
    let design = fitted.design
    let shift = design.hasIntercept ? 1 : 0
    self.fitted = fitted
    self.options = options
    columns = fitted.designColumns.map { design.columns[$0] }
    terms = design.terms.map {
      Design.Term(
        label: $0.label, columns: $0.columns.lowerBound - shift..<$0.columns.upperBound - shift)
    }
    let factors = fitted.data.factors
    coefficients = optimum.coefficients.indices.map { column in
      fitted.isEstimated[column] ? optimum.coefficients[column] * factors[column] : .nan
    }
    modelCovariance = fitted.unstored(fitted.storedCovariance)
    let asksForRobust =
      fitted.frailty == nil
      && (fitted.clusters != nil || options.robust
        || options.weightKind.asksForRobustVariance(fitted.weights))
    let sandwich =
      asksForRobust && !options.penalty.isPenalized
      ? timeVarying?.sandwich ?? CoxSandwich(fitted, optimum, options: options) : nil
    robustCovariance = sandwich.map { fitted.unstored($0.covariance) }
    logLikelihood =
      penalties == nil ? optimum.logLikelihood : fitted.likelihood.value(at: optimum.coefficients)
    nullLogLikelihood = optimum.nullLogLikelihood
    rank = optimum.nullFactor.rank
    frailty = fitted.frailty
    effectiveDegreesOfFreedom =
      Double(rank)
      - (penalties ?? []).indices.reduce(0) {
        $0 + (penalties?[$1] ?? 0) * fitted.storedCovariance[$1, $1]
      }
    tests =
      fitted.frailty == nil
      ? Tests(
        optimum, logLikelihood: logLikelihood, degreesOfFreedom: effectiveDegreesOfFreedom,
        sandwich: sandwich, penalties: penalties) : Tests(withFrailty: optimum)
    separations = fitted.separations(terms)
    convergence = optimum.convergence
    let countsRows = fitted.data.likelihood.countsRows
    timeFunctions = timeVarying?.functions ?? []
    observationCount =
      timeVarying?.observationCount
      ?? (countsRows
        ? Int(fitted.weights?.reduce(0, +) ?? 0)
        : fitted.outcomes.count - fitted.data.zeroWeightCount)
    eventCount =
      countsRows
      ? Int(fitted.data.likelihood.eventWeight)
      : fitted.windows.deaths.reduce(0) { $0 + Int($1) }
    diagnostics =
      CoxDiagnostics.all(
        fitted, optimum, columns: columns, rank: rank, eventCount: eventCount,
        separations: separations, ignoresRobust: asksForRobust && options.penalty.isPenalized)
      + more
  }
}

extension CoxObjective {
  /// The value at some coefficients.
  fileprivate func value(at coefficients: [Double]) -> Double {
    point(at: coefficients).logLikelihood
  }
}

extension CoxFit {
  /// A matrix of stored coordinates in the unit of the data, NaN where there is no estimate.
  func unstored(_ matrix: Matrix) -> Matrix {
    var result = matrix
    for j in 0..<matrix.columnCount {
      for i in 0..<matrix.rowCount {
        result[i, j] =
          isEstimated[i] && isEstimated[j] ? matrix[i, j] * data.factors[i] * data.factors[j] : .nan
      }
    }
    return result
  }
}

extension CoxModel.Tests {
  init(
    _ optimum: CoxOptimum, logLikelihood: Double, degreesOfFreedom: Double, sandwich: CoxSandwich?,
    penalties: [Double]?
  ) {
    let rank = Double(optimum.nullFactor.rank)
    func test(_ statistic: Double, _ degrees: Double? = nil) -> HypothesisTest {
      let degrees = degrees ?? degreesOfFreedom
      return HypothesisTest(
        statistic: statistic, degreesOfFreedom: degrees,
        pValue: degrees > 0
          ? ChiSquared(degreesOfFreedom: degrees).upperTail(statistic) : .nan)
    }
    likelihoodRatio = test(2 * (logLikelihood - optimum.nullLogLikelihood))
    var null = optimum.nullFactor
    if let penalties {
      // At zero a ridge has no slope, and its curvature is not the data's.
      var information = optimum.nullDerivatives.information
      for j in penalties.indices { information[j, j] -= penalties[j] }
      null = CoxScreen.factor(information, dropping: optimum.nullFactor.isDependent)
    }
    score = test(null.inverseQuadraticForm(optimum.nullDerivatives.score), rank)
    let estimates = optimum.coefficients
    if let sandwich {
      wald = test(RankRevealingCholesky(sandwich.covariance).inverseQuadraticForm(estimates))
      robustScore = test(sandwich.scoreStatistic)
    } else {
      wald = test(optimum.derivatives.information.quadraticForm(estimates))
      robustScore = nil
    }
  }
}
