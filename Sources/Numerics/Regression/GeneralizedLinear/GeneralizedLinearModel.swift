import Glibc
public import LinearAlgebra
public import Statistics

/// A generalised linear model fitted by maximum likelihood.
///
/// ```
/// g(μᵢ) = ηᵢ = oᵢ + xᵢ'β,   Var(yᵢ) = φ V(μᵢ)/wᵢ
/// Var(β̂) = φ̂ (X'WX)⁻¹,   W = wᵢ (dμ/dη)²/V(μᵢ)
/// ```
///
/// Fitted by Fisher scoring (`IterativelyReweighted`) to the rounding limit, not to a change of the
/// deviance.
///
/// - φ is one for binomial and Poisson models; otherwise Pearson's Σ wᵢ(yᵢ − μᵢ)²/V(μᵢ) / (n − p).
/// - In binomial models the response is 0 or 1, or a proportion with its trials as weight.
/// - Of columns that depend on each other the later ones have no estimate (NaN, `collinear`).
/// - Rows of weight zero take no part.
/// - Outcomes that covariates separate make estimates infinite: the coefficients are those where
///   the likelihood had levelled off, `convergence` says that they did not converge, and
///   diagnostics (`separation`, `infiniteCoefficient`) name them.
///
/// The log-likelihood follows R's `logLik`: the dispersion of a normal or gamma model counts as a
/// parameter, and is deviance/n or deviance/Σw in it. With weights that are no integers the binomial
/// one is continued by the gamma function where R rounds.
///
/// References: McCullagh and Nelder (1989), Generalized Linear Models; Albert and Anderson (1984),
/// Biometrika 71. Tables: `regression/binomial-*`, `poisson-*`, `gaussian-*`, `gamma-*`, `links`.
public struct GeneralizedLinearModel: LikelihoodModel {
  /// How a model is fitted.
  public struct Options: Codable, Sendable, Hashable {
    /// The distribution of the response.
    public var family: ExponentialFamily
    /// The link; the family's canonical one unless told.
    public var link: Link?
    /// The largest number of iterations.
    public var maximumIterations: Int

    /// Makes options.
    public init(
      family: ExponentialFamily, link: Link? = nil, maximumIterations: Int = 100
    ) {
      self.family = family
      self.link = link
      self.maximumIterations = maximumIterations
    }
  }

  /// The design the model was fitted on.
  public let design: Design
  /// The response, one number a row.
  public let response: [Double]
  /// The prior weights, when there are any.
  public let weights: [Double]?
  /// The distribution of the response.
  public let family: ExponentialFamily
  /// The link.
  public let link: Link
  /// The estimates, one per design column; NaN for columns that depend on earlier ones.
  public let coefficients: [Double]
  /// φ̂(X'WX)⁻¹; NaN in the rows and columns of dependent columns.
  public let covariance: Matrix
  /// (X'WX)⁻¹; NaN in the rows and columns of dependent columns.
  public let unscaledCovariance: Matrix
  /// The linear predictors ηᵢ, offset included.
  public let linearPredictors: [Double]
  /// The fitted means μᵢ.
  public let fittedValues: [Double]
  /// The deviance of the model.
  public let deviance: Double
  /// The deviance of the model with the intercept (or nothing, without one) and the offset alone.
  public let nullDeviance: Double
  /// The dispersion φ̂; NaN where it is estimated and no residual degrees of freedom are left.
  public let dispersion: Double
  /// The number of coefficients estimated.
  public let rank: Int
  /// The number of rows of positive weight.
  public let observationCount: Int
  /// The log-likelihood at the estimates.
  public let logLikelihood: Double
  /// The story of the iteration.
  public let convergence: Convergence
  /// What the reader of the numbers must know.
  public let diagnostics: [Diagnostic]

  /// Fits the model.
  ///
  /// - Parameters:
  ///   - response: One number a row; see the type for binomial models.
  ///   - design: The columns, and the offset if there is one.
  ///   - weights: Trials, exposures of identical rows, or inverse relative variances; one unless
  ///     told.
  ///   - options: Family, link and limits.
  /// - Throws: `FitError.noObservations`, `.noEstimableColumns`, `.invalidWeight`, `.notFinite`,
  ///   `.responseOutOfRange`, `.invalidOption` for a link the family does not have, `.diverged` if
  ///   no possible starting values exist.
  /// - Precondition: as many responses and weights as rows.
  public static func fit(
    _ response: [Double], on design: Design, weights: [Double]? = nil, options: Options
  ) throws(FitError) -> GeneralizedLinearModel {
    let link = options.link ?? options.family.canonicalLink
    try check(options, link)
    try DesignChecks.check(weights: weights, count: design.rowCount)
    try DesignChecks.check(design)
    try check(response, design, weights, options.family)
    let scale = WeightedGram.columnScale(design.matrix)
    let factor = GramFactor(design.matrix, weights: weights, scale: scale)
    if !design.columns.isEmpty, factor.rank == 0 {
      throw .noEstimableColumns(names: design.columnNames)
    }
    let kept = factor.independentColumns
    let iteration = try IterativelyReweighted(
      IterativelyReweighted.Problem(
        matrix: kept.count == design.columns.count
          ? design.matrix : design.matrix.selecting(columns: kept),
        response: response, weights: weights, offset: design.offset, family: options.family,
        link: link, scale: kept.map { scale[$0] }),
      maximumIterations: options.maximumIterations)
    return GeneralizedLinearModel(design, iteration, factor)
  }

  private static func check(_ options: Options, _ link: Link) throws(FitError) {
    guard options.family.links.contains(link) else {
      throw .invalidOption(
        name: "link", value: link.rawValue,
        expected: options.family.links.map(\.rawValue).joined(separator: ", ")
          + " for a \(options.family.rawValue) model")
    }
    guard options.maximumIterations >= 1 else {
      throw .invalidOption(
        name: "maximumIterations", value: "\(options.maximumIterations)", expected: "1 or more")
    }
  }

  private static func check(
    _ response: [Double], _ design: Design, _ weights: [Double]?, _ family: ExponentialFamily
  ) throws(FitError) {
    try DesignChecks.check(response: response, on: design)
    let range = family.responseRange
    for (row, value) in response.enumerated()
    where (weights?[row] ?? 1) > 0 && !range.contains(value) {
      throw .responseOutOfRange(expected: range.expected, row: row, value: value)
    }
  }

  private init(_ design: Design, _ iteration: IterativelyReweighted, _ factor: GramFactor) {
    let problem = iteration.problem
    let kept = factor.independentColumns
    let summary = RowSummary(problem, predictor: iteration.predictor)
    self.design = design
    response = problem.response
    weights = problem.weights
    family = problem.family
    link = problem.link
    coefficients = Self.spread(iteration.coefficients, over: kept, of: design.columns.count)
    let inverse = GramFactor(
      problem.matrix, weights: iteration.rows.information,
      scale: problem.scale
    ).inverse(dependent: .nan)
    unscaledCovariance = Self.spread(inverse, over: kept, of: design.columns.count)
    let freedom = Double(summary.count - kept.count)
    dispersion =
      problem.family.hasKnownDispersion ? 1 : freedom > 0 ? summary.pearson / freedom : .nan
    covariance = dispersion * unscaledCovariance
    linearPredictors = iteration.predictor
    fittedValues = summary.means
    deviance = iteration.rows.deviance
    nullDeviance = NullModel.deviance(problem, hasIntercept: design.hasIntercept)
    rank = kept.count
    observationCount = summary.count
    logLikelihood = problem.family.logLikelihood(
      problem.response, weights: problem.weights, unitDeviances: summary.unitDeviances)
    convergence = Convergence(
      converged: iteration.ending == .converged, iterations: iteration.iterations,
      criterion: IterativelyReweighted.criterion, gradientNorm: iteration.remainingStep)
    diagnostics = GeneralizedLinearDiagnostics.list(
      design, iteration, factor, summary, dispersion: dispersion)
  }

  private static func spread(_ values: [Double], over kept: [Int], of count: Int) -> [Double] {
    var result = [Double](repeating: .nan, count: count)
    for (k, j) in kept.enumerated() { result[j] = values[k] }
    return result
  }

  private static func spread(_ matrix: Matrix, over kept: [Int], of count: Int) -> Matrix {
    var result = Matrix(rowCount: count, columnCount: count, repeating: .nan)
    for (k, j) in kept.enumerated() {
      for (l, i) in kept.enumerated() { result[i, j] = matrix[l, k] }
    }
    return result
  }
}

extension GeneralizedLinearModel {
  /// The names of the design's columns.
  public var coefficientNames: [String] { design.columnNames }
  /// What a coefficient means: an odds ratio, say.
  public var effectMeasure: EffectMeasure { family.effectMeasure(link) }
  /// n minus the number of coefficients estimated.
  public var residualDegreesOfFreedom: Int { observationCount - rank }
  /// n minus one with an intercept, n without.
  public var nullDegreesOfFreedom: Int { observationCount - (design.hasIntercept ? 1 : 0) }
  /// Infinite where the dispersion is known, so that statistics are z; the residual degrees of
  /// freedom of t otherwise, NaN if there are none.
  public var referenceDegreesOfFreedom: Double {
    if family.hasKnownDispersion { return .infinity }
    return residualDegreesOfFreedom > 0 ? Double(residualDegreesOfFreedom) : .nan
  }
  /// The coefficients estimated, and the dispersion where it is not known.
  public var parameterCount: Int { rank + (family.hasKnownDispersion ? 0 : 1) }
}
