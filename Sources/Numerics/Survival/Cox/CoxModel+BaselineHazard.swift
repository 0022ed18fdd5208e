internal import Glibc
internal import LinearAlgebra
public import Statistics

extension CoxModel {
  /// The cumulative baseline hazard of one stratum: that of a row with every covariate, and the
  /// offset, at zero.
  ///
  /// Covariates are not centred: the hazard belongs to x = 0 even where no such row exists. At each
  /// event time it grows by Σⱼ m/(S − fⱼD) (Efron) or W/S (Breslow), the same sums the likelihood
  /// is made of. It is empty for a stratum without events.
  public struct BaselineHazard: Sendable, Hashable {
    /// The stratum, as a code of the grouping the model was fitted with; 0 without strata.
    public let stratum: Int
    /// The event times, ascending.
    public let times: [Double]
    /// The cumulative hazard from each time on.
    public let cumulativeHazard: [Double]

    /// The cumulative hazard as a function of time.
    public var stepFunction: StepFunction {
      StepFunction(times: times, values: cumulativeHazard, initialValue: 0)
    }
  }

  /// The cumulative baseline hazards at covariates of zero, one for each stratum.
  public var baselineHazards: [BaselineHazard] {
    let zero = [Double](repeating: 0, count: coefficients.count)
    return fitted.windows.strata.indices.map { stratum in
      let path = fitted.hazardPath(stratum: stratum, covariates: zero, offset: 0)
      return BaselineHazard(
        stratum: stratum, times: path.times, cumulativeHazard: path.cumulativeHazard)
    }
  }
}

/// The cumulative hazard of one set of covariates along the event times of a stratum.
struct HazardPath {
  var times: [Double] = []
  var cumulativeHazard: [Double] = []
  /// The variance of the cumulative hazard, where it was asked for.
  var variance: [Double] = []
}

extension CoxFit {
  /// The log of the factor between exp(η) as stored and exp(x'β + offset), for a subject with these
  /// covariates in a stratum.
  func logFactor(stratum: Int, covariates: [Double], offset: Double) -> Double {
    let stored = storedDifference(stratum: stratum, covariates: covariates)
    return zip(stored, point.coefficients).reduce(offset) { $0 + $1.0 * $1.1 }
  }

  /// Covariates in the stored coordinates of a stratum; zero where there is no estimate.
  func storedDifference(stratum: Int, covariates: [Double]) -> [Double] {
    covariates.indices.map { j in
      isEstimated[j] ? (covariates[j] - data.centers[stratum][j]) * data.factors[j] : 0
    }
  }

  /// The cumulative hazard of a subject, without its variance, in O(events).
  func hazardPath(stratum: Int, covariates: [Double], offset: Double) -> HazardPath {
    let factor = logFactor(stratum: stratum, covariates: covariates, offset: offset)
    var path = HazardPath()
    var total = 0.0
    for event in windows.strata[stratum] {
      total += point.terms[event].hazard * exp(factor - point.sums.references[event])
      path.times.append(windows.times[event])
      path.cumulativeHazard.append(total)
    }
    return path
  }

  /// The cumulative hazard of a subject with its variance.
  ///
  /// The variance adds the sum of Σⱼ m/(S − fⱼD)², tied deaths taken as separate increments, and
  /// d'Vd with d = Σ (x̄ − x) dΛ, the part that stems from the estimates of the coefficients.
  func hazardPath(
    stratum: Int, covariates: [Double], offset: Double, means: EventMeans, covariance: Matrix
  ) -> HazardPath {
    let stored = storedDifference(stratum: stratum, covariates: covariates)
    let factor = logFactor(stratum: stratum, covariates: covariates, offset: offset)
    var path = hazardPath(stratum: stratum, covariates: covariates, offset: offset)
    let stride = means.weighted.stride
    var squares = 0.0
    var leverage = [Double](repeating: 0, count: stored.count)
    for event in windows.strata[stratum] {
      let unit = exp(factor - point.sums.references[event])
      let term = point.terms[event]
      let inverse = unit / point.sums.riskSums[event]
      squares += term.squares.zero * inverse * inverse
      for j in stored.indices where isEstimated[j] {
        let mean = means.weighted.elements[event * stride + j]
        leverage[j] += unit * (mean - term.hazard * stored[j])
      }
      path.variance.append(squares + covariance.quadraticForm(leverage))
    }
    return path
  }
}
