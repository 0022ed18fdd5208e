import Glibc
import LinearAlgebra
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// What must hold for any Fine-Gray model, whatever the data.
struct FineGrayIdentityTests {
  static let samples = (1...6).map { FineGraySample(seed: $0, count: 70) }

  private func expectClose(
    _ a: [Double], _ b: [Double], relative: Double = 1e-10, absolute: Double = 1e-12,
    _ sample: FineGraySample, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(a.count == b.count)
    for (x, y) in zip(a, b) {
      #expect(
        isClose(x, y, relative: relative, absolute: absolute), "\(x) \(y) \(sample)",
        sourceLocation: sourceLocation)
    }
  }

  @Test(arguments: samples, [TieMethod.efron, .breslow])
  func withoutCompetingEventsItIsCox(sample: FineGraySample, ties: TieMethod) throws {
    var sample = sample
    sample.causes = sample.causes.map { min($0, 1) }
    for convention in CensoringConvention.allCases {
      for delayed in [false, true] {
        let outcomes = try sample.outcomes(delayed: delayed)
        let model = try FineGrayModel.fit(
          FineGrayInput(
            outcomes, causes: sample.causes, cause: 1, strata: sample.strata,
            weights: sample.weights, clusters: sample.clusters),
          on: sample.design(), options: .init(ties: ties, censoring: convention))
        let cox = try CoxModel.fit(
          outcomes, on: sample.design(), strata: sample.strata, weights: sample.weights,
          clusters: sample.clusters, options: .init(ties: ties))
        expectClose(model.coefficients, cox.coefficients, sample)
        expectClose(model.modelStandardErrors, cox.modelStandardErrors, sample)
        expectClose(model.standardErrors, cox.standardErrors, sample)
        expectClose([model.logLikelihood], [cox.logLikelihood], sample)
        expectClose(
          [model.tests.robustScore.statistic], [try #require(cox.tests.robustScore).statistic],
          sample)
        expectClose(
          model.baselineHazards.flatMap(\.cumulativeHazard),
          cox.baselineHazards.flatMap(\.cumulativeHazard), sample)
      }
    }
  }

  /// Aalen and Johansen's estimate of the incidence of cause 1 at its event times: the sum of
  /// S(t−) d₁/Y.
  private func incidence(_ sample: FineGraySample, delayed: Bool) -> [Double] {
    var (survival, total) = (1.0, 0.0)
    var result: [Double] = []
    for time in Set(sample.time).sorted() {
      let here = sample.time.indices.filter { sample.time[$0] == time }
      let atRisk = sample.time.indices.count {
        sample.time[$0] >= time && (!delayed || sample.entry[$0] < time)
      }
      let own = here.count { sample.causes[$0] == 1 }
      let any = here.count { sample.causes[$0] != 0 }
      guard atRisk > 0 else { continue }
      total += survival * Double(own) / Double(atRisk)
      survival *= 1 - Double(any) / Double(atRisk)
      if own > 0 { result.append(total) }
    }
    return result
  }

  // The product-limit estimate from the subdistribution hazard is Aalen and Johansen's where events
  // come before censorings (Geskus 2011).
  @Test(arguments: samples, [false, true])
  func withoutCovariatesItIsAalenJohansen(sample: FineGraySample, delayed: Bool) throws {
    var sample = sample
    sample.columns = []
    if delayed {
      // Somebody is always at risk, so that nothing is unknown of the time before an entry.
      sample.entry = sample.entry.enumerated().map { $0 % 3 == 0 ? 0 : $1 }
      sample.time[0] = sample.time.reduce(0, max) + 1
      sample.causes[0] = 0
    }
    let model = try FineGrayModel.fit(
      FineGrayInput(sample.outcomes(delayed: delayed), causes: sample.causes, cause: 1),
      on: sample.design(), options: .init(censoring: .finegray))
    var free = 1.0
    var last = 0.0
    let limits = model.baselineHazards[0].cumulativeHazard.map { hazard in
      free *= 1 - (hazard - last)
      last = hazard
      return 1 - free
    }
    expectClose(limits, incidence(sample, delayed: delayed), sample)
  }

  @Test(arguments: samples)
  func weightsAreReplicationsByBreslow(sample: FineGraySample) throws {
    let rows = sample.weights.indices.flatMap { row in
      [Int](repeating: row, count: Int(sample.weights[row]))
    }
    let copies = sample.rows(rows)
    for convention in CensoringConvention.allCases {
      for delayed in [false, true] {
        func fit(_ s: FineGraySample, weighted: Bool, kind: WeightKind) throws -> FineGrayModel {
          try FineGrayModel.fit(
            FineGrayInput(
              s.outcomes(delayed: delayed), causes: s.causes, cause: 1, censoringGroups: s.groups,
              weights: weighted ? s.weights : nil),
            on: s.design(), options: .init(censoring: convention, weightKind: kind))
        }
        let repeated = try fit(copies, weighted: false, kind: .automatic)
        for kind in [WeightKind.importance, .frequency] {
          let weighted = try fit(sample, weighted: true, kind: kind)
          expectClose(weighted.coefficients, repeated.coefficients, sample)
          expectClose(weighted.modelStandardErrors, repeated.modelStandardErrors, sample)
          expectClose([weighted.logLikelihood], [repeated.logLikelihood], sample)
          guard kind == .frequency else { continue }
          expectClose(weighted.standardErrors, repeated.standardErrors, sample)
          #expect(weighted.observationCount == repeated.observationCount)
          #expect(weighted.eventCount == repeated.eventCount)
        }
      }
    }
  }

  @Test(arguments: samples)
  func frequenciesAreReplicationsByEfron(sample: FineGraySample) throws {
    let rows = sample.weights.indices.flatMap { row in
      [Int](repeating: row, count: Int(sample.weights[row]))
    }
    let copies = sample.rows(rows)
    func fit(_ s: FineGraySample, _ weights: [Double]?) throws -> FineGrayModel {
      try FineGrayModel.fit(
        FineGrayInput(s.outcomes(), causes: s.causes, cause: 1, weights: weights), on: s.design(),
        options: .init(ties: .efron, weightKind: weights == nil ? .automatic : .frequency))
    }
    let (weighted, repeated) = (try fit(sample, sample.weights), try fit(copies, nil))
    expectClose(weighted.coefficients, repeated.coefficients, sample)
    expectClose(weighted.standardErrors, repeated.standardErrors, sample)
    expectClose([weighted.logLikelihood], [repeated.logLikelihood], sample)
  }

  // Nobody is censored before the end of the study: those who had a competing event simply stay.
  @Test(arguments: samples, [TieMethod.efron, .breslow])
  func administrativeCensoringIsCoxWithLongFollowUp(
    sample: FineGraySample, ties: TieMethod
  ) throws {
    var sample = sample
    sample.causes = sample.causes.map { $0 == 0 ? 2 : $0 }
    let end = 6.0
    for row in sample.time.indices where sample.time[row] >= end {
      sample.time[row] = end
      sample.causes[row] = 0
    }
    let model = try FineGrayModel.fit(
      FineGrayInput(sample.outcomes(), causes: sample.causes, cause: 1), on: sample.design(),
      options: .init(ties: ties))
    let cox = try CoxModel.fit(
      SurvivalOutcomes(
        time: sample.time.indices.map { sample.causes[$0] == 1 ? sample.time[$0] : end },
        isEvent: sample.causes.map { $0 == 1 }),
      on: sample.design(), options: .init(ties: ties, robust: true))
    expectClose(model.coefficients, cox.coefficients, sample)
    expectClose(model.standardErrors, cox.standardErrors, sample)
    expectClose([model.logLikelihood], [cox.logLikelihood], sample)
  }

  @Test(arguments: samples)
  func intervalsOfOneSubjectAreItsFollowUp(sample: FineGraySample) throws {
    var split = sample.rows(sample.time.indices.flatMap { [$0, $0] })
    let middle = sample.time.map { ($0 * 0.61 * 8).rounded(.up) / 8 }
    var kept: [Int] = []
    for row in sample.time.indices {
      let cut = middle[row] < sample.time[row] ? middle[row] : 0
      split.entry[2 * row] = 0
      split.time[2 * row] = cut
      split.causes[2 * row] = 0
      split.entry[2 * row + 1] = cut
      kept += cut > 0 ? [2 * row, 2 * row + 1] : [2 * row + 1]
    }
    let subjects = Grouping(of: kept.map { $0 / 2 })
    split = split.rows(kept)
    for convention in CensoringConvention.allCases {
      let whole = try FineGrayModel.fit(
        FineGrayInput(sample.outcomes(), causes: sample.causes, cause: 1), on: sample.design(),
        options: .init(censoring: convention))
      let parts = try FineGrayModel.fit(
        FineGrayInput(
          split.outcomes(delayed: true), causes: split.causes, cause: 1, subjects: subjects),
        on: split.design(), options: .init(censoring: convention))
      expectClose(whole.coefficients, parts.coefficients, sample)
      expectClose(whole.modelStandardErrors, parts.modelStandardErrors, sample)
      expectClose(whole.standardErrors, parts.standardErrors, sample)
    }
  }

  // By `finegray` the influence is the derivative by the row's weight, distributions of censoring
  // and of entry included.
  @Test(arguments: samples.prefix(3), [false, true])
  func sandwichSumsTheDerivativesByTheWeights(sample: FineGraySample, delayed: Bool) throws {
    let sample = sample.rows(Array(0..<40))
    func fit(_ weights: [Double]) throws -> FineGrayModel {
      try FineGrayModel.fit(
        FineGrayInput(
          sample.outcomes(delayed: delayed), causes: sample.causes, cause: 1,
          censoringGroups: sample.strata, weights: weights),
        on: sample.design(), options: .init(ties: .breslow, censoring: .finegray))
    }
    let base = try fit(sample.weights)
    var sum = Matrix(rowCount: 2, columnCount: 2)
    for row in sample.weights.indices {
      let h = 1e-4 * sample.weights[row]
      func at(_ steps: Double) throws -> [Double] {
        var weights = sample.weights
        weights[row] += steps * h
        return try fit(weights).coefficients
      }
      let (a, b, c, d) = (try at(-2), try at(-1), try at(1), try at(2))
      let change = a.indices.map {
        sample.weights[row] * (a[$0] - 8 * b[$0] + 8 * c[$0] - d[$0]) / (12 * h)
      }
      for i in 0..<2 { for j in 0..<2 { sum[i, j] += change[i] * change[j] } }
    }
    expectClose(base.covariance.elements, sum.elements, relative: 1e-7, sample)
  }
}
