import Foundation
import Testing

/// `cohort report --section`: some sections on standard output, as they are in the whole report.
@Suite struct ReportSectionTests {
  private static let names = [
    "findings", "flow", "treated", "response", "onset", "loss", "models", "competing", "comparison",
    "scores", "published", "sensitivity", "methods",
  ]
  private static let hips = "Datasets/hip-msc-simulated/protocol.yml"

  /// The page of the whole report, line by line.
  private static func page(_ file: String) throws -> Set<Substring> {
    let scratch = try Scratch()
    let folder = scratch.folder.appendingPathComponent("report")
    let run = try Program.run(["report", file, "-o", folder.path, "--quiet"])
    #expect(run.exitCode == 0)
    let page = try String(
      contentsOf: folder.appendingPathComponent("report.md"), encoding: .utf8)
    return Set(page.split(separator: "\n"))
  }

  @Test(arguments: [
    (hips, ["response,loss,methods"]), ("Datasets/hodg/protocol.yml", names),
  ])
  func `sections are those of the whole report`(_ file: String, _ lists: [String]) throws {
    let page = try Self.page(file)
    for name in lists {
      let run = try Program.run(["report", file, "--section", name, "--quiet"])
      #expect(run.exitCode == 0, "\(name): \(run.errors)")
      let lines = run.text.split(separator: "\n")
      let strange = lines.filter {
        // A checklist names tables and figures that are not on the page, without a link.
        !page.contains($0) && !$0.contains("has no section")
          && !(name.hasSuffix("methods") && $0.hasPrefix("|"))
      }
      #expect(strange.isEmpty, "\(name): \(strange.prefix(3))")
      #expect(!run.text.contains("![") && !run.text.contains("](tables/"), "\(name)")
      #expect(run.text.contains("## What these numbers cannot tell"))
      // Only where joints are treated: lymphoma is not.
      #expect(
        run.text.contains("investigational, not standard first-line care") == (file == Self.hips))
      for link in run.text.matches(of: /\]\(#([^)]+)\)/) {
        #expect(run.text.contains("<a id=\"\(link.1)\">"), "\(name): \(link.1)")
      }
    }
  }

  @Test func `sections come in the order of the report, with their figures in a folder`() throws {
    let scratch = try Scratch()
    let protocolFile = Program.repository.appendingPathComponent(Self.hips).path
    let run = try scratch.run(
      "report", protocolFile, "--section", "onset, flow", "--figures", "pictures/", "--quiet")
    #expect(run.exitCode == 0, "\(run.errors)")
    let flow = try #require(run.text.firstRange(of: "](pictures/flow.svg)"))
    let onset = try #require(run.text.firstRange(of: "](pictures/onset.svg)"))
    #expect(flow.lowerBound < onset.lowerBound)
    let linked = Set(run.text.matches(of: /\]\((pictures\/[^)]+)\)/).map { String($0.1) })
    #expect(try scratch.contents() == linked.union(["pictures"]))
    #expect(!run.errors.contains("wrote"))
  }

  @Test(arguments: [
    (["--section", "findings,nonsense"], "- sensitivity"), (["--section", ""], "- findings"),
    (["--section", "flow", "-o", "x"], "--figures"),
    (["--section", "flow", "--format", "html"], "markdown only"),
    (["--figures", "x"], "--figures goes with --section"),
    (["--section", "flow", "--figures", ""], "expected a folder"),
  ])
  func `what cannot be is refused`(_ arguments: [String], _ words: String) throws {
    let run = try Program.run(["report", "Datasets/hodg/protocol.yml"] + arguments)
    #expect(run.exitCode == 64 && run.output.isEmpty)
    #expect(run.errors.contains(words), "\(run.errors)")
  }
}
