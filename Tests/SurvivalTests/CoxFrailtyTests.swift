import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Testing

import Survival

/// Shared frailties: identities, and derivatives against differences.
@Suite struct CoxFrailtyTests {
  /// SplitMix64: the same numbers on every machine.
  private struct Random {
    var state: UInt64

    mutating func unit() -> Double {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
    }

    mutating func below(_ count: Int) -> Int { Int(unit() * Double(count)) }
  }

  /// Made rows of clusters with a shared gamma-like effect.
  private struct Sample {
    var outcomes: SurvivalOutcomes
    var design: Design
    var clusters: Grouping
    var weights: [Double]

    init(seed: UInt64, isEntryDelayed: Bool = false) throws {
      var generator = Random(state: seed)
      let (count, size) = (14, 6)
      var (entry, time, event, x, codes): ([Double], [Double], [Bool], [Double], [Int32]) =
        ([], [], [], [], [])
      for cluster in 0..<count {
        let effect = [0.3, 0.7, 1.1, 2.4][generator.below(4)]
        for _ in 0..<size {
          let (a, b) = (generator.unit() - 0.5, Double(generator.below(2)))
          let start = isEntryDelayed ? (generator.unit() * 2).rounded() / 2 : 0
          let wait = 4 * generator.unit() / (effect * (1 + b))
          entry.append(start)
          time.append(start + (wait * 10).rounded() / 10 + 0.1)
          event.append(generator.unit() < 0.75)
          x += [a, b]
          codes.append(Int32(cluster))
        }
      }
      let n = count * size
      outcomes =
        isEntryDelayed
        ? try SurvivalOutcomes(entry: entry, time: time, isEvent: event)
        : try SurvivalOutcomes(time: time, isEvent: event)
      let elements = (0..<2).flatMap { j in (0..<n).map { x[2 * $0 + j] } }
      design = Design(
        matrix: Matrix(rowCount: n, columnCount: 2, elements: elements),
        columns: ["a", "b"].map { .init(name: $0, variable: $0) },
        terms: [.init(label: "a", columns: 0..<1), .init(label: "b", columns: 1..<2)],
        hasIntercept: false)
      clusters = Grouping(codes: codes, count: count)
      weights = (0..<n).map { _ in Double(1 + generator.below(3)) }
    }

    func likelihood(_ ties: TieMethod, variance: Double) throws -> FrailtyLikelihood {
      let data = try CoxData(
        outcomes, design, columns: [0, 1], strata: nil, weights: weights,
        options: .init(ties: ties))
      let clusters = FrailtyClusters(self.clusters, data.likelihood)
      return FrailtyLikelihood(
        base: data.likelihood, clusters: clusters, frailty: GammaFrailty(variance: variance),
        start: [Double](repeating: 0, count: clusters.count))
    }
  }

  @Test(
    "has the derivatives of its values", arguments: [UInt64](1...4), [TieMethod.efron, .breslow])
  func derivatives(seed: UInt64, ties: TieMethod) throws {
    let sample = try Sample(seed: seed, isEntryDelayed: seed % 2 == 0)
    let likelihood = try sample.likelihood(ties, variance: 0.7)
    let at = [0.4, -0.3]
    let point = likelihood.point(at: at)
    let derivatives = likelihood.derivatives(at: point)
    let step = 1e-4
    for j in 0..<2 {
      func moved(_ by: Double) -> FrailtyLikelihood.Point {
        var to = at
        to[j] += by
        return likelihood.point(at: to)
      }
      let (up, down) = (moved(step), moved(-step))
      let slope = (up.logLikelihood - down.logLikelihood) / (2 * step)
      #expect(isClose(slope, derivatives.score[j], relative: 1e-6, absolute: 1e-6), "seed \(seed)")
      let (high, low) = (likelihood.derivatives(at: up), likelihood.derivatives(at: down))
      for i in 0..<2 {
        let bend = -(high.score[i] - low.score[i]) / (2 * step)
        #expect(
          isClose(bend, derivatives.information[i, j], relative: 1e-6, absolute: 1e-6),
          "seed \(seed)")
      }
    }
  }

  @Test("follows the variance by its exact derivatives", arguments: [UInt64](1...4))
  func variance(seed: UInt64) throws {
    let sample = try Sample(seed: seed, isEntryDelayed: seed % 2 == 0)
    let base = try sample.likelihood(.efron, variance: 1).base
    let plain = try CoxNewton(base, isConstant: [false, false], maximumIterations: 50)
    let search = FrailtySearch(
      base, FrailtyClusters(sample.clusters, base), plain: plain, maximumIterations: 50)
    let step = 1e-4
    let fits = try [0.5 - step, 0.5, 0.5 + step].map { try search.fit(variance: $0, near: nil) }
    let slope = (fits[2].optimum.logLikelihood - fits[0].optimum.logLikelihood) / (2 * step)
    #expect(isClose(slope, fits[1].slope, relative: 1e-6, absolute: 1e-6), "seed \(seed)")
    let bend = (fits[2].slope - fits[0].slope) / (2 * step)
    #expect(isClose(bend, fits[1].curvature, relative: 1e-6, absolute: 1e-6), "seed \(seed)")
    for j in 0..<2 {
      let change = (fits[2].optimum.coefficients[j] - fits[0].optimum.coefficients[j]) / (2 * step)
      #expect(isClose(change, fits[1].response.coefficients[j], relative: 1e-5, absolute: 1e-7))
    }
    let near = try search.fit(variance: 1e-6, near: nil)
    #expect(
      isClose(
        near.optimum.logLikelihood - plain.optimum.logLikelihood, 1e-6 * search.slopeAtZero,
        relative: 1e-3, absolute: 1e-10))
    #expect(isClose(near.slope, search.slopeAtZero, relative: 1e-3, absolute: 1e-3))
  }

  @Test("takes a weight of k as k rows with Breslow's ties", arguments: [UInt64](1...3))
  func replication(seed: UInt64) throws {
    let sample = try Sample(seed: seed)
    let rows = sample.weights.indices.flatMap { row in
      Array(repeating: row, count: Int(sample.weights[row]))
    }
    let repeated = try SurvivalOutcomes(
      time: rows.map { sample.outcomes.time[$0] },
      isEvent: rows.map { sample.outcomes.isEvent[$0] })
    let matrix = Matrix(
      rowCount: rows.count, columnCount: 2,
      elements: (0..<2).flatMap { j in rows.map { sample.design.matrix[$0, j] } })
    let design = Design(
      matrix: matrix, columns: sample.design.columns, terms: sample.design.terms,
      hasIntercept: false)
    let options = CoxModel.Options(ties: .breslow)
    let weighted = try CoxModel.fit(
      sample.outcomes, on: sample.design, weights: sample.weights, frailty: sample.clusters,
      options: options)
    let written = try CoxModel.fit(
      repeated, on: design,
      frailty: Grouping(
        codes: rows.map { sample.clusters.codes[$0] }, count: sample.clusters.count),
      options: options)
    let (one, other) = (try #require(weighted.frailty), try #require(written.frailty))
    #expect(isClose(one.variance, other.variance, relative: 1e-9, absolute: 1e-12))
    #expect(isClose(weighted.logLikelihood, written.logLikelihood, relative: 1e-11))
    for j in 0..<2 {
      #expect(isClose(weighted.coefficients[j], written.coefficients[j], relative: 1e-9))
      #expect(
        isClose(weighted.modelStandardErrors[j], written.modelStandardErrors[j], relative: 1e-9))
    }
  }

  @Test("ends its interval where the likelihood has fallen by half a quantile")
  func interval() throws {
    let sample = try Sample(seed: 3)
    let base = try sample.likelihood(.efron, variance: 1).base
    let plain = try CoxNewton(base, isConstant: [false, false], maximumIterations: 50)
    let search = FrailtySearch(
      base, FrailtyClusters(sample.clusters, base), plain: plain, maximumIterations: 50)
    let best = try #require(try search.maximum()).fit
    let interval = try search.interval(best, level: 0.95)
    for end in [interval.lower, interval.upper] where end > 0 {
      let fit = try search.fit(variance: end, near: nil)
      #expect(
        isClose(
          2 * (best.optimum.logLikelihood - fit.optimum.logLikelihood), 3.841458820694124,
          relative: 1e-9))
    }
    #expect(interval.upper > best.variance && interval.lower < best.variance)
  }
}
