import Foundation
import Notebooks
import Testing

@Suite struct NotebookRunTests {
  static let page = """
    # Title

    ```cohort {#a}
    say hello
    ```

    End.
    """

  @Test func `output stands directly below its cell, hashed, and all else stays`() throws {
    let scratch = try NotebookScratch(Self.page)
    #expect(try scratch.run().code == .clean)
    let inside = "hello"
    // printf hello | sha256sum
    let hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    let lines = scratch.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[5] == "<!-- cohort:output #a -->")
    #expect(lines[6...8] == ["", Substring(inside), ""])
    #expect(lines[9].hasPrefix("<!-- cohort:end #a sha256=\(hash) inputs="))
    let rest = (lines[..<5] + lines[10...]).joined(separator: "\n")
    #expect(rest == Self.page)
  }

  @Test func `a second run changes nothing and does not touch the file`() throws {
    let scratch = try NotebookScratch(Self.page)
    try scratch.run()
    let (text, names) = (scratch.text, scratch.names)
    let past = Date(timeIntervalSince1970: 1_000_000)
    try FileManager.default.setAttributes([.modificationDate: past], ofItemAtPath: scratch.path)
    #expect(try scratch.run().lines.last?.hasSuffix("nothing has changed") == true)
    #expect(scratch.text == text && scratch.names == names)
    let date = try FileManager.default.attributesOfItem(atPath: scratch.path)[.modificationDate]
    #expect(date as? Date == past)
    #expect(try scratch.check().code == .clean)
  }

  @Test(arguments: ["\n", "\r\n"])
  func `line endings, a byte order mark and margins are kept`(_ ending: String) throws {
    let page = ["\u{FEFF}> - x", ">", ">   ~~~cohort {#a}", ">   say 1 2", ">   ~~~", "", "end"]
      .joined(separator: ending)
    let scratch = try NotebookScratch(page)
    #expect(try scratch.run().code == .clean)
    let text = scratch.text
    let lines = text.components(separatedBy: ending)
    #expect(
      Array(lines[5...10]).map { $0.prefix(27) }
        == [
          ">   <!-- cohort:output #a -", ">", ">   1", ">   2", ">", ">   <!-- cohort:end #a sha25",
        ].map { $0.prefix(27) })
    #expect(Array(text.utf8).starts(with: [0xEF, 0xBB, 0xBF]))
    #expect(text.utf8.count { $0 == 13 } == (ending == "\n" ? 0 : lines.count - 1))
    #expect(try scratch.check().code == .clean)
    let cleaned = try NotebookCleaning(Array(text.utf8), file: "page.md")
    #expect(cleaned.bytes == Array(page.utf8))
  }

  @Test func `a cell at the very end of a file gets a line of its own below`() throws {
    let scratch = try NotebookScratch("```cohort {#a}\nsay x\n```")
    try scratch.run()
    #expect(scratch.text.hasPrefix("```cohort {#a}\nsay x\n```\n<!-- cohort:output #a -->\n\nx\n"))
    #expect(try scratch.check().code == .clean)
  }

  @Test func `output that looks like a sentinel or a fence breaks nothing`() throws {
    let page = """
      ```cohort {#a}
      show trap.md
      show trap.md --format json
      ```

      ```cohort {#b}
      say after
      ```
      """
    let trap =
      "```\n<!-- cohort:end #a sha256=0 inputs=0 -->\n<!-- cohort:output #b -->\n````x\n<pre>\n"
    let scratch = try NotebookScratch(page, files: ["trap.md": trap])
    #expect(try scratch.run().code == .clean)
    #expect(scratch.text.contains("\n`````json\n```\n<! -- cohort:end #a"))
    #expect(scratch.text.contains("<!-- cohort:output #b -->\n\nafter\n"))
    #expect(try scratch.check().code == .clean)
  }

  @Test func `nothing is written when a cell fails`() throws {
    let page = Self.page + "\n\n```cohort {#b}\nwrite out.txt x\nfail for a reason\n```\n"
    let scratch = try NotebookScratch(page)
    let summary = try scratch.run()
    #expect(summary.code == .failed)
    #expect(summary.lines[0].hasPrefix("\(scratch.path):11: error: #b: `fail for a reason` left"))
    #expect(summary.lines[0].contains("for a reason"))
    #expect(scratch.text == page && scratch.names == ["page.md"])
  }

  @Test func `an expected failure is the output, and its absence a failure`() throws {
    let scratch = try NotebookScratch("```cohort {#a expect=error}\nfail no such thing\n```\n")
    #expect(try scratch.run().code == .clean)
    #expect(scratch.text.contains("```text\nno such thing\nexit code 65\n```"))
    try scratch.write("```cohort {#a expect=error}\nsay x\n```\n", to: "page.md")
    #expect(try scratch.run().lines[0].contains("was expected to fail, and did not"))
  }

  @Test func `what somebody wrote into a region is not overwritten`() throws {
    let scratch = try NotebookScratch(Self.page)
    try scratch.run()
    let edited = scratch.text.replacing("\nhello\n", with: "\nhallo\n")
    try scratch.write(edited, to: "page.md")
    let summary = try scratch.run()
    #expect(summary.code == .edited)
    #expect(summary.lines[0].contains("-hallo\n+hello"))
    #expect(scratch.text == edited)
    #expect(try scratch.check().code == .edited)
    #expect(try scratch.run(force: true).code == .clean)
    #expect(scratch.text == edited.replacing("\nhallo\n", with: "\nhello\n"))
  }

  @Test func `an edited row makes exactly the cells that read it stale`() throws {
    let page = """
      ```cohort {#a}
      count one.csv
      ```

      ```cohort {#b}
      show two.csv
      ```

      ```cohort {#c}
      write made.csv x
      ```

      ```cohort {#d depends=a}
      show made.csv
      ```

      ```cohort {#e}
      show one.csv
      ```
      """
    let scratch = try NotebookScratch(page, files: ["one.csv": "1\n2\n", "two.csv": "3\n"])
    #expect(try scratch.run().code == .clean)
    #expect(try scratch.check().code == .clean)
    try scratch.write("1\n9\n", to: "one.csv")
    let summary = try scratch.check()
    #expect(summary.code == .stale)
    let stale = summary.lines.filter { $0.hasPrefix(scratch.path) }
    #expect(
      stale.map { String($0.dropFirst(scratch.path.count)) } == [
        ":1: #a is stale: its data changed, its output did not",
        ":26: #d is stale: its data changed, its output did not",
        ":35: #e is stale: it prints something else now",
      ])
  }

  @Test func `files are committed, compared, and thrown away where they are not kept`() throws {
    let page = """
      ```cohort {#a}
      write out.txt kept
      ```

      ```cohort {#b keep=false}
      write lost.txt gone
      ```

      ```cohort {#c}
      show lost.txt
      ```
      """
    let scratch = try NotebookScratch(page)
    #expect(try scratch.run().code == .clean)
    #expect(scratch.names == ["out.txt", "page.md"])
    #expect(scratch.text.contains("\n\ngone\n\n"))
    try scratch.write("other", to: "out.txt")
    let summary = try scratch.check()
    #expect(summary.code == .stale)
    #expect(summary.lines.contains { $0.contains("-other\n+kept") })
    #expect(summary.lines.contains { $0.contains("#a is stale: it writes another ") })
    #expect(scratch.read("out.txt") == "other")
  }

  @Test func `a protocol cell is a file to the commands below and to nobody else`() throws {
    let page = "```cohort {#p protocol=plan.yml}\na: 1\n```\n\n```cohort {#a}\nshow plan.yml\n```\n"
    let scratch = try NotebookScratch(page)
    #expect(try scratch.run().code == .clean)
    #expect(scratch.text.contains("\n\na: 1\n\n"))
    #expect(scratch.names == ["page.md"])
    try scratch.write(scratch.text.replacing("a: 1\n```", with: "a: 2\n```"), to: "page.md")
    #expect(try scratch.check().code == .stale)
    try scratch.write("real", to: "plan.yml")
    #expect(try scratch.run().lines[0].contains("a file of that name is there already"))
  }

  @Test func `one cell alone leaves the others as they are`() throws {
    let page = "```cohort {#a}\nsay x\n```\n\n```cohort {#b}\nsay y\n```\n"
    let scratch = try NotebookScratch(page)
    #expect(try scratch.run(cells: ["b"]).code == .clean)
    #expect(scratch.text.hasPrefix("```cohort {#a}\nsay x\n```\n\n```cohort {#b}"))
    #expect(scratch.text.contains("<!-- cohort:output #b -->"))
  }

  @Test func `hidden sources and outputs`() throws {
    let scratch = try NotebookScratch(
      "```cohort {#a echo=false}\nsay x\n```\n\n```cohort {#b output=false}\nsay secret\n```\n")
    #expect(try scratch.check().code == .stale)
    try scratch.run()
    #expect(scratch.text.hasPrefix("<!-- cohort {#a echo=false}\nsay x\n-->\n<!-- cohort:output"))
    #expect(!scratch.text.contains("\nsecret"))
    let text = scratch.text
    try scratch.run()
    #expect(scratch.text == text)
    #expect(try scratch.check().code == .clean)
  }

  @Test func `a skipped cell does not run, and its output stays`() throws {
    let scratch = try NotebookScratch("```cohort {#a skip}\nfail\n```\n")
    #expect(try scratch.run().code == .clean)
    #expect(!scratch.text.contains("cohort:output"))
  }

  @Test func `numbers within the tolerance are left as they stand`() throws {
    let page = "```cohort {#a check=numeric tol=0.01}\nshow x.txt\n```\n"
    let scratch = try NotebookScratch(page, files: ["x.txt": "P = 0.500\n"])
    try scratch.run()
    let other = NotebookScratch.program
    let drifting: NotebookProgram = { words, stage in
      var outcome = other(words, stage)
      outcome.output = outcome.output.replacing("0.500", with: "0.501")
      return outcome
    }
    let text = scratch.text
    try scratch.run(program: drifting)
    #expect(scratch.text == text)
  }

  @Test func `an output too large for a page is refused`() throws {
    let scratch = try NotebookScratch(
      "```cohort {#a}\nshow x.txt\n```\n",
      files: ["x.txt": String(repeating: "0123456789\n", count: 400_000)])
    #expect(try scratch.run().lines[0].contains("write it to a file"))
  }

  @Test(arguments: ["show page.md", "write page.md x", "show ./page.md"])
  func `a page is not made from itself`(_ command: String) throws {
    let page = "```cohort {#a}\nsay x\n\(command)\n```\n"
    let scratch = try NotebookScratch(page)
    #expect(try scratch.run().lines[0].contains("page.md:3: error: #a "))
    #expect(scratch.text == page)
  }

  @Test func `a tab before a fence, a comment closed in its last line, prose directly below`()
    throws
  {
    let page = "- x\n\n\t```cohort {#a}\n\tsay 1\n\t```\n\n<!-- cohort {#b}\nsay 2 -->\nprose\n"
    let scratch = try NotebookScratch(page)
    #expect(try scratch.run().code == .clean)
    #expect(
      scratch.text.contains("\t```\n\t<!-- cohort:output #a -->\n\n\t1\n\n\t<!-- cohort:end #a"))
    #expect(
      scratch.text.contains("say 2 -->\n<!-- cohort:output #b -->\n\n2\n\n<!-- cohort:end #b"))
    #expect(scratch.text.hasSuffix(" -->\nprose\n"))
    #expect(try scratch.check().code == .clean)
    let cleaned = try NotebookCleaning(Array(scratch.text.utf8), file: "page.md")
    #expect(cleaned.bytes == Array(page.utf8))
  }
}
