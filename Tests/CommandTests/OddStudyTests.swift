import Foundation
import FoundationXML
import Testing

/// Studies with hardly any data or with awkward names: a report all the same, never a crash.
struct OddStudy: Sendable, CustomStringConvertible {
  let description: String
  /// Time, event, arm, stratum and covariate, row by row.
  let rows: [(time: Int, event: Int, arm: String, stratum: String, covariate: Int)]
  /// Words of the warnings.
  let warnings: [String]

  static let first = "a | <i>*"

  static let all: [OddStudy] = [
    OddStudy(
      description: "two rows", rows: [(100, 1, first, "u", 1), (200, 0, "b", "v", 2)],
      warnings: ["warning: "]),
    OddStudy(
      description: "all censored",
      rows: (0..<20).map { (100 + $0, 0, $0 % 2 == 0 ? first : "b", $0 % 3 == 0 ? "u" : "v", $0) },
      warnings: ["nobody had the event", "was not fitted"]),
    OddStudy(
      description: "an arm without events",
      rows: (0..<20).map {
        (100 + $0, $0 % 2, $0 % 2 == 1 ? first : "b", $0 % 3 == 0 ? "u" : "v|\n<*", $0)
      }, warnings: ["warning: "]),
  ]

  func write(to scratch: Scratch) throws {
    let lines = rows.enumerated().map { index, row in
      "\(index + 1),\(row.time),\(row.event),\"\(row.arm)\",\"\(row.stratum)\",\(row.covariate)\n"
    }
    try scratch.file("odd.csv", "id,t,e,g,s,x\n" + lines.joined())
    try scratch.file(
      "protocol.yml",
      """
      protocol: 1
      title: "odd | <b>title</b>\\nof *two* lines"
      population: patients | with *stars* & <angles>
      units:
        file: odd.csv
        id: id
        patient: id
      outcome:
        time: t
        event: e
        unit: days
        label: "relapse <or> death | *x*"
        instrument: clinical
        threshold: first
        origin: transplant
      strata:
        s: {label: "S | <b>"}
      survival:
        landmarks_months: [6, 12]
      comparison:
        exposure: g
        arms: {"A | <i>*": ["\(Self.first)"], b: [b]}
        reference: b
        adjust_for: [x]
      """)
  }
}

@Suite struct OddStudyTests {
  @Test(arguments: OddStudy.all)
  func `is reported, with warnings`(_ study: OddStudy) throws {
    let scratch = try Scratch()
    try study.write(to: scratch)
    let run = try scratch.run("report", "protocol.yml", "-o", "out")
    #expect(run.exitCode == 0 && run.signal == nil, "\(run.errors)")
    #expect(run.output.isEmpty)
    for words in study.warnings { #expect(run.errors.contains(words), "\(run.errors)") }
    let strict = try scratch.run("report", "protocol.yml", "-o", "strict", "--strict")
    #expect(strict.exitCode == 2)

    let out = scratch.folder.appendingPathComponent("out")
    let results = try Data(contentsOf: out.appendingPathComponent("results.json"))
    #expect(try JSONSerialization.jsonObject(with: results) is [String: Any])
    let figures = try scratch.contents().filter { $0.hasPrefix("out/figures/") }
    #expect(figures.contains { $0.hasSuffix(".svg") } && figures.contains { $0.hasSuffix(".csv") })
    for figure in figures where figure.hasSuffix(".svg") {
      let data = try Data(contentsOf: scratch.folder.appendingPathComponent(figure))
      #expect(XMLParser(data: data).parse(), "\(figure) is no XML")
    }
    let page = try String(contentsOf: out.appendingPathComponent("report.md"), encoding: .utf8)
    // Inside a fence, where the protocol is quoted, text stands as it is.
    let text = page.replacing(/```[\s\S]*?\n```/, with: "")
    for word in ["<i>", "<b>", "<or>", "<angles>", "NaN", " nan", "inf "] {
      #expect(!text.contains(word), "\(word) stands in the page")
    }
    try expectWholeTables(page)
  }

  /// Expects every row of every table to have as many cells as its header.
  private func expectWholeTables(_ page: String) throws {
    var width: Int?
    var tables = 0
    for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("|") else {
        width = nil
        continue
      }
      let cells = line.replacing("\\|", with: "").count { $0 == "|" }
      if width == nil { tables += 1 }
      #expect(cells == width ?? cells, "\(line)")
      width = cells
    }
    #expect(tables > 3)
  }
}
