import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// What the kinds of weights promise.
struct CoxWeightKindTests {
  private func design(_ columns: [[Double]]) -> Design {
    Design(
      matrix: Matrix(rowCount: columns.first?.count ?? 0, columns: columns),
      columns: columns.indices.map { Design.Column(name: "x\($0)", variable: "x\($0)") },
      terms: columns.indices.map { Design.Term(label: "x\($0)", columns: $0..<$0 + 1) },
      hasIntercept: false, offset: nil)
  }

  /// Tied follow-up with weights 0 to 3, and the same rows written out.
  private struct Sample {
    let columns: [[Double]]
    let entry: [Double]
    let time: [Double]
    let isEvent: [Bool]
    let counts: [Double]
    let strata: Grouping
    /// The row each written-out row comes from.
    var rows: [Int] {
      counts.indices.flatMap { [Int](repeating: $0, count: Int(counts[$0])) }
    }

    init() {
      let sample = WorkedCox.sample(count: 90, columns: 3)
      columns = sample.columns
      let time = sample.time.map { ($0 * 4).rounded(.up) + 1 }
      self.time = time
      entry = time.indices.map { $0 % 3 == 0 ? min(time[$0] - 1, Double($0 % 4)) : 0 }
      isEvent = sample.isEvent
      counts = time.indices.map { Double(($0 * 7) % 4) }
      strata = Grouping(codes: time.indices.map { Int32($0 % 2) }, count: 2)
    }
  }

  @Test(arguments: [TieMethod.efron, .breslow], [false, true])
  func frequenciesAreRowsWrittenOut(ties: TieMethod, entersLate: Bool) throws {
    let sample = Sample()
    let rows = sample.rows
    func outcomes(_ rows: [Int]) throws -> SurvivalOutcomes {
      let (time, isEvent) = (rows.map { sample.time[$0] }, rows.map { sample.isEvent[$0] })
      return entersLate
        ? try SurvivalOutcomes(entry: rows.map { sample.entry[$0] }, time: time, isEvent: isEvent)
        : try SurvivalOutcomes(time: time, isEvent: isEvent)
    }
    let counted = try CoxModel.fit(
      try outcomes(Array(sample.time.indices)), on: design(sample.columns), strata: sample.strata,
      weights: sample.counts, options: .init(ties: ties, robust: true, weightKind: .frequency))
    let written = try CoxModel.fit(
      try outcomes(rows), on: design(sample.columns.map { column in rows.map { column[$0] } }),
      strata: Grouping(codes: rows.map { sample.strata.codes[$0] }, count: 2),
      options: .init(ties: ties, robust: true))
    #expect(counted.observationCount == written.observationCount)
    #expect(counted.eventCount == written.eventCount)
    func expectClose(_ a: Double, _ b: Double) {
      #expect(isClose(a, b, relative: 1e-10, absolute: 1e-12), "\(a) against \(b)")
    }
    expectClose(counted.logLikelihood, written.logLikelihood)
    for j in 0..<3 {
      expectClose(counted.coefficients[j], written.coefficients[j])
      expectClose(counted.modelStandardErrors[j], written.modelStandardErrors[j])
      expectClose(
        try #require(counted.robustStandardErrors)[j], try #require(written.robustStandardErrors)[j]
      )
    }
    expectClose(
      try #require(counted.tests.robustScore).statistic,
      try #require(written.tests.robustScore).statistic)
    for transform in ProportionalHazardsTest.Transform.allCases {
      expectClose(
        counted.proportionalHazardsTest(transform).global.statistic,
        written.proportionalHazardsTest(transform).global.statistic)
    }
    let place = Dictionary(zip(rows, rows.indices)) { first, _ in first }
    let (one, other) = (counted.residuals(.martingale), written.residuals(.martingale))
    for (row, at) in place { expectClose(one[row], other[at]) }
    let (score, scores) = (counted.residuals(.score).values, written.residuals(.score).values)
    for (row, at) in place { for j in 0..<3 { expectClose(score[row, j], scores[at, j]) } }
    for (a, b) in zip(counted.baselineHazards, written.baselineHazards) {
      for (x, y) in zip(a.cumulativeHazard, b.cumulativeHazard) { expectClose(x, y) }
    }
  }

  @Test func samplingWeightsAskForRobustErrorsAndImportanceWeightsDoNot() throws {
    let sample = Sample()
    let outcomes = try SurvivalOutcomes(time: sample.time, isEvent: sample.isEvent)
    func fit(_ kind: WeightKind, _ weights: [Double]) throws -> CoxModel {
      try CoxModel.fit(
        outcomes, on: design(sample.columns), weights: weights, options: .init(weightKind: kind))
    }
    let fractions = sample.counts.map { $0 / 2 }
    #expect(try fit(.automatic, sample.counts).robustCovariance == nil)
    #expect(try fit(.automatic, fractions).robustCovariance != nil)
    #expect(try fit(.importance, fractions).robustCovariance == nil)
    #expect(try fit(.sampling, sample.counts).robustCovariance != nil)
    #expect(throws: FitError.fractionalFrequency(row: 1, value: 1.5)) {
      try fit(.frequency, fractions)
    }
  }
}
