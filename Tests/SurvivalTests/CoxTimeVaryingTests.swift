import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Testing

import Survival

/// Functions of time: derivatives against differences, and steps against the walk over events.
@Suite struct CoxTimeVaryingTests {
  private struct Sample {
    let outcomes: SurvivalOutcomes
    let design: Design
    let weights: [Double]
    let clusters: Grouping

    init(seed: UInt64, isEntryDelayed: Bool) throws {
      var state = seed
      func unit() -> Double {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
      }
      let count = 60
      let entry = (0..<count).map { _ in (unit() * 4).rounded() / 2 }
      let time = entry.map { (isEntryDelayed ? $0 : 0) + (unit() * 60).rounded() / 10 + 0.1 }
      let isEvent = (0..<count).map { _ in unit() < 0.7 }
      outcomes =
        isEntryDelayed
        ? try SurvivalOutcomes(entry: entry, time: time, isEvent: isEvent)
        : try SurvivalOutcomes(time: time, isEvent: isEvent)
      let a = (0..<count).map { _ in unit() * 2 - 1 }
      let b = (0..<count).map { _ in unit() < 0.5 ? 0.0 : 1 }
      design = Design(
        matrix: Matrix(rowCount: count, columnCount: 4, elements: a + b + a + b),
        columns: ["a", "b", "tt(a)", "tt(b)"].map { .init(name: $0, variable: $0) },
        terms: [], hasIntercept: false)
      weights = (0..<count).map { _ in 0.5 + unit() }
      clusters = Grouping(of: (0..<count).map { $0 / 3 })
    }
  }

  private static let cases: [(UInt64, TieMethod)] = (1...4).map {
    (UInt64($0), $0 > 2 ? .breslow : .efron)
  }

  @Test("has the derivatives of its values", arguments: cases)
  func derivatives(seed: UInt64, ties: TieMethod) throws {
    let sample = try Sample(seed: seed, isEntryDelayed: seed % 2 == 0)
    let data = try CoxData(
      sample.outcomes, sample.design, columns: Array(0..<4), strata: nil, weights: sample.weights,
      options: .init(ties: ties))
    let times = data.likelihood.windows.times
    let likelihood = TimeVaryingLikelihood(
      base: data.likelihood, functions: [0, 0, 1, 2],
      values: [times.map { _ in 1 }, times.map { $0 / 8 }, times.map { $0 > 3 ? 1 : 0 }])
    let at = [0.3, -0.2, 0.4, -0.5]
    let derivatives = likelihood.derivatives(at: likelihood.point(at: at))
    let step = 1e-4
    for j in 0..<4 {
      func moved(_ by: Double) -> TimeVaryingLikelihood.Point {
        var to = at
        to[j] += by
        return likelihood.point(at: to)
      }
      let (up, down) = (moved(step), moved(-step))
      let slope = (up.logLikelihood - down.logLikelihood) / (2 * step)
      #expect(isClose(slope, derivatives.score[j], relative: 1e-6, absolute: 1e-6), "seed \(seed)")
      let (high, low) = (likelihood.derivatives(at: up), likelihood.derivatives(at: down))
      for i in 0..<4 {
        let bend = (low.score[i] - high.score[i]) / (2 * step)
        #expect(
          isClose(bend, derivatives.information[i, j], relative: 1e-6, absolute: 1e-6),
          "seed \(seed)")
      }
    }
    let residuals = try #require(
      TimeVaryingSums(likelihood, at, isWithResiduals: true).residuals)
    for j in 0..<4 {
      let sum = (0..<residuals.rowCount).reduce(0) {
        $0 + residuals.elements[$1 * residuals.stride + j]
      }
      #expect(isClose(sum, derivatives.score[j], relative: 1e-10, absolute: 1e-10), "seed \(seed)")
    }
  }

  @Test("gives the same by steps as by a walk over all events", arguments: cases)
  func steps(seed: UInt64, ties: TieMethod) throws {
    let sample = try Sample(seed: seed, isEntryDelayed: seed % 2 == 0)
    let functions: [TimeFunction?] = [nil, nil, .after(2), .after(3.5)]
    let options = CoxModel.Options(ties: ties)
    let model = try CoxModel.fit(
      sample.outcomes, on: sample.design, weights: sample.weights, clusters: sample.clusters,
      timeFunctions: functions, options: options)
    let data = try CoxData(
      sample.outcomes, sample.design, columns: Array(0..<4), strata: nil, weights: sample.weights,
      options: options)
    let fit = try TimeVaryingFit(
      data, functions: functions, columns: sample.design.columns, maximumIterations: 50)
    #expect(isClose(model.logLikelihood, fit.optimum.logLikelihood, relative: 1e-12))
    #expect(model.observationCount == 60)
    let covariance = fit.optimum.factor.inverse()
    let sandwich = fit.sandwich(
      sample.clusters, covariance: covariance, isEstimated: [true, true, true, true], factor: 1)
    for j in 0..<4 {
      let factor = fit.data.factors[j]
      #expect(
        isClose(model.coefficients[j], fit.optimum.coefficients[j] * factor, relative: 1e-9),
        "seed \(seed)")
      #expect(
        isClose(
          model.modelCovariance[j, j], covariance[j, j] * factor * factor, relative: 1e-9),
        "seed \(seed)")
      #expect(
        isClose(
          model.covariance[j, j], sandwich.covariance[j, j] * factor * factor, relative: 1e-9),
        "seed \(seed)")
    }
  }
}
