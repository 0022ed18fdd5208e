import Glibc
import Outcomes
import ReferenceTables
import Statistics
import Testing

import Survival

/// The laws behind simultaneous bands, against published values, each other and chance.
@Suite struct BandTests {
  private func critical(_ level: Double, _ probability: (Double) -> Double) -> Double {
    BridgeBoundary.root(level, above: 1e-3, of: probability)
  }

  @Test func hallWellnerOfTheWholeBridgeIsKolmogorov() {
    for k in [0.4, 0.8, 1.2238, 1.3581, 1.6276] {
      var series = 1.0
      for j in 1...40 {
        series += (j % 2 == 0 ? 2 : -2) * Glibc.exp(-2 * Double(j * j) * k * k)
      }
      #expect(isClose(BridgeBoundary.hallWellner(k, from: 0, to: 1), series, relative: 1e-12))
      #expect(
        isClose(BridgeBoundary.hallWellner(k, from: 1e-9, to: 1 - 1e-9), series, absolute: 1e-6))
    }
  }

  /// Klein and Moeschberger (2003), section 4.4: 1.3211 for a from 0.1 to 0.6 at 95 %; Table C.4.
  @Test func hallWellnerIsThePublishedValue() {
    let k = critical(0.95) { BridgeBoundary.hallWellner($0, from: 0.1, to: 0.6) }
    #expect(isClose(k, 1.3211, absolute: 5e-5))
  }

  /// The published 2.8826 for the same range is the root of a tail approximation, a little low.
  @Test func equalPrecisionIsNearThePublishedApproximation() {
    let length = 0.5 * Glibc.log(0.6 * 0.9 / (0.1 * 0.4))
    let c = critical(0.95) { BridgeBoundary.equalPrecision($0, length: length) }
    #expect(isClose(c, 2.8826, absolute: 0.005))
    #expect(isClose(c, 2.887283936888711, relative: 1e-8))
  }

  @Test func rangesOfNoLengthAreOneTime() {
    #expect(isClose(BridgeBoundary.equalPrecision(1.96, length: 0), 0.950004209703559))
    #expect(
      isClose(BridgeBoundary.hallWellner(0.98, from: 0.5, to: 0.5), 0.950004209703559))
    // Short ranges come near to it, from below.
    let short = BridgeBoundary.equalPrecision(1.96, length: 1e-3)
    #expect(short < 0.95 && short > 0.93)
    let near = BridgeBoundary.hallWellner(0.98, from: 0.5, to: 0.5005)
    #expect(near < 0.95 && near > 0.93)
  }

  @Test func probabilitiesFallWithTheRangeAndRiseWithTheBand() {
    var last = 1.0
    for end in [0.2, 0.3, 0.5, 0.8, 0.95, 0.999] {
      let probability = BridgeBoundary.hallWellner(1, from: 0.1, to: end)
      #expect(probability < last)
      last = probability
    }
    last = 1
    for length in [0.01, 0.1, 0.5, 1, 3, 8] {
      let probability = BridgeBoundary.equalPrecision(2.5, length: length)
      #expect(probability < last)
      last = probability
    }
  }

  @Test func aBandIsWiderThanTheInterval() throws {
    let rows = RestrictedMeanTests.Rows(120, seed: 3)
    let curve = try KaplanMeier.fit(
      SurvivalOutcomes(time: rows.time, isEvent: rows.isEvent),
      options: .init(interval: .logLog))[0]
    for method in ConfidenceBand.Method.allCases {
      let band = try #require(curve.band(method, within: 2...6))
      for index in curve.times.indices {
        guard let limits = band.limits(curve, index: index) else {
          #expect(!(2...6).contains(curve.times[index]))
          continue
        }
        let pointwise = curve.confidenceInterval(index: index)
        #expect(limits.lower <= pointwise.lower && limits.upper >= pointwise.upper)
      }
    }
  }

  @Test func thereIsNoBandWithoutEventsOrIndependence() throws {
    let censored = try SurvivalOutcomes(time: [1, 2, 3], isEvent: [false, false, false])
    #expect(try KaplanMeier.fit(censored)[0].band(.hallWellner) == nil)
    let all = try SurvivalOutcomes(time: [1, 1], isEvent: [true, true])
    #expect(try KaplanMeier.fit(all)[0].band(.equalPrecision) == nil)
    let few = try SurvivalOutcomes(time: [1, 2, 3], isEvent: [true, false, true])
    let robust = try KaplanMeier.fit(few, options: .init(variance: .robust))[0]
    #expect(robust.band(.hallWellner) == nil)
    let one = try #require(try KaplanMeier.fit(few)[0].band(.equalPrecision))
    // One event time: the band is the pointwise interval there.
    #expect(isClose(one.criticalValue, 1.959963984540054, relative: 1e-9))
  }
}
