internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Statistics

extension AcceleratedFailureTimeModel {
  /// Fits the model.
  ///
  /// - Parameters:
  ///   - failures: What is known of the times of n rows.
  ///   - design: The covariates of the same rows; offsets are used.
  ///   - strata: Each stratum has its own scale.
  ///   - weights: Case weights; a row of weight zero is left out.
  ///   - clusters: Rows that belong together; asks for the robust covariance.
  ///   - options: Distribution, scale, variance.
  /// - Throws: `FitError` when there is no number to report: no event, a time the distribution
  ///   cannot have, a likelihood without a maximum.
  /// - Complexity: O(n p²) an iteration.
  public static func fit(
    _ failures: FailureTimes, on design: Design, strata: Grouping? = nil,
    weights: [Double]? = nil, clusters: Grouping? = nil, options: Options = Options()
  ) throws(FitError) -> AcceleratedFailureTimeModel {
    try check(options, strata)
    let data = try FailureTimeData(failures, design, strata: strata, weights: weights, options)
    let starts = FailureTimeStart(data)
    let null = try FailureTimeNewton(
      data.nullLikelihood, startingAt: starts.null, maximumIterations: options.maximumIterations)
    let isNull = data.columns.active.count == 1 && design.hasIntercept
    let newton =
      isNull
      ? null
      : try FailureTimeNewton(
        data.likelihood, startingAt: starts.full(null.point.parameters),
        maximumIterations: options.maximumIterations)
    var fitted = FailureTimeFit(
      failures: failures, design: design, strata: strata, weights: weights, clusters: clusters,
      data: data, point: newton.point, covariance: newton.covariance,
      usedCovariance: newton.covariance)
    let isRobust =
      clusters != nil || options.robust || options.weightKind.asksForRobustVariance(weights)
    if isRobust { fitted.usedCovariance = FailureTimeSandwich(fitted, options).covariance }
    return AcceleratedFailureTimeModel(
      fitted, newton, nullLogLikelihood: null.point.logLikelihood + data.logJacobian,
      isRobust: isRobust, options)
  }

  private static func check(_ options: Options, _ strata: Grouping?) throws(FitError) {
    guard options.maximumIterations >= 0 else {
      throw .invalidOption(
        name: "maximumIterations", value: "\(options.maximumIterations)", expected: "0 or more")
    }
    if let scale = options.scale {
      guard scale > 0, scale.isFinite else {
        throw .invalidOption(name: "scale", value: "\(scale)", expected: "a number above 0")
      }
      if options.distribution == .exponential, scale != 1 {
        throw .invalidOption(
          name: "scale", value: "\(scale)",
          expected: "1 for the exponential distribution; another makes it a weibull")
      }
    }
  }

  private init(
    _ fitted: FailureTimeFit, _ newton: FailureTimeNewton, nullLogLikelihood: Double,
    isRobust: Bool, _ options: Options
  ) {
    let data = fitted.data
    self.fitted = fitted
    self.options = options
    columns = fitted.design.columns
    var values = [Double](repeating: .nan, count: columns.count)
    for (column, value) in zip(data.columns.active, fitted.map * newton.point.parameters) {
      values[column] = value
    }
    if fitted.design.hasIntercept, values.first.map({ !$0.isNaN }) ?? false {
      values[0] += data.timeCenter
    }
    coefficients = values
    fullModelCovariance = fitted.expanded(fitted.covariance)
    fullRobustCovariance = isRobust ? fitted.expanded(fitted.usedCovariance) : nil
    scales = data.likelihood.strata.indices.map { stratum in
      let logValue =
        data.likelihood.logScale(stratum, newton.point.parameters) + log(data.timeScale)
      let place = data.likelihood.locationCount + stratum
      let isFixed = data.likelihood.scaleCount == 0
      let fixed = options.scale ?? options.distribution.fixedScale
      return Scale(
        value: isFixed ? fixed ?? 1 : exp(logValue),
        logError: isFixed ? 0 : fitted.covariance[place, place].squareRoot(),
        robustLogError: isFixed || !isRobust
          ? nil : fitted.usedCovariance[place, place].squareRoot(),
        logValue: isFixed ? log(fixed ?? 1) : logValue)
    }
    logLikelihood = newton.point.logLikelihood + data.logJacobian
    self.nullLogLikelihood = nullLogLikelihood
    parameterCount = data.likelihood.order
    tests = Tests(fitted, ratio: 2 * (logLikelihood - nullLogLikelihood))
    counts = Counts(fitted, countsRows: options.weightKind == .frequency)
    let countsRows = options.weightKind == .frequency && fitted.weights != nil
    observationCount =
      countsRows
      ? Int(fitted.weights?.reduce(0, +) ?? 0) : fitted.failures.count - data.zeroWeightCount
    convergence = newton.convergence
    diagnostics = FailureTimeDiagnostics.all(fitted, newton, counts)
  }
}

extension FailureTimeFit {
  /// A covariance of standardised parameters as one of all coefficients and log scales, NaN where
  /// there is no estimate.
  func expanded(_ matrix: Matrix) -> Matrix {
    let mapped = map * matrix * map.transposed()
    let active = data.columns.active
    let scales = data.likelihood.scaleCount
    let places = active + (0..<scales).map { design.columns.count + $0 }
    let order = design.columns.count + scales
    var result = Matrix(rowCount: order, columnCount: order, repeating: .nan)
    for (j, column) in places.enumerated() {
      for (i, row) in places.enumerated() {
        result[row, column] = 0.5 * (mapped[i, j] + mapped[j, i])
      }
    }
    return result
  }
}

extension AcceleratedFailureTimeModel.Tests {
  init(_ fitted: FailureTimeFit, ratio: Double) {
    let columns = fitted.data.columns
    func test(_ statistic: Double, _ df: Int) -> HypothesisTest {
      HypothesisTest(
        statistic: df > 0 ? statistic : .nan, degreesOfFreedom: Double(df),
        pValue: df > 0 && !statistic.isNaN
          ? ChiSquared(degreesOfFreedom: Double(df)).upperTail(statistic) : .nan)
    }
    likelihoodRatio = test(columns.spansConstant ? ratio : .nan, columns.active.count - 1)
    let first = fitted.design.hasIntercept ? 1 : 0
    let places = Array(first..<max(first, columns.active.count))
    var part = Matrix(rowCount: places.count, columnCount: places.count)
    for (j, column) in places.enumerated() {
      for (i, row) in places.enumerated() { part[i, j] = fitted.usedCovariance[row, column] }
    }
    let estimates = places.map { fitted.point.parameters[$0] }
    let isKnown = part.elements.allSatisfy { !$0.isNaN }
    wald = test(
      isKnown && !places.isEmpty
        ? RankRevealingCholesky(part).inverseQuadraticForm(estimates) : .nan, places.count)
  }
}

extension AcceleratedFailureTimeModel.Counts {
  init(_ fitted: FailureTimeFit, countsRows: Bool) {
    var counts: [CensoredRows.Kind: Int] = [:]
    let likelihood = fitted.data.likelihood
    for (row, kind) in likelihood.rows.kinds.enumerated() {
      counts[kind, default: 0] += countsRows ? Int(likelihood.weights?[row] ?? 1) : 1
    }
    exact = counts[.exact] ?? 0
    rightCensored = (counts[.above] ?? 0) + (counts[.nothing] ?? 0)
    leftCensored = counts[.below] ?? 0
    intervalCensored = counts[.between] ?? 0
  }
}
