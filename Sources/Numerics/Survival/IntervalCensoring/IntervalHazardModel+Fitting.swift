internal import Distributions
internal import Glibc
internal import LinearAlgebra
internal import Outcomes
public import Statistics

extension IntervalHazardModel {
  /// Fits the model.
  ///
  /// - Parameters:
  ///   - data: The intervals of n rows, with or without delayed entry.
  ///   - design: The covariates of the same rows; an intercept is ignored, offsets are used.
  ///   - weights: Case weights; a row of weight zero is left out.
  ///   - clusters: Rows that belong together; asks for the robust covariance.
  /// - Throws: `FitError` when there is no number to report.
  /// - Complexity: O(n (K + p)²) an iteration, with K functions of time and p covariates.
  public static func fit(
    _ data: TruncatedIntervals, on design: Design, weights: [Double]? = nil,
    clusters: Grouping? = nil, options: Options = Options()
  ) throws(FitError) -> IntervalHazardModel {
    let outcomes = data.outcomes
    precondition(outcomes.count == design.rowCount, "one row of the design per time")
    try options.weightKind.check(weights)
    try CaseWeights.check(weights, count: outcomes.count)
    guard options.maximumIterations >= 0 else {
      throw .invalidOption(
        name: "maximumIterations", value: "\(options.maximumIterations)", expected: "0 or more")
    }
    let weighted = (0..<outcomes.count).filter { (weights?[$0] ?? 1) > 0 }
    guard !weighted.isEmpty else { throw .noObservations }
    // A row censored at its entry, or known to have had its event at some time, says nothing.
    let rows = weighted.filter {
      let start = data.entry?[$0] ?? 0
      return outcomes.upper[$0] < .infinity || outcomes.lower[$0] > start
    }
    guard rows.contains(where: { outcomes.upper[$0] < .infinity }) else { throw .noEvents }
    let ends = EventEnds(outcomes, rows: rows, weights: weights)
    let basis = try ends.basis(options)
    var fit = try IntervalHazardFit(data, design, weights: weights, basis: basis, rows: rows)
    let null = try IntervalHazardNewton(
      fit.likelihood, from: fit.likelihood.start(), origin: fit.origin,
      movesBeta: fit.isUsed.map { _ in false },
      maximumIterations: options.maximumIterations)
    let newton = try IntervalHazardNewton(
      fit.likelihood, from: null.parameters, origin: fit.origin,
      movesBeta: fit.isUsed,
      maximumIterations: options.maximumIterations)
    fit.parameters = newton.parameters
    let inverse = newton.factor.inverse()
    let isRobust =
      clusters != nil || options.robust || options.weightKind.asksForRobustVariance(weights)
    let sandwich =
      isRobust
      ? fit.sandwich(
        inverse, clusters: clusters, countsRows: options.weightKind == .frequency) : nil
    fit.covariance = sandwich ?? inverse
    let counts: (Int) -> Int = { row in
      options.weightKind == .frequency ? Int(weights?[row] ?? 1) : 1
    }
    return IntervalHazardModel(
      fit, null, newton, inverse: inverse, sandwich: sandwich, design: design, ends: ends,
      observationCount: weighted.reduce(0) { $0 + counts($1) },
      eventCount: rows.reduce(0) { $0 + (outcomes.upper[$1] < .infinity ? counts($1) : 0) },
      options: options)
  }

  private init(
    _ fit: IntervalHazardFit, _ null: IntervalHazardNewton, _ newton: IntervalHazardNewton,
    inverse: Matrix, sandwich: Matrix?, design: Design, ends: EventEnds, observationCount: Int,
    eventCount: Int, options: Options
  ) {
    let shift = design.hasIntercept ? 1 : 0
    let isEstimated = newton.factor.isDependent.map { !$0 }
    fitted = fit
    columns = fit.designColumns.map { design.columns[$0] }
    terms = design.terms.map {
      Design.Term(
        label: $0.label, columns: $0.columns.lowerBound - shift..<$0.columns.upperBound - shift)
    }
    let isTold = zip(isEstimated, newton.isInfinite).map { $0 || $1 }
    coefficients = fit.coefficients(isTold)
    modelCovariance = fit.coefficientCovariance(inverse, isEstimated)
    robustCovariance = sandwich.map { fit.coefficientCovariance($0, isEstimated) }
    baseline = fit.baseline(isEstimated)
    logLikelihood = newton.logLikelihood
    nullLogLikelihood = null.logLikelihood
    tests = fit.tests(null, newton, sandwich: sandwich)
    self.observationCount = observationCount
    self.eventCount = eventCount
    parameterCount = newton.factor.rank
    convergence = newton.convergence
    self.options = options
    diagnostics = IntervalHazardDiagnostics.all(
      fit, newton, columns: columns, ends: ends, options: options, eventCount: eventCount)
  }
}

extension IntervalHazardFit {
  private var functions: Int { basis.count }

  /// β in the unit of the data.
  func coefficients(_ isEstimated: [Bool]) -> [Double] {
    parameters.beta.indices.map {
      isEstimated[functions + $0] ? parameters.beta[$0] * factors[$0] : .nan
    }
  }

  /// The coefficients' part of a covariance of all parameters, in the unit of the data.
  func coefficientCovariance(_ all: Matrix, _ isEstimated: [Bool]) -> Matrix {
    Matrix(rowCount: factors.count, columnCount: factors.count) { i, j in
      isEstimated[functions + i] && isEstimated[functions + j]
        ? all[functions + i, functions + j] * factors[i] * factors[j] : .nan
    }
  }

  /// The logarithms of the weights for covariates zero, with their standard errors.
  func baseline(_ isEstimated: [Bool]) -> IntervalHazardModel.Baseline {
    let zero = origin
    let shift = zip(zero, parameters.beta).reduce(0) { $0 + $1.0 * $1.1 }
    let errors = (0..<functions).map { k -> Double in
      guard isEstimated[k] else { return .nan }
      var gradient = [Double](repeating: 0, count: likelihood.order)
      gradient[k] = 1
      for j in zero.indices { gradient[functions + j] = zero[j] }
      return covariance.quadraticForm(gradient).squareRoot()
    }
    return .init(
      basis: basis, logWeights: parameters.theta.map { $0 + shift }, standardErrors: errors)
  }

  /// The tests that every coefficient is zero.
  func tests(
    _ null: IntervalHazardNewton, _ newton: IntervalHazardNewton, sandwich: Matrix?
  ) -> CoxModel.Tests {
    let isLost = zip(newton.factor.isDependent, newton.isInfinite).map { $0 && !$1 }
    let used = parameters.beta.indices.filter { !isLost[functions + $0] }
    let rank = Double(used.count)
    func test(_ statistic: Double) -> HypothesisTest {
      HypothesisTest(
        statistic: statistic, degreesOfFreedom: rank,
        pValue: rank == 0 || statistic.isNaN
          ? .nan : ChiSquared(degreesOfFreedom: rank).upperTail(statistic))
    }
    let block = Matrix(rowCount: used.count, columnCount: used.count) {
      covariance[functions + used[$0], functions + used[$1]]
    }
    // At the null estimates the observed information need not be a variance; then there is no test.
    let held = null.isFree
    var information = null.derivatives.information
    var score = null.derivatives.score
    for j in information.diagonal.indices
    where j < functions ? !held[j] : isLost[j] {
      score[j] = 0
      for i in information.diagonal.indices {
        information[i, j] = 0
        information[j, i] = 0
      }
    }
    let factor = RankRevealingCholesky(information)
    let isProper = factor.rank == held.prefix(functions).count { $0 } + used.count
    return CoxModel.Tests(
      likelihoodRatio: test(2 * (newton.logLikelihood - null.logLikelihood)),
      wald: test(
        RankRevealingCholesky(block).inverseQuadraticForm(used.map { parameters.beta[$0] })),
      score: test(isProper ? factor.inverseQuadraticForm(score) : .nan), robustScore: nil)
  }
}
