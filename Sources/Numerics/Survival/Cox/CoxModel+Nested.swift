internal import Distributions
internal import LinearAlgebra
public import Statistics

extension CoxModel {
  /// What comes of comparing a model with a smaller one fitted to the same rows.
  public enum NestedComparison: Sendable, Hashable {
    /// Columns of the smaller model that are no combinations of the larger one's.
    case outside([String])
    /// The models have the same coefficients.
    case same
    /// The likelihood ratio test, and the Wald test with the covariance that is used, of the larger
    /// model's coefficients lying in the space of the smaller one.
    case tests(likelihoodRatio: HypothesisTest, wald: HypothesisTest)
  }

  /// Compares the model with one nested in it, by terms or in any other way.
  ///
  /// Rows, strata, weights and offsets must be those of this model.
  public func comparison(with smaller: CoxModel) -> NestedComparison {
    let ours = timeFunctions.isEmpty ? columns.map { _ in nil } : timeFunctions
    let theirs =
      smaller.timeFunctions.isEmpty ? smaller.columns.map { _ in nil } : smaller.timeFunctions
    var nesting = Matrix(rowCount: columns.count, columnCount: smaller.columns.count)
    var outside: [String] = []
    for function in Set(ours).union(theirs) {
      let own = ours.indices.filter { ours[$0] == function }
      let other = theirs.indices.filter { theirs[$0] == function }
      outside += nest(own, smaller, other, into: &nesting).map { smaller.columns[$0].name }
    }
    guard outside.isEmpty else { return .outside(outside.sorted()) }
    let freedom = Double(rank - smaller.rank)
    guard freedom > 0 else { return .same }
    func test(_ statistic: Double) -> HypothesisTest {
      HypothesisTest(
        statistic: statistic, degreesOfFreedom: freedom,
        upperTailOf: ChiSquared(degreesOfFreedom: freedom))
    }
    return .tests(
      likelihoodRatio: test(2 * (logLikelihood - smaller.logLikelihood)),
      wald: test(
        waldStatistic(
          nesting, of: smaller.coefficients.indices.filter { !smaller.coefficients[$0].isNaN })))
  }

  /// Finds A with X₀ = X A up to constants, for some columns; returns the columns of X₀ without.
  private func nest(
    _ own: [Int], _ smaller: CoxModel, _ other: [Int], into nesting: inout Matrix
  ) -> [Int] {
    let rows = (fitted.given ?? fitted.design).rowCount
    let (p, q) = (own.count, other.count)
    var scales: [Double] = []
    var elements: [Double] = []
    let all = own.map { (fitted, $0) } + other.map { (smaller.fitted, $0) }
    for (fit, index) in all {
      let matrix = (fit.given ?? fit.design).matrix
      let column = (0..<rows).map { matrix[$0, fit.designColumns[index]] }
      let first = column.first ?? 0
      let mean = first + column.reduce(0) { $0 + ($1 - first) } / Double(max(rows, 1))
      let scale = column.reduce(0) { max($0, abs($1 - mean)) }
      scales.append(scale)
      elements += column.map { scale > 0 ? ($0 - mean) / scale : 0 }
    }
    let products = Matrix(rowCount: rows, columnCount: p + q, elements: elements)
      .weightedCrossProduct([Double](repeating: 1, count: rows))
    let dependent = RankRevealingCholesky(products).isDependent
    var (gram, cross) = (Matrix(rowCount: p, columnCount: p), Matrix(rowCount: p, columnCount: q))
    for i in 0..<p {
      for j in 0..<p { gram[i, j] = products[i, j] }
      for j in 0..<q { cross[i, j] = products[i, p + j] }
    }
    let solution = RankRevealingCholesky(gram).solve(cross)
    for i in 0..<p {
      for j in 0..<q where scales[i] > 0 {
        nesting[own[i], other[j]] = solution[i, j] / scales[i]
      }
    }
    return other.indices.filter { !dependent[p + $0] && scales[p + $0] > 0 }.map { other[$0] }
  }

  /// The least of (β − Aγ)'V⁻¹(β − Aγ) over γ.
  ///
  /// - Parameter estimated: the coefficients of the smaller model that it could estimate. One it could
  ///   not has a column of A with nothing but rounding in it, which would count as a direction.
  private func waldStatistic(_ nesting: Matrix, of estimated: [Int]) -> Double {
    let kept = coefficients.indices.filter { !coefficients[$0].isNaN }
    let (p, q) = (kept.count, estimated.count)
    var (own, space) = (
      Matrix(rowCount: p, columnCount: p), Matrix(rowCount: p, columnCount: q)
    )
    for (i, a) in kept.enumerated() {
      for (j, b) in kept.enumerated() { own[i, j] = covariance[a, b] }
      for (j, column) in estimated.enumerated() { space[i, j] = nesting[a, column] }
    }
    let inverse = RankRevealingCholesky(own)
    let estimates = kept.map { coefficients[$0] }
    let whole = inverse.inverseQuadraticForm(estimates)
    guard q > 0 else { return whole }
    let weighted = inverse.solve(space)
    let information = space.transposedProduct(with: weighted)
    let score = weighted.transposedProduct(with: estimates)
    return whole - RankRevealingCholesky(information).inverseQuadraticForm(score)
  }
}
