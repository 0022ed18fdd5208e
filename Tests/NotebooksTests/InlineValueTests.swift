import Notebooks
import Testing

@Suite struct InlineValueTests {
  static let output = """
    <a id="tbl-one"></a>
    Title

    | Group | Time | At risk<br>n = 4 | Value (95% CI) |
    | :-- | --: | --: | --: |
    | a | 12 | 5 | 0.59 (0.46 to 0.75)<sup>a</sup> |
    | a | 24 | 3 | 0.53 (0.40 to NR) |
    | b\\|c | 12 | 20 (47%) | <0.001 |
    | &nbsp;&nbsp;median | 12 | 7 | |

    <a id="tbl-two"></a>

    | Group | Value |
    | :-- | --: |
    | a | 9 |

    χ² = 0.38 on 1 df, P = 0.54; Wald P < 0.001.
    """

  /// What a value becomes, or why there is none.
  func value(_ request: String) throws -> String {
    let scratch = try NotebookScratch(
      "```cohort {#t}\nshow t.md\n```\n\nSee <!-- cohort:value t \(request) -->?<!-- /cohort:value -->.\n",
      files: ["t.md": Self.output])
    let summary = try scratch.run()
    guard summary.code == .clean else { return summary.lines[0] }
    let line = scratch.text.split(separator: "\n").last ?? ""
    let match = line.firstMatch(of: #/-->(.*)<!-- \/cohort/#)
    return match.map { String($0.1) } ?? ""
  }

  @Test(arguments: [
    (#"tbl-one "a" "12" "Value (95% CI)""#, "0.59 (0.46 to 0.75)"),
    (#"tbl-one a 24 "Value (95% CI)" part=estimate"#, "0.53"),
    (#"tbl-one "a" "12" "Value (95% CI)" part=lower"#, "0.46"),
    (#"tbl-one "a" "24" "Value (95% CI)" part=upper"#, "NR"),
    (#"tbl-one "b|c" "At risk" part=brackets"#, "47%"),
    (#"tbl-one "b|c" "Value (95% CI)""#, "<0.001"),
    (#"tbl-one "b|c" "median" "At risk n = 4""#, "7"),
    (#"tbl-one "24" "At risk""#, "3"),
    (#"tbl-two "a" "Value""#, "9"),
    (#"after "1 df, P =""#, "0.54"),
    (#"after "χ² = ... P""#, "= 0.54"),
    (#"after "Wald P""#, "&lt; 0.001"),
  ])
  func `a value is what the output says`(_ request: String, _ expected: String) throws {
    #expect(try value(request) == expected)
  }

  @Test(arguments: [
    (#""a" "Value""#, "name one: tbl-one, tbl-two"),
    (#"tbl-onne "a" "Value""#, "did you mean \"tbl-one\"?"),
    (#"tbl-one "a" "At risk""#, "2 rows are \"a\""),
    (#"tbl-one "z" "Time""#, "no row \"z\""),
    (#"tbl-two "a" "Vlue""#, "did you mean \"Value\"?"),
    (#"tbl-one "b|c" "median" "Value (95% CI)""#, "is empty"),
    (#"tbl-two "a" "Value" part=lower"#, "no brackets"),
    (#"after "P""#, "stand 2 times"),
    (#"after "nowhere""#, "stand 0 times"),
  ])
  func `a value that is nowhere is named with its line`(
    _ request: String, _ expected: String
  ) throws {
    let message = try value(request)
    #expect(message.contains("page.md:5: error: a value of #t: "))
    #expect(message.contains(expected), "\(message)")
  }

  @Test func `a value in code is none, one that is escaped neither`() throws {
    let text = """
      ```cohort {#t}
      say x
      ```

      `<!-- cohort:value t "a" "b" -->` and \\<!-- cohort:value t -->

          <!-- cohort:value t "a" "b" -->?<!-- /cohort:value -->

      ```
      <!-- cohort:value t "a" "b" -->?<!-- /cohort:value -->
      ```
      """
    #expect(problems(text).isEmpty)
  }

  @Test func `values that are not closed or ask too little are named`() {
    let cell = "```cohort {#t}\nsay x\n```\n\n"
    #expect(
      problems(cell + "a <!-- cohort:value t \"a\" \"b\" --> c\n").first?.contains("never closed")
        == true)
    #expect(
      problems(cell + "a <!-- /cohort:value --> c\n").first?.contains("without its beginning")
        == true)
    #expect(problems(cell + "a <!-- cohort:value t -->x<!-- /cohort:value -->\n").count == 1)
    #expect(
      problems(cell + "a <!-- cohort:value u \"a\" \"b\" -->x<!-- /cohort:value -->\n").first?
        .contains("no such cell") == true)
    #expect(
      problems(cell + "a <!-- cohort:value t \"a -- b\" \"b\" -->x<!-- /cohort:value -->\n")
        .contains { $0.contains("`--`") })
  }

  @Test func `a value edited in the prose is stale, one broken over lines is not`() throws {
    let scratch = try NotebookScratch(
      "```cohort {#t}\nshow t.md\n```\n\nSee <!-- cohort:value t tbl-one \"a\"\n\"12\" \"Value (95% CI)\" -->0.59\n(0.46 to 0.75)<!-- /cohort:value -->.\n",
      files: ["t.md": Self.output])
    #expect(try scratch.run().code == .clean)
    #expect(scratch.text.contains("-->0.59\n(0.46 to 0.75)<!--"))
    try scratch.write(scratch.text.replacing("-->0.59\n", with: "-->0.58\n"), to: "page.md")
    let summary = try scratch.check()
    #expect(summary.code == .stale)
    #expect(summary.lines.last?.contains("the output says \"0.59 (0.46 to 0.75)\"") == true)
  }

  @Test func `a value that begins a line is remarked upon`() throws {
    let value = "<!-- cohort:value t tbl-two \"a\" \"Value\" -->?<!-- /cohort:value -->"
    let scratch = try NotebookScratch(
      "```cohort {#t}\nshow t.md\n```\n\nSee\n\(value) and \(value).\n",
      files: ["t.md": Self.output])
    let summary = try scratch.run()
    #expect(summary.code == .clean)
    #expect(summary.lines[0].contains("page.md:6: note: a value that begins a line"))
    #expect(summary.lines.count == 2)
    #expect(scratch.text.contains("-->9<!-- /cohort:value --> and <!-- cohort:value"))
  }
}
