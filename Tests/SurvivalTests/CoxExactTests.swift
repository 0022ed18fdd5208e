import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// The exact partial and the exact marginal likelihood: closed forms, published numbers, identities.
struct CoxExactTests {
  static func design(_ columns: [[Double]], offset: [Double]? = nil) -> Design {
    let names = columns.indices.map { "x\($0)" }
    return Design(
      matrix: Matrix(rowCount: columns[0].count, columns: columns),
      columns: names.map { Design.Column(name: $0, variable: $0) },
      terms: names.indices.map { Design.Term(label: names[$0], columns: $0..<$0 + 1) },
      hasIntercept: false, offset: offset)
  }

  static func fit(
    _ outcomes: SurvivalOutcomes, _ columns: [[Double]], _ ties: TieMethod,
    strata: Grouping? = nil, offset: [Double]? = nil, penalty: CoxPenalty = .none
  ) throws -> CoxModel {
    try CoxModel.fit(
      outcomes, on: design(columns, offset: offset), strata: strata,
      options: CoxModel.Options(ties: ties, penalty: penalty))
  }

  /// Ten intervals of Therneau and Grambsch; the numbers are R's (`coxph`, survival 3.5-3).
  @Test func exactPartialOfIntervals() throws {
    let model = try Self.fit(try WorkedCox.second(), [WorkedCox.secondCovariate], .exact)
    #expect(isClose(model.coefficients[0], -0.09162916920481204, relative: 1e-12))
    #expect(isClose(model.logLikelihood, -8.470251910385437, relative: 1e-13))
    #expect(isClose(1 / model.modelCovariance[0, 0], 1.462478415772479, relative: 1e-12))
  }

  /// Where tied deaths share their covariates the marginal likelihood is Efron's over d!.
  @Test func exactMarginalIsEfronForEqualDeaths() throws {
    let exact = try Self.fit(try WorkedCox.second(), [WorkedCox.secondCovariate], .exactMarginal)
    let efron = try Self.fit(try WorkedCox.second(), [WorkedCox.secondCovariate], .efron)
    #expect(isClose(exact.coefficients[0], efron.coefficients[0], relative: 1e-11))
    #expect(isClose(exact.modelCovariance[0, 0], efron.modelCovariance[0, 0], relative: 1e-11))
    #expect(isClose(exact.logLikelihood, efron.logLikelihood + log(2), relative: 1e-13))
  }

  /// ℓ(β) = 2(β − log(3r + 3)) rises to −2 log 3: the estimate is infinite.
  @Test(arguments: [TieMethod.exact, .exactMarginal])
  func monotoneLikelihood(ties: TieMethod) throws {
    let model = try Self.fit(try WorkedCox.first(), [WorkedCox.firstCovariate], ties)
    #expect(isClose(model.logLikelihood, -2 * log(3.0), relative: 1e-10))
    let separation = try #require(model.separations[0])
    #expect(separation.isPositive)
    #expect(separation.profile.interval.upper == .infinity)
    #expect(model.diagnostics.contains { $0.code == .infiniteCoefficient && $0.term == "x0" })
    guard ties == .exact else { return }
    // 2(−2 log 3 − ℓ(β)) is the 95 % quantile of χ² at the lower limit.
    let limit = separation.profile.interval.lower
    let fall = 2 * (-2 * log(3.0) - 2 * (limit - log(3 * exp(limit) + 3)))
    #expect(isClose(fall, 3.841458820694124, relative: 1e-9))
    #expect(
      isClose(separation.profile.likelihoodRatio.statistic, 4 * log(2.0), relative: 1e-9))
  }

  /// Without ties every method is the same.
  @Test(arguments: [false, true])
  func withoutTiesAllAgree(entersLate: Bool) throws {
    let sample = WorkedCox.sample(count: 60, columns: 2)
    let time = sample.time.indices.map { sample.time[$0] + Double($0) / 100 }
    let outcomes =
      entersLate
      ? try SurvivalOutcomes(entry: sample.entry, time: time, isEvent: sample.isEvent)
      : try SurvivalOutcomes(time: time, isEvent: sample.isEvent)
    let efron = try Self.fit(outcomes, sample.columns, .efron, strata: sample.strata)
    for ties in TieMethod.allCases {
      let model = try Self.fit(outcomes, sample.columns, ties, strata: sample.strata)
      #expect(model.coefficients == efron.coefficients)
      #expect(model.logLikelihood == efron.logLikelihood)
    }
  }

  /// The score test of one 0/1 covariate is the log-rank test; at zero all orders and all subsets
  /// are equally likely.
  @Test(arguments: [1, 2, 3, 4, 5])
  func scoreTestIsLogRank(seed: UInt64) throws {
    let sample = WorkedCox.sample(count: 80, columns: 1, seed: seed)
    let group = sample.columns[0].map { $0 > 0.2 ? 1.0 : 0 }
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let exact = try Self.fit(outcomes, [group], .exact, strata: sample.strata)
    let marginal = try Self.fit(outcomes, [group], .exactMarginal, strata: sample.strata)
    let test = try LogRankTest.fit(
      outcomes, groups: Grouping(codes: group.map { Int32($0) }, count: 2), strata: sample.strata)
    #expect(isClose(exact.tests.score.statistic, test.test.statistic, relative: 1e-11))
    #expect(isClose(exact.nullLogLikelihood, marginal.nullLogLikelihood, relative: 1e-12))
  }

  @Test func refusesWeightsAndRobustVariances() throws {
    let outcomes = try WorkedCox.third()
    let design = Self.design([WorkedCox.thirdCovariate])
    for ties in [TieMethod.exact, .exactMarginal] {
      #expect(throws: FitError.self) {
        try CoxModel.fit(
          outcomes, on: design, weights: WorkedCox.thirdWeights, options: .init(ties: ties))
      }
      #expect(throws: FitError.self) {
        try CoxModel.fit(outcomes, on: design, options: .init(ties: ties, robust: true))
      }
    }
  }

  /// Half of 200 000 rows die at one time: more than a Newton iteration may cost, and said so.
  @Test func refusesWhatWouldTakeTooLong() throws {
    let count = 200_000
    let outcomes = try SurvivalOutcomes(
      time: (0..<count).map { Double($0 / 4) }, isEvent: (0..<count).map { $0 % 2 == 0 })
    let error = #expect(throws: FitError.self) {
      try Self.fit(outcomes, [(0..<count).map { Double($0 % 7) }], .exact)
    }
    #expect(error?.description.contains("efron") == true)
    #expect(error?.description.contains("10^12") == true)
  }
}
