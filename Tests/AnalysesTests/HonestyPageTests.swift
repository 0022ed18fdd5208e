import Analyses
import Foundation
import Testing

/// The page of the rules names every one of them.
@Suite struct HonestyPageTests {
  private static let page = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/HONESTY.md")

  @Test func everyRuleStandsOnThePageOnce() throws {
    let lines = try String(contentsOf: Self.page, encoding: .utf8).split(separator: "\n")
    #expect(HonestyRule.allCases.count == 20)
    for rule in HonestyRule.allCases {
      #expect(lines.count { $0.hasPrefix("| \(rule) |") } == 1, "\(rule)")
      #expect(!rule.trigger.isEmpty)
    }
  }
}
