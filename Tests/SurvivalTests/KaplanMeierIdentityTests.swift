import Foundation
import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// What must hold whatever the data: symmetries, and the corners.
@Suite struct KaplanMeierIdentityTests {
  @Test(arguments: ["lung", "truncated"])
  func weightsAreReplications(_ name: String) throws {
    let data = try KaplanMeierCase(name)
    let weights = data.outcomes.time.indices.map { Double($0 * 7 % 4) }
    let rows = weights.indices.flatMap { [Int](repeating: $0, count: Int(weights[$0])) }
    let time = rows.map { data.outcomes.time[$0] }
    let isEvent = rows.map { data.outcomes.isEvent[$0] }
    let replicated =
      try data.outcomes.entry.map { entry in
        try SurvivalOutcomes(entry: rows.map { entry[$0] }, time: time, isEvent: isEvent)
      } ?? SurvivalOutcomes(time: time, isEvent: isEvent)
    let weighted = try KaplanMeier.fit(data.outcomes, weights: weights)[0]
    let plain = try KaplanMeier.fit(replicated)[0]
    #expect(weighted.variance == .greenwood)
    for slot in plain.times.indices {
      let other = try #require(weighted.times.firstIndex(of: plain.times[slot]))
      #expect(weighted.atRisk[other] == plain.atRisk[slot])
      #expect(weighted.events[other] == plain.events[slot])
      #expect(weighted.survival[other] == plain.survival[slot])
      #expect(weighted.logVariance[other] == plain.logVariance[slot])
    }
  }

  @Test func rowOrderIsIrrelevant() throws {
    let data = try KaplanMeierCase("clustered-truncated")
    let weights = try #require(data.weights)
    let clusters = try #require(data.clusters)
    let entry = try #require(data.outcomes.entry)
    let shuffled = weights.indices.map { ($0 * 77 + 13) % weights.count }
    #expect(Set(shuffled).count == weights.count)
    let original = try KaplanMeier.fit(
      data.outcomes, groups: data.groups, weights: weights, clusters: clusters)
    let moved = try KaplanMeier.fit(
      SurvivalOutcomes(
        entry: shuffled.map { entry[$0] }, time: shuffled.map { data.outcomes.time[$0] },
        isEvent: shuffled.map { data.outcomes.isEvent[$0] }),
      groups: Grouping(codes: shuffled.map { data.groups.codes[$0] }, count: data.groups.count),
      weights: shuffled.map { weights[$0] },
      clusters: Grouping(codes: shuffled.map { clusters.codes[$0] }, count: clusters.count))
    for (a, b) in zip(original, moved) {
      #expect(a.times == b.times)
      for slot in a.times.indices {
        #expect(isClose(a.survival[slot], b.survival[slot], relative: 1e-12))
        #expect(isClose(a.standardErrors[slot], b.standardErrors[slot], relative: 1e-10))
      }
    }
  }

  @Test func theUnitOfTimeOnlyScales() throws {
    let data = try KaplanMeierCase("lung")
    let days = try KaplanMeier.fit(data.outcomes)[0]
    let doubled = try KaplanMeier.fit(
      SurvivalOutcomes(time: data.outcomes.time.map { $0 / 512 }, isEvent: data.outcomes.isEvent)
    )[0]
    #expect(doubled.survival == days.survival)
    #expect(doubled.logVariance == days.logVariance)
    #expect(doubled.median.time == days.median.time / 512)
    #expect(doubled.median.interval.upper == days.median.interval.upper / 512)
  }

  @Test func groupsAreFittedApart() throws {
    let data = try KaplanMeierCase("veteran")
    let together = try KaplanMeier.fit(data.outcomes, groups: data.groups)
    for group in together.indices {
      let rows = data.outcomes.time.indices.filter { data.groups.codes[$0] == group }
      let alone = try KaplanMeier.fit(
        SurvivalOutcomes(
          time: rows.map { data.outcomes.time[$0] }, isEvent: rows.map { data.outcomes.isEvent[$0] }
        )
      )[0]
      #expect(alone == together[group])
    }
  }

  @Test func allCensored() throws {
    let curve = try KaplanMeier.fit(outcomes([3, 1, 2], [0, 0, 0]))[0]
    #expect(curve.survival == [1, 1, 1])
    #expect(curve.standardErrors == [0, 0, 0])
    #expect(curve.median.time.isNaN)
    #expect(curve.median.interval.lower.isNaN && curve.median.interval.upper.isNaN)
    #expect(curve.diagnostics.map(\.code) == [.groupWithoutEvents])
    for interval in SurvivalInterval.allCases {
      let curve = try KaplanMeier.fit(
        outcomes([3, 1, 2], [0, 0, 0]), options: .init(interval: interval))[0]
      #expect(curve.confidenceIntervals.allSatisfy { $0.lower == 1 && $0.upper == 1 })
    }
  }

  @Test func oneSubject() throws {
    let dead = try KaplanMeier.fit(outcomes([4], [1]))[0]
    #expect(dead.survival == [0])
    #expect(dead.standardErrors[0].isNaN)
    #expect(dead.confidenceIntervals[0].lower.isNaN)
    #expect(dead.median.time == 4)
    #expect(dead.followUp.time.isNaN)
    let alive = try KaplanMeier.fit(outcomes([4], [0]))[0]
    #expect(alive.survival == [1])
    #expect(alive.followUp.time == 4)
    let robust = try KaplanMeier.fit(
      outcomes([4], [1]), options: .init(interval: .plain, variance: .robust))[0]
    #expect(robust.standardErrors == [0])
    #expect(robust.confidenceIntervals[0].lower == 0 && robust.confidenceIntervals[0].upper == 0)
  }

  @Test func emptyGroup() throws {
    let curves = try KaplanMeier.fit(
      outcomes([1, 2], [1, 0]), groups: Grouping(codes: [0, 2], count: 3))
    #expect(curves.count == 3)
    #expect(curves[1].times.isEmpty)
    #expect(curves[1].survival(at: 1).isNaN)
    #expect(curves[1].median.time.isNaN)
    #expect(curves[1].landmarks(at: [0, 1]).allSatisfy { $0.state == .beyondFollowUp })
  }

  @Test func eventsAtTimeZeroCount() throws {
    let curve = try KaplanMeier.fit(outcomes([0, 0, 1, 2], [1, 0, 1, 0]))[0]
    #expect(curve.times == [0, 1, 2])
    #expect(curve.survival == [0.75, 0.375, 0.375])
    #expect(curve.survival(at: -1) == 1)
    #expect(curve.survival(at: 0) == 0.75)
  }

  @Test func landmarksKnowTheEndOfFollowUp() throws {
    let censoredLast = try KaplanMeier.fit(outcomes([1, 2, 3], [1, 0, 0]))[0]
    let diedLast = try KaplanMeier.fit(outcomes([1, 2, 3], [1, 0, 1]))[0]
    #expect(
      censoredLast.landmarks(at: [0, 3, 4]).map(\.state) == [
        .observed, .observed, .beyondFollowUp,
      ])
    #expect(censoredLast.survival(at: 4).isNaN)
    #expect(
      diedLast.landmarks(at: [2.5, 3, 4]).map(\.state) == [.observed, .exhausted, .exhausted])
    #expect(diedLast.survival(at: 4) == 0)
    let landmarks = diedLast.landmarks(at: [2.5, .nan, 1, 9])
    #expect(landmarks.map(\.time) == [1, 2.5, 9])
    #expect(landmarks.map(\.atRisk) == [3, 1, 0])
    #expect(landmarks.map(\.events) == [1, 0, 1])
    #expect(landmarks.map(\.censored) == [0, 1, 0])
  }

  @Test func aMillionTimesAtOnce() throws {
    let count = 1_000_000
    let curve = try KaplanMeier.fit(
      SurvivalOutcomes(
        time: [Double](repeating: 7, count: count), isEvent: (0..<count).map { $0 % 4 == 0 }))[0]
    #expect(curve.times == [7])
    #expect(curve.survival == [0.75])
    #expect(curve.atRisk == [1_000_000] && curve.censored == [750_000])
    #expect(isClose(curve.standardErrors[0], (0.75 * 0.25 / 1e6).squareRoot()))
  }

  @Test func badInputIsRefused() throws {
    let data = try outcomes([1, 2], [1, 0])
    #expect(throws: FitError.noObservations) { try KaplanMeier.fit(outcomes([], [])) }
    #expect(throws: FitError.invalidWeight(row: 1, value: -1)) {
      try KaplanMeier.fit(data, weights: [1, -1])
    }
    #expect(throws: FitError.self) { try KaplanMeier.fit(data, weights: [1, .nan]) }
    for level in [0, 1, -0.5, .nan] {
      #expect(throws: FitError.self) { try KaplanMeier.fit(data, options: .init(level: level)) }
    }
  }

  @Test func weightsOfZeroAreNobody() throws {
    let curve = try KaplanMeier.fit(outcomes([1, 2, 3], [1, 1, 1]), weights: [0, 1, 1])[0]
    #expect(curve.survival == [1, 0.5, 0])
    let nobody = try KaplanMeier.fit(outcomes([1, 2], [1, 1]), weights: [0, 0])[0]
    #expect(nobody.survival == [1, 1])
  }

  @Test func fractionalWeightsUnderGreenwoodAreNoted() throws {
    let data = try outcomes([1, 2, 3], [1, 1, 0])
    let asked = try KaplanMeier.fit(
      data, weights: [1, 0.5, 1], options: .init(variance: .greenwood))[0]
    #expect(asked.diagnostics.map(\.code) == [.nonInteger])
    let automatic = try KaplanMeier.fit(data, weights: [1, 0.5, 1])[0]
    #expect(automatic.variance == .robust && automatic.diagnostics.isEmpty)
  }

  @Test func optionsTravelAsData() throws {
    let options = KaplanMeier.Options(interval: .logLog, level: 0.9, variance: .robust)
    let text = try JSONEncoder().encode(options)
    #expect(String(decoding: text, as: UTF8.self).contains("log-log"))
    #expect(try JSONDecoder().decode(KaplanMeier.Options.self, from: text) == options)
  }
}
