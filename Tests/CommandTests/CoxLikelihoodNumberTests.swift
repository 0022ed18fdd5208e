import Testing

/// Exact ties, penalties and profile intervals of `cohort cox`, against R and sums over all orders.
@Suite struct CoxLikelihoodNumberTests {
  @Test("prints the reference numbers", arguments: try ReferenceCommand.all(in: "coxLikelihoods"))
  func numbers(_ command: ReferenceCommand) throws {
    try command.expectNumbers()
  }

  /// A level without events is named, with what the likelihood still says; Firth's penalty mends it.
  @Test func namesALevelWithoutEvents() throws {
    let command = try #require(
      try ReferenceCommand.all(in: "coxLikelihoods").first { $0.name == "firth-empty" })
    let plain = command.arguments.filter { $0 != "--firth" } + ["--format", "json"]
    let json = try parsedJSON(try Program.run(plain))
    let remark = try #require(
      try diagnostics(json).first { $0.code == "infinite_coefficient" && $0.term == "g=c" })
    #expect(remark.message.contains("rows at risk with g=c has an event"))
    #expect(remark.message.contains("--firth"))
    let term = try #require(
      (json["terms"] as? [[String: Any]])?.first { $0["term"] as? String == "g=c" })
    #expect(term["infinite"] as? String == "-")
    #expect(term["converged"] as? Bool == false)
    let profile = try #require(term["profile"] as? [String: Any])
    #expect(profile["conf_high"] is Double)
    #expect(!(profile["conf_low"] is Double))
    let mended = try parsedJSON(try Program.run(command.arguments + ["--format", "json"]))
    #expect(try diagnostics(mended).allSatisfy { $0.code != "infinite_coefficient" })
  }

  @Test func refusesTwoPenalties() throws {
    let command = try ReferenceCommand.all(in: "coxLikelihoods")[0]
    let run = try Program.run(command.arguments + ["--firth", "--ridge", "1"])
    #expect(run.exitCode == 64)
  }
}
