import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Data large enough to be worked on in several pieces, whose results are put together.
struct CoxPiecesTests {
  /// Strata of these sizes: some are cut, some gathered, one is empty.
  private static let sizes = [40_000, 700, 17_000, 0, 300, 900]

  @Test(arguments: [false, true])
  func theScoreResidualsAddUpToNothing(isTied: Bool) throws {
    var state: UInt64 = 7
    func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 11) + 0.5) * 0x1p-53
    }
    let codes = Self.sizes.indices.flatMap { [Int32](repeating: Int32($0), count: Self.sizes[$0]) }
    let x = codes.map { _ in [uniform(), uniform(), uniform()] }
    let time = zip(x, codes).map { x, code in
      let length = -log(uniform()) * exp(-x[0] + 0.5 * x[1]) * (1 + Double(code))
      return isTied ? (length * 50).rounded(.up) : length
    }
    let columns = (0..<3).map { j in x.map { $0[j] } }
    let model = try CoxModel.fit(
      try SurvivalOutcomes(time: time, isEvent: codes.map { _ in uniform() < 0.6 }),
      on: Design(
        matrix: Matrix(rowCount: codes.count, columns: columns),
        columns: (0..<3).map { Design.Column(name: "x\($0)", variable: "x\($0)") },
        terms: (0..<3).map { Design.Term(label: "x\($0)", columns: $0..<$0 + 1) },
        hasIntercept: false, offset: nil),
      strata: Grouping(codes: codes, count: Self.sizes.count))
    #expect(model.convergence.converged)
    // Residuals walk through all events in one go, so that a sum put together wrongly would show.
    let residuals = model.residuals(.score).values
    for j in 0..<3 {
      let column = residuals.column(j)
      let size = column.reduce(0) { $0 + abs($1) }
      #expect(abs(column.reduce(0, +)) < 1e-11 * size)
    }
    #expect(abs(model.residuals(.martingale).reduce(0, +)) < 1e-7)
    #expect(abs(model.coefficients[0] - 1) < 0.1 && abs(model.coefficients[1] + 0.5) < 0.1)
  }
}
