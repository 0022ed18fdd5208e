import Notebooks
import Testing

@Suite struct NotebookParsingTests {
  func ids(_ text: String) throws -> [String] {
    try Notebook(Array(text.utf8), file: "page.md").cellIDs
  }

  @Test func `an example of a cell within a longer fence is no cell`() throws {
    #expect(try ids("````markdown\n```cohort {#a}\nsay x\n```\n````\n").isEmpty)
    #expect(try ids("    ```cohort {#a}\n    say x\n    ```\n").isEmpty)
    #expect(try ids("`` ```cohort {#a} ``\n").isEmpty)
  }

  @Test func `a fence of another language is no cell`() throws {
    #expect(try ids("```cohorts {#a}\nx\n```\n\n```sh\ncohort km x\n```\n").isEmpty)
  }

  @Test func `tildes, longer fences, quotes and lists make cells`() throws {
    let text = """
      ~~~~cohort {#a}
      say x
      ~~~~

      > ```cohort {#b}
      > say x
      > ```

      1. one

         `````cohort {#c}
         say ```
         `````

      - ```cohort {#d}
        say x
        ```
      """
    #expect(try ids(text.replacing("say ```", with: "say '```'")) == ["a", "b", "c", "d"])
  }

  @Test func `a comment that begins like a cell is a hidden one`() throws {
    let text = "<!-- cohort {#a}\nsay x\n-->\n\n<!-- cohort notes -->\n\n<!-- say y -->\n"
    #expect(try ids(text) == ["a"])
  }

  @Test func `a fence that the quote around it ends is not closed`() {
    #expect(
      problems("> ```cohort {#a}\n> say x\n```\ny\n```\n")
        == ["page.md:1: error: the fence of this cell is never closed"])
    #expect(
      problems("```cohort {#a}\nsay x\n")
        == ["page.md:1: error: the fence of this cell is never closed"])
  }

  @Test func `a region whose inside looks like markdown hides nothing`() throws {
    let text = """
      ```cohort {#a}
      say x
      ```
      <!-- cohort:output #a -->

      ````
      <pre>

      <!-- cohort:end #a sha256=0 inputs=0 -->

      ```cohort {#b}
      say x
      ```
      """
    #expect(try ids(text) == ["a", "b"])
  }

  @Test func `every problem is named with its line in one run`() {
    let text = """
      ```cohort
      say x
      ```

      ```cohort {#a echo=perhaps expct=error}
      say x | sort
      ```

      ```cohort {#a depends=zz}
      say x
      ```
      """
    let found = problems(text)
    #expect(found.count == 6)
    #expect(found[0].hasPrefix("page.md:1: error: the cell has no id"))
    #expect(found.contains { $0.hasPrefix("page.md:5: error: `echo=perhaps`: expected true or") })
    #expect(found.contains { $0.contains("no option `expct`; did you mean `expect`?") })
    #expect(found.contains { $0.hasPrefix("page.md:6: error: `|` is a pipe") })
    #expect(found.contains { $0.hasPrefix("page.md:9: error: the id #a is already that of") })
    #expect(found.contains { $0.contains("#a depends on #zz, and there is no such cell") })
  }

  @Test func `cycles and later cells cannot be depended on`() {
    func page(_ a: String, _ b: String) -> String {
      "```cohort {#a\(a)}\nsay x\n```\n\n```cohort {#b\(b)}\nsay x\n```\n"
    }
    #expect(problems(page("", " depends=a")).isEmpty)
    #expect(problems(page(" depends=b", "")).first?.contains("stands below it") == true)
    #expect(problems(page(" depends=b", " depends=a")).first?.contains("#a → #b → #a") == true)
    #expect(problems(page(" depends=a", "")).first?.contains("itself") == true)
  }

  @Test func `regions without cell, end or beginning are named`() {
    let end = "<!-- cohort:end #x sha256=0 inputs=0 -->\n"
    let start = "<!-- cohort:output #x -->\n\n"
    #expect(problems(start + end).first?.contains("without its cell above it") == true)
    #expect(problems(start + "text\n").first?.contains("is never closed") == true)
    #expect(problems(end).first?.contains("an end of #x without") == true)
    #expect(
      problems("<!-- cohort:outptu #x -->\n").first?.contains("expected `cohort:output") == true)
    let cell = "```cohort {#a}\nsay x\n```\n"
    #expect(problems(cell + start + end).first?.contains("stands below the cell #a") == true)
    let wrong = "<!-- cohort:output #a -->\n\n" + end
    #expect(problems(cell + wrong).first?.contains("is closed as that of #x") == true)
  }

  @Test func `a fence that html swallows is named`() {
    let text = "<details>\n```cohort {#a}\nsay x\n```\n</details>\n"
    #expect(
      problems(text) == [
        "page.md:2: error: this stands within HTML, where it is no cell and no output; put a blank "
          + "line above it"
      ])
  }

  @Test func `a newer format is refused, other keys are the author's`() {
    #expect(problems("---\ncohort: 1\ntitle: x\n---\n").isEmpty)
    #expect(
      problems("---\ncohort: 2\n---\n").first?.hasPrefix(
        "page.md:2: error: the notebook has format 2") == true)
    #expect(problems("---\ncohort: one\n---\n").count == 1)
  }

  @Test func `bytes that are no text are refused with their line`() {
    #expect(throws: NotebookProblems.self) {
      try Notebook(Array("x\n".utf8) + [0xFF], file: "page.md")
    }
    do { _ = try Notebook(Array("x\n".utf8) + [0xFF], file: "page.md") } catch {
      #expect(error.problems.first?.line == 2)
    }
  }

  @Test func `a hostile page is read in time`() throws {
    _ = try ids(String(repeating: ">", count: 50_000) + "\n")
    _ = try ids(String(repeating: "* a\n ", count: 3000))
  }
}
