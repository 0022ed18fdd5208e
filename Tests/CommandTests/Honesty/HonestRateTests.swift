import Foundation
import Testing

/// Rules H1 and H3 of honest reporting: what every rate must say, or is refused.
@Suite struct HonestRateTests {
  @Test(arguments: ["instrument", "threshold", "origin", "label"])
  func h1AnOutcomeWithoutOneOfTheFourIsRefused(_ key: String) throws {
    let line = try #require(
      TableStudy.plan.split(separator: "\n").first { $0.contains("\(key): ") })
    try expectRefused(
      try TableStudy(plan: [("\(line)\n", "")]).scratch, ["protocol.yml", "`\(key)`", "help: "])
    try expectRefused(
      try TableStudy(plan: [("\(line)", "  \(key): n/a")]).scratch,
      ["`outcome.\(key)` is `n/a`, which states nothing", "rule H1", "help: "])
  }

  @Test func h1APopulationThatIsNoneIsRefused() throws {
    try expectRefused(
      try SmallStudy(plan: [("population: hips of a small study\n", "")]).scratch,
      ["`population`", "help: "])
    try expectRefused(
      try SmallStudy(plan: [("population: hips of a small study", "population: unknown")]).scratch,
      ["protocol.yml:3", "`population` is `unknown`", "rule H1"])
  }

  private struct Results: Decodable {
    struct Row: Decodable {
      struct Context: Decodable {
        let instrument, version, domain, direction, threshold, origin, population: String
        let responseRule: String

        enum CodingKeys: String, CodingKey {
          case instrument, version, domain, direction, threshold, origin, population
          case responseRule = "response_rule"
        }
      }
      let statistic: String
      let n: Int
      let treated: Int?
      let missing: Int?
      let context: Context?
      let method: String?
    }
    let results: [Row]
  }

  @Test func h1AndH3EveryRateInTheResultsSaysOfWhatAndOfHowMany() throws {
    let scratch = try SmallStudy().scratch
    _ = try report(scratch)
    let data = try Data(
      contentsOf: scratch.folder.appendingPathComponent("out/results.json"))
    let rows = try JSONDecoder().decode(Results.self, from: data).results.filter {
      ["responder_rate", "median_time_to_event", "event_free_probability"].contains($0.statistic)
    }
    #expect(rows.count > 5)
    for row in rows {
      let context = try #require(row.context)
      #expect(context.instrument.contains("WOMAC-LK"))
      #expect(context.domain == "pain" && context.direction == "lower is better")
      #expect(context.version.contains("five-point"))
      #expect(
        [
          "single visit", "confirmed at two consecutive visits",
          "confirmed at two consecutive visits or by an event",
        ].contains(context.responseRule))
      let treated = try #require(row.treated)
      #expect(row.n <= treated && row.missing != nil && row.method != nil)
    }
    // Six hips were treated, whoever responded.
    #expect(rows.contains { $0.treated == 6 && $0.n < 6 })
  }
}
