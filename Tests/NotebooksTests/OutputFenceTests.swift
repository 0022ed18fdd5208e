import Notebooks
import Testing

@Suite struct OutputFenceTests {
  static let page = """
    ---
    markers: fence
    ---

    ```cohort {#a}
    show trap.md
    ```

    > - ```cohort {#b}
    >   say 1 2
    >   ```
    """
  static let trap = "````\n<!-- cohort:end #a sha256=0 inputs=0 -->\n```cohort-output {#b}\n"

  @Test(arguments: ["\n", "\r\n"])
  func `outputs stand in fences longer than any within, and stay true`(_ ending: String) throws {
    let page = Self.page.replacing("\n", with: ending)
    let scratch = try NotebookScratch(page, files: ["trap.md": Self.trap])
    #expect(try scratch.run().code == .clean)
    let text = scratch.text
    #expect(text.contains("\(ending)`````cohort-output {#a sha256="))
    #expect(text.contains("\(ending)>   ```cohort-output {#b sha256="))
    #expect(text.contains("}\(ending)>   1\(ending)>   2\(ending)>   ```"))
    #expect(!text.contains("<!-- cohort:output"))
    #expect(try scratch.check().code == .clean)
    #expect(try scratch.run().lines.last?.hasSuffix("nothing has changed") == true)
    let cleaned = try NotebookCleaning(Array(text.utf8), file: "page.md")
    #expect(String(decoding: cleaned.bytes, as: UTF8.self) == page + ending)
  }

  @Test func `what somebody wrote into one is not overwritten`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["trap.md": Self.trap])
    try scratch.run()
    try scratch.write(scratch.text.replacing(">   1\n", with: ">   one\n"), to: "page.md")
    #expect(try scratch.check().code == .edited)
    #expect(try scratch.run().code == .edited)
    #expect(try scratch.run(force: true).code == .clean)
  }

  @Test func `a page changes from one kind of marker to the other and back`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["trap.md": Self.trap])
    try scratch.run()
    let fenced = scratch.text
    try scratch.write(fenced.replacing("markers: fence", with: "markers: comment"), to: "page.md")
    #expect(
      try scratch.check().lines[0].contains("#a is stale: its output shall stand in a comment"))
    #expect(try scratch.run().code == .clean)
    #expect(scratch.text.contains("<!-- cohort:output #a -->"))
    #expect(!scratch.text.contains("{#b sha256"))
    #expect(try scratch.check().code == .clean)
    try scratch.write(
      scratch.text.replacing("markers: comment", with: "markers: fence"), to: "page.md")
    try scratch.run()
    #expect(scratch.text == fenced)
  }

  @Test(arguments: [
    ("```cohort-output {#a sha256=0}\nx\n```\n", 1, "an output of #a without its cell"),
    (
      "```cohort {#b}\nsay\n```\n```cohort-output {#a sha256=0}\nx\n```\n", 4,
      "stands below the cell #b"
    ),
    ("```cohort {#a}\nsay\n```\n```cohort-output {#a sha256=0}\nx\n", 4, "never closed"),
  ])
  func `an output that is nobody's is named`(_ page: String, _ line: Int, _ message: String) {
    expectProblem(in: "---\nmarkers: fence\n---\n" + page, line: line + 3, message)
  }
}
