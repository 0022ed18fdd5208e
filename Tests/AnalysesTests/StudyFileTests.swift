import Analyses
import Cohorts
import Testing

@Suite struct StudyFileTests {
  static let good = """
    protocol: 1
    title: A study
    population: hips
    units: {file: units.csv, columns: {age: {type: number, range: [18, 100]}}}
    outcome: {time: t, event: e, unit: years, label: loss, instrument: WOMAC pain,
      threshold: below 30 %, origin: injection, competing: {}}
    strata: {bmi: {cuts: [25, 30]}, sex: {}}
    survival: {landmarks_months: [12, 24], conf_type: log-log}
    comparison: {exposure: source, arms: {own: [marrow, fat], donor: [jelly]}, reference: donor}
    """

  private func problems(_ text: String) throws -> [ProtocolError.Problem] {
    let error = try #require(throws: ProtocolError.self) {
      try StudyFile.parse(text, source: "protocol.yml")
    }
    return error.problems
  }

  private func replacing(_ old: String, _ new: String) throws -> String {
    let text = Self.good.replacing(old, with: new)
    try #require(text != Self.good)
    return text
  }

  @Test func aGoodProtocolIsRead() throws {
    let study = try StudyFile.parse(Self.good, source: "protocol.yml")
    #expect(study.outcome.unit == .years)
    #expect(study.outcome.context.instrument == "WOMAC pain")
    #expect(study.outcome.context.population == "hips")
    #expect(study.strata.map(\.column) == ["bmi", "sex"])
    #expect(study.strata.first?.rule == .cuts([25, 30]))
    #expect(study.survival.intervalKind == .logLog)
    // The reference arm comes first.
    guard case .groups(let groups)? = study.comparison?.arms.rule else {
      Issue.record("arms are groups")
      return
    }
    #expect(groups.map(\.name) == ["donor", "own"])
  }

  @Test func unknownKeysAreErrorsWithPlaceAndSuggestion() throws {
    let found = try problems(try replacing("strata:", "stratta:"))
    #expect(found.count == 1)
    #expect(found.first?.line == 7 && found.first?.column == 1)
    #expect(found.first?.message.contains("did you mean `strata`?") == true)
    let nested = try problems(try replacing("origin:", "orign:"))
    #expect(nested.contains { $0.message.contains("did you mean `origin`?") && $0.line == 6 })
  }

  @Test(arguments: [
    "label: loss, ", "instrument: WOMAC pain,\n", "threshold: below 30 %, ",
    "population: hips\n",
  ])
  func aRateWithoutItsContextIsRefused(_ part: String) throws {
    let found = try problems(
      try replacing(part, part.hasSuffix("\n") && part.contains(",") ? "\n" : ""))
    let key = part.split(separator: ":")[0]
    #expect(found.contains { $0.message.contains("lacks the key `\(key)`") }, "\(found)")
  }

  @Test func competingEventsAreValuesOfTheColumn() throws {
    let text = try replacing("event: e,", "event: e == 1,")
      .replacing("competing: {}", with: "competing: {death: 2, other: [3, 4]}")
    let causes = try StudyFile.parse(text, source: "protocol.yml").outcome.competing
    #expect(causes.map(\.name) == ["death", "other"])
    #expect(causes.map(\.values) == [["2"], ["3", "4"]])
    let twice = text.replacing("other: [3, 4]", with: "other: [2, 4]")
    #expect(try problems(twice).contains { $0.message.contains("gives the value `2` to two") })
    // Without a comparison it is not said which value is the event itself.
    let plain = try replacing("competing: {}", "competing: {death: 2}")
    #expect(try problems(plain).contains { $0.message.contains("which value is the event") })
  }

  @Test func whoKeptToTheProtocolIsACondition() throws {
    let text = Self.good + "\nper_protocol: {where: \"viability >= 70\"}"
    let study = try StudyFile.parse(text, source: "protocol.yml")
    #expect(study.perProtocol?.condition.text == "viability >= 70")
    let bad = Self.good + "\nper_protocol: {where: \"viability >>\"}"
    #expect(try problems(bad).contains { $0.message.contains("`per_protocol.where`") })
  }

  @Test func everyProblemIsFoundInOneRun() throws {
    let text = """
      protocol: 2
      population: ""
      units: {columns: {age: {type: numbr, range: [9, 1]}}}
      outcome: {time: t, event: e, unit: fortnights, label: x, instrument: y, threshold: z,
        origin: o, competing: {death: 2}}
      survival: {conf_level: 95, landmarks_months: [24, 12], conf_type: loglog}
      eligibility: [{name: adult, where: "age >< 3"}]
      visits: {file: v.csv}
      comparison: {exposure: s, arms: {own: [a, b], donor: [b]}, reference: fat}
      """
    let found = try problems(text)
    let words = [
      "reads version 1", "is empty", "lacks the key `file`", "is `numbr`",
      "smallest and the largest",
      "is `fortnights`", "competing events", "is 95", "increasing months", "is `loglog`",
      "`eligibility[1].where`", "derived from visits", "in two groups", "is `fat`",
    ]
    for word in words { #expect(found.contains { $0.message.contains(word) }, "\(word)") }
    #expect(found.allSatisfy { $0.line != nil && $0.column != nil })
    #expect(found.map { $0.line ?? 0 } == found.map { $0.line ?? 0 }.sorted())
  }

  @Test(arguments: ["", "just text", "a: [1, 2", "a: 1\na: 2", "- 1\n- 2", "protocol: 1"])
  func whatIsNoProtocolIsAnError(_ text: String) throws {
    #expect(try !problems(text).isEmpty)
  }

  @Test func theReportsOwnKeysAreRead() throws {
    let text = Self.good + "\nreport: {min_cell: 5, style: nejm}\n"
    let study = try StudyFile.parse(text, source: "protocol.yml")
    #expect(study.minCell == 5)
    #expect(study.numberStyle == .nejm)
    #expect(study.notDone.isEmpty)
  }
}
