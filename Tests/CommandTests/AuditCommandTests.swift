import Foundation
import Testing

/// `cohort audit` at the terminal.
@Suite struct AuditCommandTests {
  private static let bad = "Results last 12 to 24 months.\n"
  private static let good =
    "Of patients with KL III hips, 20 % had undergone replacement at 5 years.\n"

  @Test func aTextThatLacksNothingLeavesWithZero() throws {
    let scratch = try Scratch()
    try scratch.file("good.md", Self.good)
    let run = try scratch.run("audit", "good.md")
    #expect(run.exitCode == 0)
    #expect(run.text == "good.md: 1 rate or duration, none of which lacks anything.\n")
    #expect(run.errors.isEmpty)
  }

  @Test func aTextThatLacksSomethingLeavesWithOne() throws {
    let scratch = try Scratch()
    try scratch.file("good.md", Self.good)
    try scratch.file("bad.md", "# A leaflet\n\n\(Self.bad)")
    let run = try scratch.run("audit", "good.md", "bad.md")
    #expect(run.exitCode == 1)
    #expect(run.text.contains("bad.md:3: duration “12 to 24 months” lacks"))
    #expect(run.text.contains("instrument, threshold, origin, population"))
    #expect(try scratch.contents() == ["good.md", "bad.md"])
  }

  @Test func standardInputIsRead() throws {
    let scratch = try Scratch()
    let run = try scratch.run("audit", "-", "--format", "csv", input: Self.bad)
    #expect(run.exitCode == 1)
    let row =
      "(input),1,duration,12 to 24 months,instrument; threshold; origin; population,"
      + "Results last 12 to 24 months."
    #expect(run.text.split(whereSeparator: \.isNewline).last.map(String.init) == row)
  }

  private struct Output: Decodable {
    struct File: Decodable {
      struct Finding: Decodable {
        let line: Int
        let kind: String
        let words: String
        let missing: [String]
      }
      let file: String
      let claims: Int
      let findings: [Finding]
    }
    let files: [File]
  }

  @Test func jsonHoldsEveryFinding() throws {
    let scratch = try Scratch()
    try scratch.file("bad.md", Self.bad + "\n70 % of patients improve.\n")
    let run = try scratch.run("audit", "bad.md", "--format", "json")
    #expect(run.exitCode == 1)
    let output = try JSONDecoder().decode(Output.self, from: run.output)
    let file = try #require(output.files.first)
    #expect(file.claims == 2)
    #expect(file.findings.map(\.line) == [1, 3])
    #expect(file.findings.map(\.kind) == ["duration", "rate"])
    #expect(file.findings.last?.missing.contains("time point") == true)
  }

  @Test func filesThatCannotBeReadAreNamed() throws {
    let scratch = try Scratch()
    try scratch.file("good.md", Self.good)
    let missing = try scratch.run("audit", "good.md", "nowhere.md")
    #expect(missing.exitCode == 66)
    #expect(missing.output.isEmpty)
    #expect(missing.errors.contains("nowhere.md: error: there is no such file"))
    let folder = try scratch.run("audit", ".")
    #expect(folder.exitCode == 66)
    try scratch.file("page.doc", Data([0xD0, 0xCF, 0x11, 0xE0, 0, 1, 2]))
    let binary = try scratch.run("audit", "page.doc")
    #expect(binary.exitCode == 65)
    #expect(binary.errors.contains("not UTF-8 text"))
    #expect(try scratch.run("audit").exitCode == 64)
  }
}
