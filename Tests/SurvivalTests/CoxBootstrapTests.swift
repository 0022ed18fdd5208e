import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// A replicate of the bootstrap is the fit to its rows written out.
@Suite struct CoxBootstrapTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let seed: UInt64
    let ties: TieMethod
    var delayed = false
    var stratified = false
    var clustered = false
    var weighted = false
    var frequencies = false

    var testDescription: String { "\(self)" }
  }

  @Test(arguments: [
    Case(seed: 1, ties: .efron), Case(seed: 2, ties: .breslow),
    Case(seed: 3, ties: .efron, delayed: true), Case(seed: 4, ties: .efron, stratified: true),
    Case(seed: 5, ties: .efron, clustered: true), Case(seed: 6, ties: .efron, weighted: true),
    Case(seed: 7, ties: .efron, delayed: true, stratified: true, clustered: true, weighted: true),
    Case(seed: 8, ties: .efron, frequencies: true),
  ])
  func replicatesAreRowsWrittenOut(_ kind: Case) throws {
    let sample = CoxSample(seed: kind.seed, rows: 70, grid: 4)
    let clusters = kind.clustered ? sample.clusterGrouping : nil
    let counts = sample.weights.map { ($0 * 2).rounded() - 1 }
    let weights = kind.frequencies ? counts : kind.weighted ? sample.weights : nil
    let model = try CoxModel.fit(
      sample.outcomes(delayed: kind.delayed), on: sample.design,
      strata: kind.stratified ? sample.strataGrouping : nil, weights: weights, clusters: clusters,
      options: .init(ties: kind.ties, weightKind: kind.frequencies ? .frequency : .automatic))
    let options = Resampling.Options(replicates: 6, seed: kind.seed)
    let found = try model.bootstrap(options)
    #expect(found.failureCount == 0, "\(found.firstFailure ?? "")")
    let resampling =
      try kind.frequencies
      ? Resampling(frequencies: counts)
      : clusters.map { Resampling(clusters: $0) } ?? Resampling(rowCount: sample.rowCount)
    for replicate in 0..<6 {
      let rows = sample.repeated(resampling.counts(replicate: replicate, seed: kind.seed))
      let fit = try CoxModel.fit(
        rows.outcomes(delayed: kind.delayed), on: rows.design,
        strata: kind.stratified ? rows.strataGrouping : nil,
        weights: kind.weighted ? rows.weights : nil, options: .init(ties: kind.ties))
      for (actual, expected) in zip(found.values[replicate], fit.coefficients) {
        #expect(isClose(actual, expected, relative: 1e-9), "\(kind) \(actual) \(expected)")
      }
    }
  }

  @Test func levelledOffReplicatesAreInfinite() throws {
    // One event at x = 1, early: without it the coefficient runs to minus infinity.
    let sample = CoxSample(seed: 11, rows: 12, columns: 1, grid: 1e6)
    let design = sample.design { row, _, _ in row < 4 ? 1 : 0 }
    var isEvent = sample.isEvent.map { _ in true }
    for row in 1..<4 { isEvent[row] = false }
    let model = try CoxModel.fit(
      .init(time: sample.time, isEvent: isEvent), on: design)
    let found = try model.bootstrap(.init(replicates: 60, seed: 4))
    let values = found.values.map { $0[0] }
    #expect(values.contains { $0 == -.infinity })
    #expect(found.percentileInterval(of: 0, level: 0.95).lower == -.infinity)
  }

  @Test func isTheSameTwice() throws {
    let sample = CoxSample(seed: 12, rows: 300, grid: 20)
    let model = try CoxModel.fit(sample.outcomes(), on: sample.design)
    let options = Resampling.Options(replicates: 40, seed: 9)
    let first = try model.bootstrap(options)
    #expect(try model.bootstrap(options) == first)
    #expect(throws: FitError.self) { try model.bootstrap(.init(replicates: 0)) }
  }
}
