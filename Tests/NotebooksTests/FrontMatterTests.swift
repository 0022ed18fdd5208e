import Notebooks
import Testing

@Suite struct FrontMatterTests {
  static let cell = "\n```cohort {#a}\nsay x\n```\n"

  @Test(arguments: [
    ("---\ncohort: [1\n---\n", 2, "no YAML"),
    ("---\ncohort: 1\n\tb: 2\n---\n", 3, "no YAML"),
    ("---\nseed: 1\nseed: 2\n---\n", 3, "given twice: seed"),
    ("---\n- a\n- b\n---\n", 2, "expected keys with values"),
    ("---\nOnce upon a time\n---\n", 2, "expected keys with values"),
    ("---\ntitle: x\ncohort: 2\n---\n", 3, "a newer cohort is needed"),
    ("---\ncohort: zero\n---\n", 2, "as in `cohort: 1`"),
    ("---\nseed: -1\n---\n", 2, "`seed: -1`: expected a whole number from 0"),
    ("---\nseed: 1.5\n---\n", 2, "expected a whole number"),
    ("---\nseed: {a: 1}\n---\n", 2, "expected a whole number"),
    ("---\nmarkers: tape\n---\n", 2, "`markers: tape`: expected comment or fence"),
  ])
  func `what cannot be used is named with its line`(_ head: String, _ line: Int, _ message: String)
  {
    for page in [head + Self.cell, (head + Self.cell).replacing("\n", with: "\r\n")] {
      expectProblem(in: page, line: line, message)
    }
  }

  @Test(arguments: [
    "---\n---\n", "---\n# only a remark\n---\n", "---\nauthor: me\nkeys: [a, b]\n---\n",
    "---\ncohort: 1 # the format\nseed: 18446744073709551615\nmarkers: comment\n...\n",
    "\n---\nno front matter\n---\n",
  ])
  func `every other key is its author's`(_ head: String) {
    #expect(problems(head + Self.cell).isEmpty)
  }
}
