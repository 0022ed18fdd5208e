import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Whole fits whose numbers have closed forms: Therneau and Grambsch, data sets 1 and 3.
struct CoxWorkedTests {
  private func design(_ column: [Double]) -> Design {
    Design(
      matrix: Matrix(rowCount: column.count, columns: [column]),
      columns: [Design.Column(name: "x", variable: "x")],
      terms: [Design.Term(label: "x", columns: 0..<1)], hasIntercept: false)
  }

  /// By Breslow U(β) = 2 − r/(r + 1) − 2r/(r + 3) vanishes at r = (3 + √33)/2.
  @Test func breslow() throws {
    let model = try CoxModel.fit(
      try WorkedCox.first(), on: design(WorkedCox.firstCovariate),
      options: CoxModel.Options(ties: .breslow))
    let r = (3 + 33.0.squareRoot()) / 2
    #expect(isClose(model.coefficients[0], log(r), relative: 1e-13))
    #expect(
      isClose(model.logLikelihood, 2 * log(r) - log(3 * r + 3) - 2 * log(r + 3), relative: 1e-13))
    #expect(isClose(model.tests.score.statistic, 1.6, relative: 1e-13))
    let hazard = model.baselineHazards[0]
    #expect(hazard.times == [1, 6, 9])
    let first = 1 / (3 * r + 3)
    for (value, expected) in zip(
      hazard.cumulativeHazard, [first, first + 2 / (r + 3), first + 2 / (r + 3) + 1])
    {
      #expect(isClose(value, expected, relative: 1e-13))
    }
    let martingale = model.residuals(.martingale)
    #expect(isClose(martingale[0], 1 - r * first, relative: 1e-13))
    #expect(isClose(martingale[4], -first - 2 / (r + 3), relative: 1e-13))
    #expect(isClose(model.residuals(.schoenfeld).values[0, 0], 1 - r / (r + 1), relative: 1e-12))
  }

  /// By Efron U(β) = 0 at 2√(23/3) cos(φ/3), with cos φ = (45/23)√(3/23).
  @Test func efron() throws {
    let model = try CoxModel.fit(try WorkedCox.first(), on: design(WorkedCox.firstCovariate))
    let angle = acos(45.0 / 23 * (3.0 / 23).squareRoot())
    let r = 2 * (23.0 / 3).squareRoot() * cos(angle / 3)
    #expect(isClose(model.coefficients[0], log(r), relative: 1e-13))
    #expect(isClose(model.tests.score.statistic, 169.0 / 83, relative: 1e-13))
    let increments = [1 / (3 * r + 3), 1 / (r + 3) + 2 / (r + 5), 1]
    var total = 0.0
    for (value, increment) in zip(model.baselineHazards[0].cumulativeHazard, increments) {
      total += increment
      #expect(isClose(value, total, relative: 1e-13))
    }
    // One of two tied deaths is credited with half of the second piece of the hazard.
    let expected = r * (increments[0] + 1 / (r + 3) + 1 / (r + 5))
    #expect(isClose(model.residuals(.martingale)[2], 1 - expected, relative: 1e-12))
    #expect(isClose(model.concordance().estimate, 7.0 / 9))
  }

  /// With weights Efron's method is not replication: 0.8726 against 0.9398 for the repeated rows.
  @Test func efronWeightsAreNotReplications() throws {
    let outcomes = try WorkedCox.third()
    let weighted = try CoxModel.fit(
      outcomes, on: design(WorkedCox.thirdCovariate), weights: WorkedCox.thirdWeights)
    #expect(isClose(weighted.coefficients[0], 0.8726042463983962, relative: 1e-12))
    let rows = (0..<9).flatMap { [Int](repeating: $0, count: Int(WorkedCox.thirdWeights[$0])) }
    let repeated = try CoxModel.fit(
      try SurvivalOutcomes(
        time: rows.map { outcomes.time[$0] }, isEvent: rows.map { outcomes.isEvent[$0] }),
      on: design(rows.map { WorkedCox.thirdCovariate[$0] }))
    #expect(isClose(repeated.coefficients[0], 0.9397874935552066, relative: 1e-12))
    #expect(isClose(repeated.logLikelihood, -27.80603085843838, relative: 1e-12))
  }

  /// An intercept column is ignored, and terms keep their columns.
  @Test func interceptIsLeftOut() throws {
    let x = WorkedCox.firstCovariate
    let design = Design(
      matrix: Matrix(rowCount: 6, columns: [[Double](repeating: 1, count: 6), x]),
      columns: [
        Design.Column(name: "(Intercept)", variable: "(Intercept)"),
        Design.Column(name: "x", variable: "x"),
      ],
      terms: [Design.Term(label: "x", columns: 1..<2)], hasIntercept: true)
    let model = try CoxModel.fit(try WorkedCox.first(), on: design)
    #expect(model.coefficientNames == ["x"])
    #expect(model.terms == [Design.Term(label: "x", columns: 0..<1)])
    #expect(isClose(model.coefficients[0], 1.676857485592897, relative: 1e-13))
    #expect(isClose(model.proportionalHazardsTest().global.statistic, 0.2386557176370790))
    #expect(isClose(model.linearPredictors(for: design)[0], 1.676857485592897, relative: 1e-13))
  }
}
