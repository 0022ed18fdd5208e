import Foundation
import Testing

/// The folder a report is written to: replaced whole, never mixed, and never somebody else's.
@Suite struct ReportFolderTests {
  /// A small study in a folder of its own.
  private static func study() throws -> Scratch {
    let scratch = try Scratch()
    let bundled = Program.repository.appendingPathComponent("Datasets/hodg")
    for name in ["protocol.yml", "hodg.csv"] {
      try scratch.file(name, try Data(contentsOf: bundled.appendingPathComponent(name)))
    }
    return scratch
  }

  private static func text(_ scratch: Scratch, _ path: String) throws -> String {
    try String(contentsOf: scratch.folder.appendingPathComponent(path), encoding: .utf8)
  }

  private static func exists(_ scratch: Scratch, _ path: String) -> Bool {
    FileManager.default.fileExists(atPath: scratch.folder.appendingPathComponent(path).path)
  }

  /// Nothing is left behind beside the folder of the report.
  private static func expectNoRemains(_ scratch: Scratch) throws {
    #expect(try scratch.contents().allSatisfy { !$0.contains("writing") })
  }

  @Test func `the results say what they are and name every file`() throws {
    let scratch = try Self.study()
    #expect(try scratch.run("report", "protocol.yml", "-o", "out").exitCode == 0)
    let json = try #require(
      try JSONSerialization.jsonObject(with: Data(try Self.text(scratch, "out/results.json").utf8))
        as? [String: Any])
    #expect(json["format"] as? String == "cohort report")
    let named = try #require(json["files"] as? [String])
    let files = try scratch.contents().filter { path in
      path.hasPrefix("out/") && path.split(separator: "/").last?.contains(".") == true
    }
    #expect(Set(named.map { "out/" + $0 }) == files)
    #expect(named.contains("tables/tbl-baseline.csv") && named.contains("figures/flow.svg"))
    try Self.expectNoRemains(scratch)
  }

  @Test func `files of an earlier report vanish, and others stay`() throws {
    let scratch = try Self.study()
    #expect(try scratch.run("report", "protocol.yml", "-o", "out").exitCode == 0)
    try scratch.file("out/notes/mine.txt", "mine")
    try scratch.file("out/figures/mine.svg", "mine too")
    let link = scratch.folder.appendingPathComponent("out/link.txt")
    try FileManager.default.createSymbolicLink(
      atPath: link.path, withDestinationPath: "notes/mine.txt")
    let before = try Self.text(scratch, "protocol.yml")
    let start = try #require(before.firstRange(of: "\ncomparison:"))
    let rest = before[start.upperBound...]
    let end = rest.firstRange(of: /\n[a-z]/)?.lowerBound ?? rest.endIndex
    try scratch.file("protocol.yml", String(before[..<start.lowerBound] + before[end...]))
    #expect(
      try scratch.run("report", "protocol.yml", "-o", "out/", "--format", "html").exitCode == 0)
    #expect(Self.exists(scratch, "out/report.html"))
    #expect(!Self.exists(scratch, "out/report.md"), "the page of the earlier report is gone")
    #expect(!Self.exists(scratch, "out/tables/tbl-model-comparison.csv"))
    #expect(try Self.text(scratch, "out/notes/mine.txt") == "mine")
    #expect(try Self.text(scratch, "out/figures/mine.svg") == "mine too")
    #expect(try Self.text(scratch, "out/link.txt") == "mine", "the link is still a link")
    #expect(
      try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "notes/mine.txt")
    try Self.expectNoRemains(scratch)
  }

  @Test func `a folder that is no report is refused and not touched`() throws {
    let scratch = try Self.study()
    try scratch.file("out/thesis.docx", "years of work")
    try expectRefusal(
      try scratch.run("report", "protocol.yml", "-o", "out"), exitCode: 73,
      ["the folder 'out' holds files", "nothing was written", "name another folder with -o"])
    try scratch.file("out/results.json", "{\"results\": []}")
    try expectRefusal(
      try scratch.run("report", "protocol.yml", "-o", "out"), exitCode: 73, ["'out'"])
    try expectRefusal(
      try scratch.run("report", "protocol.yml", "-o", "."), exitCode: 73, ["the folder '.'"])
    #expect(try Self.text(scratch, "out/thesis.docx") == "years of work")
    #expect(
      try scratch.contents() == [
        "hodg.csv", "protocol.yml", "out", "out/thesis.docx", "out/results.json",
      ])
  }

  @Test func `a file, an empty name and a link that leads nowhere are refused`() throws {
    let scratch = try Self.study()
    try scratch.file("file", "in the way")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.folder.appendingPathComponent("link").path, withDestinationPath: "gone")
    for (name, words) in [
      ("file", "is a file"), ("", "no folder is named"), ("link", "leads nowhere"),
    ] {
      try expectRefusal(
        try scratch.run("report", "protocol.yml", "-o", name), exitCode: 73, [words])
    }
    #expect(try Self.text(scratch, "file") == "in the way")
  }

  @Test func `a link to a folder, and permissions, stay`() throws {
    let scratch = try Self.study()
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("real"), withIntermediateDirectories: true)
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o750], ofItemAtPath: scratch.folder.appendingPathComponent("real").path)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.folder.appendingPathComponent("link").path, withDestinationPath: "real")
    #expect(try scratch.run("report", "protocol.yml", "-o", "link").exitCode == 0)
    let page = scratch.folder.appendingPathComponent("real/report.md").path
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: page)
    #expect(try scratch.run("report", "protocol.yml", "-o", "link").exitCode == 0)
    func mode(_ path: String) throws -> Int? {
      try FileManager.default.attributesOfItem(
        atPath: scratch.folder.appendingPathComponent(path).path)[.posixPermissions] as? Int
    }
    #expect(try mode("real") == 0o750 && mode("real/report.md") == 0o640)
    #expect(
      try FileManager.default.destinationOfSymbolicLink(
        atPath: scratch.folder.appendingPathComponent("link").path) == "real")
    try Self.expectNoRemains(scratch)
  }

  @Test func `the folder the program runs in takes a report if it is empty or one`() throws {
    let scratch = try Self.study()
    try FileManager.default.createDirectory(
      at: scratch.folder.appendingPathComponent("here"), withIntermediateDirectories: true)
    let line =
      "cd here && \"$cohort\" report ../protocol.yml -o . && ls report.md && "
      + "\"$cohort\" report ../protocol.yml -o . --format html && ls report.* tables"
    let run = try Program.shell(line, in: scratch)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.text.contains("report.html") && run.text.hasPrefix("report.md\n"))
    #expect(run.text.components(separatedBy: "report.md").count == 2, "the old page is gone")
    try Self.expectNoRemains(scratch)
  }

  /// Whoever opens the folder while reports are written over and over finds one of them, whole.
  @Test func `no mixture is ever seen`() throws {
    let scratch = try Self.study()
    #expect(try scratch.run("report", "protocol.yml", "-o", "out").exitCode == 0)
    // A look that began before a swap may see the old folder go, so only a second look counts.
    let line = """
      (for format in html md html md; do \
        "$cohort" report protocol.yml -o out --format $format --quiet 2>/dev/null; \
      done; touch done) &
      whole() {
        case "$(ls out 2>/dev/null | tr '\\n' ' ')" in
          "figures report.md results.json tables " | "figures report.html results.json tables ") ;;
          *) false ;;
        esac
      }
      while [ ! -e done ]; do whole || whole || echo mixture; done; wait
      """
    let run = try Program.shell(line, in: scratch)
    #expect(run.text.isEmpty, "\(run.text)")
    #expect(run.exitCode == 0)
  }

  @Test func `progress goes to standard error and can be turned off`() throws {
    let scratch = try Self.study()
    let quiet = try scratch.run("report", "protocol.yml", "-o", "a", "--quiet")
    #expect(quiet.output.isEmpty && !quiet.errors.contains("working on"))
    // A terminal is told at once what is being worked on, on a line that is wiped out again.
    let run = try Program.shell(
      "script -qec '\"'\"$cohort\"'\" report protocol.yml -o b' /dev/null", in: scratch)
    if run.exitCode == 0 {
      #expect(run.text.contains("working on the data") && run.text.contains("\u{1B}[K"))
    }
  }
}
