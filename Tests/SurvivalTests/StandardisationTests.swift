import Foundation
import LinearAlgebra
import ReferenceTables
import Statistics
import Survival
import Testing

/// Standardised curves against sums over rows, and what must not alter them.
@Suite struct StandardisationTests {
  private func levels(_ sample: CoxSample) -> (Int) -> Design {
    { level in sample.design { _, column, value in column == 0 ? Double(level) : value } }
  }

  /// The restricted mean goes over points of interpolation; the plain sum takes every row and step.
  @Test(arguments: [1, 2, 3] as [UInt64])
  func restrictedMeanIsTheSumOverRowsAndSteps(_ seed: UInt64) throws {
    let sample = CoxSample(seed: seed, rows: 900, grid: seed == 1 ? 8 : 1e9)
    let strata = seed == 3 ? sample.strataGrouping : nil
    let model = try CoxModel.fit(
      sample.outcomes(), on: sample.design, strata: strata, weights: sample.weights)
    let tau = 0.9 * model.lastCommonFollowUp
    let found = try #require(
      model.standardisedSurvival(levels: 2, times: [], tau: tau, design: levels(sample))
        .restrictedMean)
    let total = sample.weights.reduce(0, +)
    for level in 0..<2 {
      var sum = 0.0
      let curves = model.survivalCurves(for: levels(sample)(level), strata: strata)
      for (row, curve) in curves.enumerated() {
        var area = min(tau, curve.times.first ?? tau)
        for (k, time) in curve.times.enumerated() where time < tau {
          let next = k + 1 < curve.times.count ? min(tau, curve.times[k + 1]) : tau
          area += curve.survival[k] * (next - time)
        }
        sum += sample.weights[row] * area
      }
      #expect(
        isClose(found.estimates[level], sum / total, relative: 1e-13),
        "seed \(seed): \(found.estimates[level]) \(sum / total)")
    }
  }

  /// Integrating the survival readings between event times gives the mean, and its variance.
  @Test func errorOfTheMeanIsThatOfTheIntegral() throws {
    let sample = CoxSample(seed: 5, rows: 400, grid: 3)
    let model = try CoxModel.fit(
      sample.outcomes(delayed: true), on: sample.design, clusters: sample.clusterGrouping)
    let tau = 4.0
    let times = [0] + Set(sample.time).sorted().filter { $0 < tau }
    // Contrasts are linear, so the mean of a two-step curve has the covariance of its steps; with
    // one row of weights for each time the variance needs the covariance over times, which a pair
    // of levels cannot give. The check is the estimate, and the error between those of its bounds.
    let found = model.standardisedSurvival(
      levels: 2, times: times, tau: tau, design: levels(sample))
    let mean = try #require(found.restrictedMean)
    for level in 0..<2 {
      var (area, bound) = (0.0, 0.0)
      for (k, reading) in found.survival.enumerated() {
        let length = (k + 1 < times.count ? times[k + 1] : tau) - times[k]
        area += length * reading.estimates[level]
        bound += length * reading.standardErrors[level]
      }
      #expect(isClose(mean.estimates[level], area, relative: 1e-13))
      #expect(mean.standardErrors[level] <= bound * (1 + 1e-12))
      #expect(mean.standardErrors[level] > 0.3 * bound)
    }
  }

  @Test func shiftsScalesAndHugePredictorsAlterNothing() throws {
    let sample = CoxSample(seed: 6, rows: 200, grid: 5)
    func read(shift: Double, scale: Double) throws -> StandardisedSurvival {
      func moved(_ design: Design) -> Design {
        Design(
          matrix: .init(
            rowCount: design.rowCount,
            columns: (0..<3).map { j in design.matrix.column(j).map { ($0 + shift) * scale } }),
          columns: design.columns, terms: design.terms, hasIntercept: false)
      }
      let model = try CoxModel.fit(sample.outcomes(), on: moved(sample.design))
      return model.standardisedSurvival(
        levels: 2, times: [0.5, 1], tau: 1.2, design: { moved(levels(sample)($0)) })
    }
    let plain = try read(shift: 0, scale: 1)
    let moved = try read(shift: 1024, scale: 1e6)
    for (a, b) in zip(
      plain.survival + [plain.restrictedMean], moved.survival + [moved.restrictedMean])
    {
      for level in 0..<2 {
        #expect(isClose(a?.estimates[level] ?? .nan, b?.estimates[level] ?? .nan, relative: 1e-9))
        #expect(
          isClose(
            a?.standardErrors[level] ?? .nan, b?.standardErrors[level] ?? .nan, relative: 1e-7))
      }
    }
    let model = try CoxModel.fit(sample.outcomes(), on: sample.design)
    let far = model.standardisedSurvival(levels: 2, times: [1], tau: 1) { level in
      sample.design { _, column, value in column == 0 ? (level == 0 ? -1e12 : 1e12) : value }
    }
    let estimates = try #require(far.survival.first?.estimates)
    #expect(Set(estimates) == [0, 1])
    #expect(far.survival.first?.standardErrors.allSatisfy { $0 < 1e-15 } == true)
  }

  @Test func frequenciesAreRowsWrittenOut() throws {
    let sample = CoxSample(seed: 7, rows: 60, grid: 3)
    let counts = sample.weights.map { $0 * 2 }
    let rows = sample.repeated(counts)
    let one = try CoxModel.fit(
      sample.outcomes(), on: sample.design, weights: counts,
      options: .init(weightKind: .frequency)
    ).standardisedSurvival(levels: 2, times: [0.4, 1], tau: 2, design: levels(sample))
    let other = try CoxModel.fit(rows.outcomes(), on: rows.design)
      .standardisedSurvival(levels: 2, times: [0.4, 1], tau: 2, design: levels(rows))
    for (a, b) in zip(one.survival + [one.restrictedMean], other.survival + [other.restrictedMean])
    {
      for level in 0..<2 {
        #expect(isClose(a?.estimates[level] ?? .nan, b?.estimates[level] ?? .nan, relative: 1e-11))
        #expect(
          isClose(
            a?.standardErrors[level] ?? .nan, b?.standardErrors[level] ?? .nan, relative: 1e-10))
      }
    }
  }

  @Test func nothingIsSaidBeyondFollowUp() throws {
    let sample = CoxSample(seed: 8, rows: 50, grid: 3)
    let model = try CoxModel.fit(
      sample.outcomes(), on: sample.design, strata: sample.strataGrouping)
    let last = model.lastCommonFollowUp
    let found = model.standardisedSurvival(
      levels: 2, times: [last + 1, 0, last], tau: last + 1, design: levels(sample))
    #expect(found.survival[0].estimates.allSatisfy { $0.isNaN })
    #expect(found.survival[1].estimates == [1, 1])
    #expect(found.survival[2].estimates.allSatisfy { $0 > 0 && $0 < 1 })
    #expect(found.restrictedMean?.estimates.allSatisfy { $0.isNaN } == true)
  }
}
