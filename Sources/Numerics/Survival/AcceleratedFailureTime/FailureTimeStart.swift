internal import Glibc
internal import LinearAlgebra

/// Where the iterations of an accelerated failure time model begin.
///
/// The null model begins at the mean and spread of the times, or where a distribution with that
/// spread has the hazard of the events among all; the full one at the null model or at least squares,
/// whichever is likelier.
struct FailureTimeStart {
  private let data: FailureTimeData
  private let weights: [Double]

  init(_ data: FailureTimeData) {
    self.data = data
    let likelihood = data.likelihood
    weights = likelihood.rows.kinds.indices.map {
      likelihood.rows.kinds[$0] == .nothing ? 0 : likelihood.weights?[$0] ?? 1
    }
  }

  /// Starting values of the null model: the intercept, and a log scale for each stratum.
  var null: [[Double]] {
    let rows = data.likelihood.rows
    let total = weights.reduce(0, +)
    let mean = rows.kinds.indices.reduce(0) { $0 + weights[$1] * rows.dated($1) } / total
    let squares = rows.kinds.indices.reduce(0) {
      let deviation = rows.dated($1) - mean
      return $0 + (weights[$1] > 0 ? weights[$1] * deviation * deviation : 0)
    }
    let spread = max((squares / total).squareRoot(), 1e-8)
    let (shift, ratio) = data.likelihood.error.moments
    let wanted = data.likelihood.fixedLogScale ?? log(spread * ratio)
    var starts = [[mean + shift * exp(wanted)], [mean]]
    // μ at which the cumulative hazard of all rows is the number of events, for the Weibull.
    let sigma = exp(wanted)
    let reach = rows.kinds.indices.reduce(-Double.infinity) { max($0, rows.dated($1)) }
    var (exposure, events) = (0.0, 0.0)
    for row in rows.kinds.indices where rows.kinds[row] != .nothing {
      exposure += weights[row] * exp((rows.dated(row) - reach) / sigma)
      if rows.kinds[row] != .above { events += weights[row] }
    }
    if exposure > 0, events > 0 { starts.append([reach + sigma * log(exposure / events)]) }
    return starts.map { $0 + scales(wanted) }
  }

  /// Starting values of the full model, given the maximum of the null model.
  func full(_ null: [Double]) -> [[Double]] {
    let likelihood = data.likelihood
    let count = likelihood.locationCount
    guard count > 0 else { return [Array(null.dropFirst())] }
    var starts: [[Double]] = []
    let constant = solve { _ in null[0] }
    if data.columns.spansConstant { starts.append(constant + null.dropFirst()) }
    let slopes = solve { likelihood.rows.dated($0) }
    let fitted = likelihood.locations(slopes + Array(null.dropFirst()))
    let total = weights.reduce(0, +)
    let squares = fitted.indices.reduce(0) {
      let residual = likelihood.rows.dated($1) - fitted[$1]
      return $0 + (weights[$1] > 0 ? weights[$1] * residual * residual : 0)
    }
    let spread = max((squares / total).squareRoot(), 1e-8)
    let (shift, ratio) = likelihood.error.moments
    let wanted = likelihood.fixedLogScale ?? log(spread * ratio)
    let raised = solve { likelihood.rows.dated($0) + shift * exp(wanted) }
    starts += [raised + scales(wanted), slopes + scales(wanted), slopes + scales(wanted + 1)]
    return starts
  }

  private func scales(_ logScale: Double) -> [Double] {
    [Double](repeating: logScale, count: data.likelihood.scaleCount)
  }

  /// The least squares coefficients of a response.
  private func solve(_ response: (Int) -> Double) -> [Double] {
    let packed = data.columns.packed
    var sum = [Double](repeating: 0, count: packed.stride)
    packed.addSum(
      of: 0..<packed.rowCount,
      weights: weights.indices.map { weights[$0] > 0 ? weights[$0] * response($0) : 0 }, to: &sum)
    return data.columns.gram.solve(Array(sum[..<packed.columnCount]))
  }
}

extension ErrorDistribution {
  /// What to add to a mean, in units of σ, to come to the location, and σ over the standard
  /// deviation.
  var moments: (shift: Double, ratio: Double) {
    switch self {
    case .extremeValue: (0.5772156649015329, 0.7796968012336761)
    case .normal: (0, 1)
    case .logistic: (0, 0.5513288954217921)
    }
  }
}
