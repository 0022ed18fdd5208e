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
  ///   - options: Ties, robust covariance, iterations.
  /// - Throws: `FitError` when there is no number to report: no rows, no events, a value or weight
  ///   that is not finite, or an iteration that cannot be brought to finite values.
  /// - Complexity: O(n p²) an iteration, after one sort.
  public static func fit(
    _ outcomes: SurvivalOutcomes, on design: Design, strata: Grouping? = nil,
    weights: [Double]? = nil, clusters: Grouping? = nil, frailty: Grouping? = nil,
    options: Options = Options()
  ) throws(FitError) -> CoxModel {
    guard options.maximumIterations >= 0 else {
      throw .invalidOption(
        name: "maximumIterations", value: "\(options.maximumIterations)", expected: "0 or more")
    }
    precondition(clusters.map { $0.codes.count == outcomes.count } ?? true, "one cluster per row")
    let designColumns = Array((design.hasIntercept ? 1 : 0)..<design.matrix.columnCount)
    let data = try CoxData(
      outcomes, design, columns: designColumns, strata: strata, weights: weights,
      options: options)
    func fitted(
      _ optimum: CoxOptimum, _ point: PartialLikelihood.Point, _ frailty: SharedFrailty? = nil
    ) -> CoxFit {
      CoxFit(
        outcomes: outcomes, design: design, designColumns: designColumns, strata: strata,
        weights: weights, clusters: clusters, data: data, point: point,
        isEstimated: optimum.nullFactor.isDependent.map { !$0 },
        storedCovariance: optimum.factor.inverse(), frailty: frailty)
    }
    if let frailty {
      let fit = try FrailtyFit(
        data, frailty, outcomes: outcomes, weights: weights, clusters: clusters, options: options)
      return CoxModel(
        fitted(fit.optimum, fit.point, fit.frailty), fit.optimum, options,
        diagnostics: fit.diagnostics)
    }
    let newton = try CoxNewton(
      data.likelihood, isConstant: data.isConstant, maximumIterations: options.maximumIterations)
    return CoxModel(fitted(newton.optimum, newton.point), newton.optimum, options)
  }

  private init(
    _ fitted: CoxFit, _ optimum: CoxOptimum, _ options: Options, diagnostics more: [Diagnostic] = []
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
    let sandwich =
      fitted.frailty == nil
        && (fitted.clusters != nil || options.robust
          || options.weightKind.asksForRobustVariance(fitted.weights))
      ? CoxSandwich(fitted, optimum, options: options) : nil
    robustCovariance = sandwich.map { fitted.unstored($0.covariance) }
    logLikelihood = optimum.logLikelihood
    nullLogLikelihood = optimum.nullLogLikelihood
    rank = optimum.nullFactor.rank
    frailty = fitted.frailty
    tests =
      fitted.frailty == nil ? Tests(optimum, sandwich: sandwich) : Tests(withFrailty: optimum)
    convergence = optimum.convergence
    let countsRows = fitted.data.likelihood.countsRows
    observationCount =
      countsRows
      ? Int(fitted.weights?.reduce(0, +) ?? 0) : fitted.outcomes.count - fitted.data.zeroWeightCount
    eventCount =
      countsRows
      ? Int(fitted.data.likelihood.eventWeight)
      : fitted.windows.deaths.reduce(0) { $0 + Int($1) }
    diagnostics =
      CoxDiagnostics.all(
        fitted, optimum, columns: columns, rank: rank, eventCount: eventCount) + more
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
  init(_ optimum: CoxOptimum, sandwich: CoxSandwich?) {
    let rank = Double(optimum.nullFactor.rank)
    func test(_ statistic: Double) -> HypothesisTest {
      HypothesisTest(
        statistic: statistic, degreesOfFreedom: rank,
        pValue: rank == 0 ? .nan : ChiSquared(degreesOfFreedom: rank).upperTail(statistic))
    }
    likelihoodRatio = test(2 * (optimum.logLikelihood - optimum.nullLogLikelihood))
    score = test(optimum.nullFactor.inverseQuadraticForm(optimum.nullDerivatives.score))
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
