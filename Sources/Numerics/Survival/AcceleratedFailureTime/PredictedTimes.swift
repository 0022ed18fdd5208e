internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Statistics

/// The distribution of the failure time of one subject, as a fitted model predicts it.
///
/// Standard errors are by the delta method from the covariance of μ = x'β̂ and log σ̂, robust where
/// the model's is. Limits are computed on a scale on which the estimate is nearly normal:
///
/// | Estimate | Scale of its interval |
/// |:--|:--|
/// | survival | z = (g(t) − μ)/σ, which is log(−log S) for the Weibull, the probit for the normal and minus the logit for the logistic family |
/// | quantile | log time, or time itself for gaussian and logistic |
/// | restricted mean | as it is |
public struct PredictedTimes: Sendable {
  /// An estimate with its standard error and limits.
  public struct Value: Sendable, Hashable {
    /// The estimate.
    public let estimate: Double
    /// The standard error of the estimate itself.
    public let standardError: Double
    /// Its confidence interval.
    public let interval: ConfidenceInterval
  }

  /// The distribution.
  public let distribution: FailureTimeDistribution
  /// μ.
  public let location: Double
  /// σ.
  public let scale: Double
  /// Var μ̂, Cov(μ̂, log σ̂) and Var log σ̂.
  let variance: (location: Double, cross: Double, logScale: Double)

  /// The variance of a function with these derivatives in μ and log σ.
  private func variance(_ location: Double, _ logScale: Double) -> Double {
    let value =
      location * location * variance.location + 2 * location * logScale * variance.cross
      + logScale * logScale * variance.logScale
    return max(0, value)
  }

  private static func halfWidth(_ level: Double) -> Double {
    Normal.standard.upperTailQuantile((1 - level) / 2)
  }

  /// The probability of being event-free at a time.
  public func survival(at time: Double, level: Double) -> Value {
    let isLog = distribution.isOnLogTime
    guard !isLog || time > 0 else {
      return Value(
        estimate: 1, standardError: 0,
        interval: ConfidenceInterval(level: level, lower: 1, upper: 1))
    }
    let error = distribution.error
    let z = ((isLog ? log(time) : time) - location) / scale
    let errorOfZ = variance(-1 / scale, -z).squareRoot()
    let reach = Self.halfWidth(level) * errorOfZ
    func tail(_ z: Double) -> Double { z.isNaN ? .nan : exp(error.logUpperTail(z).value) }
    return Value(
      estimate: tail(z), standardError: exp(error.logDensity(z).value) * errorOfZ,
      interval: ConfidenceInterval(level: level, lower: tail(z + reach), upper: tail(z - reach)))
  }

  /// The time by which the event has come with a probability.
  public func quantile(_ probability: Double, level: Double) -> Value {
    let z = distribution.error.quantile(probability)
    let y = location + scale * z
    let error = variance(1, scale * z).squareRoot()
    let reach = Self.halfWidth(level) * error
    guard distribution.isOnLogTime else {
      return Value(
        estimate: y, standardError: error,
        interval: ConfidenceInterval(level: level, lower: y - reach, upper: y + reach))
    }
    return Value(
      estimate: exp(y), standardError: exp(y) * error,
      interval: ConfidenceInterval(level: level, lower: exp(y - reach), upper: exp(y + reach)))
  }

  /// The mean of the time event-free up to a limit, the area under the survival curve from 0.
  public func restrictedMean(upTo limit: Double, level: Double) -> Value {
    let mean = RestrictedMean(distribution, location: location, scale: scale, limit: limit)
    let error = variance(mean.byLocation, mean.byLogScale).squareRoot()
    let reach = Self.halfWidth(level) * error
    return Value(
      estimate: mean.value, standardError: error,
      interval: ConfidenceInterval(
        level: level, lower: mean.value - reach, upper: mean.value + reach))
  }
}

extension AcceleratedFailureTimeModel {
  /// The predicted times of the rows of a design, with the scale of a stratum.
  ///
  /// Covariates without an estimate do not count.
  ///
  /// - Precondition: the design has the columns of the fit.
  public func predictedTimes(for design: Design, stratum: Int = 0) -> [PredictedTimes] {
    precondition(design.matrix.columnCount == columns.count, "a design with other columns")
    let data = fitted.data
    let count = data.likelihood.locationCount
    let covariance = fitted.usedCovariance
    let place = count + stratum
    let hasScale = data.likelihood.scaleCount > 0
    return (0..<design.rowCount).map { row in
      let x = data.columns.active.indices.map { j in
        data.timeScale * data.columns.factors[j]
          * (design.matrix[row, data.columns.active[j]] - data.columns.centers[j])
      }
      var location = data.timeCenter + (design.offset?[row] ?? 0)
      var (variance, cross) = (0.0, 0.0)
      for j in 0..<count {
        location += x[j] * fitted.point.parameters[j]
        if hasScale { cross += x[j] * covariance[j, place] }
        for i in 0..<count { variance += x[i] * covariance[i, j] * x[j] }
      }
      return PredictedTimes(
        distribution: options.distribution, location: location, scale: scales[stratum].value,
        variance: (variance, cross, hasScale ? covariance[place, place] : 0))
    }
  }
}
