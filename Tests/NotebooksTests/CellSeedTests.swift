import Notebooks
import Testing

@Suite struct CellSeedTests {
  static func page(_ cells: String...) -> String {
    "---\ncohort: 1\nseed: 7\n---\n\n" + cells.joined(separator: "\n")
  }

  static func cell(_ id: String, _ command: String) -> String {
    "```cohort {#\(id)}\n\(command)\n```\n"
  }

  func arguments(_ page: String, _ id: String) throws -> [String] {
    try #require(try Notebook(Array(page.utf8), file: "page.md").cell(id)?.commands.first).arguments
  }

  /// The seed by `printf 'cohort notebook seed 7 a' | sha256sum`.
  static let seedOfA = "786674153"

  @Test(arguments: [
    ("simulate -o x", true), ("turnbull x.csv y --bootstrap 200", true),
    ("cox x.csv y --bootstrap=200", true), ("power survival --simulate 400", true),
    ("power survival --median 3", false), ("km x.csv y", false), ("simulate --help", false),
    ("simulate -o x --seed 3", false), ("turnbull x.csv y --bootstrap 200 --seed=3", false),
  ])
  func `a cell that draws and names no seed is given one`(_ command: String, _ draws: Bool) throws {
    let words = command.split(separator: " ").map(String.init)
    let seeded = try arguments(Self.page(Self.cell("a", command)), "a")
    #expect(seeded == words + (draws ? ["--seed", Self.seedOfA] : []))
    #expect(try arguments(Self.cell("a", command), "a") == words)
  }

  @Test func `the seed stands before what is no option`() throws {
    let page = Self.page(Self.cell("a", "simulate -- x"))
    #expect(try arguments(page, "a") == ["simulate", "--seed", Self.seedOfA, "--", "x"])
  }

  @Test func `a cell put above shifts nothing, and another name is another seed`() throws {
    let one = Self.page(Self.cell("a", "simulate -o x"))
    let two = Self.page(Self.cell("b", "simulate -o y"), Self.cell("a", "simulate -o x"))
    #expect(try arguments(one, "a") == arguments(two, "a"))
    #expect(try arguments(two, "b").last != Self.seedOfA)
  }

  @Test func `another seed makes exactly the cells stale that draw`() throws {
    let page = Self.page(
      Self.cell("a", "simulate -o x"), Self.cell("b", "say x"), Self.cell("c", "simulate --seed 1"),
      Self.cell("p", "provenance"))
    let scratch = try NotebookScratch(page)
    #expect(try scratch.run().code == .clean)
    #expect(scratch.text.contains("drawn from -o x --seed \(Self.seedOfA)"))
    #expect(scratch.text.contains("cohort simulate -o x --seed \(Self.seedOfA)\n"))
    #expect(scratch.text.contains("Seed of the notebook: 7;"))
    try scratch.write(scratch.text.replacing("seed: 7", with: "seed: 8"), to: "page.md")
    let stale = try scratch.check().lines.compactMap {
      $0.firstMatch(of: #/: #(\w+) is stale/#).map { String($0.1) }
    }
    #expect(stale == ["a", "p"])
  }
}
