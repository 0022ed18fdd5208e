import Analyses
import Cohorts
import Testing

/// The mistakes of a first protocol: each is told at its place, with what to write instead.
@Suite struct ProtocolMistakeTests {
  private static let good = """
    protocol: 1
    title: Hips
    population: hip osteoarthritis
    units:
      file: units.csv
      id: hip_id
    visits:
      file: visits.csv
      unit: hip_id
      month: month
      scores:
        womac_pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}
    eligibility:
      - {name: adults, where: "age >= 18"}
    response:
      score: womac_pain
      threshold: 30 %
      deadline_months: 7.5
      at_months: [3, 6]
      windows: {3: [67, 137], 6: [138, 274]}
    strata:
      kl_grade: {}
      bmi: {cuts: [25, 30]}
    """

  @Test func theGoodOneIsRead() throws {
    #expect(try StudyFile.parse(Self.good, source: "p.yml").warnings.isEmpty)
  }

  @Test(arguments: [
    // What is written, in place of what, the line, and words of the message or its help.
    ("  id: hip_id", "   id: hip_id", 6, "not indented as those it belongs to"),
    ("  id: hip_id", "\tid: hip_id", 6, "a tab stands where spaces must"),
    ("title: Hips", "title: Hips: a study", 2, "title: \"Hips: a study\""),
    ("  file: units.csv", "  file:units.csv", 5, "write `file: units.csv`"),
    ("units:\n", "units\n", 4, "write `units:`"),
    ("\"age >= 18\"}", "\"age >= 18}", 14, "opened here and not closed"),
    ("\"age >= 18\"", "sex in ['male']", 14, "in double quotes"),
    ("better: lower}", "better: lower", 13, "on line 12"),
    ("threshold: 30 %", "threshold: %30", 17, "cannot begin with `%`"),
    ("threshold: 30 %", "threshold: 30", 17, "without a percent sign"),
    ("7.5", "7,5", 18, "write `7.5`, with a decimal point"),
    ("[0, 20]", "0-20", 12, "write `[0, 20]`"),
    ("[0, 20]", "\"[0, 20]\"", 12, "take away the quotes"),
    (
      "  kl_grade: {}\n  bmi: {cuts: [25, 30]}", "  - kl_grade\n  - bmi", 22,
      "`kl_grade: {}` for each"
    ),
    ("{name: adults, where: \"age >= 18\"}", "age >= 18", 14, "{name: ..., where: ...}"),
    (
      "  - {name: adults, where: \"age >= 18\"}", "  name: adults", 14,
      "begin each item with a hyphen"
    ),
    ("6: [138, 274]", "6: [5, 8]", 20, "month 6 is day 183"),
    ("[3, 6]", "3, 6", 19, "write `[3, 6]`"),
    ("[3, 6]", "[6, 3.50]", 19, "months; found `[6, 3.50]`"),
    ("[3, 6]", "[6, 3.50]", 19, "write `[3.50, 6]`"),
    ("[3, 6]", "[-3, 6]", 19, "for example `[3, 6, 12, 24]`"),
    ("[25, 30]", "[90, 80]", 23, "numbers; found `[90, 80]`"),
    ("[25, 30]", "[90, 80]", 23, "write `[80, 90]`"),
    ("[0, 20]", "[20, 0]", 12, "write `[0, 20]`"),
    ("strata:", "survival: {landmarks_months: [36, 6]}\nstrata:", 21, "found `[36, 6]`"),
    ("strata:", "survival: {landmarks_months: [36, 6]}\nstrata:", 21, "write `[6, 36]`"),
    ("strata:", "survival: {conf_level: 95}\nstrata:", 21, "is 95; expected"),
    (
      "threshold: 30 %", "threshold: 30 %\n  baseline: {window_days: [0, -90]}", 18,
      "found `[0, -90]`"
    ),
    (
      "threshold: 30 %", "threshold: 30 %\n  baseline: {window_days: [0, -90]}", 18,
      "write `[-90, 0]`"
    ),
    ("protocol: 1", "protocol: 99", 1, "is 99; this program"),
  ])
  func aMistakeIsTold(_ old: String, _ new: String, _ line: Int, _ words: String) throws {
    let text = Self.good.replacing(old, with: new, maxReplacements: 1)
    #expect(text != Self.good)
    let error = #expect(throws: ProtocolError.self) {
      try StudyFile.parse(text, source: "p.yml")
    }
    let problems = error?.problems ?? []
    #expect(
      problems.contains {
        $0.line == line && ($0.message.contains(words) || $0.help?.contains(words) == true)
      }, "\(problems)")
  }

  @Test func ofALongConditionOnlyThePlaceIsQuoted() throws {
    let nested = String(repeating: "(", count: 50_000)
    let text = Self.good.replacing("age >= 18", with: "sex == 'male' and \(nested)")
    let error = #expect(throws: ProtocolError.self) {
      try StudyFile.parse(text, source: "p.yml")
    }
    let problem = try #require(error?.problems.first)
    #expect(problem.description.count < 500, "\(problem.description.prefix(500))")
    let lines = (problem.help ?? "").split(separator: "\n")
    #expect(lines.first?.contains("…") == true && lines.last?.hasSuffix("^") == true)
  }

  @Test func whatIsDoubtfulIsAWarning() throws {
    let days = Self.good.replacing("7.5", with: "225")
    #expect(
      try StudyFile.parse(days, source: "p.yml").warnings.contains { $0.contains("write 7.4") })
    let empty = Self.good.replacing(
      "  score: womac_pain", with: "  score: womac_pain\n  confirmation:")
    #expect(
      try StudyFile.parse(empty, source: "p.yml").warnings.contains { $0.contains("has no value") })
  }
}
