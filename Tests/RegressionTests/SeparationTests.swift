import LinearAlgebra
import Regression
import Statistics
import Testing

/// Outcomes that covariates separate, and what is said of them.
@Suite struct SeparationTests {
  private static func fit(
    _ y: [Double], _ columns: [(String, [Double])], family: ExponentialFamily = .binomial,
    link: Link? = nil, weights: [Double]? = nil, offset: [Double]? = nil
  ) throws -> GeneralizedLinearModel {
    let ones = [Double](repeating: 1, count: y.count)
    return try GeneralizedLinearModel.fit(
      y,
      on: RegressionCase.design(
        [ones] + columns.map(\.1), names: ["(Intercept)"] + columns.map(\.0), hasIntercept: true,
        offset: offset), weights: weights, options: .init(family: family, link: link))
  }

  private static func infinite(_ model: GeneralizedLinearModel) -> [String] {
    model.diagnostics.filter { $0.code == .infiniteCoefficient }.compactMap(\.term)
  }

  private static func separation(_ model: GeneralizedLinearModel) -> Diagnostic? {
    model.diagnostics.first { $0.code == .separation }
  }

  @Test(arguments: ExponentialFamily.binomial.links) func complete(_ link: Link) throws {
    let model = try Self.fit(
      [0, 0, 0, 0, 1, 1, 1, 1], [("x", [1, 2, 3, 4, 5, 6, 7, 8])], link: link)
    let diagnostic = try #require(Self.separation(model))
    #expect(diagnostic.message.contains("complete separation"))
    #expect(!diagnostic.message.contains("quasi"))
    #expect(Self.infinite(model) == ["(Intercept)", "x"])
    #expect(!model.convergence.converged)
    #expect(model.deviance < 1e-3)
    #expect(model.coefficients.allSatisfy { $0.isFinite })
  }

  /// A level in which every outcome is the same; the other coefficient keeps its finite limit, which
  /// is that of the rows outside the level.
  @Test(arguments: [Link.logit, .probit, .complementaryLogLog]) func level(_ link: Link) throws {
    let level: [Double] = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1]
    let x: [Double] = [1, 2, 3, 4, 5, 6, 7, 8, 2, 5, 7]
    let y: [Double] = [0, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1]
    let model = try Self.fit(y, [("x", x), ("level", level)], link: link)
    let diagnostic = try #require(Self.separation(model))
    #expect(diagnostic.term == "level" && diagnostic.message.contains("quasi-complete"))
    #expect(Self.infinite(model) == ["level"])
    let rest = try Self.fit(Array(y.prefix(8)), [("x", Array(x.prefix(8)))], link: link)
    #expect(abs(model.coefficients[1] - rest.coefficients[1]) < 1e-6)
    #expect(abs(model.standardErrors[1] - rest.standardErrors[1]) < 1e-6)
  }

  @Test func quasiCompleteWithAnOverlapAtOneValue() throws {
    let model = try Self.fit([0, 0, 0, 1, 0, 1, 1, 1], [("x", [1, 2, 3, 4, 4, 5, 6, 7])])
    #expect(Self.separation(model)?.message.contains("quasi-complete") == true)
    #expect(Self.infinite(model) == ["(Intercept)", "x"])
  }

  /// A combination of two columns separates although neither does alone.
  @Test func byACombinationOfColumns() throws {
    let a: [Double] = [1, 4, 2, 6, 3, 8, 5, 7]
    let b: [Double] = [2, 5, 4, 7, 1, 5, 3, 2]
    let y = zip(a, b).map { $0 > $1 ? 1.0 : 0 }
    let model = try Self.fit(y, [("a", a), ("b", b)])
    #expect(Self.separation(model) != nil)
    #expect(Set(Self.infinite(model)).isSuperset(of: ["a", "b"]))
  }

  @Test func everyOutcomeTheSame() throws {
    for outcome in [0.0, 1] {
      let model = try Self.fit([Double](repeating: outcome, count: 6), [("x", [1, 2, 3, 1, 2, 3])])
      #expect(Self.infinite(model).contains("(Intercept)"))
      #expect(model.nullDeviance == 0)
    }
  }

  @Test func groupedTrials() throws {
    let model = try Self.fit(
      [0.2, 0.5, 1], [("b", [0, 1, 0]), ("c", [0, 0, 1])], weights: [10, 8, 6])
    #expect(Self.infinite(model) == ["c"])
  }

  @Test func countsOfZeroInALevel() throws {
    let model = try Self.fit(
      [3, 5, 2, 4, 0, 0, 0], [("level", [0, 0, 0, 0, 1, 1, 1])], family: .poisson)
    #expect(Self.separation(model)?.message.contains("count of zero") == true)
    #expect(Self.infinite(model) == ["level"])
    #expect(abs(model.coefficients[0] - 1.252762968495368) < 1e-9)  // log 3.5
  }

  /// A row far out moves far while the others hardly move; that is not separation.
  @Test(arguments: [1e2, 1e4, 1e8, 1e10]) func isNotARowFarOut(_ far: Double) throws {
    let model = try Self.fit(
      [0, 1, 0, 1, 1, 0, 1, 1, 1], [("x", [1, 2, 3, 4, 5, 6, 7, 8, far])])
    #expect(Self.separation(model) == nil && model.convergence.converged)
    let rest = try Self.fit([0, 1, 0, 1, 1, 0, 1, 1], [("x", [1, 2, 3, 4, 5, 6, 7, 8])])
    if far >= 1e4 { #expect(abs(model.coefficients[1] - rest.coefficients[1]) < 1e-9) }
  }

  /// One outcome short of separation.
  @Test func isNotSeenWhereItIsNot() throws {
    let nearly = try Self.fit(
      [0, 0, 0, 0, 1, 0, 1, 1, 1, 1], [("x", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10])])
    #expect(Self.separation(nearly) == nil && nearly.convergence.converged)
  }
}
