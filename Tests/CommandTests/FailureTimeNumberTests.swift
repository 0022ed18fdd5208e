import Foundation
import Testing

/// `cohort aft` against survreg, and against the likelihood written out where survreg has nothing.
@Suite struct FailureTimeNumberTests {
  @Test("prints R's numbers", arguments: try ReferenceCommand.all(in: "aft"))
  func numbers(_ command: ReferenceCommand) throws { try command.expectNumbers() }

  @Test(
    "reads well as a page and as CSV",
    arguments: try ReferenceCommand.all(in: "aft").filter { $0.name.contains("groups") })
  func formats(_ command: ReferenceCommand) throws {
    let page = try Program.run(command.arguments)
    #expect(page.exitCode == 0)
    #expect(page.text.contains("Median (95% CI)") && page.text.contains("sex=2"))
    #expect(page.text == (try Program.run(command.arguments)).text)
    let csv = try Program.run(command.arguments + ["--format", "csv"])
    #expect(csv.text.hasPrefix("term,estimate,std_error"))
  }
}

/// What `cohort aft` says where there is no number, or a doubtful one.
@Suite struct FailureTimeRefusalTests {
  struct Refusal: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let data: String
    let arguments: [String]
    let code: Int32
    let words: [String]
  }

  static let refusals = [
    Refusal(
      testDescription: "all censored", data: "t,e\n1,0\n2,0\n", arguments: ["Surv(t, e) ~ 1"],
      code: 65, words: ["no event"]),
    Refusal(
      testDescription: "all tied", data: "t,e\n5,1\n5,1\n5,1\n", arguments: ["Surv(t, e) ~ 1"],
      code: 65, words: ["no maximum", "tied"]),
    Refusal(
      testDescription: "a coefficient for every event", data: "t,e\n5,1\n4,1\n3,0\n",
      arguments: ["Surv(t, e) ~ factor(t)"], code: 65, words: ["no maximum"]),
    Refusal(
      testDescription: "an event at time 0", data: "t,e\n5,1\n0,1\n3,0\n",
      arguments: ["Surv(t, e) ~ 1"], code: 65, words: [":3", "time `t` is 0", "above 0"]),
    Refusal(
      testDescription: "all left-censored", data: "a,b\n,3\n0,2\n",
      arguments: ["Surv(a, b, type = \"interval2\") ~ 1"], code: 65, words: ["no maximum"]),
    Refusal(
      testDescription: "an interval that ends before it starts", data: "a,b\n4,3\n0,2\n",
      arguments: ["Surv(a, b, type = \"interval2\") ~ 1"], code: 65, words: [":2", "4 to 3"]),
    Refusal(
      testDescription: "a distribution to come", data: "t,e\n5,1\n4,1\n",
      arguments: ["Surv(t, e) ~ 1", "--distribution", "gompertz"], code: 64,
      words: ["not offered yet", "loglogistic"]),
    Refusal(
      testDescription: "a fixed scale with strata", data: "t,e,g\n5,1,a\n4,1,b\n",
      arguments: ["Surv(t, e) ~ strata(g)", "--scale", "2"], code: 64, words: ["strata"]),
    Refusal(
      testDescription: "a scale of 0", data: "t,e\n5,1\n4,1\n",
      arguments: ["Surv(t, e) ~ 1", "--scale", "0"], code: 64, words: ["above 0"]),
    Refusal(
      testDescription: "no follow-up", data: "t,e\n5,1\n4,1\n", arguments: ["t ~ e"], code: 65,
      words: ["Surv(time, event)"]),
  ]

  @Test(arguments: refusals)
  func refuses(_ refusal: Refusal) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", refusal.data)
    let run = try Program.run(["aft", "data.csv"] + refusal.arguments, in: scratch)
    #expect(run.signal == nil && run.exitCode == refusal.code, "\(run.errors)")
    for word in refusal.words { #expect(run.errors.contains(word), "\(run.errors)") }
  }

  @Test(arguments: ["weibull", "lognormal", "loglogistic", "gaussian", "exponential"])
  func namesTheGroupWithoutEvents(_ distribution: String) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "t,e,g\n5,1,a\n7,1,a\n3,0,a\n4,0,b\n9,0,b\n8,1,a\n6,1,a\n")
    let run = try Program.run(
      ["aft", "data.csv", "Surv(t, e) ~ g", "--distribution", distribution, "--format", "json"],
      in: scratch)
    let found = try diagnostics(parsedJSON(run)).filter { $0.code == "infinite_coefficient" }
    #expect(found.map(\.term) == ["g=b"])
  }
}
