internal import Glibc
internal import LinearAlgebra
internal import Outcomes
public import Statistics

extension CoxModel {
  /// Refits the model to bootstrap replicates of its rows, or of its clusters.
  ///
  /// A replicate is a number of copies for each row. Rows are sorted and packed once, for the fit;
  /// the copies enter as weights, and the tied deaths of Efron's method are counted with them, so
  /// that each replicate is the fit to rows written out. Newton's method begins at the estimates.
  ///
  /// The statistics are the coefficients: NaN where a replicate has no estimate of one, infinite
  /// where its likelihood levels off.
  ///
  /// - Throws: `FitError` for a tie method without bootstrap, or fewer than one replicate.
  /// - Complexity: O(n p²) a step of a replicate, on all cores, without sorting.
  public func bootstrap(_ options: Resampling.Options) throws(FitError) -> BootstrapSample {
    guard options.replicates > 0 else {
      throw .invalidOption(
        name: "replicates", value: "\(options.replicates)", expected: "1 or more")
    }
    guard self.options.ties == .efron || self.options.ties == .breslow else {
      throw .invalidOption(
        name: "ties", value: self.options.ties.rawValue,
        expected: "efron or breslow with a bootstrap")
    }
    guard self.options.penalty == .none else {
      throw .invalidOption(
        name: "penalty", value: "a ridge or Firth's", expected: "no penalty with a bootstrap")
    }
    let resampling: Resampling
    if fitted.data.likelihood.countsRows, fitted.clusters == nil, let weights = fitted.weights {
      resampling = try Resampling(frequencies: weights)
    } else if let clusters = fitted.clusters {
      resampling = Resampling(clusters: clusters)
    } else {
      resampling = Resampling(rowCount: fitted.outcomes.count)
    }
    let fitted = fitted
    let maximum = self.options.maximumIterations
    return BootstrapSample(resampling, options: options) { counts in
      try fitted.replicate(counts, maximumIterations: maximum)
    }
  }
}

extension CoxFit {
  /// The coefficients of the data with so many copies of each row.
  fileprivate func replicate(
    _ copies: [Double], maximumIterations: Int
  ) throws(FitError) -> [Double] {
    let likelihood = data.likelihood
    let drawn = windows.rows.map { copies[Int($0)] }
    // Where rows stand for several, those were drawn one by one unless they come in clusters.
    let weights =
      likelihood.countsRows && clusters == nil
      ? drawn : likelihood.weights.map { zip($0, drawn).map { $0 * $1 } } ?? drawn
    let replicate = PartialLikelihood(
      windows: windows, covariates: likelihood.covariates, weights: weights,
      offset: likelihood.offset, ties: likelihood.ties,
      counts: likelihood.countsRows ? weights : drawn)
    guard replicate.eventWeight > 0 else { throw .noEvents }
    let optimum = try CoxNewton(
      replicate, isConstant: data.isConstant, maximumIterations: maximumIterations,
      start: point.coefficients
    ).optimum
    guard optimum.convergence.converged else {
      throw .diverged(iterations: optimum.convergence.iterations)
    }
    return optimum.coefficients.indices.map { column in
      if optimum.nullFactor.isDependent[column] || !isEstimated[column] { return .nan }
      let value = optimum.coefficients[column]
      return optimum.isInfinite[column]
        ? copysign(.infinity, value) : value * data.factors[column]
    }
  }
}
