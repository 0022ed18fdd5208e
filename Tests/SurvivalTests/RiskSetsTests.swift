import Outcomes
import Statistics
import Survival
import Testing

struct RiskSetsTests {
  @Test func tiesEventsBeforeCensorings() throws {
    let outcomes = try SurvivalOutcomes(
      time: [6, 1, 9, 1, 6, 8], isEvent: [false, true, true, false, true, false])
    let risk = RiskSets(outcomes)
    #expect(risk.order == [1, 3, 4, 0, 5, 2])
    #expect(risk.times == [1, 6, 8, 9])
    #expect(risk.eventCounts == [1, 1, 0, 1])
    #expect(risk.tieGroups(ofStratum: 0) == 0..<4)
    #expect(risk.events(inGroup: 1) == 2..<3)
    #expect(risk.censorings(inGroup: 1) == 3..<4)
    #expect(risk.entryOrder == nil)
  }

  @Test func separatesStrataAndAllowsEmptyOnes() throws {
    let outcomes = try SurvivalOutcomes(time: [3, 3, 1], isEvent: [true, true, true])
    let risk = RiskSets(outcomes, strata: Grouping(codes: [2, 0, 2], count: 4))
    #expect(risk.order == [1, 2, 0])
    #expect((0..<4).map { risk.positions(ofStratum: $0) } == [0..<1, 1..<1, 1..<3, 3..<3])
    #expect((0..<4).map { risk.tieGroups(ofStratum: $0) } == [0..<1, 1..<1, 1..<3, 3..<3])
    #expect(risk.times == [3, 1, 3])
  }

  /// The counting-process data of Therneau and Grambsch: at risk 2, 3, 5, 4, 4, 5, 2, 1 at the
  /// event times 2, 3, 6, 7, 8, 9 and the censoring times 14, 17.
  @Test func countsRowsAtRiskWithDelayedEntry() throws {
    let outcomes = try SurvivalOutcomes(
      entry: [1, 2, 5, 2, 1, 7, 3, 4, 8, 8], time: [2, 3, 6, 7, 8, 9, 9, 9, 14, 17],
      isEvent: [true, true, true, true, true, true, true, false, false, false])
    let risk = RiskSets(outcomes)
    var cursor = try #require(RiskSets.EntryCursor(risk, outcomes, stratum: 0))
    var entered = 0
    let atRisk = risk.tieGroups(ofStratum: 0).map { group in
      while cursor.nextRow(enteredBefore: risk.times[group]) != nil { entered += 1 }
      return entered - risk.positions(inGroup: group).lowerBound
    }
    #expect(atRisk == [2, 3, 5, 4, 4, 5, 2, 1])
  }
}
