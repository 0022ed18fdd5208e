import Testing

/// How the command line is told to read a file.
@Suite struct ReadingOptionsTests {
  static let rows = "id,y,x\n1,2,-99\n2,3,24\n3,5,26.5\n4,4,n.d.\n5,6,28\n6,9,NA\n"

  private func used(_ missing: String...) throws -> Double {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.rows)
    let options = missing.isEmpty ? "" : " --missing " + missing.joined(separator: ",")
    let run = try Program.shell(
      "$cohort lm data.csv 'y ~ factor(x)' --format json --quiet" + options, in: scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    return try number(parsedJSON(run), "n")
  }

  @Test func `more missing codes join the usual ones`() throws {
    #expect(try used() == 5)
    #expect(try used("n.d.") == 4)
    #expect(try used("n.d.", "x=-99") == 3)
  }

  @Test func `a number is never missing everywhere`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.rows)
    let run = try scratch.run("lm", "data.csv", "y ~ x", "--missing", "-99")
    #expect(run.exitCode == 64)
    #expect(run.errors.contains("name the column"))
  }

  @Test func `a delimiter can be named`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "y|x\n1|2\n2|3\n4|4\n")
    #expect(try scratch.run("lm", "data.csv", "y ~ x").exitCode == 65)
    #expect(try scratch.run("lm", "data.csv", "y ~ x", "--delimiter", "|").exitCode == 0)
  }
}
