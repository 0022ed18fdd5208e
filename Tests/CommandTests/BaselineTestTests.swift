import Testing

/// P-values of the baseline table, which are there only when asked for.
@Suite struct BaselineTestTests {
  static let rows =
    "g,age,sex,rare,none\na,50,f,x,z\na,61,m,x,z\na,45,f,x,z\na,,f,x,z\na,58,f,,z\n"
    + "b,70,m,y,z\nb,66,m,y,z\nb,62,m,y,z\nb,71,f,,z\n,90,f,y,z\n"

  private func described(_ arguments: String...) throws -> Program.Run {
    let scratch = try Scratch()
    try scratch.file("data.csv", Self.rows)
    return try Program.run(["describe", "data.csv", "--quiet"] + arguments, in: scratch)
  }

  @Test func `none unless asked for`() throws {
    let run = try described("--by", "g")
    #expect(run.exitCode == 0 && !run.text.contains("| P"))
    try expectRefusal(try described("--p-values"), exitCode: 64, ["--by"])
  }

  // Ages: R's `kruskal.test(list(c(50, 61, 45, 58), c(70, 66, 62, 71)))` gives 5.3333, P 0.02092.
  // Levels of `rare`: all four against all three, of the 35 ways none other is as odd, so that P is 1/35.
  @Test func `each by its test, of the rows it needs`() throws {
    let run = try described("--by", "g", "--p-values", "--format", "json")
    let variables = try parsedJSON(run)
    #expect(abs(try number(variables, "variables/test/p_value", "#0") - 0.0209213) < 1e-6)
    #expect(try number(variables, "variables/test/n", "#0") == 8)
    #expect(abs(try number(variables, "variables/test/p_value", "#2") - 1.0 / 35) < 1e-12)
    #expect(try number(variables, "variables/test/n", "#2") == 7)
    let page = try described("--by", "g", "--p-values").text
    #expect(page.contains("Kruskal-Wallis test.") && page.contains("Fisher's exact test"))
    #expect(page.contains("not estimable"))
  }
}
