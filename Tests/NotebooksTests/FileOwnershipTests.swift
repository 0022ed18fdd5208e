import Foundation
import Notebooks
import Testing

/// A cell may replace what its own last run wrote, and nothing else.
@Suite struct FileOwnershipTests {
  static let page = "```cohort {#a}\nsay x\nwrite out.txt first\n```\n"

  @Test func `a cell writes its own file anew`() throws {
    let scratch = try NotebookScratch(Self.page)
    #expect(try scratch.run().code == .clean)
    try scratch.write(
      scratch.text.replacing("out.txt first", with: "out.txt second"), to: "page.md")
    #expect(try scratch.run().code == .clean)
    #expect(scratch.read("out.txt") == "second")
    try scratch.write(
      scratch.text.replacing("out.txt second", with: "out.txt third"), to: "page.md")
    #expect(try scratch.run().code == .clean)
    #expect(scratch.read("out.txt") == "third")
  }

  @Test func `a file that was there before is left alone, and named`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["out.txt": "a person's"])
    let summary = try scratch.run()
    #expect(summary.code == .edited)
    #expect(
      summary.lines[0].hasPrefix("\(scratch.path):3: error: #a would replace out.txt"),
      "\(summary.lines)")
    #expect(scratch.read("out.txt") == "a person's" && scratch.text == Self.page)
    #expect(try scratch.run(force: true).code == .clean)
    #expect(scratch.read("out.txt") == "first")
  }

  @Test func `a file that a person has changed since is left alone`() throws {
    let scratch = try NotebookScratch(Self.page)
    try scratch.run()
    try scratch.write("first, mended", to: "out.txt")
    #expect(try scratch.check().code == .stale)
    #expect(try scratch.run().code == .edited)
    #expect(scratch.read("out.txt") == "first, mended")
  }

  @Test func `the file of another cell is left alone, the same bytes are no matter`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["out.txt": "first"])
    #expect(try scratch.run().code == .clean)
    let other = "```cohort {#b}\nwrite out.txt other\n```\n"
    try scratch.write(other, to: "page.md")
    #expect(try scratch.run().code == .edited)
    #expect(scratch.read("out.txt") == "first")
  }

  @Test func `a file thrown away in the end may have any name`() throws {
    let page = Self.page.replacing("{#a}", with: "{#a keep=false}")
    let scratch = try NotebookScratch(page, files: ["out.txt": "a person's"])
    #expect(try scratch.run().code == .clean)
    #expect(scratch.read("out.txt") == "a person's")
  }

  @Test func `a missing file is written again`() throws {
    let scratch = try NotebookScratch(Self.page)
    try scratch.run()
    try FileManager.default.removeItem(at: scratch.folder.appendingPathComponent("out.txt"))
    #expect(try scratch.run().code == .clean)
    #expect(scratch.read("out.txt") == "first")
  }
}
