import Foundation
import Testing

/// A million rows at one time.
///
/// Ties everywhere, and far too many pairs for anything quadratic. The limit of a run only catches
/// what would not end.
@Suite struct LargeDataTests {
  @Test func `a million rows at one time`() throws {
    let scratch = try Scratch()
    var text = "time,event,g,x\n"
    for row in 0..<1_000_000 { text += "5,\(row % 2),\(row % 3 == 0 ? "b" : "a"),\(row % 7)\n" }
    try scratch.file("data.csv", text)
    func json(_ arguments: String...) throws -> [String: Any] {
      let run = try Program.run(
        [arguments[0], "data.csv"] + arguments.dropFirst() + ["--format", "json"],
        in: scratch, limit: 60)
      #expect(run.exitCode == 0, "\(run.errors)")
      return try parsedJSON(run)
    }
    let curves = try json("km", "Surv(time, event) ~ g")
    #expect(try number(curves, "groups/events", "g=b") == 166_667)
    #expect(try number(json("logrank", "Surv(time, event) ~ g"), "df") == 1)
    #expect(try number(json("cox", "Surv(time, event) ~ g"), "events") == 500_000)
    #expect(try number(json("lm", "x ~ event + g"), "df_residual") == 999_997)
    #expect(
      try number(json("glm", "event ~ x + g", "--family", "binomial"), "df/residual") == 999_997)
    #expect(try number(json("describe", "--by", "g"), "groups/n", "g=a") == 666_666)
    let page = try scratch.run("lm", "data.csv", "x ~ event + g", limit: 60)
    #expect(page.text.contains(" and 999997 degrees of freedom"), "every digit of a count is shown")
  }
}
