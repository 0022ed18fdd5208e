import Cohorts
import Testing

@Suite struct InstrumentsThresholdTests {
  @Test func theTableIsWhole() {
    let all = PublishedThreshold.all
    #expect(all.count == 50)
    #expect(all.count(where: { !$0.isVerified }) == 13)
    #expect(all.count(where: { $0.kind == .mcii }) == 20)
    #expect(all.count(where: { $0.kind == .pass }) == 14)
    #expect(all.count(where: { $0.kind == .band }) == 10)
    #expect(all.count(where: { $0.joint == .knee }) == 5)
    #expect(Set(all).count == all.count)
  }

  @Test func everyThresholdSaysItsSettingAndSource() {
    for threshold in PublishedThreshold.all {
      #expect(!threshold.setting.isEmpty && !threshold.citation.isEmpty)
      #expect(!threshold.treatment.isEmpty)
      #expect(threshold.description.contains(threshold.setting))
      #expect(threshold.description.contains(threshold.citation))
      #expect(threshold.description.contains("not verified") == !threshold.isVerified)
      #expect(threshold.unit == .points || threshold.range == nil)
      #expect(threshold.upTo.map { $0 > threshold.value } ?? true)
      if let range = threshold.range { #expect(range.contains(threshold.value)) }
    }
  }

  /// A name without a version is kept only where the source does not say it.
  @Test func instrumentsAreThoseOfTheCatalogue() {
    let unnamed = PublishedThreshold.all.filter { Instrument.named($0.instrument) == nil }
    #expect(Set(unnamed.map(\.instrument)) == ["WOMAC", "global rating of change"])
    for threshold in PublishedThreshold.all {
      guard let instrument = Instrument.named(threshold.instrument) else { continue }
      guard let subscale = threshold.subscale else { continue }
      #expect(instrument.subscale(named: subscale) != nil, "\(threshold.description)")
    }
  }

  /// Tubach 2005: hip pain −15.3 mm and −32.0 %, knee −19.9 mm; PASS of the hip 35.0 mm.
  @Test func tubach() throws {
    let vas = try #require(Instrument.named("VAS"))
    let pain = PublishedThreshold.published(for: vas, subscale: "pain")
    func value(
      _ kind: PublishedThreshold.Kind, _ unit: PublishedThreshold.Unit,
      _ joint: PublishedThreshold.Joint
    ) -> Double? {
      pain.first { $0.kind == kind && $0.unit == unit && $0.joint == joint }?.value
    }
    #expect(value(.mcii, .points, .hip) == 15.3)
    #expect(value(.mcii, .percent, .hip) == 32)
    #expect(value(.mcii, .points, .knee) == 19.9)
    #expect(value(.pass, .points, .hip) == 35)
    #expect(pain.first?.patients == 211)
    #expect(
      pain.first?.description
        == "VAS pain MCII: fall of at least 15.3 of 0–100 (hip osteoarthritis, cohort, 4 weeks,"
        + " n = 211; Tubach 2005, Ann Rheum Dis (MCII, PMC1755212))")
  }

  @Test func thresholdsOfAnUnsaidVersionAreOfferedAndMarked() throws {
    let womac = try #require(Instrument.named("WOMAC-NRS"))
    let pass = PublishedThreshold.published(for: womac, subscale: "pain").filter {
      $0.kind == .pass
    }
    #expect(pass.map(\.value) == [10, 11])
    #expect(pass.allSatisfy { !$0.isVerified && $0.range == nil })
    let likert = try #require(Instrument.named("WOMAC-LK"))
    let change = PublishedThreshold.published(for: likert, subscale: "function")
    #expect(change.contains { $0.kind == .mdc && $0.value == 9.1 && $0.range == 0...68 })
    #expect(!PublishedThreshold.published(for: womac).contains { $0.kind == .mdc })
  }

  @Test func valuesAfterReplacementSaySo() throws {
    let hoos = try #require(Instrument.named("HOOS"))
    let found = PublishedThreshold.published(for: hoos, subscale: "pain")
    let surgery = found.filter { $0.treatment == "total hip replacement" }
    #expect(surgery.map(\.value) == [24, 91])
    #expect(surgery.allSatisfy { $0.note?.contains("too high for injections") == true })
    let borrowed = found.filter { !$0.isVerified }
    #expect(borrowed.map(\.value) == [8])
  }
}
