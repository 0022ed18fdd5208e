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

  @Test func `rows are chosen by a condition that the page names`() throws {
    let scratch = try Scratch()
    try scratch.file("chosen.csv", "id,y,g\n1,2,a\n2,3,b\n3,5,\n4,4,b\n5,6,b\n6,,b\n")
    let chosen = try scratch.run("lm", "chosen.csv", "y ~ 1", "--where", "g == \"b\"")
    #expect(chosen.exitCode == 0, "\(chosen.errors)")
    #expect(
      chosen.text.contains("Rows used: 3 of 6; left out: 2 not meeting `g == \"b\"`, 1 missing y."))
    #expect(chosen.errors.contains("leaves --where open for 1 row, which is left out"))
    let json = try scratch.run(
      "lm", "chosen.csv", "y ~ 1", "--where", "g == \"b\"", "--format", "json")
    #expect(try number(parsedJSON(json), "n") == 3)
    #expect(json.text.contains("\"condition\""))
    let described = try scratch.run("describe", "chosen.csv", "--where", "g == \"b\"")
    #expect(described.text.contains("Description of chosen.csv, rows with g == \"b\""))
  }

  @Test(arguments: [
    ("g = \"b\"", "one `=` is not enough"), ("g == \"z\"", "no row of data.csv meets it"),
    ("h == 1", "h"), ("g == ", "expected"), ("", "expected"),
  ])
  func `a condition that chooses nothing is refused`(_ condition: String, _ word: String) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "id,y,g\n1,2,a\n2,3,b\n3,5,b\n")
    let run = try scratch.run("lm", "data.csv", "y ~ 1", "--where", condition)
    try expectRefusal(run, exitCode: 64, ["--where", word])
  }

  @Test func `a delimiter can be named`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "y|x\n1|2\n2|3\n4|4\n")
    #expect(try scratch.run("lm", "data.csv", "y ~ x").exitCode == 65)
    #expect(try scratch.run("lm", "data.csv", "y ~ x", "--delimiter", "|").exitCode == 0)
  }
}
