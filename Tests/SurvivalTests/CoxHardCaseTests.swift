import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Data on which Cox models are known to fail: no events, separation, overflow, collinearity.
struct CoxHardCaseTests {
  private func design(
    _ columns: [[Double]], rows: Int? = nil, levels: Bool = false, offset: [Double]? = nil
  ) -> Design {
    let names = columns.indices.map { "x\($0)" }
    return Design(
      matrix: Matrix(rowCount: rows ?? columns.first?.count ?? 0, columns: columns),
      columns: names.map { Design.Column(name: $0, variable: $0, level: levels ? "1" : nil) },
      terms: names.indices.map { Design.Term(label: names[$0], columns: $0..<$0 + 1) },
      hasIntercept: false, offset: offset)
  }

  private func codes(_ model: CoxModel) -> [Diagnostic.Code: [String]] {
    Dictionary(grouping: model.diagnostics, by: \.code).mapValues { $0.compactMap(\.term) }
  }

  @Test func refusesWhatHasNoNumber() throws {
    let none = try SurvivalOutcomes(time: [1, 2], isEvent: [false, false])
    #expect(throws: FitError.noEvents) { try CoxModel.fit(none, on: design([[0, 1]])) }
    let empty = try SurvivalOutcomes(time: [], isEvent: [])
    #expect(throws: FitError.noObservations) {
      try CoxModel.fit(empty, on: design([[]]))
    }
    let two = try SurvivalOutcomes(time: [1, 2], isEvent: [true, false])
    #expect(throws: FitError.notFinite(column: "x0", row: 1)) {
      try CoxModel.fit(two, on: design([[0, .infinity]]))
    }
    #expect(throws: FitError.invalidWeight(row: 0, value: -1)) {
      try CoxModel.fit(two, on: design([[0, 1]]), weights: [-1, 1])
    }
    #expect(throws: FitError.noEvents) {
      try CoxModel.fit(two, on: design([[0, 1]]), weights: [0, 1])
    }
    #expect(throws: FitError.noObservations) {
      try CoxModel.fit(two, on: design([[0, 1]]), weights: [0, 0])
    }
  }

  @Test func fitsTheNullModel() throws {
    let outcomes = try WorkedCox.first()
    let model = try CoxModel.fit(outcomes, on: design([], rows: 6))
    #expect(model.coefficients.isEmpty)
    #expect(model.rank == 0)
    #expect(isClose(model.logLikelihood, -4.276666119016055, relative: 1e-13))
    #expect(model.logLikelihood == model.nullLogLikelihood)
    #expect(model.tests.likelihoodRatio.pValue.isNaN)
    #expect(isClose(model.baselineHazards[0].cumulativeHazard[0], 1.0 / 6))
    #expect(model.convergence.converged)
    #expect(model.proportionalHazardsTest().global.pValue.isNaN)
    #expect(model.residuals(.dfbeta).values.columnCount == 0)
    #expect(abs(model.residuals(.martingale).reduce(0, +)) < 1e-14)
    let design = design([], rows: 1)
    #expect(isClose(model.survivalCurves(for: design)[0].cumulativeHazardErrors[0], 1.0 / 6))
  }

  @Test func oneRowHasNoInformation() throws {
    let outcomes = try SurvivalOutcomes(time: [3], isEvent: [true])
    let model = try CoxModel.fit(outcomes, on: design([[2]]))
    #expect(model.coefficients[0].isNaN)
    #expect(model.logLikelihood == 0)
    #expect(codes(model)[.constantCovariate] == ["x0"])
  }

  @Test func dropsConstantAndDependentColumns() throws {
    let sample = WorkedCox.sample(count: 60, columns: 2)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let (a, b) = (sample.columns[0], sample.columns[1])
    let sum = zip(a, b).map { 2 * $0 - 3 * $1 + 5 }
    let constant = a.map { _ in 0.1 }
    let full = try CoxModel.fit(outcomes, on: design([a, constant, b, sum]))
    let plain = try CoxModel.fit(outcomes, on: design([a, b]))
    #expect(codes(full)[.constantCovariate] == ["x1"])
    #expect(codes(full)[.collinear] == ["x3"])
    #expect(full.rank == 2)
    #expect(full.coefficients[1].isNaN && full.coefficients[3].isNaN)
    #expect(isClose(full.coefficients[0], plain.coefficients[0]))
    #expect(isClose(full.coefficients[2], plain.coefficients[1]))
    #expect(isClose(full.tests.wald.statistic, plain.tests.wald.statistic))
    #expect(full.tests.wald.degreesOfFreedom == 2)
    #expect(full.covariance[0, 1].isNaN)
    let residuals = full.residuals(.dfbeta).values
    #expect(residuals[0, 1].isNaN)
    #expect(isClose(residuals[0, 2], plain.residuals(.dfbeta).values[0, 1], relative: 1e-8))
    #expect(full.proportionalHazardsTest().terms.map(\.label) == ["x0", "x2"])
  }

  @Test func dropsAColumnThatIsConstantWithinStrata() throws {
    let sample = WorkedCox.sample(count: 60, columns: 1)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let between = sample.strata.codes.map { 1.7 + 0.3 * Double($0) }
    let model = try CoxModel.fit(
      outcomes, on: design([between, sample.columns[0]]), strata: sample.strata)
    #expect(codes(model)[.constantCovariate] == ["x0"])
    #expect(model.coefficients[1].isFinite)
  }

  /// Rows that cover no event have no influence, whatever they hold.
  @Test func ignoresRowsThatCoverNoEvent() throws {
    let sample = WorkedCox.sample(count: 60, columns: 1)
    let plain = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent), on: design(sample.columns))
    let extended = try CoxModel.fit(
      try SurvivalOutcomes(
        entry: [Double](repeating: -5, count: 60) + [-9, 40],
        time: sample.time + [-8, 50], isEvent: sample.isEvent + [false, false]),
      on: design([sample.columns[0] + [1e200, -1e200]]))
    #expect(plain.coefficients[0] == extended.coefficients[0])
    #expect(extended.residuals(.martingale)[61] == 0)
    #expect(extended.residuals(.score).values[60, 0] == 0)
  }

  /// Both coefficients run to infinity; the likelihood tends to 1/6.
  @Test func namesInfiniteCoefficients() throws {
    let outcomes = try SurvivalOutcomes(
      time: [1, 2, 3, 4, 5, 6], isEvent: [true, true, true, true, true, true])
    // The first three die first within x0 = 1; of the others x1 = 1 dies first.
    let columns: [[Double]] = [[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 0, 0]]
    let model = try CoxModel.fit(outcomes, on: design(columns, levels: true))
    #expect(isClose(model.logLikelihood, -log(6) - log(2), relative: 1e-9))
    #expect(codes(model)[.infiniteCoefficient] == ["x0", "x1"])
    #expect(model.convergence.converged)
    #expect(model.tests.likelihoodRatio.statistic.isFinite)
  }

  @Test func namesALevelWithoutEvents() throws {
    let sample = WorkedCox.sample(count: 80, columns: 1)
    let level = sample.isEvent.indices.map { !sample.isEvent[$0] && $0 % 2 == 0 ? 1.0 : 0 }
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let model = try CoxModel.fit(outcomes, on: design([sample.columns[0], level], levels: true))
    #expect(codes(model)[.infiniteCoefficient] == ["x1"])
    #expect(codes(model)[.groupWithoutEvents] == ["x1"])
    let rest = level.indices.filter { level[$0] == 0 }
    let without = try CoxModel.fit(
      try SurvivalOutcomes(
        time: rest.map { sample.time[$0] }, isEvent: rest.map { sample.isEvent[$0] }),
      on: design([rest.map { sample.columns[0][$0] }]))
    #expect(isClose(model.coefficients[0], without.coefficients[0], relative: 1e-8))
    #expect(isClose(model.logLikelihood, without.logLikelihood, relative: 1e-9))
  }

  @Test func survivesMoreTermsThanEvents() throws {
    let sample = WorkedCox.sample(count: 12, columns: 8)
    var isEvent = [Bool](repeating: false, count: 12)
    isEvent[3] = true
    isEvent[7] = true
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: isEvent)
    let model = try CoxModel.fit(outcomes, on: design(sample.columns))
    #expect(codes(model)[.fewEvents] != nil)
    #expect(model.logLikelihood <= 1e-9)
  }

  @Test(arguments: [1e8, 1e-8, 1e100, 1e-100])
  func doesNotMindTheSizeOfACovariate(scale: Double) throws {
    let sample = WorkedCox.sample(count: 60, columns: 2)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let plain = try CoxModel.fit(outcomes, on: design(sample.columns))
    let scaled = try CoxModel.fit(
      outcomes, on: design([sample.columns[0].map { $0 * scale }, sample.columns[1]]))
    #expect(isClose(scaled.coefficients[0] * scale, plain.coefficients[0], relative: 1e-10))
    #expect(isClose(scaled.standardErrors[0] * scale, plain.standardErrors[0], relative: 1e-10))
    #expect(isClose(scaled.coefficients[1], plain.coefficients[1], relative: 1e-10))
  }

  @Test(arguments: [1e3, -1e3, 1e6])
  func aConstantOffsetChangesNothing(offset: Double) throws {
    let sample = WorkedCox.sample(count: 60, columns: 1)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let plain = try CoxModel.fit(outcomes, on: design(sample.columns))
    let moved = try CoxModel.fit(
      outcomes, on: design(sample.columns, offset: sample.time.map { _ in offset }))
    #expect(isClose(moved.coefficients[0], plain.coefficients[0], relative: 1e-8))
    #expect(isClose(moved.logLikelihood, plain.logLikelihood, relative: 1e-8))
  }

  /// An offset that undoes the covariate, 170 standard errors and more away.
  @Test(arguments: [40.0, 400])
  func findsAMaximumFarFromTheStart(distance: Double) throws {
    let sample = WorkedCox.sample(count: 60, columns: 1)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let plain = try CoxModel.fit(outcomes, on: design(sample.columns))
    let moved = try CoxModel.fit(
      outcomes,
      on: design(sample.columns, offset: sample.columns[0].map { -distance * $0 }),
      options: CoxModel.Options(maximumIterations: 200))
    #expect(moved.convergence.converged)
    #expect(isClose(moved.coefficients[0] - distance, plain.coefficients[0], relative: 1e-9))
    #expect(isClose(moved.logLikelihood, plain.logLikelihood, relative: 1e-10))
  }

  /// One observation far out carries nearly all the weight after a full first step.
  @Test func isNotThrownOffByAnOutlier() throws {
    let sample = WorkedCox.sample(count: 200, columns: 1)
    var x = sample.columns[0]
    x[10] = 1e5
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let model = try CoxModel.fit(outcomes, on: design([x]))
    #expect(model.convergence.converged)
    #expect(model.logLikelihood >= model.nullLogLikelihood)
    let score = model.residuals(.score).values.elements.reduce(0, +)
    #expect(abs(score * model.standardErrors[0]) < 1e-8)
  }

  @Test func manyRowsAtOneTimeAreQuick() throws {
    let count = 200_000
    let outcomes = try SurvivalOutcomes(
      time: [Double](repeating: 1, count: count), isEvent: (0..<count).map { $0 % 2 == 0 })
    let x = (0..<count).map { Double($0 % 7) }
    let model = try CoxModel.fit(outcomes, on: design([x]))
    #expect(model.convergence.converged)
    #expect(abs(model.coefficients[0]) < 0.1)
  }

  @Test func iterationLimitIsReported() throws {
    let model = try CoxModel.fit(
      try WorkedCox.first(), on: design([WorkedCox.firstCovariate]),
      options: CoxModel.Options(maximumIterations: 1))
    #expect(!model.convergence.converged)
    #expect(codes(model)[.notConverged] != nil)
  }
}
