import Testing

/// Interval-censored curves and hazards, against R and against maximisations by other means.
@Suite struct IntervalNumberTests {
  @Test("prints the reference numbers", arguments: try ReferenceCommand.all(in: "intervalCommands"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }
}

/// What the commands on interval-censored times say of data and options that bear no number.
@Suite struct IntervalRefusalTests {
  private static let formula = "Surv(l, u, type = \"interval2\") ~ 1"

  private func run(
    _ arguments: [String], _ data: String, _ scratch: Scratch
  ) throws -> Program.Run {
    try scratch.file("data.csv", data)
    return try Program.run(
      [arguments[0], "data.csv"] + arguments.dropFirst(), in: scratch)
  }

  @Test func refusesByName() throws {
    let scratch = try Scratch()
    let rows = "l,u,w,e,g\n1,2,0,1,a\n3,,0,4,b\n"
    let cases: [([String], String, Int32)] = [
      (["turnbull", "Surv(e, l, w) ~ 1"], "start", 65),
      (["turnbull", Self.formula, "--weights", "w"], "weight above 0", 65),
      (["icph", Self.formula, "--weights", "w"], "weight above 0", 65),
      (["icph", Self.formula, "--entry", "e"], "line 3", 65),
      (["icph", Self.formula, "--entry", "nowhere"], "nowhere", 65),
      (["icph", Self.formula, "--entry", "g"], "numbers", 65),
      (["icph", Self.formula, "--cuts", "2,1"], "cuts", 64),
      (["icph", Self.formula, "--knots", "99"], "knots", 64),
      (["icph", "l ~ 1"], "Surv(lower, upper", 65),
      (["turnbull", "l ~ 1"], "Surv(lower, upper", 65),
      (["turnbull", Self.formula, "--bootstrap", "1"], "bootstrap", 64),
      (["turnbull", Self.formula, "--tau", "0"], "tau", 64),
    ]
    for (arguments, word, code) in cases {
      let found = try run(arguments, rows, scratch)
      #expect(
        found.exitCode == code && found.errors.contains(word), "\(arguments): \(found.errors)")
    }
  }

  @Test func saysWhyNumbersAreAbsent() throws {
    let scratch = try Scratch()
    for data in ["l,u\n5,\n3,\n", "l,u\n0,\n", "l,u\n0,0\n", "l,u\n2,4\n2,4\n", "l,u\n,4\n,6\n"] {
      let found = try run(
        ["turnbull", Self.formula, "--times", "1,9", "--bootstrap", "5", "--format", "json"], data,
        scratch)
      #expect(found.exitCode == 0, "\(data): \(found.errors)")
      let json = try parsedJSON(found)
      if try number(json, "groups/median").isNaN { #expect(!(try diagnostics(json)).isEmpty) }
    }
    let none = try run(["icph", Self.formula], "l,u\n5,\n3,\n", scratch)
    #expect(none.exitCode == 65 && none.errors.contains("no event"))
    let late = try run(
      ["icph", Self.formula, "--times", "99", "--format", "json"], "l,u\n1,2\n3,\n2,4\n4,\n",
      scratch)
    #expect(late.exitCode == 0)
    #expect(try number(try parsedJSON(late), "predictions/at_times/estimate").isNaN)
    #expect(try diagnostics(try parsedJSON(late)).contains { $0.message.contains("99") })
  }

  @Test func bootstrapIsTheSameEveryTime() throws {
    let scratch = try Scratch()
    let data = "l,u,p\n" + (1...30).map { "\($0 % 5),\($0 % 5 + 1 + $0 % 3),\($0 / 2)\n" }.joined()
    let arguments = [
      "turnbull", Self.formula.replacing("~ 1", with: "~ cluster(p)"), "--times", "2",
      "--bootstrap",
      "50", "--format", "json",
    ]
    let first = try run(arguments, data, scratch)
    #expect(first.exitCode == 0, "\(first.errors)")
    #expect(first.output == (try run(arguments, data, scratch)).output)
    #expect(first.output != (try run(arguments + ["--seed", "2"], data, scratch)).output)
    let low = try number(try parsedJSON(first), "groups/at_times/conf_low")
    #expect(low >= 0 && low <= 1)
  }
}
