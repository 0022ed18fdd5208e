import Cohorts
import Tables
import Testing

@Suite struct InstrumentsDeclarationTests {
  static func problems(
    _ instrument: String, _ subscale: String?, _ range: ClosedRange<Double>,
    _ better: ScoreScale.Direction = .lower, unit: String? = nil
  ) -> [ScaleProblem] {
    Instrument.problems(
      in: ScoreScale(
        instrument: instrument, subscale: subscale, unit: unit, range: range, better: better))
  }

  @Test func everyScoreOfTheCatalogueIsAccepted() {
    for instrument in Instrument.all {
      for subscale in instrument.subscales {
        for marks in subscale.marks {
          for better in subscale.better.map({ [$0] }) ?? [.lower, .higher] {
            let found = Self.problems(
              instrument.id, subscale.name, marks.range, better, unit: marks.unit)
            #expect(found.isEmpty, "\(instrument.id) \(subscale.name): \(found)")
          }
        }
      }
    }
  }

  @Test func aVersionMustBeSaid() {
    #expect(Self.problems("WOMAC", "pain", 0...20).map(\.code) == [.versionMissing])
  }

  @Test func aBareOxfordScoreIsModernOnlyByItsRange() throws {
    #expect(Self.problems("OHS", nil, 0...48, .higher).isEmpty)
    let old = try #require(Self.problems("OHS", nil, 12...60, .lower).first)
    #expect(old.code == .versionMissing && old.severity == .error)
    #expect(old.help?.contains("OHS-old") == true)
    #expect(
      Self.problems("Oxford Hip Score", nil, 0...100, .higher).map(\.code) == [.versionMissing])
    #expect(Self.problems("OHS-new", nil, 0...100, .higher).map(\.code) == [.rangeNormalized])
    #expect(Self.problems("OHS-old", nil, 12...60, .lower).isEmpty)
  }

  @Test func anOwnInstrumentIsAllowedWithAWarning() throws {
    let own = try #require(Self.problems("Lequesne", nil, 0...24).first)
    #expect(own.severity == .warning && own.code == .instrumentUnknown)
    #expect(!own.message.contains("did you mean"))
    let typo = try #require(Self.problems("HOSS", "pain", 0...100, .higher).first)
    #expect(typo.message.contains("did you mean `HOOS`?"))
  }

  @Test func aBlankNameAndAnImpossibleRangeAreErrors() {
    #expect(Self.problems("  ", nil, 0...10).map(\.code) == [.instrumentMissing])
    #expect(Self.problems("Lequesne", nil, 5...5).map(\.code) == [.rangeImpossible])
    #expect(Self.problems("VAS", "pain", 0...Double.infinity).map(\.code) == [.rangeImpossible])
  }

  @Test func subscalesAreNamed() throws {
    #expect(Self.problems("WOMAC-LK", nil, 0...20).map(\.code) == [.subscaleMissing])
    #expect(Self.problems("HOOS", nil, 0...100, .higher).map(\.code) == [.subscaleMissing])
    let unknown = try #require(Self.problems("HOOS", "pian", 0...100, .higher).first)
    #expect(unknown.code == .subscaleUnknown && unknown.severity == .error)
    #expect(unknown.message.contains("did you mean `pain`?"))
    let assumed = Self.problems("VAS", nil, 0...100, unit: "mm")
    #expect(assumed.map(\.code) == [.subscaleAssumed])
    #expect(assumed.map(\.severity) == [.warning])
  }

  @Test func theRangeIsThatOfTheVersion() throws {
    let other = try #require(Self.problems("WOMAC-LK", "pain", 0...50).first)
    #expect(other.code == .rangeMismatch && other.severity == .error && other.key == .range)
    #expect(other.message == "WOMAC-LK pain runs 0–20, not 0–50")
    #expect(other.help?.contains("WOMAC-NRS") == true)
    let share = Self.problems("WOMAC-LK", "pain", 0...100)
    #expect(share.map(\.code) == [.rangeNormalized])
    #expect(share.map(\.severity) == [.warning])
    #expect(Self.problems("HOOS", "pain", 0...10, .higher).map(\.code) == [.rangeMismatch])
  }

  @Test func anInvertedScaleIsAnError() throws {
    let found = try #require(Self.problems("WOMAC-LK", "function", 0...68, .higher).first)
    #expect(found.code == .inverted && found.severity == .error && found.key == .better)
    #expect(found.message.contains("inverted scale"))
    #expect(found.help?.contains("68 − score") == true)
    let both = Self.problems("WOMAC-NRS", "pain", 0...100, .higher)
    #expect(both.map(\.code) == [.rangeNormalized, .inverted])
    #expect(Self.problems("HOOS", "adl", 0...100, .lower).map(\.code) == [.inverted])
    #expect(Self.problems("HOOS-PS", nil, 0...100, .lower).isEmpty)
    #expect(Self.problems("HOOS-PS", nil, 0...100, .higher).isEmpty)
    let old = try #require(Self.problems("OHS-old", nil, 12...60, .higher).first)
    #expect(old.help?.contains("72 − score") == true)
  }

  @Test func marksNeedTheirUnit() {
    #expect(Self.problems("VAS", "pain", 0...10, unit: "mm").map(\.code) == [.unitMismatch])
    #expect(Self.problems("VAS", "pain", 0...100, unit: "cm").map(\.code) == [.unitMismatch])
    #expect(Self.problems("VAS", "pain", 0...10, unit: "CM").isEmpty)
    #expect(Self.problems("VAS", "pain", 0...100, unit: "inch").map(\.code) == [.unitMismatch])
    #expect(Self.problems("VAS", "pain", 0...100, unit: "%").map(\.code) == [.unitMismatch])
    #expect(Self.problems("NRS", "pain", 0...10, unit: "points").isEmpty)
    #expect(Self.problems("VAS", "pain", 0...50, unit: "mm").map(\.code) == [.rangeMismatch])
    let none = Self.problems("VAS", "pain", 0...10)
    #expect(none.map(\.code) == [.unitMissing])
    #expect(none.map(\.severity) == [.warning])
    #expect(Self.problems("VAS", "pain", 0...20).map(\.code) == [.rangeMismatch])
    #expect(Self.problems("global", nil, 0...10).isEmpty)
    #expect(Self.problems("global", nil, 0...100, unit: "mm").isEmpty)
  }

  @Test func versionsAreNotPooledRaw() {
    func scale(_ id: String, _ top: Double) -> ScoreScale {
      ScoreScale(instrument: id, subscale: "pain", range: 0...top, better: .lower)
    }
    #expect(
      Instrument.problems(ofPooling: [scale("WOMAC-LK", 20), scale("womac lk", 20)]).isEmpty)
    #expect(Instrument.problems(ofPooling: []).isEmpty)
    let raw = Instrument.problems(ofPooling: [scale("WOMAC-LK", 20), scale("WOMAC-NRS", 50)])
    #expect(raw.map(\.code) == [.mixedVersions])
    #expect(raw.map(\.severity) == [.error])
    let shares = Instrument.problems(ofPooling: [scale("WOMAC-LK", 100), scale("WOMAC-NRS", 100)])
    #expect(shares.map(\.code) == [.mixedNormalized])
    #expect(shares.map(\.severity) == [.warning])
    let halfRaw = Instrument.problems(ofPooling: [scale("WOMAC-LK", 100), scale("WOMAC-LK", 20)])
    #expect(halfRaw.map(\.code) == [.mixedVersions])
  }
}
