import Analyses
import Documents
import Foundation
import Reports
import Testing

@Suite struct StudyReportTests {
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  static let golden = root.appendingPathComponent("Tests/ReportsTests/Golden/hodg.md")

  static func report() throws -> StudyReport {
    StudyReport(
      try StudyRunner.run(
        protocolFile: root.appendingPathComponent("Datasets/hodg/protocol.yml").path,
        version: "test"))
  }

  /// The page as reviewed; `UPDATE_GOLDEN=1` writes it anew, for review in the diff.
  @Test func thePageIsAsReviewed() throws {
    let page = MarkdownRenderer().render(try Self.report().document)
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try page.write(to: Self.golden, atomically: true, encoding: .utf8)
    }
    #expect(page == (try String(contentsOf: Self.golden, encoding: .utf8)))
  }

  @Test func theSameInputGivesTheSameBytes() throws {
    #expect(try Self.report().files == Self.report().files)
  }

  @Test func thePageComesLastAndItsFilesExist() throws {
    let report = try Self.report()
    let paths = report.files.map(\.path)
    #expect(paths.last == "report.md")
    #expect(paths.contains("results.json"))
    for block in report.document.blocks {
      guard case .figure(let figure) = block else { continue }
      #expect(paths.contains(figure.path))
      #expect(figure.dataPath.map(paths.contains) ?? false)
    }
  }

  @Test func nothingNamesAMachineOrADay() throws {
    for file in try Self.report().files {
      #expect(!file.text.contains(Self.root.path), "\(file.path) holds an absolute path")
    }
  }

  @Test func theResultsParseAndHoldEveryRow() throws {
    let report = try Self.report()
    let file = try #require(report.files.first { $0.path == "results.json" })
    let json = try JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any]
    let rows = try #require(json?["results"] as? [[String: Any]])
    #expect(rows.count > 100)
    for row in rows where row["value"] is NSNull {
      #expect(row["state"] is String, "a value that does not exist says why")
    }
  }
}
