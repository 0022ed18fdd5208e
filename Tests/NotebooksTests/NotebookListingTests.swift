import Documents
import Notebooks
import Testing

@Suite struct NotebookListingTests {
  static let page = """
    ```cohort {#a}
    show one.csv
    ```

    ```cohort {#b check=none}
    show two.csv
    ```

    ```cohort {#c}
    write out.txt x
    ```

    ```cohort {#d skip}
    say x
    ```

    """

  /// The rows of the table, cells trimmed.
  func rows(_ listing: NotebookListing) -> [[String]] {
    MarkdownRenderer().render(listing.document).split(separator: "\n")
      .filter { $0.hasPrefix("| ") && $0.contains("#") }
      .map { row in
        row.split(separator: "|").map {
          String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
        }
      }
  }

  func listing(_ scratch: NotebookScratch) throws -> NotebookListing {
    try NotebookListing(
      try scratch.notebook(), options: NotebookUpdate.Options(), program: NotebookScratch.program)
  }

  @Test func `cells are fresh until what they read changes`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["one.csv": "1\n", "two.csv": "2\n"])
    func states() throws -> [String?] { try rows(listing(scratch)).map(\.last) }
    #expect(try states() == ["none yet", "none yet", "none yet", "none yet"])
    try scratch.run()
    #expect(try states() == ["fresh", "fresh", "fresh", "none yet"])
    let found = rows(try listing(scratch))
    #expect(found.map { $0[1] } == ["#a", "#b", "#c", "#d"])
    #expect(found[1] == ["10", "#b", "show two.csv", "check=none", "two.csv", "fresh"])
    try scratch.write("3\n", to: "two.csv")
    #expect(try states() == ["fresh", "stale", "fresh", "none yet"])
    try scratch.write("y", to: "out.txt")
    #expect(try states() == ["fresh", "stale", "stale", "none yet"])
    try scratch.write(scratch.text.replacing("\n1\n", with: "\none\n"), to: "page.md")
    #expect(try states().first == "edited by hand")
    #expect(rows(NotebookListing(try scratch.notebook())).map(\.last)[1] == "stored")
    let text = scratch.text
    _ = try listing(scratch)
    #expect(scratch.text == text && scratch.read("out.txt") == "y")
  }

  @Test func `a cell that fails is listed, and so are the others`() throws {
    let scratch = try NotebookScratch(Self.page, files: ["one.csv": "1\n", "two.csv": "2\n"])
    try scratch.run()
    try scratch.write(scratch.text.replacing("show two.csv", with: "show none.csv"), to: "page.md")
    #expect(try rows(listing(scratch)).map(\.last).prefix(2) == ["fresh", "the cell fails"])
  }
}
