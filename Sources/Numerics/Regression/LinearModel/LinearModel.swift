import Distributions
import Glibc
public import LinearAlgebra
public import Statistics

/// A linear model fitted by weighted least squares.
///
/// ```
/// yᵢ = oᵢ + xᵢ'β + εᵢ,   εᵢ ~ N(0, σ²/wᵢ)
/// β̂ = (X'WX)⁻¹ X'W(y − o),   σ̂² = Σ wᵢ rᵢ² / (n − p),   Var(β̂) = σ̂² (X'WX)⁻¹
/// ```
///
/// Coefficients and standard errors are right to about 1e-12 also where columns are nearly
/// dependent (`GramFactor`, `LeastSquares`): the linear problems of NIST's Statistical Reference
/// Datasets are among the tests.
///
/// - Of columns that depend on each other the later ones have no estimate: NaN, and a `collinear`
///   diagnostic. `PivotedQR.independentColumns(tolerance:)` defines dependence.
/// - Rows of weight zero take no part: n counts the others. They have a fitted value and a residual.
/// - With as many coefficients as rows, σ and all standard errors are NaN.
/// - R² and the F test compare the model with the intercept (or with nothing, without one), after
///   the offset is taken from the response.
///
/// The log-likelihood is that of `logLik` in R, −½{n (log 2π + 1 + log(Σwr²/n)) − Σ log wᵢ}, and σ
/// counts among the parameters.
///
/// References: Björck (1996), Numerical Methods for Least Squares Problems, section 2.9; NIST
/// Statistical Reference Datasets. Tables: `nist`, `regression/lm-*`.
public struct LinearModel: LikelihoodModel {
  /// How a linear model is fitted.
  public struct Options: Codable, Sendable, Hashable {
    /// Makes the default options.
    public init() {}
  }

  /// The design the model was fitted on.
  public let design: Design
  /// The response, one number a row.
  public let response: [Double]
  /// The prior weights, when there are any.
  public let weights: [Double]?
  /// The estimates, one per design column; NaN for columns that depend on earlier ones.
  public let coefficients: [Double]
  /// σ̂²(X'WX)⁻¹; NaN in the rows and columns of dependent columns.
  public let covariance: Matrix
  /// (X'WX)⁻¹; NaN in the rows and columns of dependent columns.
  public let unscaledCovariance: Matrix
  /// The fitted values oᵢ + xᵢ'β̂.
  public let fittedValues: [Double]
  /// The residuals y minus fitted.
  public let residuals: [Double]
  /// Σ w r².
  public let residualSumOfSquares: Double
  /// The number of coefficients estimated.
  public let rank: Int
  /// The number of rows of positive weight.
  public let observationCount: Int
  /// R², the share of the variation about the mean (about zero, without an intercept) explained.
  public let rSquared: Double
  /// The F test of all coefficients but the intercept; nil where there is no other.
  public let overallTest: HypothesisTest?
  /// The log-likelihood at the estimates; infinite for a fit without residuals.
  public let logLikelihood: Double
  /// What the reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - response: One number a row.
  ///   - design: The columns, and the offset if there is one.
  ///   - weights: Inverse relative variances, or counts of identical rows; one unless told.
  ///   - options: How to fit.
  /// - Throws: `FitError.noObservations`, `.noEstimableColumns`, `.invalidWeight`, `.notFinite`,
  ///   `.responseOutOfRange` for a response that is not finite.
  /// - Precondition: as many responses and weights as rows.
  public static func fit(
    _ response: [Double], on design: Design, weights: [Double]? = nil,
    options: Options = Options()
  ) throws(FitError) -> LinearModel {
    try DesignChecks.check(weights: weights, count: design.rowCount)
    try DesignChecks.check(design)
    try DesignChecks.check(response: response, on: design)
    let solution = LeastSquares(
      design.matrix, response, weights: weights, offset: design.offset)
    if !design.columns.isEmpty, solution.factor.rank == 0 {
      throw .noEstimableColumns(names: design.columnNames)
    }
    return LinearModel(response, design, weights, solution)
  }

  private init(
    _ response: [Double], _ design: Design, _ weights: [Double]?, _ solution: LeastSquares
  ) {
    let factor = solution.factor
    let variation = Variation(design, response, weights, solution.residuals)
    let rss = solution.residualSumOfSquares
    let freedom = Double(variation.count - factor.rank)
    let variance = freedom > 0 ? rss / freedom : .nan
    let slopes = factor.rank - (design.hasIntercept ? 1 : 0)
    self.design = design
    self.response = response
    self.weights = weights
    self.residuals = solution.residuals
    fittedValues = response.indices.map { response[$0] - solution.residuals[$0] }
    coefficients = solution.coefficients.enumerated().map {
      factor.isDependent[$0.offset] ? .nan : $0.element
    }
    unscaledCovariance = factor.inverse(dependent: .nan)
    covariance = variance * unscaledCovariance
    residualSumOfSquares = rss
    rank = factor.rank
    observationCount = variation.count
    rSquared = slopes == 0 ? 0 : variation.explained / (variation.explained + rss)
    overallTest =
      slopes == 0
      ? nil : Self.overallTest(variation.explained, Double(slopes), variance, freedom)
    let n = Double(variation.count)
    logLikelihood =
      -0.5 * (n * (log(2 * Double.pi) + 1 + log(rss / n)) - variation.logWeights)
    diagnostics =
      DesignChecks.dependenceDiagnostics(design, factor: factor, weights: weights)
      + DesignChecks.conditionDiagnostics(factor)
      + variation.diagnostics(rank: factor.rank, variance: variance)
  }

  private static func overallTest(
    _ explained: Double, _ slopes: Double, _ variance: Double, _ freedom: Double
  ) -> HypothesisTest {
    let statistic = freedom > 0 ? explained / slopes / variance : .nan
    return HypothesisTest(
      statistic: statistic, degreesOfFreedom: slopes, denominatorDegreesOfFreedom: freedom,
      upperTailOf: FisherF(
        numeratorDegreesOfFreedom: slopes, denominatorDegreesOfFreedom: freedom))
  }
}

extension LinearModel {
  /// The names of the design's columns.
  public var coefficientNames: [String] { design.columnNames }
  /// Coefficients are differences of means.
  public var effectMeasure: EffectMeasure { .meanDifference }
  /// n minus the number of coefficients estimated.
  public var residualDegreesOfFreedom: Int { observationCount - rank }
  /// The degrees of freedom of the t tests; NaN when none are left.
  public var referenceDegreesOfFreedom: Double {
    residualDegreesOfFreedom > 0 ? Double(residualDegreesOfFreedom) : .nan
  }
  /// The residual standard deviation σ̂, for a row of weight one.
  public var sigma: Double {
    residualDegreesOfFreedom > 0
      ? (residualSumOfSquares / Double(residualDegreesOfFreedom)).squareRoot() : .nan
  }
  /// The coefficients estimated, and σ.
  public var parameterCount: Int { rank + 1 }
  /// R² adjusted for the number of coefficients, 1 − (1 − R²) (n − 1)/(n − p); n for n − 1 without
  /// an intercept.
  public var adjustedRSquared: Double {
    guard residualDegreesOfFreedom > 0 else { return .nan }
    let total = Double(observationCount - (design.hasIntercept ? 1 : 0))
    return 1 - (1 - rSquared) * total / Double(residualDegreesOfFreedom)
  }
}
