import Cohorts
import Testing

@Suite struct InstrumentsImprovementTests {
  static let hoos = ScoreScale(
    instrument: "HOOS", subscale: "pain", range: 0...100, better: .higher)
  static let womac = ScoreScale(
    instrument: "WOMAC-LK", subscale: "pain", range: 0...20, better: .lower)

  @Test func scoresAreNormalizedWithoutTurningThemRound() {
    #expect(Self.womac.normalized(5) == 25)
    let oxford = ScoreScale(instrument: "OHS", subscale: nil, range: 0...48, better: .higher)
    #expect(oxford.normalized(36) == 75)
    let old = ScoreScale(instrument: "OHS-old", subscale: nil, range: 12...60, better: .lower)
    #expect(old.normalized(24) == 25)
    #expect(Self.womac.normalizedScale.range == 0...100)
    #expect(Self.womac.normalizedScale.better == .lower)
    #expect(oxford.normalizedScale.better == .higher)
  }

  @Test func improvementIsAShareOfTheDeficit() {
    #expect(Self.womac.improvementPercent(from: 10, to: 7) == 30)
    #expect(Self.womac.improvementPercent(from: 10, to: 12) == -20)
    #expect(Self.hoos.improvementPercent(from: 40, to: 70) == 50)
    #expect(Self.womac.improvementPercent(from: 0, to: 3) == nil)
    #expect(Self.hoos.improvementPercent(from: 100, to: 80) == nil)
    #expect(Self.womac.improvementPercent(from: .nan, to: 3) == nil)
    #expect(Self.womac.improvementPercent(from: 3, to: .nan) == nil)
  }

  /// 100 · (S − S₀) / (100 − S₀) is the deficit form; dividing by S₀ is not.
  @Test func hoosImprovementEqualsTheDeficitForm() throws {
    for start in stride(from: 0.0, to: 100, by: 7.5) {
      for end in stride(from: 0.0, through: 100, by: 12.5) {
        let improvement = try #require(Self.hoos.improvementPercent(from: start, to: end))
        #expect(abs(improvement - 100 * (end - start) / (100 - start)) < 1e-12)
        let before = Self.hoos.deficit(of: start)
        #expect(improvement == 100 * (before - Self.hoos.deficit(of: end)) / before)
      }
    }
  }
}
