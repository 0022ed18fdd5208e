import Foundation
import Testing

/// The bundled study, with one thing changed, in a folder of its own.
private struct Study {
  let scratch: Scratch

  /// Puts the bundled data and protocol into a folder, with pieces of the protocol replaced.
  init(in folder: String = ".", _ changes: [(String, String)] = []) throws {
    scratch = try Scratch()
    let bundled = Program.repository.appendingPathComponent("Datasets/hodg")
    var text = try String(
      contentsOf: bundled.appendingPathComponent("protocol.yml"), encoding: .utf8)
    for (old, new) in changes {
      try #require(text.contains(old), "the bundled protocol no longer holds: \(old)")
      text = text.replacing(old, with: new)
    }
    try scratch.file("\(folder)/protocol.yml", text)
    try scratch.file(
      "\(folder)/hodg.csv", try Data(contentsOf: bundled.appendingPathComponent("hodg.csv")))
  }

  /// The line and column at which a text stands in the protocol, counted from one.
  func place(_ text: String) throws -> String {
    let protocolFile = try String(
      contentsOf: scratch.folder.appendingPathComponent("protocol.yml"), encoding: .utf8)
    let range = try #require(protocolFile.firstRange(of: text))
    let before = protocolFile[..<range.lowerBound]
    let column = before.reversed().prefix { $0 != "\n" }.count + 1
    return "protocol.yml:\(before.count { $0 == "\n" } + 1):\(column): error: "
  }

  func run(_ more: String...) throws -> Program.Run {
    try Program.run(["report", "protocol.yml", "-o", "out"] + more, in: scratch)
  }

  /// Expects a refusal that leaves nothing behind.
  func expectRefusal(
    exitCode: Int32, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    try CommandTests.expectRefusal(
      try run(), exitCode: exitCode, words, sourceLocation: sourceLocation)
    #expect(
      try scratch.contents().isSubset(of: ["protocol.yml", "hodg.csv"]),
      sourceLocation: sourceLocation)
  }
}

@Suite struct ReportCommandTests {
  @Test(arguments: ["instrument", "threshold", "origin"])
  func `a duration without its context is refused`(_ key: String) throws {
    let study = try Study()
    let file = study.scratch.folder.appendingPathComponent("protocol.yml")
    let lines = try String(contentsOf: file, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false)
    try study.scratch.file(
      "protocol.yml", lines.filter { !$0.hasPrefix("  \(key): ") }.joined(separator: "\n"))
    try study.expectRefusal(
      exitCode: 65,
      [
        try study.place("time: time"), "`outcome` lacks the key `\(key)`",
        "cannot be evaluated without it",
      ])
  }

  @Test func `a cohort without a population is refused`() throws {
    let study = try Study([("population:", "# population:")])
    try study.expectRefusal(exitCode: 65, ["lacks the key `population`", "help: say who"])
  }

  @Test func `every fault of a protocol is told in one run, each with its place`() throws {
    let study = try Study([
      ("instrument:", "instrumnt:"), ("landmarks_months", "landmark_months"),
      ("conf_level: 0.95", "conf_level: 95"), ("conf_type: log-log", "conf_type: loglog"),
      ("reference: own marrow", "reference: own marow"),
    ])
    try study.expectRefusal(
      exitCode: 65,
      [
        try study.place("instrumnt")
          + "`outcome` has no key `instrumnt`; did you mean `instrument`?",
        try study.place("landmark_months") + "`survival` has no key `landmark_months`",
        try study.place("95\n") + "`survival.conf_level` is 95",
        try study.place("loglog") + "`survival.conf_type` is `loglog`", "did you mean `log-log`?",
        try study.place("own marow") + "`comparison.reference` is `own marow`",
      ])
  }

  @Test func `text that is no YAML is named with its place`() throws {
    try Study([("unit: days\n  label", "unit: [days\n  label")]).expectRefusal(
      exitCode: 65, ["protocol.yml:", "not YAML", "help: "])
    try Study([("  file:", "\tfile:")]).expectRefusal(
      exitCode: 65, ["protocol.yml:8:", "not YAML"])
  }

  @Test func `a key given twice is named with its place`() throws {
    try Study([("title:", "title: once\ntitle:")]).expectRefusal(
      exitCode: 65, ["protocol.yml:", "more than once: `title`", "help: keep one"])
  }

  @Test func `files that are not there`() throws {
    let scratch = try Scratch()
    try expectRefusal(
      try scratch.run("report", "no.yml"), exitCode: 66, ["no.yml", "no such file"])
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("folder"), withIntermediateDirectories: true)
    try expectRefusal(try scratch.run("report", "folder"), exitCode: 66, ["folder"])
    try Study([("file: hodg.csv", "file: hdg.csv")]).expectRefusal(
      exitCode: 66, ["protocol.yml", "`units.file` names `hdg.csv`", "no such file", "help: "])
  }

  @Test func `columns and levels that are not in the data`() throws {
    try Study([("[autologous], donor", "[autologus], donor")]).expectRefusal(
      exitCode: 65, ["no level `autologus`", "`autologous`"])
    try Study([("exposure: graft", "exposure: grft")]).expectRefusal(
      exitCode: 65, ["no column `grft`; did you mean `graft`?"])
    try Study([
      ("  disease: {label: Disease}", "  diseas: {label: Disease}"),
      ("  karnofsky: {cuts", "  karnofski: {cuts"),
    ]).expectRefusal(exitCode: 65, ["did you mean `disease`?", "did you mean `karnofsky`?"])
    try Study([("range: [0, 5000]", "range: [0, 50]")]).expectRefusal(
      exitCode: 65, ["hodg.csv:", "column 4 \"time\"", "50"])
  }

  @Test(arguments: [
    ("28,1,90", "-28,1,90", ["\"time\"", "`outcome.time` names", "`outcome.origin`"]),
    ("28,1,90", "28,2,90", ["\"event\"", "found \"2\"", "`outcome.event: event == 1`"]),
  ])
  func `a faulty outcome is mended in the protocol or the file, and in no formula`(
    _ old: String, _ new: String, _ words: [String]
  ) throws {
    let study = try Study([
      ("range: [0, 5000]", "range: [-50, 5000]"), ("range: [0, 1]", "range: [0, 2]"),
    ])
    let rows = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("hodg.csv"), encoding: .utf8)
    try study.scratch.file("hodg.csv", rows.replacing(old, with: new, maxReplacements: 1))
    try study.expectRefusal(exitCode: 65, words + ["hodg.csv:2", "help: "])
    #expect(try !study.run().errors.contains("Surv("))
  }

  private static func eligibility(_ conditions: String...) -> [(String, String)] {
    let steps = conditions.map { "\n  - {name: step, where: '\($0)'}" }.joined()
    return [("strata:", "eligibility:\(steps)\nstrata:")]
  }

  @Test func `conditions choose the rows, and faulty ones are refused`() throws {
    let study = try Study(Self.eligibility("karnofsky >= 60", "waiting_time < 100"))
    #expect(try study.run().exitCode == 0)
    let page = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("out/report.md"), encoding: .utf8)
    let rows = try String(
      contentsOf: study.scratch.folder.appendingPathComponent("hodg.csv"), encoding: .utf8
    ).split(separator: "\n").dropFirst().map { $0.split(separator: ",") }
    let fit = rows.count { (Int($0[5]) ?? 0) >= 60 && (Int($0[6]) ?? 0) < 100 }
    let analysed = try #require(page.split(separator: "\n").first { $0.hasPrefix("| Analysed ") })
    let cells = analysed.split(separator: "|").map { $0.filter { $0 != " " } }
    #expect(cells[2] == "\(fit)", "the third cell holds those remaining")
    try Study(Self.eligibility("karnofsky >=")).expectRefusal(
      exitCode: 65, ["protocol.yml:", "`eligibility[1].where`", "^"])
    try Study(Self.eligibility("karnofski >= 60")).expectRefusal(
      exitCode: 65, ["no column `karnofski`", "did you mean `karnofsky`?"])
    try Study(Self.eligibility("karnofski >= 60", "diseas == 1")).expectRefusal(
      exitCode: 65, ["no column `karnofski`", "no column `diseas`"])
    try Study(Self.eligibility("karnofsky > 1000")).expectRefusal(
      exitCode: 65, ["no row is left"])
  }

  @Test func `the same input gives the same bytes anywhere, without paths or dates`() throws {
    let here = try Study()
    let there = try Study(in: "deep/down")
    #expect(try here.run().exitCode == 0)
    #expect(
      try Program.run(
        ["report", "./deep/down/../down/protocol.yml", "-o", "out"], in: there.scratch
      ).exitCode == 0)
    let files = try here.scratch.contents().filter { $0.hasPrefix("out/") && $0.contains(".") }
    #expect(files.isSuperset(of: ["out/report.md", "out/results.json"]))
    let year = Calendar.current.component(.year, from: Date())
    for file in files {
      let bytes = try Data(contentsOf: here.scratch.folder.appendingPathComponent(file))
      #expect(
        bytes == (try Data(contentsOf: there.scratch.folder.appendingPathComponent(file))),
        "\(file)")
      let text = String(decoding: bytes, as: UTF8.self)
      for word in [
        here.scratch.folder.path, here.scratch.folder.lastPathComponent, "/tmp/", "\(year)-",
        NSUserName() + "@",
      ] {
        #expect(!text.contains(word), "\(file) holds \(word)")
      }
    }
    #expect(try here.run().exitCode == 0, "a report can be written over an old one")
    for file in files {
      #expect(
        try Data(contentsOf: here.scratch.folder.appendingPathComponent(file))
          == Data(contentsOf: there.scratch.folder.appendingPathComponent(file)))
    }
  }

  /// Sets and dictionaries have another order in each process, so that one pair of runs may agree by
  /// luck; sentences with several reasons stand in a report where much may not be told.
  @Test func `the same input gives the same bytes in every process`() throws {
    let scratch = try Scratch()
    let source = Program.repository.appendingPathComponent("Datasets/hip-msc-simulated")
    for name in try FileManager.default.contentsOfDirectory(atPath: source.path)
    where name.hasSuffix(".csv") || name == "protocol.yml" {
      var data = try Data(contentsOf: source.appendingPathComponent(name))
      if name == "protocol.yml" { data += Data("\nreport: {min_cell: 5}\n".utf8) }
      try scratch.file(name, data)
    }
    var reports: [[String: Data]] = []
    for run in 1...4 {
      #expect(try scratch.run("report", "protocol.yml", "-o", "\(run)").exitCode == 0)
      let files = try scratch.contents().filter { $0.hasPrefix("\(run)/") && $0.contains(".") }
      reports.append(
        try files.reduce(into: [:]) { report, file in
          report[String(file.dropFirst(2))] = try Data(
            contentsOf: scratch.folder.appendingPathComponent(file))
        })
    }
    #expect(
      reports[0]["report.md"].map { String(decoding: $0, as: UTF8.self) }?
        .contains("Left out: ") ?? false)
    for other in reports.dropFirst() {
      #expect(other.keys.sorted() == reports[0].keys.sorted())
      for (file, data) in reports[0] { #expect(other[file] == data, "\(file)") }
    }
  }

  @Test func `a folder that cannot be written is said so`() throws {
    let study = try Study()
    try study.scratch.file("out", "a file in the way")
    let run = try study.run()
    try expectRefusal(run, exitCode: 73, ["'out'", "is a file", "name another with -o"])
    #expect(
      try Data(contentsOf: study.scratch.folder.appendingPathComponent("out"))
        == Data("a file in the way".utf8))
  }
}
