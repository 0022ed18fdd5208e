import Cohorts
import Tables
import Testing

@Suite struct InstrumentsScoringTests {
  static func scoring(
    _ id: String, _ subscale: String?, range: ClosedRange<Double>? = nil,
    better: ScoreScale.Direction? = nil
  ) throws -> ItemScoring {
    let part = try #require(Instrument.named(id)?.subscale(named: subscale))
    return try ItemScoring(
      ScoreScale(
        instrument: id, subscale: subscale, unit: part.marks.first?.unit,
        range: range ?? part.range, better: better ?? part.better ?? .higher))
  }

  static func score(_ scoring: ItemScoring, _ items: [Double?]) -> Double? {
    guard case .score(let score) = scoring.score(of: items) else { return nil }
    return score
  }

  static func reason(_ result: ItemScoring.Result) -> String? {
    guard case .missing(let reason) = result else { return nil }
    return reason.description
  }

  static func ones(_ answered: Int, of count: Int, value: Double = 1) -> [Double?] {
    (0..<count).map { $0 < answered ? value : nil }
  }

  /// Worked by hand; the function rule is Whitehouse 2004: one to three missing take the mean.
  @Test func womac() throws {
    let pain = try Self.scoring("WOMAC-LK", "pain")
    #expect(Self.score(pain, [4, 3, 2, 1, 0]) == 10)
    #expect(Self.score(pain, [4, 3, 2, 1, nil]) == 12.5)
    #expect(
      Self.reason(pain.score(of: [4, 3, 2, nil, nil])) == "pain: 3 of 5 items answered, 4 needed")
    let stiffness = try Self.scoring("WOMAC-LK", "stiffness")
    #expect(Self.score(stiffness, [3, nil]) == 6)
    #expect(Self.score(stiffness, [nil, .nan]) == nil)
    let function = try Self.scoring("WOMAC-LK", "function")
    #expect(Self.score(function, Self.ones(17, of: 17, value: 2)) == 34)
    #expect(Self.score(function, Self.ones(14, of: 17, value: 2)) == 34)
    #expect(Self.score(function, Self.ones(13, of: 17, value: 2)) == nil)
  }

  @Test func aWOMACTotalNeedsAllThreeParts() throws {
    let total = try Self.scoring("WOMAC-LK", "total")
    let pain: [Double?] = [1, 1, 1, 1, nil]
    let function = Self.ones(15, of: 17, value: 2)
    #expect(Self.score(total, pain + [3, nil] + function) == 45)
    #expect(
      Self.reason(total.score(of: pain + [nil, nil] + function))
        == "stiffness: 0 of 2 items answered, 1 needed")
    let marks = try Self.scoring("WOMAC-VAS", "total")
    #expect(Self.score(marks, Self.ones(24, of: 24, value: 100)) == 2400)
  }

  @Test func itemsThatCannotBeRightAreInvalid() throws {
    let pain = try Self.scoring("WOMAC-LK", "pain")
    #expect(pain.score(of: [1, 1, 1]) == .invalid(.itemCount(found: 3, expected: 5)))
    for wrong in [5, -1, 2.5, .infinity] {
      let result = pain.score(of: [1, wrong, nil, nil, nil])
      guard case .invalid(.outOfCoding(let item, let value, _)) = result else {
        Issue.record("\(wrong) is taken")
        continue
      }
      #expect(item == 1 && value == wrong)
    }
    let marks = try Self.scoring("WOMAC-VAS", "stiffness")
    #expect(Self.score(marks, [33.5, 66]) == 99.5)
    #expect(
      ItemScoring.ItemFault.outOfCoding(item: 1, value: 5, expected: "a whole number from 0 to 4")
        .description == "item 2 is 5, not a whole number from 0 to 4")
  }

  /// HOOS scoring instructions, June 2013: 100 − 100 · mean / 4, half the items answered.
  @Test(arguments: [
    ("pain", 10, 5), ("symptoms", 5, 3), ("adl", 17, 9), ("sport", 4, 2), ("qol", 4, 2),
  ])
  func hoos(subscale: String, items: Int, needed: Int) throws {
    let scoring = try Self.scoring("HOOS", subscale)
    #expect(scoring.itemCount == items)
    #expect(Self.score(scoring, Self.ones(items, of: items)) == 75)
    #expect(Self.score(scoring, Self.ones(needed, of: items, value: 3)) == 25)
    #expect(Self.score(scoring, Self.ones(needed - 1, of: items, value: 3)) == nil)
    #expect(Self.score(scoring, Self.ones(items, of: items, value: 0)) == 100)
    #expect(Self.score(scoring, Self.ones(items, of: items, value: 4)) == 0)
  }

  @Test func hoos12() throws {
    let pain = try Self.scoring("HOOS-12", "pain")
    #expect(Self.score(pain, [1, 2, nil, nil]) == 62.5)
    #expect(Self.score(pain, [1, nil, nil, nil]) == nil)
    let summary = try Self.scoring("HOOS-12", "summary")
    let items: [Double?] = [0, 0, 0, 0, 2, 2, 2, 2, 4, 4, nil, nil]
    #expect(Self.score(summary, items) == 50)
    #expect(Self.score(summary, Self.ones(9, of: 12)) == nil)
  }

  @Test func hoosPhysicalFunctionInBothDirections() throws {
    let higher = try Self.scoring("HOOS-PS", nil, better: .higher)
    let lower = try Self.scoring("HOOS-PS", nil, better: .lower)
    #expect(higher.isVerified && higher.note == nil)
    // Raw 7: 73.1 in table 1a and 26.9 in the direction of the publication.
    #expect(Self.score(higher, [1, 1, 1, 2, 2]) == 73.1)
    #expect(Self.score(lower, [1, 1, 1, 2, 2]) == 26.9)
    #expect(Self.score(lower, [0, 0, 0, 0, 0]) == 0)
    #expect(Self.score(lower, [4, 4, 4, 4, 4]) == 100)
    #expect(Self.score(higher, [4, 4, 4, 4, nil]) == nil)
  }

  @Test func hoosJuniorSaysThatItsTableIsNotVerified() throws {
    let scoring = try Self.scoring("HOOS-JR", nil)
    #expect(!scoring.isVerified)
    #expect(scoring.note?.contains("not compared") == true)
    #expect(Self.score(scoring, [0, 0, 0, 0, 0, 0]) == 100)
    #expect(Self.score(scoring, [2, 2, 2, 2, 2, 2]) == 52.965)
    #expect(Self.score(scoring, [4, 4, 4, 4, 4, 4]) == 0)
    #expect(Self.score(scoring, [2, 2, 2, 2, 2, nil]) == nil)
  }

  @Test func conversionTablesFallThroughout() {
    for (table, top) in [(ConversionTable.hoosPS, 20), (.hoosJR, 24)] {
      let scores = (0...top).compactMap { table.score(ofSum: $0, better: .higher) }
      #expect(scores.count == top + 1)
      #expect(zip(scores, scores.dropFirst()).allSatisfy { $0 > $1 })
      #expect(table.score(ofSum: top + 1, better: .higher) == nil)
      #expect(table.score(ofSum: -1, better: .lower) == nil)
    }
  }

  /// Points of Harris 1969: 44 + 11 + 11 + 11 + 4 + 4 + 5 + 1 = 91, times 1.1 and capped at 100.
  @Test func modifiedHarris() throws {
    let scoring = try Self.scoring("mHHS", nil)
    #expect(Self.score(scoring, [44, 11, 11, 11, 4, 4, 5, 1]) == 100)
    // 30 + 8 + 7 + 8 + 2 + 2 + 3 + 1 = 61.
    #expect(Self.score(scoring, [30, 8, 7, 8, 2, 2, 3, 1]) == 67.1)
    #expect(Self.score(scoring, [30, 8, 7, 8, 2, 2, 3, nil]) == nil)
    #expect(
      scoring.score(of: [35, 8, 7, 8, 2, 2, 3, 1])
        == .invalid(
          .outOfCoding(item: 0, value: 35, expected: "one of 44, 40, 30, 20, 10, 0")))
  }

  @Test func oxford() throws {
    let modern = try Self.scoring("OHS", nil)
    #expect(Self.score(modern, Self.ones(12, of: 12, value: 3)) == 36)
    #expect(Self.score(modern, Self.ones(10, of: 12, value: 3)) == 36)
    #expect(Self.score(modern, Self.ones(9, of: 12, value: 3)) == nil)
    let old = try Self.scoring("OHS-old", nil)
    #expect(Self.score(old, Self.ones(12, of: 12, value: 2)) == 24)
    #expect(Self.score(old, Self.ones(12, of: 12, value: 0)) == nil)
    #expect(OxfordHipScore.modern(ofOriginal: 24) == 36)
    #expect(OxfordHipScore.original(ofModern: 48) == 12)
    #expect(OxfordHipScore.modern(ofOriginal: 11) == nil)
    #expect(OxfordHipScore.original(ofModern: 49) == nil)
  }

  @Test func singleMarksAreTheirOwnScore() throws {
    #expect(Self.score(try Self.scoring("NRS", "pain"), [7]) == 7)
    #expect(Self.score(try Self.scoring("NRS", "pain"), [7.5]) == nil)
    #expect(Self.score(try Self.scoring("VAS", "pain"), [nil]) == nil)
    let centimetres = try ItemScoring(
      ScoreScale(instrument: "VAS", subscale: "pain", unit: "cm", range: 0...10, better: .lower))
    #expect(Self.score(centimetres, [6.5]) == 6.5)
    #expect(Self.score(centimetres, [65]) == nil)
  }

  @Test func scoresComeOnTheDeclaredScale() throws {
    let pain = try Self.scoring("WOMAC-LK", "pain", range: 0...100)
    #expect(Self.score(pain, [4, 3, 2, 1, 0]) == 50)
    let old = try Self.scoring("OHS-old", nil, range: 0...100)
    #expect(Self.score(old, Self.ones(12, of: 12, value: 1)) == 0)
    #expect(Self.score(old, Self.ones(12, of: 12, value: 5)) == 100)
  }

  @Test func onlyRightDeclarationsHaveARule() {
    func code(_ scale: ScoreScale) -> ScaleProblem.Code? {
      do throws(ScaleProblem) {
        _ = try ItemScoring(scale)
        return nil
      } catch { return error.code }
    }
    #expect(
      code(ScoreScale(instrument: "Lequesne", subscale: nil, range: 0...24, better: .lower))
        == .itemsNotScorable)
    #expect(
      code(ScoreScale(instrument: "WOMAC", subscale: "pain", range: 0...20, better: .lower))
        == .versionMissing)
    #expect(
      code(ScoreScale(instrument: "WOMAC-LK", subscale: "pain", range: 0...20, better: .higher))
        == .inverted)
  }

  @Test func columnsAreScoredRowByRow() throws {
    let scoring = try Self.scoring("WOMAC-LK", "pain")
    let nan = Double.nan
    let scores = try scoring.scores(columns: [
      [4, 4, nan, nan, 1, 9],
      [3, 3, nan, nan, 1, 1],
      [2, 2, 2, nan, 1, 1],
      [1, 1, 1, nan, 7, 1],
      [0, nan, 0, nan, 8, 1],
    ])
    #expect(scores.values.map { $0.isNaN ? nil : $0 } == [10, 12.5, nil, nil, nil, nil])
    #expect(scores.tooFewAnswers == 1)
    #expect(scores.empty == 1)
    #expect(scores.imputed == 1)
    #expect(scores.problems.map(\.code) == Array(repeating: .itemOutOfCoding, count: 3))
    #expect(scores.problems.map(\.firstIndex) == [5, 4, 4])
    #expect(scores.problems.map(\.value) == [9, 7, 8])
    #expect(scores.problems.map(\.count) == [1, 1, 1])
  }

  @Test func columnsMustBeAsManyAsItems() throws {
    let scoring = try Self.scoring("WOMAC-LK", "stiffness")
    #expect(throws: ScaleProblem.self) { try scoring.scores(columns: [[1], [2], [3]]) }
    #expect(throws: ScaleProblem.self) { try scoring.scores(columns: [[1], [2, 3]]) }
    #expect(try scoring.scores(columns: [[], []]).values.isEmpty)
  }

  @Test func womacOfHOOSAnswers() throws {
    let pain = (1...10).map { "P\($0)" }
    let symptoms = (1...5).map { "S\($0)" }
    let adl = (1...17).map { "A\($0)" }
    func items(_ subscale: String) -> [String]? {
      HOOSCrosswalk.items(of: subscale, pain: pain, symptoms: symptoms, adl: adl)
    }
    #expect(items("pain") == ["P4", "P5", "P6", "P7", "P8"])
    #expect(items("stiffness") == ["S4", "S5"])
    #expect(items("function") == adl)
    #expect(items("total")?.count == 24)
    #expect(items("qol") == nil)
    #expect(HOOSCrosswalk.items(of: "pain", pain: ["P1"], symptoms: [], adl: []) == nil)
    #expect(HOOSCrosswalk.items(of: "pain", pain: pain, symptoms: [], adl: []) != nil)
    let scale = try #require(HOOSCrosswalk.scale("function"))
    #expect(scale.description == "WOMAC_from_HOOS function 0–68, lower is better")
    #expect(Self.score(try ItemScoring(scale), Self.ones(17, of: 17, value: 3)) == 51)
    #expect(HOOSCrosswalk.scale("sport") == nil)
  }
}
