import Foundation
import ReferenceTables
import Testing

/// A table of text, read as simply as it is written.
private struct Cells {
  let header: [String]
  let rows: [[String: String]]

  init(_ text: String) throws {
    let lines = text.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    header = try #require(lines.first)
    let names = header
    rows = try lines.dropFirst().map { cells in
      try #require(cells.count == names.count, "ragged row: \(cells)")
      return Dictionary(zip(names, cells), uniquingKeysWith: { first, _ in first })
    }
  }
}

@Suite struct EndpointsCommandTests {
  private static func flags(_ text: String) -> [(String, Double)] {
    text.split(separator: ";").map { flag in
      let parts = flag.split(separator: "@")
      return (String(parts[0]), parts.count > 1 ? Double(parts[1]) ?? .nan : 0)
    }.sorted { ($0.0, $0.1) < ($1.0, $1.1) }
  }

  private static func isSame(_ column: String, _ expected: String, _ found: String) -> Bool {
    if column == "flags" {
      let (expected, found) = (flags(expected), flags(found))
      return expected.count == found.count
        && zip(expected, found).allSatisfy { $0.0 == $1.0 && abs($0.1 - $1.1) < 1e-9 }
    }
    guard let a = Double(expected), let b = Double(found) else { return expected == found }
    return abs(a - b) < 1e-9
  }

  @Test(arguments: [2, 7, 8, 9, 11])
  func `endpoints of random histories agree with a second derivation`(_ seed: Int) throws {
    let folder = ReferenceTable.url("endpoints/\(seed)")
    let run = try Program.run(
      ["endpoints", folder.appendingPathComponent("protocol.yml").path, "--quiet"])
    #expect(run.exitCode == 0, "\(run.errors)")
    let found = try Cells(run.text)
    let expected = try Cells(
      String(contentsOf: folder.appendingPathComponent("expected.csv"), encoding: .utf8))
    #expect(expected.rows.count == 60 && found.rows.count == 60)
    for (expected, found) in zip(expected.rows, found.rows) {
      for (column, value) in expected {
        let cell = try #require(found[column], "no column \(column)")
        #expect(
          Self.isSame(column, value, cell),
          "\(expected["unit"] ?? "?") \(column): expected \(value), found \(cell)")
      }
    }
  }

  /// Pairs of month and score, with events by name; worked by hand.
  private static let worked: [(id: String, history: String, row: String)] = [
    ("E0", "0:12 1.5:10 3:7 6:6 12:7 18:10 24:11", "responder 1.5-3 12-18 12-18"),
    ("E1", "0:14 1.5:13 3:12 6:12 12:14 24:15", "non_responder 24- - -"),
    ("E2", "0:12 1.5:11 3:11 6:7", "responder 3-6 6- 6-"),
    ("E2b", "0:12 1.5:11 3:11 6:10 12:7", "late_responder 6-12 - -"),
    ("E3", "1.5:8 3:5 6:4 12:9", "indeterminate - - -"),
    ("E4", "0:12 3:6 6:6 12:NA 18:11 24:12", "responder 0-3 6-18 6-18"),
    ("E5", "0:16 1.5:15 3:14 THR=5", "non_responder 3- - -"),
    ("E6", "0:12 3:6 6:5 12:6 18:5 24:6 booster=14", "responder 0-3 12- 12-"),
    ("E7", "0:12 3:7 6:6 12:7 death=15.2", "responder 0-3 12- 12-"),
    ("E8", "12:11 3:6 0:12 6:7 24:12", "responder 0-3 6-12 6-12"),
    ("E9", "0:12 3:7 6:6 6:6 12:7 12:10 18:11", "responder 0-3 6-12 6-12"),
    ("E11", "0:12 3:6 6:6 12:10 18:7 24:7", "responder 0-3 24- 6-12"),
    ("E12", "0:12 3:6 6:6 12:7 24:11", "responder 0-3 12- 12-24"),
    ("E13", "0:12 3:6 6:6 12:11 THR=13", "responder 0-3 6-12 6-12"),
    ("E14", "0:12 3:6 6:7 THR=10", "responder 0-3 6-10 6-10"),
    ("E15", "0:12 3:7 6:7r 12:11 18:11", "responder 0-3 6-12 6-12"),
  ]

  private static func workedStudy() throws -> Scratch {
    let scratch = try Scratch()
    var (units, visits, events) = ("hip\n", "hip,month,pain,nsaid\n", "hip,month,event\n")
    for (id, history, _) in worked {
      units += "\(id)\n"
      for word in history.split(separator: " ") {
        let event = word.split(separator: "=")
        if event.count == 2 {
          events += "\(id),\(event[1]),\(event[0])\n"
          continue
        }
        let visit = word.split(separator: ":")
        let isRescued = visit[1].hasSuffix("r")
        visits += "\(id),\(visit[0]),\(visit[1].filter { $0 != "r" }),\(isRescued ? "yes" : "no")\n"
      }
    }
    try scratch.file("units.csv", units)
    try scratch.file("visits.csv", visits)
    try scratch.file("events.csv", events)
    try scratch.file(
      "protocol.yml",
      """
      protocol: 1
      title: Worked histories
      population: hips of the worked histories
      units: {file: units.csv, id: hip}
      visits:
        file: visits.csv
        unit: hip
        month: month
        rescue: nsaid
        scores: {pain: {instrument: WOMAC-LK, subscale: pain, range: [0, 20], better: lower}}
      events:
        file: events.csv
        unit: hip
        month: month
        kind: event
        kinds: {thr: [THR], booster: [booster], death: [death]}
      response: {score: pain, threshold: 30 %, at_months: [3, 6, 12, 24]}
      loss: {threshold: 30 %}
      duplicates: worst
      """)
    return scratch
  }

  @Test func `the worked histories give the endpoints worked by hand`() throws {
    let run = try Self.workedStudy().run("endpoints", "protocol.yml")
    #expect(run.exitCode == 0, "\(run.errors)")
    let found = try Cells(run.text)
    func pair(_ row: [String: String], _ name: String) -> String {
      let (lower, upper) = (row[name + "_lower"] ?? "?", row[name + "_upper"] ?? "?")
      return "\(lower)-\(upper)"
    }
    for ((id, _, expected), row) in zip(Self.worked, found.rows) {
      #expect(row["unit"] == id)
      let text = [
        row["response_status"] ?? "?", pair(row, "onset"), pair(row, "loss"),
        pair(row, "loss_first_visit"),
      ].joined(separator: " ")
      #expect(text == expected, "\(id)")
    }
    let flags = found.rows.map { $0["flags"] ?? "?" }
    #expect(
      flags == [
        "", "", "unconfirmed_response", "late_response;unconfirmed_response", "missing_baseline",
        "", "thr@5", "booster@14", "death@15.2", "reordered", "dup_identical;dup_conflict",
        "transient_dip@12", "unconfirmed_drop@24", "confirmed_by_event;thr@13", "thr@10",
        "rescue@6",
      ])
    #expect(found.rows[6]["response_6"] == "failed" && found.rows[6]["response_24"] == "failed")
  }

  @Test func `an explanation reads well, and can be written to a file`() throws {
    let study = try Self.workedStudy()
    let run = try study.run("endpoints", "protocol.yml", "--explain", "E12", "-o", "why.md")
    #expect(run.exitCode == 0 && run.output.isEmpty && run.errors.hasSuffix("wrote why.md\n"))
    let page = try String(
      contentsOf: study.folder.appendingPathComponent("why.md"), encoding: .utf8)
    for words in [
      "| Line | Day | Month |", "Visits of E12 in visits.csv", "Baseline 12 on day 0",
      "onset `(0, 3]`", "The drop at month 24 was never confirmed.", "Loss `(12, ∞)`",
      "Loss `(12, 24]`", "no response, by the visit of month 24.",
      "- `unconfirmed_drop`: the benefit was gone at month 24, and nothing followed to confirm it",
      "  8.3 % |",
    ] {
      #expect(page.contains(words), "\(words) is not in\n\(page)")
    }
    #expect(!page.contains("\\"), "a stray backslash in\n\(page)")
    #expect(page.contains("Response: improvement over baseline of at least"))
    #expect(page.contains("\nPopulation: "))
    let audit = try study.run("audit", "why.md")
    #expect(audit.exitCode == 0, "\(audit.text)")
    let json = try study.run("endpoints", "protocol.yml", "--explain", "E12", "--format", "json")
    let value = try #require(
      try JSONSerialization.jsonObject(with: json.output) as? [String: Any])
    #expect(value["unit"] as? String == "E12" && value["response_status"] as? String == "responder")
    #expect((value["visits"] as? [[String: Any]])?.count == 5)
    #expect((value["loss"] as? [String: Any])?["upper"] is NSNull)
    #expect((value["loss_first_visit"] as? [String: Any])?["upper"] as? Double == 24)
    #expect(value["flags"] as? [String] == ["unconfirmed_drop@24"])
    #expect((value["decisions"] as? [String])?.contains { $0.contains("`") } == false)
  }

  @Test func `numbers below zero have the minus sign, and names keep their hyphens`() throws {
    let scratch = try Scratch()
    #expect(try scratch.run("simulate", "--patients", "3", "-o", "made").exitCode == 0)
    let units = try String(
      contentsOf: scratch.folder.appendingPathComponent("made/units-simulated.csv"),
      encoding: .utf8)
    let name = try #require(
      units.split(separator: "\n").dropFirst().first?.split(separator: ",").first)
    let page = try scratch.run("endpoints", "made/protocol.yml", "--explain", String(name)).text
    #expect(name.contains("-") && page.contains("Endpoints of \(name)"))
    #expect(page.contains("−"))
    #expect(!page.contains(#/[|( ]-[0-9]/#), "\(page)")
  }

  @Test func `a hip that is not there is refused with the nearest name`() throws {
    let study = try Self.workedStudy()
    let before = try study.contents()
    try expectRefusal(
      try study.run("endpoints", "protocol.yml", "--explain", "E11x", "-o", "why.md"), exitCode: 64,
      ["--explain E11x", "units.csv", "did you mean `E11`?"])
    #expect(try study.contents() == before)
  }

  @Test(arguments: ["dataset", "counting-process"])
  func `other layouts hold a row for every unit or stretch`(_ layout: String) throws {
    let study = try Self.workedStudy()
    let run = try study.run("endpoints", "protocol.yml", "--layout", layout, "-o", "rows.csv")
    #expect(run.exitCode == 0 && run.errors.contains("wrote rows.csv"))
    let table = try Cells(
      String(contentsOf: study.folder.appendingPathComponent("rows.csv"), encoding: .utf8))
    if layout == "dataset" {
      #expect(table.rows.count == Self.worked.count)
      #expect(table.rows[0]["loss_months"] == "18" && table.rows[0]["loss_event"] == "1")
    } else {
      #expect(
        table.rows.allSatisfy { (Double($0["start"] ?? "") ?? 9) < (Double($0["stop"] ?? "") ?? 0) }
      )
    }
  }
}
