import Analyses
import Cohorts
import Foundation
import Testing

/// The page that lists every key of a protocol is a protocol that can be read.
@Suite struct ProtocolPageTests {
  private static let page = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/PROTOCOL.md")

  @Test func everyKeyOfThePageIsRead() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let fences = text.components(separatedBy: "```yaml\n").dropFirst().map {
      String($0.prefix(upTo: $0.range(of: "```")?.lowerBound ?? $0.endIndex))
    }
    let (whole, outcome) = (try #require(fences.first), try #require(fences.last))
    let study = try StudyFile.parse(whole, source: "protocol.yml")
    let plan = try #require(study.endpoints)
    #expect(plan.response.windows.map(\.days) == [67...137, 138...274, 275...456, 640...913])
    #expect(study.eligibility.count == 3)
    #expect(study.survival.tauMonths == 24)
    let ready = """
      protocol: 1
      population: patients
      units: {file: patients.csv}
      \(outcome)
      """
    #expect(try StudyFile.parse(ready, source: "protocol.yml").endpoints == nil)
  }
}
