import Foundation
import Testing

/// `cohort finegray` against cmprsk, survival and a second implementation.
@Suite struct FineGrayNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all(in: "fineGray"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}

@Suite struct FineGrayCommandTests {
  private func run(_ text: String, _ arguments: String...) throws -> Program.Run {
    let scratch = try Scratch()
    let file = try scratch.file("rows.csv", text)
    return try Program.run(
      ["finegray", file.path] + arguments + ["--format", "json"], in: scratch)
  }

  private static let rows = "time,c,x,g\n1,1,1,a\n2,2,2,b\n3,0,4,a\n4,1,2,b\n5,2,1,a\n6,1,3,b\n"

  @Test func namesTheCausesFound() throws {
    for cause in [["--cause", "3"], ["--cause", "0"], []] {
      let run = try Program.run(
        ["finegray", "-", "Surv(time, c) ~ x"] + cause, input: Data(Self.rows.utf8))
      #expect(run.exitCode == 65)
      #expect(run.errors.contains("the causes are 1, 2, and `0` means censored"))
    }
    let censored = try run("time,c,x\n1,0,1\n2,0,3\n", "Surv(time, c) ~ x", "--cause", "1")
    #expect(censored.exitCode == 65 && censored.errors.contains("every row is censored"))
  }

  @Test func saysWhichConventionsItUsed() throws {
    let json = try parsedJSON(try run(Self.rows, "Surv(time, c) ~ x", "--cause", "1"))
    let conventions = try #require(json["conventions"] as? [String: String])
    #expect(conventions["censoring"] == "crr" && conventions["ties"] == "breslow")
    #expect(conventions["variance"]?.contains("estimated censoring distribution") == true)
    #expect(json["cause"] as? String == "1" && json["competing_events"] as? Int == 2)
    let grouped = try parsedJSON(
      try run(
        Self.rows, "Surv(time, c) ~ x", "--cause", "1", "--censoring-group", "g", "--variance",
        "known-weights"))
    let other = try #require(grouped["conventions"] as? [String: String])
    #expect(other["censoring_weights"]?.hasSuffix("for each g") == true)
    #expect(other["variance"]?.contains("taken as known") == true)
  }

  @Test func refusesSubjectsThatMakeNoSense() throws {
    let overlapping = "s,t,c,x,id\n0,2,0,1,1\n1,3,1,1,1\n0,4,2,2,2\n"
    let gap = try run(overlapping, "Surv(s, t, c) ~ x", "--cause", "1", "--id", "id")
    #expect(gap.exitCode == 65 && gap.errors.contains("lines 2 and 3"))
    let after = "s,t,c,x,id\n0,2,1,1,1\n2,3,0,1,1\n0,4,2,2,2\n"
    let event = try run(after, "Surv(s, t, c) ~ x", "--cause", "1", "--id", "id")
    #expect(event.exitCode == 65 && event.errors.contains("follows its event"))
  }

  @Test func warnsWhereNothingIsKnownOfTheTimeBeforeAnEntry() throws {
    let rows = "s,t,c,x\n0,1,1,1\n1,2,2,2\n2,3,0,4\n3,4,1,2\n3,5,1,5\n"
    let json = try parsedJSON(try run(rows, "Surv(s, t, c) ~ x", "--cause", "1"))
    #expect(try diagnostics(json).contains { $0.code == "not_estimable" })
  }
}
