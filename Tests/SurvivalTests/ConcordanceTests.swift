import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

/// Pair counts worked by hand; scores are minus the marker where a high marker means a long life.
struct ConcordanceTests {
  private func concordance(
    _ time: [Double], _ event: [Int], marker: [Double], weights: [Double]? = nil
  ) throws -> Concordance {
    let outcomes = try SurvivalOutcomes(time: time, isEvent: event.map { $0 == 1 })
    let windows = EventWindows(RiskSets(outcomes), outcomes)
    return Concordance(
      windows, scores: windows.rows.map { -marker[Int($0)] },
      weights: weights.map { weights in windows.rows.map { weights[Int($0)] } })
  }

  private func counts(_ c: Concordance) -> [Double] {
    [c.concordant, c.discordant, c.tiedScore, c.tiedTime, c.tiedBoth]
  }

  static let time: [Double] = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
  static let event = [1, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0]
  static let marker: [Double] = [1, 6, 2, 7, 3, 7, 3, 8, 4, 4, 5]

  @Test func leukaemiaMaintained() throws {
    let result = try concordance(Self.time, Self.event, marker: Self.marker)
    #expect(counts(result) == [24, 14, 2, 0, 0])
    #expect(isClose(result.estimate, 0.625))
    #expect(isClose(result.standardError * result.standardError, 0.0166015625))
  }

  @Test func leukaemiaWeighted() throws {
    let result = try concordance(
      Self.time, Self.event, marker: Self.marker, weights: [1, 2, 3, 2, 1, 2, 3, 4, 3, 2, 1])
    #expect(counts(result) == [91, 70, 7, 0, 0])
    #expect(isClose(result.estimate, 0.5625))
    #expect(isClose(result.standardError * result.standardError, 0.01157370500283447))
  }

  @Test func heavyTies() throws {
    let result = try concordance(
      [1, 2, 2, 2, 3, 4, 4, 4, 5, 2], [1, 0, 1, 0, 1, 0, 1, 1, 0, 1],
      marker: [5, 5, 4, 4, 3, 3, 7, 6, 5, 4])
    #expect(counts(result) == [13, 13, 5, 1, 1])
    #expect(
      isClose(result.standardError * result.standardError, 0.0130072840790843, relative: 1e-12))
  }

  @Test func noPairGivesNoNumber() throws {
    let result = try concordance([1, 1], [1, 1], marker: [1, 2])
    #expect(counts(result) == [0, 0, 0, 1, 0])
    #expect(result.estimate.isNaN)
    #expect(result.standardError.isNaN)
  }
}
