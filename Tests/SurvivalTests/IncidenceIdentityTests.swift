import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// What must hold of cumulative incidence whatever the data.
@Suite struct IncidenceIdentityTests {
  static let seeds: [UInt64] = [1, 2, 3, 4, 5, 6]

  @Test(arguments: seeds, [false, true])
  func probabilitiesAddUpToOne(_ seed: UInt64, _ entersLate: Bool) throws {
    let sample = IncidenceSample(seed: seed, count: 60, entersLate: entersLate)
    let curves = try sample.curves(weights: sample.weights, .automatic, horizon: 2)
    for slot in curves.times.indices {
      let sum = curves.states.reduce(0) { $0 + $1.probability[slot] }
      #expect(abs(sum - 1) < 1e-12, "seed \(seed)")
      let hazard = curves.states.dropFirst().reduce(0) { $0 + $1.hazard[slot] }
      #expect(isClose(hazard, curves.states[0].hazard[slot], relative: 1e-12))
    }
    let lost = try #require(curves.meanTimes).reduce(0) { $0 + $1.value }
    #expect(isClose(lost, 2, relative: 1e-12))
  }

  @Test(arguments: seeds, [false, true])
  func aSingleCauseIsKaplanMeier(_ seed: UInt64, _ entersLate: Bool) throws {
    var sample = IncidenceSample(seed: seed, count: 40, entersLate: entersLate)
    sample.causes = sample.causes.map { min(1, $0) }
    let curve = try KaplanMeier.fit(sample.outcomes())[0]
    let curves = try AalenJohansen.fit(
      sample.outcomes(), causes: sample.causes, causeCount: 1,
      options: .init(variance: .delta))[0]
    for slot in curve.times.indices {
      #expect(curves.states[0].probability[slot] == curve.survival[slot])
      #expect(abs(curves.states[1].probability[slot] - (1 - curve.survival[slot])) < 1e-14)
      guard curve.survival[slot] > 0 else { continue }
      for cause in 0...1 {
        #expect(
          isClose(curves.standardError(cause, index: slot), curve.standardError(index: slot)))
      }
    }
  }

  @Test(arguments: seeds)
  func deltaIsTheJackknifeOfPlainRows(_ seed: UInt64) throws {
    let sample = IncidenceSample(seed: seed, count: 50)
    let delta = try sample.curves(.delta, horizon: 4)
    let jackknife = try sample.curves(.jackknife, horizon: 4)
    for cause in 0...3 {
      for slot in delta.times.indices {
        #expect(
          isClose(
            delta.states[cause].variance[slot], jackknife.states[cause].variance[slot],
            absolute: 1e-17))
        #expect(
          isClose(
            delta.states[cause].hazardVariance[slot],
            jackknife.states[cause].hazardVariance[slot], absolute: 1e-17))
      }
      #expect(
        isClose(
          try #require(delta.meanTimes)[cause].variance,
          try #require(jackknife.meanTimes)[cause].variance))
    }
  }

  /// Against derivatives by central differences of the weights, cluster by cluster.
  @Test(arguments: [UInt64(11), 12, 13], [false, true])
  func theJackknifeIsTheSumOfSquaredDerivatives(_ seed: UInt64, _ entersLate: Bool) throws {
    let sample = IncidenceSample(seed: seed, count: 24, entersLate: entersLate)
    let weights = sample.weights.map { $0 + 0.5 }
    let step = 1e-5
    func estimates(_ weights: [Double]) throws -> [[Double]] {
      let curves = try sample.curves(weights: weights, .delta, horizon: 4)
      return try curves.states.map { $0.probability } + curves.states.map { $0.hazard }
        + [#require(curves.meanTimes).map(\.value)]
    }
    let clusters = sample.clustering
    var squares: [[Double]] = []
    for cluster in 0..<clusters.count {
      func moved(_ sign: Double) -> [Double] {
        weights.indices.map {
          weights[$0] * (clusters.codes[$0] == cluster ? 1 + sign * step : 1)
        }
      }
      let (up, down) = (try estimates(moved(1)), try estimates(moved(-1)))
      if squares.isEmpty { squares = up.map { $0.map { _ in 0 } } }
      for i in up.indices {
        for j in up[i].indices {
          let slope = (up[i][j] - down[i][j]) / (2 * step)
          squares[i][j] += slope * slope
        }
      }
    }
    let curves = try sample.curves(
      weights: weights, clusters: clusters, .jackknife, horizon: 4)
    let found =
      try curves.states.map { $0.variance } + curves.states.map { $0.hazardVariance }
      + [#require(curves.meanTimes).map(\.variance)]
    for i in found.indices {
      for j in found[i].indices {
        #expect(isClose(found[i][j], squares[i][j], relative: 1e-6, absolute: 1e-13))
      }
    }
  }

  @Test(arguments: seeds, [AalenJohansen.Variance.delta, .aalen])
  func weightsAreReplications(_ seed: UInt64, _ variance: AalenJohansen.Variance) throws {
    let sample = IncidenceSample(seed: seed, count: 40)
    let weights = sample.time.indices.map { Double(($0 * 7) % 4) }
    let written = sample.rows(
      weights.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) })
    let weighted = try sample.curves(weights: weights, variance, horizon: 3)
    let plain = try written.curves(variance, horizon: 3)
    for (slot, time) in plain.times.enumerated() {
      let other = try #require(weighted.times.firstIndex(of: time))
      for cause in 0...3 {
        #expect(
          isClose(
            weighted.states[cause].probability[other], plain.states[cause].probability[slot],
            relative: 1e-13))
        #expect(
          isClose(
            weighted.states[cause].variance[other], plain.states[cause].variance[slot],
            relative: 1e-12))
      }
    }
    for cause in 0...3 {
      #expect(
        isClose(
          try #require(weighted.meanTimes)[cause].variance,
          try #require(plain.meanTimes)[cause].variance, relative: 1e-12))
    }
    func tests(_ sample: IncidenceSample, _ weights: [Double]?) throws -> IncidenceComparison {
      try IncidenceComparison.fit(
        sample.outcomes(), causes: sample.causes, causeCount: 3, groups: sample.grouping,
        weights: weights, options: .init(rho: 0.5))
    }
    for (a, b) in zip(try tests(sample, weights).causes, try tests(written, nil).causes) {
      #expect(isClose(try #require(a.gray).test.statistic, try #require(b.gray).test.statistic))
      #expect(isClose(a.causeSpecific.test.statistic, b.causeSpecific.test.statistic))
    }
  }

  @Test(arguments: seeds)
  func splittingIntervalsChangesNothing(_ seed: UInt64) throws {
    let sample = IncidenceSample(seed: seed, count: 30, entersLate: true)
    var split = sample
    var clusters: [Int32] = []
    (split.entry, split.time, split.causes, split.weights, split.groups) = ([], [], [], [], [])
    for row in sample.time.indices {
      let entry = try #require(sample.entry)[row]
      let middle = (entry + sample.time[row]) / 2
      split.entry? += [entry, middle]
      split.time += [middle, sample.time[row]]
      split.causes += [0, sample.causes[row]]
      split.weights += [sample.weights[row], sample.weights[row]]
      split.groups += [0, 0]
      clusters += [Int32(row), Int32(row)]
    }
    let whole = try sample.curves(weights: sample.weights, .jackknife, horizon: 4)
    let parts = try split.curves(
      weights: split.weights, clusters: Grouping(codes: clusters, count: 30), .jackknife,
      horizon: 4)
    for (slot, time) in whole.times.enumerated() {
      let other = try #require(parts.times.firstIndex(of: time))
      for cause in 0...3 {
        #expect(
          isClose(
            parts.states[cause].probability[other], whole.states[cause].probability[slot],
            relative: 1e-12, absolute: 1e-15))
        #expect(
          isClose(
            parts.states[cause].variance[other], whole.states[cause].variance[slot],
            relative: 1e-10, absolute: 1e-16))
      }
    }
    for cause in 0...3 {
      #expect(
        isClose(
          try #require(parts.meanTimes)[cause].variance,
          try #require(whole.meanTimes)[cause].variance))
    }
  }

  @Test(arguments: seeds)
  func theOrderOfGroupsIsIrrelevant(_ seed: UInt64) throws {
    let sample = IncidenceSample(seed: seed, count: 60)
    func tests(_ groups: [Int32]) throws -> [Double] {
      try IncidenceComparison.fit(
        sample.outcomes(), causes: sample.causes, causeCount: 3,
        groups: Grouping(codes: groups, count: 3)
      ).causes.map { try #require($0.gray).test.statistic }
    }
    let moved = try tests(sample.groups.map { ($0 + 1) % 3 })
    for (a, b) in zip(try tests(sample.groups), moved) { #expect(isClose(a, b)) }
  }
}
