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
  ///   - options: Ties, robust covariance, iterations.
  /// - Throws: `FitError` when there is no number to report: no rows, no events, a value or weight
  ///   that is not finite, or an iteration that cannot be brought to finite values.
  /// - Complexity: O(n p²) an iteration, after one sort.
  public static func fit(
    _ outcomes: SurvivalOutcomes, on design: Design, strata: Grouping? = nil,
    weights: [Double]? = nil, clusters: Grouping? = nil, options: Options = Options()
  ) throws(FitError) -> CoxModel {
    guard options.maximumIterations >= 0 else {
      throw .invalidOption(
        name: "maximumIterations", value: "\(options.maximumIterations)", expected: "0 or more")
    }
    precondition(clusters.map { $0.codes.count == outcomes.count } ?? true, "one cluster per row")
    let designColumns = Array((design.hasIntercept ? 1 : 0)..<design.matrix.columnCount)
    let data = try CoxData(
      outcomes, design, columns: designColumns, strata: strata, weights: weights,
      ties: options.ties)
    let newton = try CoxNewton(data, maximumIterations: options.maximumIterations)
    let fitted = CoxFit(
      outcomes: outcomes, design: design, designColumns: designColumns, strata: strata,
      weights: weights, clusters: clusters, data: data, point: newton.point,
      isEstimated: newton.nullFactor.isDependent.map { !$0 },
      storedCovariance: newton.factor.inverse())
    return CoxModel(fitted, newton, options)
  }

  private init(_ fitted: CoxFit, _ newton: CoxNewton, _ options: Options) {
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
    coefficients = newton.point.coefficients.indices.map { column in
      fitted.isEstimated[column] ? newton.point.coefficients[column] * factors[column] : .nan
    }
    modelCovariance = fitted.unstored(fitted.storedCovariance)
    let sandwich =
      fitted.clusters != nil || options.robust ? CoxSandwich(fitted, newton) : nil
    robustCovariance = sandwich.map { fitted.unstored($0.covariance) }
    logLikelihood = newton.point.logLikelihood
    nullLogLikelihood = newton.nullPoint.logLikelihood
    rank = newton.nullFactor.rank
    tests = Tests(newton, sandwich: sandwich)
    convergence = newton.convergence
    concordance = fitted.concordance()
    observationCount = fitted.outcomes.count - fitted.data.zeroWeightCount
    eventCount = fitted.windows.deaths.reduce(0) { $0 + Int($1) }
    diagnostics = CoxDiagnostics.all(
      fitted, newton, columns: columns, rank: rank, eventCount: eventCount)
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
  init(_ newton: CoxNewton, sandwich: CoxSandwich?) {
    let rank = Double(newton.nullFactor.rank)
    func test(_ statistic: Double) -> HypothesisTest {
      HypothesisTest(
        statistic: statistic, degreesOfFreedom: rank,
        pValue: rank == 0 ? .nan : ChiSquared(degreesOfFreedom: rank).upperTail(statistic))
    }
    likelihoodRatio = test(2 * (newton.point.logLikelihood - newton.nullPoint.logLikelihood))
    score = test(newton.nullFactor.inverseQuadraticForm(newton.nullDerivatives.score))
    let estimates = newton.point.coefficients
    if let sandwich {
      wald = test(RankRevealingCholesky(sandwich.covariance).inverseQuadraticForm(estimates))
      robustScore = test(sandwich.scoreStatistic)
    } else {
      wald = test(newton.derivatives.information.quadraticForm(estimates))
      robustScore = nil
    }
  }
}
