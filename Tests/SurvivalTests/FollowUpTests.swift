import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct FollowUpTests {
  /// Censored at 2, 4 and 6, dead at 4: those who die at 4 still are at risk of being censored.
  @Test func byHand() throws {
    let curve = try KaplanMeier.fit(outcomes([2, 4, 4, 6], [0, 1, 0, 0]))[0]
    #expect(curve.reversed.times == [2, 4, 6])
    #expect(curve.reversed.survival == [0.75, 0.5, 0])
    // Flat at one half from 4 to 6.
    #expect(curve.followUp.time == 5)
  }

  @Test func robustFollowUpExchangesTheRoles() throws {
    let data = try KaplanMeierCase("weighted")
    let weights = try #require(data.weights)
    let curves = try KaplanMeier.fit(data.outcomes, groups: data.groups, weights: weights)
    let exchanged = try KaplanMeier.fit(
      SurvivalOutcomes(time: data.outcomes.time, isEvent: data.outcomes.isEvent.map { !$0 }),
      groups: data.groups, weights: weights)
    for (curve, other) in zip(curves, exchanged) {
      #expect(curve.variance == .robust)
      expectSame(curve.followUp, other.median)
      expectSame(curve.median, other.followUp)
    }
  }

  @Test func clusteredFollowUpExchangesTheRoles() throws {
    let data = try KaplanMeierCase("clustered-truncated")
    let entry = try #require(data.outcomes.entry)
    let curves = try KaplanMeier.fit(
      data.outcomes, groups: data.groups, weights: data.weights, clusters: data.clusters)
    let exchanged = try KaplanMeier.fit(
      SurvivalOutcomes(
        entry: entry, time: data.outcomes.time, isEvent: data.outcomes.isEvent.map { !$0 }),
      groups: data.groups, weights: data.weights, clusters: data.clusters)
    for (curve, other) in zip(curves, exchanged) { expectSame(curve.followUp, other.median) }
  }

  private func expectSame(_ a: SurvivalQuantile, _ b: SurvivalQuantile) {
    #expect(isClose(a.time, b.time, relative: 0))
    #expect(isClose(a.interval.lower, b.interval.lower, relative: 0))
    #expect(isClose(a.interval.upper, b.interval.upper, relative: 0))
  }
}
