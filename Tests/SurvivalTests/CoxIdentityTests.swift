import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// What must hold for any Cox model, whatever the data.
struct CoxIdentityTests {
  private func design(_ columns: [[Double]], offset: [Double]? = nil) -> Design {
    let names = columns.indices.map { "x\($0)" }
    return Design(
      matrix: Matrix(rowCount: columns.first?.count ?? 0, columns: columns),
      columns: names.map { Design.Column(name: $0, variable: $0) },
      terms: names.indices.map { Design.Term(label: names[$0], columns: $0..<$0 + 1) },
      hasIntercept: false, offset: offset)
  }

  private func expectSame(
    _ a: CoxModel, _ b: CoxModel, relative: Double = 1e-10,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for j in a.coefficients.indices {
      #expect(
        isClose(a.coefficients[j], b.coefficients[j], relative: relative, absolute: 1e-12),
        sourceLocation: sourceLocation)
      #expect(
        isClose(a.standardErrors[j], b.standardErrors[j], relative: relative),
        sourceLocation: sourceLocation)
    }
    #expect(
      isClose(a.logLikelihood, b.logLikelihood, relative: relative), sourceLocation: sourceLocation)
  }

  @Test func weightsAreReplicationsByBreslow() throws {
    let sample = WorkedCox.sample(count: 80, columns: 2)
    let copies = sample.weights.map { Int($0 * 4) }
    let rows = copies.indices.flatMap { [Int](repeating: $0, count: copies[$0]) }
    let weighted = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent),
      on: design(sample.columns), weights: copies.map(Double.init),
      options: CoxModel.Options(ties: .breslow))
    let repeated = try CoxModel.fit(
      try SurvivalOutcomes(
        time: rows.map { sample.time[$0] }, isEvent: rows.map { sample.isEvent[$0] }),
      on: design(sample.columns.map { column in rows.map { column[$0] } }),
      options: CoxModel.Options(ties: .breslow))
    expectSame(weighted, repeated)
    #expect(isClose(weighted.concordance().estimate, repeated.concordance().estimate))
  }

  @Test func shiftedCopiesAsStrataTripleTheSums() throws {
    let sample = WorkedCox.sample(count: 60, columns: 2)
    let one = try CoxModel.fit(
      try SurvivalOutcomes(entry: sample.entry, time: sample.time, isEvent: sample.isEvent),
      on: design(sample.columns))
    let copy = { (column: [Double]) in column + column + column }
    let shift = (0..<3).flatMap { [Double](repeating: Double($0), count: 60) }
    let three = try CoxModel.fit(
      try SurvivalOutcomes(
        entry: zip(copy(sample.entry), shift).map { $0 + $1 },
        time: zip(copy(sample.time), shift).map { $0 + $1 },
        isEvent: sample.isEvent + sample.isEvent + sample.isEvent),
      on: design(sample.columns.map(copy)),
      strata: Grouping(codes: shift.map { Int32($0) }, count: 3))
    #expect(isClose(three.logLikelihood, 3 * one.logLikelihood))
    #expect(isClose(three.tests.score.statistic, 3 * one.tests.score.statistic))
    for j in 0..<2 {
      #expect(isClose(three.coefficients[j], one.coefficients[j]))
      #expect(isClose(three.modelCovariance[j, j], one.modelCovariance[j, j] / 3))
    }
    #expect(isClose(three.concordance().estimate, one.concordance().estimate))
  }

  @Test func splittingIntervalsChangesNothing() throws {
    let sample = WorkedCox.sample(count: 70, columns: 2)
    let whole = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent), on: design(sample.columns))
    var (entry, time, isEvent) = ([Double](), [Double](), [Bool]())
    var (columns, clusters) = ([[Double]](repeating: [], count: 2), [Int32]())
    for row in 0..<70 {
      let cuts = [7.0, 7.5, 13].filter { $0 < sample.time[row] } + [sample.time[row]]
      for (place, cut) in cuts.enumerated() {
        entry.append(place == 0 ? 0 : cuts[place - 1])
        time.append(cut)
        isEvent.append(place == cuts.count - 1 && sample.isEvent[row])
        for j in 0..<2 { columns[j].append(sample.columns[j][row]) }
        clusters.append(Int32(row))
      }
    }
    let split = try CoxModel.fit(
      try SurvivalOutcomes(entry: entry, time: time, isEvent: isEvent), on: design(columns))
    expectSame(whole, split)
    #expect(isClose(whole.concordance().estimate, split.concordance().estimate))
    var sums = [Double](repeating: 0, count: 70)
    for (row, value) in split.residuals(.martingale).enumerated() {
      sums[Int(clusters[row])] += value
    }
    for (sum, value) in zip(sums, whole.residuals(.martingale)) {
      #expect(isClose(sum, value, relative: 1e-9, absolute: 1e-12))
    }
    let robust = try CoxModel.fit(
      try SurvivalOutcomes(entry: entry, time: time, isEvent: isEvent), on: design(columns),
      clusters: Grouping(codes: clusters, count: 70))
    let robustWhole = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent), on: design(sample.columns),
      options: CoxModel.Options(robust: true))
    expectSame(robustWhole, robust)
  }

  @Test func entryBeforeEverythingIsNoEntry() throws {
    let sample = WorkedCox.sample(count: 60, columns: 2)
    let plain = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent), on: design(sample.columns))
    let entered = try CoxModel.fit(
      try SurvivalOutcomes(
        entry: [Double](repeating: 0, count: 60), time: sample.time, isEvent: sample.isEvent),
      on: design(sample.columns))
    expectSame(plain, entered, relative: 0)
  }

  @Test(arguments: [TieMethod.efron, .breslow])
  func residualsAddUp(ties: TieMethod) throws {
    let sample = WorkedCox.sample(count: 90, columns: 3)
    let model = try CoxModel.fit(
      try SurvivalOutcomes(entry: sample.entry, time: sample.time, isEvent: sample.isEvent),
      on: design(sample.columns, offset: sample.offset), strata: sample.strata,
      weights: sample.weights, options: CoxModel.Options(ties: ties))
    let weighted = zip(sample.weights, model.residuals(.martingale)).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(weighted) < 1e-10)
    let score = model.residuals(.score)
    let schoenfeld = model.residuals(.schoenfeld)
    for j in 0..<3 {
      let scores = score.rows.reduce(0) { $0 + sample.weights[$1] * score.values[$1, j] }
      #expect(abs(scores) < 1e-10)
      let deaths = schoenfeld.rows.indices.reduce(0) {
        $0 + sample.weights[schoenfeld.rows[$1]] * schoenfeld.values[$1, j]
      }
      #expect(abs(deaths) < 1e-10)
    }
  }

  @Test func shiftAndScaleOfACovariateChangeThatCoefficientOnly() throws {
    let sample = WorkedCox.sample(count: 80, columns: 3)
    let outcomes = try SurvivalOutcomes(
      entry: sample.entry, time: sample.time, isEvent: sample.isEvent)
    let plain = try CoxModel.fit(outcomes, on: design(sample.columns))
    var columns = sample.columns
    columns[1] = columns[1].map { 1e8 + 1e4 * $0 }
    columns[2] = columns[2].map { $0 * 1e-9 }
    let moved = try CoxModel.fit(outcomes, on: design(columns))
    for (j, scale) in [1, 1e4, 1e-9].enumerated() {
      #expect(isClose(moved.coefficients[j] * scale, plain.coefficients[j], relative: 1e-8))
      #expect(isClose(moved.standardErrors[j] * scale, plain.standardErrors[j], relative: 1e-8))
    }
    #expect(isClose(moved.logLikelihood, plain.logLikelihood, relative: 1e-10))
  }

  @Test func theUnitOfTimeDoesNotMatter() throws {
    let sample = WorkedCox.sample(count: 80, columns: 2)
    let days = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent), on: design(sample.columns))
    let years = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time.map { $0 / 365.25 }, isEvent: sample.isEvent),
      on: design(sample.columns))
    expectSame(days, years, relative: 0)
  }

  @Test func theOrderOfRowsDoesNotMatter() throws {
    let sample = WorkedCox.sample(count: 80, columns: 2)
    let order = Array((0..<80).reversed())
    let forward = try CoxModel.fit(
      try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent), on: design(sample.columns))
    let backward = try CoxModel.fit(
      try SurvivalOutcomes(
        time: order.map { sample.time[$0] }, isEvent: order.map { sample.isEvent[$0] }),
      on: design(sample.columns.map { column in order.map { column[$0] } }))
    expectSame(forward, backward)
  }

  @Test func dfbetaIsTheDerivativeByTheWeight() throws {
    let sample = WorkedCox.sample(count: 50, columns: 2)
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    let model = try CoxModel.fit(
      outcomes, on: design(sample.columns), weights: sample.weights,
      options: CoxModel.Options(ties: .breslow))
    let dfbeta = model.residuals(.dfbeta).values
    for row in [0, 17, 49] {
      func coefficients(_ change: Double) throws -> [Double] {
        var weights = sample.weights
        weights[row] *= 1 + change
        return try CoxModel.fit(
          outcomes, on: design(sample.columns), weights: weights,
          options: CoxModel.Options(ties: .breslow)
        ).coefficients
      }
      let (up, down) = (try coefficients(1e-4), try coefficients(-1e-4))
      for j in 0..<2 {
        #expect(isClose(dfbeta[row, j], (up[j] - down[j]) / 2e-4, relative: 1e-6, absolute: 1e-9))
      }
    }
  }

  @Test func breslowScoreOfRanksIsTheConcordance() throws {
    let example = try CoxCase.load("lung-breslow")
    let model = try example.fit()
    let concordance = model.concordance()
    let pairs = concordance.concordant + concordance.discordant + concordance.tiedScore
    #expect(
      isClose(
        concordance.estimate, (concordance.concordant + concordance.tiedScore / 2) / pairs))
    #expect(pairs + concordance.tiedTime + concordance.tiedBoth > pairs)
  }
}
