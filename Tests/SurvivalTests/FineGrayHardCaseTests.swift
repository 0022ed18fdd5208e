import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Derivatives of the likelihood, and data that leave little to estimate.
struct FineGrayHardCaseTests {
  /// A fit that stays at zero, of which the offset is the linear predictor.
  private func value(
    _ sample: FineGraySample, at coefficients: [Double], ties: TieMethod
  ) throws -> FineGrayModel {
    let offset = sample.time.indices.map { row in
      coefficients.indices.reduce(0) { $0 + coefficients[$1] * sample.columns[$1][row] }
    }
    return try FineGrayModel.fit(
      FineGrayInput(
        sample.outcomes(delayed: true), causes: sample.causes, cause: 1, strata: sample.strata,
        censoringGroups: sample.groups, weights: sample.weights),
      on: sample.design(offset: offset), options: .init(ties: ties, maximumIterations: 0))
  }

  @Test(arguments: [1, 2, 3] as [UInt64], [TieMethod.efron, .breslow])
  func derivativesAreThoseOfTheLikelihood(seed: UInt64, ties: TieMethod) throws {
    let sample = FineGraySample(seed: seed, count: 50)
    let at = [0.3, -0.7]
    let h = 1e-3
    func likelihood(_ i: Double, _ j: Double) throws -> Double {
      try value(sample, at: [at[0] + i * h, at[1] + j * h], ties: ties).nullLogLikelihood
    }
    func second(_ i: Double, _ j: Double) throws -> Double {
      let sum =
        try likelihood(i, j) - likelihood(i, -j) - likelihood(-i, j) + likelihood(-i, -j)
      return sum / (4 * h * h)
    }
    let middle = try likelihood(0, 0)
    let information = Matrix(
      rowCount: 2, columnCount: 2,
      elements: [
        -(try likelihood(1, 0) + likelihood(-1, 0) - 2 * middle) / (h * h), -(try second(1, 1)),
        -(try second(1, 1)), -(try likelihood(0, 1) + likelihood(0, -1) - 2 * middle) / (h * h),
      ])
    let score = [
      try (likelihood(1, 0) - likelihood(-1, 0)) / (2 * h),
      try (likelihood(0, 1) - likelihood(0, -1)) / (2 * h),
    ]
    let model = try value(sample, at: at, ties: ties)
    let factor = RankRevealingCholesky(information)
    for (a, b) in zip(model.modelCovariance.elements, factor.inverse().elements) {
      #expect(isClose(a, b, relative: 1e-4), "\(a) \(b) \(sample)")
    }
    #expect(
      isClose(
        model.tests.score.statistic, factor.inverseQuadraticForm(score), relative: 1e-4),
      "\(sample)")
  }

  private func fit(
    _ sample: FineGraySample, options: FineGrayModel.Options = .init()
  ) throws -> FineGrayModel {
    try FineGrayModel.fit(
      FineGrayInput(sample.outcomes(), causes: sample.causes, cause: 1), on: sample.design(),
      options: options)
  }

  @Test func constantAndCollinearColumnsHaveNoEstimate() throws {
    var sample = FineGraySample(seed: 9, count: 60, columns: 2)
    sample.columns.append([Double](repeating: 3, count: 60))
    sample.columns.append(zip(sample.columns[0], sample.columns[1]).map { $0 - 2 * $1 })
    let model = try fit(sample)
    #expect(model.coefficients.map(\.isNaN) == [false, false, true, true])
    #expect(model.rank == 2)
    #expect(
      model.diagnostics.map(\.code) == [.constantCovariate, .collinear])
    #expect(model.standardErrors[0] > 0 && model.covariance[0, 2].isNaN)
    sample.columns.removeLast(2)
    let plain = try fit(sample)
    #expect(isClose(model.coefficients[0], plain.coefficients[0], relative: 1e-12))
    #expect(isClose(model.tests.wald.statistic, plain.tests.wald.statistic, relative: 1e-10))
  }

  @Test func separationIsNamed() throws {
    var sample = FineGraySample(seed: 5, count: 60, columns: 1)
    sample.columns = [sample.causes.map { $0 == 1 ? 0 : 1 }]
    let model = try fit(sample)
    #expect(model.diagnostics.contains { $0.code == .infiniteCoefficient && $0.term == "x0" })
    #expect(model.coefficients[0] < -5)
    #expect(model.logLikelihood.isFinite && model.tests.likelihoodRatio.statistic > 0)
  }

  @Test func nothingToEstimateIsAnError() throws {
    var sample = FineGraySample(seed: 5, count: 20)
    sample.causes = sample.causes.map { _ in 0 }
    #expect(throws: FitError.noEvents) { try fit(sample) }
    sample.causes = sample.causes.map { _ in 2 }
    #expect(throws: FitError.noEvents) { try fit(sample) }
    #expect(throws: FitError.noObservations) { try fit(sample.rows([])) }
  }

  @Test func oneEventAndOneRowAreFitted() throws {
    var sample = FineGraySample(seed: 5, count: 1)
    sample.causes = [1]
    let model = try fit(sample)
    #expect(model.rank == 0 && model.logLikelihood == 0)
    var ties = FineGraySample(seed: 6, count: 30)
    ties.time = ties.time.map { _ in 2 }
    ties.causes[0] = 1
    let result = try fit(ties)
    #expect(result.logLikelihood.isFinite)
  }

  @Test func noCompetingEventsAreNoted() throws {
    var sample = FineGraySample(seed: 7, count: 40)
    sample.causes = sample.causes.map { min($0, 1) }
    let result = try fit(sample)
    #expect(result.diagnostics.map(\.code) == [.noCompetingEvents])
  }

  // A linear predictor that those who had a competing event carry far above or below the others.
  @Test(arguments: [700.0, -700, 2000, -2000, 350])
  func hugeLinearPredictorsKeepTheirRatios(height: Double) throws {
    let sample = FineGraySample(seed: 3, count: 40, columns: 1)
    let offset = sample.causes.map { $0 == 2 ? height : 0 }
    let model = try FineGrayModel.fit(
      FineGrayInput(sample.outcomes(), causes: sample.causes, cause: 1),
      on: sample.design(offset: offset))
    let values =
      model.coefficients + model.standardErrors + [model.logLikelihood, model.nullLogLikelihood]
    #expect(!values.contains { !$0.isFinite }, "\(values)")
    if height < 0 {
      // Those rows weigh nothing: the model of the others, with the same weights.
      let rest = try FineGrayModel.fit(
        FineGrayInput(sample.outcomes(), causes: sample.causes, cause: 1),
        on: sample.design(offset: sample.causes.map { $0 == 2 ? -100 : 0 }))
      #expect(isClose(model.coefficients[0], rest.coefficients[0], relative: 1e-9))
      #expect(isClose(model.standardErrors[0], rest.standardErrors[0], relative: 1e-9))
    }
  }

  @Test func unitsAndShiftsDoNotMatter() throws {
    let sample = FineGraySample(seed: 11, count: 60)
    var moved = sample
    moved.columns[0] = sample.columns[0].map { 1e8 + 0x1p-20 * $0 }
    let (plain, shifted) = (try fit(sample), try fit(moved))
    #expect(isClose(shifted.coefficients[1], plain.coefficients[1], relative: 1e-2))
    moved.columns[0] = sample.columns[0].map { 1e150 * $0 }
    let large = try fit(moved)
    #expect(isClose(large.coefficients[0] * 1e150, plain.coefficients[0], relative: 1e-12))
    #expect(isClose(large.logLikelihood, plain.logLikelihood, relative: 1e-13))
    var months = sample
    months.time = sample.time.map { $0 * 32 }
    let result = try fit(months)
    #expect(result.coefficients == plain.coefficients)
  }

  @Test func predictionsAreThoseOfTheBaseline() throws {
    let sample = FineGraySample(seed: 12, count: 60)
    let model = try fit(sample)
    let zero = Design(
      matrix: Matrix(rowCount: 1, columnCount: 2), columns: sample.design().columns, terms: [],
      hasIntercept: false)
    let curve = model.incidenceCurves(for: zero)[0]
    let hazard = model.baselineHazards[0]
    #expect(curve.times == hazard.times)
    for (incidence, total) in zip(curve.incidence, hazard.cumulativeHazard) {
      #expect(isClose(incidence, 1 - exp(-total), relative: 1e-12))
    }
    let at = model.incidenceCurves(for: zero, at: [0, hazard.times[2], 1e9])[0]
    #expect(at.incidence[0] == 0 && at.standardErrors[0] == 0 && at.lower[0].isNaN)
    #expect(at.incidence[1] == curve.incidence[2])
    #expect(isClose(at.standardErrors[1], curve.standardErrors[2], relative: 1e-13))
    #expect(at.incidence[2] == curve.incidence.last)
  }
}
