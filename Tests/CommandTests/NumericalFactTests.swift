import Foundation
import Testing

/// Facts about the numbers are diagnostics of the result, not failures, unless `--strict` is given.
struct NumericalFact: Sendable, CustomStringConvertible {
  let description: String
  let data: String
  let arguments: [String]
  let code: String
  let term: String?
  let severity: String
  /// Places whose value does not exist.
  let nulls: [(quantity: String, term: String)]

  static let all: [NumericalFact] = [
    NumericalFact(
      description: "all censored", data: "time,event,g\n1,0,a\n2,0,b\n3,0,a\n4,0,b\n",
      arguments: ["km", "Surv(time, event) ~ g"], code: "group_without_events", term: "g=b",
      severity: "note",
      nulls: [("groups/median", "g=a"), ("groups/median_conf_low", "g=b")]),
    NumericalFact(
      description: "times beyond the follow-up",
      data: "time,event,g\n1,1,a\n2,0,a\n3,1,b\n4,0,b\n",
      arguments: ["km", "Surv(time, event) ~ 1", "--times", "2,9"], code: "not_estimable",
      term: nil, severity: "note", nulls: [("groups/at_times/estimate", "time=9")]),
    NumericalFact(
      description: "no event to compare", data: "time,event,g\n1,0,a\n2,0,b\n3,0,a\n",
      arguments: ["logrank", "Surv(time, event) ~ g"], code: "no_events", term: nil,
      severity: "warning", nulls: [("statistic", ""), ("p_value", "")]),
    NumericalFact(
      description: "no logarithm of an event's time",
      data: "time,event,x\n0,1,1\n2,0,2\n3,1,5\n4,1,1\n5,0,3\n6,1,2\n",
      arguments: ["cox", "Surv(time, event) ~ x", "--zph", "log"], code: "not_estimable",
      term: nil, severity: "warning", nulls: [("proportional_hazards/global/p_value", "")]),
    NumericalFact(
      description: "one group", data: "time,event,g\n1,1,a\n2,0,a\n3,1,a\n",
      arguments: ["logrank", "Surv(time, event) ~ g"], code: "one_group", term: nil,
      severity: "warning", nulls: [("statistic", ""), ("p_value", "")]),
    NumericalFact(
      description: "a constant covariate", data: "y,x,g\n1,3,a\n2,3,b\n4,3,a\n5,3,b\n",
      arguments: ["lm", "y ~ x + g"], code: "constant_covariate", term: "x", severity: "warning",
      nulls: [("terms/estimate", "term=x"), ("terms/std_error", "term=x")]),
    NumericalFact(
      description: "collinear columns", data: "y,x,z\n1,3,6\n2,1,2\n4,2,4\n5,7,14\n",
      arguments: ["lm", "y ~ x + z"], code: "collinear", term: "z", severity: "warning",
      nulls: [("terms/estimate", "term=z"), ("terms/p_value", "term=z")]),
    NumericalFact(
      description: "as many coefficients as rows", data: "y,x\n1,3\n2,1\n",
      arguments: ["lm", "y ~ x"], code: "not_estimable", term: nil, severity: "warning",
      nulls: [("terms/std_error", "term=x"), ("sigma", "")]),
    NumericalFact(
      description: "more terms than rows", data: "y,a,b,c\n1,3,1,9\n2,1,8,2\n4,5,3,3\n",
      arguments: ["lm", "y ~ a + b + c"], code: "collinear", term: "c", severity: "warning",
      nulls: [("terms/estimate", "term=c"), ("sigma", "")]),
    NumericalFact(
      description: "separation", data: "x,y\n1,0\n2,0\n3,0\n4,1\n5,1\n6,1\n",
      arguments: ["glm", "y ~ x", "--family", "binomial"], code: "separation", term: nil,
      severity: "warning", nulls: []),
    NumericalFact(
      description: "collinear columns in a Cox model",
      data: "time,event,x,z\n1,1,3,6\n2,1,1,2\n3,0,2,4\n4,1,7,14\n5,1,2,4\n",
      arguments: ["cox", "Surv(time, event) ~ x + z"], code: "collinear", term: "z",
      severity: "warning", nulls: [("terms/estimate", "term=z"), ("terms/hazard_ratio", "term=z")]),
    NumericalFact(
      description: "a hazard ratio that runs away",
      data: "time,event,x\n1,1,9\n2,1,8\n3,1,7\n4,0,1\n5,0,2\n",
      arguments: ["cox", "Surv(time, event) ~ x"], code: "infinite_coefficient", term: "x",
      severity: "warning", nulls: []),
  ]

  func arguments(_ more: [String]) -> [String] {
    [arguments[0], "data.csv"] + arguments.dropFirst() + more
  }
}

@Suite struct NumericalFactTests {
  @Test(arguments: NumericalFact.all)
  func `is said in the result and leaves null behind`(_ fact: NumericalFact) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", fact.data)
    let run = try Program.run(fact.arguments(["--format", "json"]), in: scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    let json = try parsedJSON(run)
    let said = try diagnostics(json)
    let diagnostic = try #require(
      said.first { $0.code == fact.code && (fact.term == nil || $0.term == fact.term) }, "\(said)")
    #expect(diagnostic.severity == fact.severity)
    #expect(diagnostic.message.count > 20)
    for place in fact.nulls {
      #expect(try number(json, place.quantity, place.term).isNaN, "\(place)")
    }
  }

  @Test(arguments: NumericalFact.all)
  func `fails under --strict when it is a warning, the result printed all the same`(
    _ fact: NumericalFact
  ) throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", fact.data)
    for format in ["md", "json", "csv"] {
      let lenient = try Program.run(fact.arguments(["--format", format]), in: scratch)
      let strict = try Program.run(
        fact.arguments(["--format", format, "--strict"]), in: scratch)
      #expect(lenient.exitCode == 0)
      #expect(strict.exitCode == (fact.severity == "warning" ? 2 : 0))
      #expect(strict.output == lenient.output)
      let said = format == "csv" ? strict.errors : strict.text
      if fact.severity == "warning" { #expect(!said.isEmpty) }
    }
  }

  @Test func `a level that one group lacks entirely makes an infinite difference`() throws {
    let scratch = try Scratch()
    try scratch.file("data.csv", "arm,site,same\nx,a,q\nx,a,q\nx,b,q\ny,c,q\ny,c,q\ny,d,q\n")
    let json = try parsedJSON(
      try scratch.run("describe", "data.csv", "--by", "arm", "--format", "json"))
    let site = try #require(
      (json["variables"] as? [[String: Any]])?.first { $0["variable"] as? String == "site" })
    #expect(site["smd"] is NSNull)
    #expect((site["smd_state"] as? String)?.hasPrefix("infinite") == true)
    #expect(try number(json, "variables/smd", "variable=same") == 0)
  }
}
