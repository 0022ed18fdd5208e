import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Derivatives of the exact likelihoods, Firth's and ridge penalties, profile limits, separation.
struct CoxPenaltyTests {
  private func likelihood(
    _ sample: WorkedCox.Sample, ties: TieMethod, delayed: Bool, isWeighted: Bool
  ) throws -> PartialLikelihood {
    let outcomes =
      delayed
      ? try SurvivalOutcomes(entry: sample.entry, time: sample.time, isEvent: sample.isEvent)
      : try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let windows = EventWindows(RiskSets(outcomes, strata: sample.strata), outcomes)
    let covariates = PackedRows(
      Matrix(rowCount: outcomes.count, columns: sample.columns), order: windows.rows,
      centers: sample.columns.map { _ in 0 }, factors: sample.columns.map { _ in 1 })
    return PartialLikelihood(
      windows: windows, covariates: covariates,
      weights: isWeighted ? windows.rows.map { sample.weights[Int($0)] } : nil,
      offset: windows.rows.map { sample.offset[Int($0)] }, ties: ties)
  }

  /// Score and information of a likelihood against central differences.
  private func expectDerivatives(_ likelihood: some CoxObjective) {
    let beta = [0.3, -0.2, 0.5]
    let derivatives = likelihood.derivatives(at: likelihood.point(at: beta))
    let step = 1e-5
    for j in 0..<3 {
      var (up, down) = (beta, beta)
      up[j] += step
      down[j] -= step
      let (above, below) = (likelihood.point(at: up), likelihood.point(at: down))
      let slope = (above.logLikelihood - below.logLikelihood) / (2 * step)
      #expect(isClose(derivatives.score[j], slope, relative: 1e-7, absolute: 1e-7))
      let (high, low) = (
        likelihood.derivatives(at: above).score, likelihood.derivatives(at: below).score
      )
      for i in 0..<3 {
        #expect(
          isClose(
            derivatives.information[i, j], -(high[i] - low[i]) / (2 * step), relative: 1e-7,
            absolute: 1e-7))
      }
    }
  }

  @Test(arguments: [false, true], [false, true])
  func exactDerivativesAgreeWithDifferences(isMarginal: Bool, delayed: Bool) throws {
    let sample = WorkedCox.sample(count: 60, columns: 3)
    let base = try likelihood(sample, ties: .breslow, delayed: delayed, isWeighted: false)
    expectDerivatives(try ExactLikelihood(base, isMarginal: isMarginal))
  }

  /// A risk set of one time only, its deaths first, with exp(η) over many orders of magnitude.
  private func oneTime(_ scores: [Double], deaths: Int) throws -> PartialLikelihood {
    let outcomes = try SurvivalOutcomes(
      time: scores.map { _ in 1 }, isEvent: scores.indices.map { $0 < deaths })
    let windows = EventWindows(RiskSets(outcomes), outcomes)
    let covariates = PackedRows(
      Matrix(rowCount: scores.count, columns: [scores]), order: windows.rows, centers: [0],
      factors: [1])
    return PartialLikelihood(windows: windows, covariates: covariates, ties: .breslow)
  }

  /// The law of the subsets against the recursion over rows and sizes.
  @Test(arguments: [(60, 2, 1.0), (60, 41, 4), (200, 17, 0.1), (12, 11, 30), (90, 30, 60)])
  func subsetsAgreeWithTheRecursion(rows: Int, deaths: Int, spread: Double) throws {
    let sample = WorkedCox.sample(count: rows, columns: 1, seed: UInt64(rows + deaths))
    let scores = sample.columns[0].map { $0 * spread }
    // log e(j) over the rows so far.
    var sums = [Double](repeating: -.infinity, count: deaths + 1)
    sums[0] = 0
    for score in scores {
      for j in stride(from: deaths, to: 0, by: -1) {
        let (a, b) = (max(sums[j], sums[j - 1] + score), min(sums[j], sums[j - 1] + score))
        if a > -.infinity { sums[j] = a + log1p(exp(b - a)) }
      }
    }
    let exact = try ExactLikelihood(try oneTime(scores, deaths: deaths), isMarginal: false)
    let expected = scores[..<deaths].reduce(0, +) - sums[deaths]
    #expect(
      isClose(exact.point(at: [1]).logLikelihood, expected, relative: 1e-12, absolute: 1e-11))
  }

  /// The chance of the race against f(A) = Σ r/(R + r(A)) f(A less one), over all subsets A.
  @Test(arguments: [(2, 1.0, -3.0), (5, 3, 0), (9, 1, -9), (12, 6, 4), (8, 0, 12), (3, 12, -20)])
  func racesAgreeWithTheRecursion(deaths: Int, spread: Double, shift: Double) throws {
    let sample = WorkedCox.sample(count: deaths + 4, columns: 1, seed: UInt64(deaths))
    let scores = sample.columns[0].enumerated().map { $1 * spread + ($0 < deaths ? shift : 0) }
    let rest = scores[deaths...].reduce(0) { $0 + exp($1) }
    var chances = [Double](repeating: 1, count: 1 << deaths)
    for set in 1..<1 << deaths {
      let members = (0..<deaths).filter { set >> $0 & 1 == 1 }
      let total = rest + members.reduce(0) { $0 + exp(scores[$1]) }
      chances[set] = members.reduce(0) { $0 + exp(scores[$1]) / total * chances[set ^ 1 << $1] }
    }
    let marginal = try ExactLikelihood(try oneTime(scores, deaths: deaths), isMarginal: true)
    #expect(
      isClose(
        marginal.point(at: [1]).logLikelihood, log(chances[(1 << deaths) - 1]), relative: 1e-12,
        absolute: 1e-12))
  }

  /// A likelihood whose third derivatives are left to differences.
  private struct ByDifferences: CoxObjective {
    let base: PartialLikelihood
    var order: Int { base.order }
    var eventWeight: Double { base.eventWeight }
    func point(at coefficients: [Double]) -> PartialLikelihood.Point {
      base.point(at: coefficients)
    }
    func derivatives(at point: PartialLikelihood.Point) -> PartialLikelihood.Derivatives {
      base.derivatives(at: point)
    }
    func largestChange(by step: [Double]) -> Double { base.largestChange(by: step) }
  }

  @Test(arguments: [TieMethod.efron, .breslow], [false, true])
  func thirdDerivativesAgreeWithDifferences(ties: TieMethod, delayed: Bool) throws {
    let sample = WorkedCox.sample(count: 60, columns: 3)
    for isWeighted in [false, true] {
      let base = try likelihood(sample, ties: ties, delayed: delayed, isWeighted: isWeighted)
      let beta = [0.3, -0.2, 0.5]
      let matrix = Matrix(
        rowCount: 3, columns: [[1, 0.2, -0.1], [0.2, 2, 0.3], [-0.1, 0.3, 0.5]])
      let exact = base.informationGradient(at: base.point(at: beta), along: matrix)
      let slow = ByDifferences(base: base)
      let differences = slow.informationGradient(at: slow.point(at: beta), along: matrix)
      for (value, expected) in zip(exact, differences) {
        #expect(isClose(value, expected, relative: 1e-9, absolute: 1e-10))
      }
    }
  }

  /// Closed forms of six subjects and two: the roots of U + ½ d log I, found with 30 digits.
  @Test func firthOfSmallSamples() throws {
    let (outcomes, x) = (try WorkedCox.first(), [WorkedCox.firstCovariate])
    let expected: [(TieMethod, Double)] = [
      (.breslow, 1.30441315166635928), (.efron, 1.51210045519233469), (.exact, log(5)),
    ]
    for (ties, value) in expected {
      let model = try CoxExactTests.fit(outcomes, x, ties, penalty: .firth)
      #expect(isClose(model.coefficients[0], value, relative: 1e-12))
      #expect(model.convergence.converged)
    }
    let two = try CoxExactTests.fit(
      try SurvivalOutcomes(time: [1, 2], isEvent: [true, true]), [[1, 0]], .efron, penalty: .firth)
    #expect(isClose(two.coefficients[0], log(3), relative: 1e-12))
  }

  /// Firth's estimates and likelihood ratios do not mind how covariates are coded.
  @Test func firthIsInvariant() throws {
    let sample = WorkedCox.sample(count: 50, columns: 2)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let (a, b) = (sample.columns[0], sample.columns[1])
    let plain = try CoxExactTests.fit(outcomes, [a, b], .efron, penalty: .firth)
    let mixed = try CoxExactTests.fit(
      outcomes, [zip(a, b).map { $0 + $1 }, b.map { 1000 * $0 - 5 }, a.map { _ in 3 }], .efron,
      penalty: .firth)
    #expect(isClose(mixed.coefficients[0], plain.coefficients[0], relative: 1e-10))
    #expect(
      isClose(
        mixed.coefficients[1] * 1000 + mixed.coefficients[0], plain.coefficients[1],
        relative: 1e-9))
    #expect(
      isClose(
        mixed.tests.likelihoodRatio.statistic, plain.tests.likelihoodRatio.statistic,
        relative: 1e-9))
  }

  @Test func ridgeGoesFromTheEstimateToZero() throws {
    let sample = WorkedCox.sample(count: 50, columns: 2)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let plain = try CoxExactTests.fit(outcomes, sample.columns, .efron)
    let none = try CoxExactTests.fit(outcomes, sample.columns, .efron, penalty: .ridge(theta: 0))
    #expect(isClose(none.coefficients[0], plain.coefficients[0], relative: 1e-12))
    #expect(none.effectiveDegreesOfFreedom == 2)
    let strong = try CoxExactTests.fit(
      outcomes, sample.columns, .efron, penalty: .ridge(theta: 1e12))
    #expect(abs(strong.coefficients[0]) < 1e-9)
    #expect(strong.effectiveDegreesOfFreedom < 1e-6)
    #expect(throws: FitError.self) {
      try CoxExactTests.fit(outcomes, sample.columns, .efron, penalty: .ridge(theta: -1))
    }
  }

  /// A penalty takes no notice of clusters, and says so.
  @Test func robustIsIgnoredWithAPenalty() throws {
    let model = try CoxModel.fit(
      try WorkedCox.first(), on: CoxExactTests.design([WorkedCox.firstCovariate]),
      options: CoxModel.Options(penalty: .firth, robust: true))
    #expect(model.robustCovariance == nil)
    #expect(model.diagnostics.contains { $0.code == .optionIgnored })
  }

  /// At a profile limit the likelihood, maximised over the others, has fallen by the quantile.
  @Test(arguments: [CoxPenalty.none, .firth, .ridge(theta: 2)])
  func profileLimitsHoldTheirDefinition(penalty: CoxPenalty) throws {
    let sample = WorkedCox.sample(count: 60, columns: 2)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let model = try CoxExactTests.fit(outcomes, sample.columns, .efron, penalty: penalty)
    let profile = model.profiles(level: 0.9)[0]
    #expect(profile.interval.lower < model.coefficients[0])
    #expect(profile.interval.upper > model.coefficients[0])
    guard penalty == .none else { return }
    for limit in [profile.interval.lower, profile.interval.upper] {
      let rest = try CoxExactTests.fit(
        outcomes, [sample.columns[1]], .efron, offset: sample.columns[0].map { $0 * limit })
      #expect(
        isClose(
          2 * (model.logLikelihood - rest.logLikelihood), 2.7055434540954145, relative: 1e-9))
    }
  }

  @Test func saysWhyACoefficientIsInfinite() throws {
    let sample = WorkedCox.sample(count: 60, columns: 2)
    let group = sample.columns[0].map { $0 > 0.6 ? 1.0 : 0 }
    func fit(_ column: [Double], events: [Bool]) throws -> CoxModel {
      try CoxExactTests.fit(
        try SurvivalOutcomes(time: sample.time, isEvent: events), [column, sample.columns[1]],
        .efron)
    }
    let without = try fit(group, events: zip(sample.isEvent, group).map { $0 && $1 == 0 })
    let separation = try #require(without.separations[0])
    #expect(!separation.isPositive)
    guard case .noEventWithLevel = separation.cause else {
      Issue.record("\(separation.cause)")
      return
    }
    #expect(separation.profile.interval.lower == -.infinity)
    #expect(separation.profile.interval.upper.isFinite)
    #expect(without.separations[1] == nil)
    let only = try fit(group, events: zip(sample.isEvent, group).map { $0 && $1 == 1 })
    guard case .noEventWithoutLevel? = only.separations[0]?.cause else {
      Issue.record("\(only.separations)")
      return
    }
    let ordered = try CoxExactTests.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.time.map { _ in true }),
      [sample.time.map { -$0 }], .breslow)
    #expect(ordered.separations[0]?.cause == .orderedByValue)
  }
}
