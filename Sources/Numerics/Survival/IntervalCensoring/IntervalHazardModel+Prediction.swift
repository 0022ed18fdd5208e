internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Statistics

extension IntervalHazardModel {
  /// A predicted number with its delta-method standard error and interval.
  public struct Prediction: Sendable, Hashable {
    /// The value; NaN beyond the last time of the data.
    public let estimate: Double
    /// The standard error, on the scale of the value.
    public let standardError: Double
    /// The interval.
    public let interval: ConfidenceInterval

    static func none(_ level: Double) -> Prediction {
      Prediction(
        estimate: .nan, standardError: .nan,
        interval: ConfidenceInterval(level: level, lower: .nan, upper: .nan))
    }
  }

  /// The survival of one subject, with everything read from it.
  public struct SubjectCurve: Sendable {
    fileprivate let basis: HazardBasis
    /// The weights for this subject, aₖ exp(x'β + offset).
    fileprivate let weights: [Double]
    fileprivate let covariates: [Double]
    fileprivate let covariance: Matrix
    fileprivate let level: Double
  }

  /// The curves of subjects with the covariates of each row of a design, coded as the fitted one.
  public func curves(for design: Design, level: Double = 0.95) -> [SubjectCurve] {
    let a = fitted.parameters.theta.map { exp($0) }
    let shift =
      (design.hasIntercept ? 1 : 0) - (fitted.designColumns.first.map { $0 > 0 ? 1 : 0 } ?? 0)
    return (0..<design.rowCount).map { row in
      let x = fitted.designColumns.indices.map { j in
        fitted.isUsed[j]
          ? (design.matrix[row, fitted.designColumns[j] + shift] - fitted.centers[j])
            * fitted.factors[j] : 0
      }
      let eta = zip(x, fitted.parameters.beta).reduce(design.offset?[row] ?? 0) {
        $0 + $1.0 * $1.1
      }
      return SubjectCurve(
        basis: fitted.basis, weights: a.map { $0 * exp(eta) }, covariates: x,
        covariance: fitted.covariance, level: level)
    }
  }
}

extension IntervalHazardModel.SubjectCurve {
  /// The last time of the data; nothing is said beyond.
  public var end: Double { basis.end }

  /// The cumulative hazard Λ(t).
  func cumulativeHazard(at time: Double) -> Double {
    var integrals = [Double](repeating: 0, count: basis.count)
    basis.integrals(at: time, into: &integrals)
    return zip(weights, integrals).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// The derivatives of Λ(t) by the parameters.
  private func gradient(at time: Double) -> [Double] {
    var integrals = [Double](repeating: 0, count: basis.count)
    basis.integrals(at: time, into: &integrals)
    let parts = zip(weights, integrals).map { $0 * $1 }
    let sum = parts.reduce(0, +)
    return parts + covariates.map { sum * $0 }
  }

  private var z: Double { Normal.standard.upperTailQuantile((1 - level) / 2) }

  private func prediction(
    _ estimate: Double, _ error: Double, _ lower: Double, _ upper: Double
  ) -> IntervalHazardModel.Prediction {
    IntervalHazardModel.Prediction(
      estimate: estimate, standardError: error,
      interval: ConfidenceInterval(level: level, lower: lower, upper: upper))
  }

  /// The survival at a time, with an interval on the scale of log Λ.
  public func survival(at time: Double) -> IntervalHazardModel.Prediction {
    guard time >= 0, time <= end else { return .none(level) }
    let gradient = gradient(at: time)
    let hazard = cumulativeHazard(at: time)
    let error = covariance.quadraticForm(gradient).squareRoot()
    let estimate = exp(-hazard)
    guard hazard > 0 else { return prediction(estimate, 0, 1, 1) }
    let factor = exp(z * error / hazard)
    return prediction(estimate, estimate * error, exp(-hazard * factor), exp(-hazard / factor))
  }

  /// The time by which a proportion have had the event, with an interval on the scale of its
  /// logarithm; NaN where that is not within the time of the data.
  public func quantile(_ probability: Double) -> IntervalHazardModel.Prediction {
    let target = -log1p(-probability)
    guard probability > 0, probability < 1, cumulativeHazard(at: end) >= target else {
      return .none(level)
    }
    var low = 0.0
    var high = end
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if cumulativeHazard(at: middle) < target { low = middle } else { high = middle }
    }
    var values = [Double](repeating: 0, count: basis.count)
    basis.values(at: high, into: &values)
    let hazard = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 }
    let error = covariance.quadraticForm(gradient(at: high)).squareRoot() / hazard
    guard hazard > 0 else { return prediction(high, .nan, .nan, .nan) }
    let factor = exp(z * error / high)
    return prediction(high, error, high / factor, high * factor)
  }

  /// The restricted mean ∫₀ᵗ S, with an interval of estimate ± z standard errors kept between 0 and
  /// the horizon.
  ///
  /// By Gauss-Legendre quadrature between the cuts, in stretches over which Λ rises by one at most.
  public func restrictedMean(to horizon: Double) -> IntervalHazardModel.Prediction {
    guard horizon > 0, horizon <= end else { return .none(level) }
    var area = 0.0
    var slope = [Double](repeating: 0, count: weights.count + covariates.count)
    var start = 0.0
    for stop in basis.cuts.filter({ $0 < horizon }) + [horizon] {
      let rise = cumulativeHazard(at: stop) - cumulativeHazard(at: start)
      let stretches = max(1, min(200, Int(min(200, rise)) + 1))
      // In units of the horizon, so that the square of a time of any size is finite.
      let half = (stop - start) / Double(2 * stretches) / horizon
      for stretch in 0..<stretches {
        let middle = start / horizon + Double(2 * stretch + 1) * half
        for (node, weight) in zip(GaussLegendre.twenty.nodes, GaussLegendre.twenty.weights) {
          let time = (middle + half * node) * horizon
          let part = half * weight * exp(-cumulativeHazard(at: time))
          area += part
          for (j, value) in gradient(at: time).enumerated() { slope[j] -= part * value }
        }
      }
      start = stop
    }
    area *= horizon
    let error = horizon * covariance.quadraticForm(slope).squareRoot()
    return prediction(area, error, max(0, area - z * error), min(horizon, area + z * error))
  }
}
