import Notebooks
import Testing

@Suite struct ProvenanceTests {
  static let page = """
    ```cohort {#plan protocol=plan.yml}
    a: 1
    ```

    ```cohort {#made}
    write made.csv x,y
    ```

    ```cohort {#read}
    show one.csv plan.yml
    show made.csv
    ```

    ```cohort {#fails expect=error}
    fail on purpose
    ```

    ```cohort {#left skip}
    say nothing
    ```

    ```cohort {#origin}
    provenance
    ```

    """

  func scratch(_ page: String = page) throws -> NotebookScratch {
    let scratch = try NotebookScratch(
      page, files: ["one.csv": "a,b,c\n1,2,3\n4,5,6\n", "other.csv": "z\n1\n"])
    #expect(try scratch.run().code == .clean)
    return scratch
  }

  @Test func `it names what was read, and not what was made`() throws {
    let text = try scratch().text
    // printf 'a,b,c\n1,2,3\n4,5,6\n' | sha256sum
    let hash = "a25ef019f1bec849448c61558b4dcc09d0a4936cbb8c3a2ad566695f621703f7"
    let row = text.split(separator: "\n").first { $0.hasPrefix("| one.csv ") }
    #expect(row?.contains(" 2 × 3 |") == true)
    #expect(row?.contains("`\(hash)`") == true)
    #expect(text.contains("| plan.yml (the cell #plan) |"))
    #expect(!text.contains("| made.csv") && !text.contains("| other.csv"))
    #expect(text.contains("Made with cohort 0.test. Not run, and as it was: #left."))
    #expect(
      text.contains(
        """
        ```sh
        # made
        cohort write made.csv x,y
        # read
        cohort show one.csv plan.yml
        cohort show made.csv
        # fails (must fail)
        cohort fail on purpose
        # left (skipped)
        cohort say nothing
        ```
        """))
  }

  /// The program's words on each cell that is not as it was.
  func stale(_ scratch: NotebookScratch) throws -> [String] {
    try scratch.check().lines.compactMap { line in
      line.firstMatch(of: #/: #(\w+) is stale/#).map { String($0.1) }
    }
  }

  @Test func `it is stale exactly when what it names has changed`() throws {
    let scratch = try scratch()
    #expect(try stale(scratch) == [])
    try scratch.write("z\n2\n", to: "other.csv")
    try scratch.write("Prose above.\n\n" + scratch.text, to: "page.md")
    #expect(try stale(scratch) == [])
    try scratch.write("a,b,c\n1,2,3\n4,5,7\n", to: "one.csv")
    #expect(try stale(scratch) == ["read", "origin"])
    try scratch.run()
    let text = scratch.text
    try scratch.write(text.replacing("yml}\na: 1\n", with: "yml}\na: 2\n"), to: "page.md")
    #expect(try stale(scratch) == ["read", "origin"])
    try scratch.write(
      text.replacing("fail on purpose\n```\n<", with: "fail twice\n```\n<"), to: "page.md")
    #expect(try stale(scratch) == ["fails", "origin"])
  }

  @Test func `another version of the program makes it stale, and it alone`() throws {
    let scratch = try scratch()
    let program = NotebookScratch.program
    let summary = try NotebookCheck.summary(of: try scratch.notebook()) { words, stage in
      var outcome = program(words, stage)
      if words == ["--version"] { outcome.output = "0.next" }
      return outcome
    }
    #expect(summary.lines.count { $0.contains(" is stale") } == 1)
    #expect(summary.lines.contains { $0.contains("#origin is stale") })
  }

  @Test func `run alone it runs everything it speaks of, and a second run changes nothing`() throws
  {
    let scratch = try scratch()
    let text = scratch.text
    #expect(try scratch.run(cells: ["origin"]).lines.last?.contains("nothing has changed") == true)
    #expect(scratch.text == text)
  }

  @Test(arguments: [
    ("```cohort {#p}\nprovenance\n```\n\n```cohort {#b}\nsay x\n```\n", 1, "#b, in line 5, stands"),
    ("```cohort {#p}\nsay x\nprovenance\n```\n", 1, "a cell of its own"),
    ("```cohort {#p}\nprovenance --all\n```\n", 2, "takes no options"),
    ("```cohort {#p keep=false}\nprovenance\n```\n", 1, "`keep` means nothing to the provenance"),
    ("```cohort {#p}\nprovenance\n```\n\n```cohort {#q}\nprovenance\n```\n", 1, "#q, in line 5"),
    ("```cohort {#a depends=p}\nsay\n```\n\n```cohort {#p}\nprovenance\n```\n", 1, "below it"),
  ])
  func `it stands alone and last`(_ page: String, _ line: Int, _ message: String) {
    expectProblem(in: page, line: line, message)
  }
}
