import Cohorts
import Tables
import Testing

@Suite struct InstrumentsCatalogueTests {
  @Test func everyVersionIsThere() {
    #expect(
      Instrument.all.map(\.id) == [
        "WOMAC-LK", "WOMAC-VAS", "WOMAC-NRS", "WOMAC_from_HOOS", "VAS", "NRS", "global", "HOOS",
        "HOOS-12", "HOOS-JR", "HOOS-PS", "mHHS", "OHS", "OHS-old",
      ])
    #expect(
      Instrument.all.filter(\.isProprietary).map(\.id) == [
        "WOMAC-LK", "WOMAC-VAS", "WOMAC-NRS", "OHS", "OHS-old",
      ])
  }

  /// Ranges: WOMAC by version, HOOS of 2013, OHS of Murray 2007.
  @Test(arguments: [
    ("WOMAC-LK", [20.0, 8, 68, 96]), ("WOMAC-VAS", [500, 200, 1700, 2400]),
    ("WOMAC-NRS", [50, 20, 170, 240]), ("WOMAC_from_HOOS", [20, 8, 68, 96]), ("VAS", [100, 100]),
    ("NRS", [10, 10]), ("HOOS", [100, 100, 100, 100, 100]), ("HOOS-12", [100, 100, 100, 100]),
    ("HOOS-JR", [100]), ("HOOS-PS", [100]), ("mHHS", [100]), ("OHS", [48]), ("OHS-old", [60]),
  ])
  func rawRanges(id: String, tops: [Double]) throws {
    let instrument = try #require(Instrument.named(id))
    #expect(instrument.subscales.map(\.range.upperBound) == tops)
    #expect(
      instrument.subscales.allSatisfy { $0.range.lowerBound == (id == "OHS-old" ? 12 : 0) })
  }

  @Test func itemCounts() {
    func items(_ id: String) -> [Int]? { Instrument.named(id)?.subscales.map(\.itemCount) }
    #expect(items("WOMAC-LK") == [5, 2, 17, 24])
    #expect(items("HOOS") == [10, 5, 17, 4, 4])
    #expect(items("HOOS-12") == [4, 4, 4, 12])
    #expect(items("HOOS-JR") == [6])
    #expect(items("HOOS-PS") == [5])
    #expect(items("mHHS") == [8])
    #expect(items("OHS") == [12])
  }

  @Test func directions() {
    func better(_ id: String) -> Set<ScoreScale.Direction?>? {
      Instrument.named(id).map { Set($0.subscales.map(\.better)) }
    }
    for id in ["WOMAC-LK", "WOMAC-VAS", "WOMAC-NRS", "VAS", "NRS", "global", "OHS-old"] {
      #expect(better(id) == [.lower], "\(id)")
    }
    for id in ["HOOS", "HOOS-12", "HOOS-JR", "mHHS", "OHS"] {
      #expect(better(id) == [.higher], "\(id)")
    }
    #expect(better("HOOS-PS") == [nil])
  }

  @Test func namesAreReadTolerantly() {
    for name in ["womac_lk", "WOMAC LK", "Womac-Lk", "WOMAC LK 3.1", "WOMAC Likert"] {
      #expect(Instrument.named(name)?.id == "WOMAC-LK", "\(name)")
    }
    #expect(Instrument.named("hoos, jr.")?.id == "HOOS-JR")
    #expect(Instrument.named("mhhs")?.id == "mHHS")
    #expect(Instrument.named("ohs new")?.id == "OHS")
    #expect(Instrument.named("ohs_old")?.id == "OHS-old")
    #expect(Instrument.named("womac from hoos")?.id == "WOMAC_from_HOOS")
    #expect(Instrument.named("SF-36") == nil)
    #expect(Instrument.named("") == nil)
  }

  @Test func noNameMeansTwoInstruments() {
    for instrument in Instrument.all {
      for name in [instrument.id] + instrument.aliases {
        #expect(Instrument.named(name)?.id == instrument.id, "\(name)")
      }
      for subscale in instrument.subscales {
        for name in [subscale.name] + subscale.aliases {
          #expect(instrument.subscale(named: name)?.name == subscale.name, "\(name)")
        }
      }
    }
  }

  @Test func aBareWOMACIsRefused() throws {
    for name in ["WOMAC", "womac", "WOMAC index", "womac_pain"] {
      #expect(Instrument.named(name) == nil)
      guard case .versionMissing(let problem) = Instrument.match(name) else {
        Issue.record("\(name) is not refused")
        continue
      }
      #expect(problem.severity == .error)
      for version in ["WOMAC-LK", "WOMAC-VAS", "WOMAC-NRS"] {
        #expect(problem.help?.contains(version) == true)
      }
    }
  }

  @Test func theNearestNameIsSuggested() {
    #expect(Instrument.suggestion(for: "WOMAC-LKK") == "WOMAC-LK")
    #expect(Instrument.suggestion(for: "HOSS") == "HOOS")
    #expect(Instrument.suggestion(for: "HHS") == "mHHS")
    #expect(Instrument.suggestion(for: "Lequesne") == nil)
    #expect(Instrument.suggestion(for: "HOOS") == nil)
  }

  @Test func missingItemRulesAreSaid() throws {
    let function = try #require(Instrument.named("WOMAC-LK")?.subscale(named: "function"))
    #expect(function.missingItems.contains("fewer than 14 of 17"))
    let junior = try #require(Instrument.named("HOOS-JR")?.subscale(named: nil))
    #expect(junior.missingItems == "no score unless all 6 items are answered")
  }
}
