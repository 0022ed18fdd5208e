internal import Distributions
internal import Glibc
internal import LinearAlgebra
public import Statistics

extension CoxModel {
  /// The survival curve of a subject with given covariates in one stratum.
  ///
  /// S(t) = exp(−Λ(t)), with Λ and its variance those of `BaselineHazard` moved to the subject's
  /// covariates; limits are exp(−Λ ± z·se), no greater than one (the log transformation).
  public struct SurvivalCurve: Sendable, Hashable {
    /// The stratum the curve belongs to.
    public let stratum: Int
    /// The event times, ascending.
    public let times: [Double]
    /// The probability of surviving each time.
    public let survival: [Double]
    /// The cumulative hazard at each time.
    public let cumulativeHazard: [Double]
    /// The standard error of the cumulative hazard, which is that of log S(t).
    public let cumulativeHazardErrors: [Double]
    /// The confidence level of the limits.
    public let level: Double
    /// The lower limits of the survival probability.
    public let lower: [Double]
    /// The upper limits of the survival probability.
    public let upper: [Double]

    /// The standard errors of the survival probability, S(t) times those of the cumulative hazard.
    public var standardErrors: [Double] { zip(survival, cumulativeHazardErrors).map { $0 * $1 } }
  }

  /// The survival curves of new subjects.
  ///
  /// - Parameters:
  ///   - design: Covariates (and offsets) of the subjects, coded as those of the fit.
  ///   - strata: The stratum of each subject; needed when the model has strata.
  ///   - level: The confidence level.
  /// - Complexity: O(events · p²) a subject.
  /// - Precondition: the design has the columns of the fit.
  public func survivalCurves(
    for design: Design, strata: Grouping? = nil, level: Double = 0.95
  ) -> [SurvivalCurve] {
    precondition(
      design.matrix.columnCount == fitted.design.matrix.columnCount,
      "the design has other columns than that of the fit")
    let means = EventMeans(fitted.data.likelihood, fitted.point)
    let covariance = fitted.stored(covariance)
    let z = Normal.standard.upperTailQuantile((1 - level) / 2)
    return (0..<design.rowCount).map { row in
      let stratum = strata.map { Int($0.codes[row]) } ?? 0
      let covariates = fitted.designColumns.map { design.matrix[row, $0] }
      let path = fitted.hazardPath(
        stratum: stratum, covariates: covariates, offset: design.offset?[row] ?? 0, means: means,
        covariance: covariance)
      let errors = path.variance.map { $0.squareRoot() }
      let hazards = zip(path.cumulativeHazard, errors)
      return SurvivalCurve(
        stratum: stratum, times: path.times, survival: path.cumulativeHazard.map { exp(-$0) },
        cumulativeHazard: path.cumulativeHazard, cumulativeHazardErrors: errors, level: level,
        lower: hazards.map { exp(-$0 - z * $1) }, upper: hazards.map { min(1, exp(-$0 + z * $1)) })
    }
  }

  /// The linear predictors x'β + offset of rows of a design; covariates without an estimate do not
  /// count.
  public func linearPredictors(for design: Design) -> [Double] {
    (0..<design.rowCount).map { row in
      fitted.designColumns.enumerated().reduce(design.offset?[row] ?? 0) { sum, column in
        let coefficient = coefficients[column.offset]
        return coefficient.isNaN ? sum : sum + coefficient * design.matrix[row, column.element]
      }
    }
  }
}

extension CoxFit {
  /// A covariance in the stored coordinates, zero where there is no estimate.
  func stored(_ covariance: Matrix) -> Matrix {
    var result = covariance
    for j in 0..<covariance.columnCount {
      for i in 0..<covariance.rowCount {
        result[i, j] =
          isEstimated[i] && isEstimated[j]
          ? covariance[i, j] / data.factors[i] / data.factors[j] : 0
      }
    }
    return result
  }
}
