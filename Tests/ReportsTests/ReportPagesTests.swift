import Analyses
import Documents
import Foundation
import Reports
import Testing

/// The page of a report in its forms: as HTML, in the style of a journal, with its tables as files.
@Suite struct ReportPagesTests {
  private static let results: [String: StudyResults] = {
    var results: [String: StudyResults] = [:]
    for name in ["hodg", "hip-msc-simulated"] {
      let file = StudyReportTests.root.appendingPathComponent("Datasets/\(name)/protocol.yml")
      results[name] = try? StudyRunner.run(protocolFile: file.path, version: "test")
    }
    return results
  }()

  private static func report(
    _ name: String, _ options: StudyReport.Options = .init()
  ) throws -> StudyReport {
    StudyReport(try #require(results[name]), options: options)
  }

  private static func tables(_ report: StudyReport) -> [TableBlock] {
    report.document.blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  @Test(arguments: ["hodg", "hip-msc-simulated"])
  func `the HTML page holds its pictures and leads only to what is there`(_ name: String) throws {
    let report = try Self.report(name, .init(page: .html))
    let page = try #require(report.files.last)
    #expect(page.path == "report.html")
    let ids = page.text.matches(of: /\sid=["']([^"']*)["']/).map { String($0.1) }
    #expect(Set(ids).count == ids.count, "every name stands once")
    let links = page.text.matches(of: /href=["']#([^"']*)["']/).map { String($0.1) }
    #expect(links.allSatisfy(Set(ids).contains), "\(links.filter { !ids.contains($0) })")
    let files = page.text.matches(of: /href="((?:figures|tables)\/[^"]*)"/).map { String($0.1) }
    #expect(files.allSatisfy(Set(report.files.map(\.path)).contains))
    let figures = report.files.filter { $0.path.hasSuffix(".svg") }
    #expect(page.text.matches(of: /<svg\s/).count == figures.count)
    #expect(!page.text.contains("<img") && !page.text.contains("<script"))
    for table in Self.tables(report) { #expect(ids.contains(table.anchor)) }
  }

  @Test(arguments: ["hodg", "hip-msc-simulated"])
  func `every table has its cells in a file of its own`(_ name: String) throws {
    let report = try Self.report(name)
    let paths = report.files.map(\.path)
    #expect(Set(paths).count == paths.count)
    for table in Self.tables(report) where !table.columns.isEmpty {
      let file = try #require(report.files.first { $0.path == table.dataPath })
      #expect(file.text == CSVRenderer().render(table.data))
      #expect(file.text.split(separator: "\n").count <= table.rows.count + 1)
    }
  }

  /// Whatever a section prints in a cell or a picture goes through the style of the page.
  @Test(arguments: ["hodg", "hip-msc-simulated"], JournalStyle.Name.allCases)
  func `a decimal comma is everywhere`(_ name: String, _ style: JournalStyle.Name) throws {
    let report = try Self.report(name, .init(style: style, decimalMark: .comma))
    for table in Self.tables(report) {
      for row in table.rows {
        // The first cell holds names, which are not the page's to spell.
        for cell in row.cells.dropFirst() {
          let text = cell.text.plainText
          #expect(text.firstMatch(of: /\d\.\d/) == nil, "\(table.id): \(text)")
          #expect(text.firstMatch(of: /\(\S+, \S+\)$/) == nil, "\(table.id): \(text)")
        }
      }
    }
    for file in report.files where file.path.hasSuffix(".svg") && file.path != "figures/flow.svg" {
      for match in file.text.matches(of: /<text[^>]*>([^<]*)</) {
        #expect(match.1.firstMatch(of: /\d\.\d/) == nil, "\(file.path): \(match.1)")
      }
    }
  }

  @Test func `the style of a journal reaches tables, sentences and pictures`() throws {
    let page = { (style: JournalStyle.Name) -> String in
      let report = try Self.report("hodg", .init(style: style))
      return try #require(report.files.last?.text)
    }
    let lancet = try page(.lancet)
    #expect(lancet.contains("0\u{B7}") && !lancet.contains("P = "))
    let jama = try page(.jama)
    #expect(jama.contains("P = .") && !jama.contains("P = 0."))
    #expect(try page(.default) == Self.report("hodg").files.last?.text)
    let figure = try #require(
      try Self.report("hodg", .init(style: .lancet)).files.first {
        $0.path.hasPrefix("figures/survival") && $0.path.hasSuffix(".svg")
      })
    #expect(figure.text.contains("p=0\u{B7}") || figure.text.contains("p<0\u{B7}"))
  }

  /// The style changes how numbers are spelled, never the numbers.
  @Test func `the results file does not depend on the style`() throws {
    let files = try JournalStyle.Name.allCases.map { style in
      try Self.report("hodg", .init(style: style)).files.first { $0.path == "results.json" }?.text
    }
    #expect(Set(files).count == 1)
  }
}
