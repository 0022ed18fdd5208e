internal import Distributions
internal import LinearAlgebra
internal import Outcomes
public import Statistics

extension FineGrayModel {
  /// Fits the model.
  ///
  /// - Parameters:
  ///   - input: Follow-up, causes and groups of n rows.
  ///   - design: The covariates of the same rows; an intercept is ignored, offsets are used.
  ///   - options: Ties, conventions, variance.
  /// - Throws: `FitError` when there is no number to report: no rows, no event of the cause, a value
  ///   or weight that is not finite, or an iteration that cannot be brought to finite values.
  /// - Complexity: O(n p²) an iteration and for the sandwich, after two sorts.
  public static func fit(
    _ input: FineGrayInput, on design: Design, options: Options = Options()
  ) throws(FitError) -> FineGrayModel {
    let designColumns = Array((design.hasIntercept ? 1 : 0)..<design.matrix.columnCount)
    let data = try FineGrayData(input, design, columns: designColumns, options: options)
    let newton = try CoxNewton(
      data.likelihood, isConstant: data.isConstant, maximumIterations: options.maximumIterations)
    let optimum = newton.optimum
    let fitted = FineGrayFit(
      input: input, design: design, designColumns: designColumns, data: data,
      point: newton.point, isEstimated: optimum.nullFactor.isDependent.map { !$0 },
      storedCovariance: optimum.factor.inverse(), variance: options.variance)
    return FineGrayModel(fitted, optimum, options)
  }

  private init(_ fitted: FineGrayFit, _ optimum: CoxOptimum, _ options: Options) {
    self.fitted = fitted
    self.options = options
    columns = fitted.designColumns.map { fitted.design.columns[$0] }
    let factors = fitted.data.factors
    coefficients = optimum.coefficients.indices.map { column in
      fitted.isEstimated[column] ? optimum.coefficients[column] * factors[column] : .nan
    }
    modelCovariance = fitted.unstored(fitted.storedCovariance)
    let sandwich = fitted.storedCovariance * fitted.meat(fitted.point) * fitted.storedCovariance
    covariance = fitted.unstored(sandwich)
    logLikelihood = optimum.logLikelihood
    nullLogLikelihood = optimum.nullLogLikelihood
    rank = optimum.nullFactor.rank
    tests = Tests(fitted, optimum, sandwich: sandwich)
    convergence = optimum.convergence
    isTruncated = fitted.data.censoring.followUp.isTruncated
    func number(_ isCounted: (Int) -> Bool) -> Int {
      options.weightKind.subjectCount(
        fitted.input.causes.indices.filter(isCounted), weights: fitted.input.weights)
    }
    let input = fitted.input
    observationCount = number { _ in true }
    eventCount = number { input.causes[$0] == input.cause }
    competingCount = number { input.causes[$0] != 0 && input.causes[$0] != input.cause }
    diagnostics = FineGrayDiagnostics.all(
      fitted, optimum, columns: columns, rank: rank, eventCount: eventCount,
      competingCount: competingCount)
  }
}

extension FineGrayModel.Tests {
  init(_ fitted: FineGrayFit, _ optimum: CoxOptimum, sandwich: Matrix) {
    let rank = Double(optimum.nullFactor.rank)
    func test(_ statistic: Double) -> HypothesisTest {
      HypothesisTest(
        statistic: statistic, degreesOfFreedom: rank,
        pValue: rank == 0 ? .nan : ChiSquared(degreesOfFreedom: rank).upperTail(statistic))
    }
    likelihoodRatio = test(2 * (optimum.logLikelihood - optimum.nullLogLikelihood))
    score = test(optimum.nullFactor.inverseQuadraticForm(optimum.nullDerivatives.score))
    wald = test(RankRevealingCholesky(sandwich).inverseQuadraticForm(optimum.coefficients))
    let null = fitted.likelihood.point(at: fitted.isEstimated.map { _ in 0 })
    robustScore = test(
      RankRevealingCholesky(fitted.meat(null))
        .inverseQuadraticForm(optimum.nullDerivatives.score))
  }
}
