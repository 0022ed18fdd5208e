import Foundation
import Testing

@Suite struct NotebookCommandTests {
  static let rows = "group,time,event\na,1,1\na,3,0\na,4,1\nb,2,1\nb,5,0\nb,6,1\n"
  static let page = """
    # A question

    ```cohort {#one}
    km one.csv 'Surv(time, event) ~ group'
    ```

    The median in a is <!-- cohort:value one tbl-medians "group=a" "Median (95% CI)" part=estimate -->?<!-- /cohort:value -->.

    ```cohort {#two}
    describe two.csv
    ```

    """

  func scratch(_ page: String = page) throws -> Scratch {
    let scratch = try Scratch()
    try scratch.file("page.md", page)
    try scratch.file("one.csv", Self.rows)
    try scratch.file("two.csv", Self.rows)
    return scratch
  }

  func text(_ scratch: Scratch, _ name: String = "page.md") throws -> String {
    try String(contentsOf: scratch.folder.appendingPathComponent(name), encoding: .utf8)
  }

  @Test func `a notebook runs, checks clean, and an edited row makes its cell stale`() throws {
    let scratch = try scratch()
    #expect(try scratch.run("notebook", "check", "page.md").exitCode == 1)
    let run = try scratch.run("notebook", "run", "--no-cache", "page.md")
    #expect(run.exitCode == 0 && run.output.isEmpty, "\(run.errors)")
    #expect(try text(scratch).contains("part=estimate -->4.000<!-- /cohort:value -->."))
    let clean = try scratch.run("notebook", "check", "page.md")
    #expect(clean.exitCode == 0 && clean.errors == "page.md: clean\n")
    try scratch.file("two.csv", Self.rows.replacing("b,6,1", with: "b,7,1"))
    let stale = try scratch.run("notebook", "check", "page.md")
    #expect(stale.exitCode == 1)
    #expect(stale.errors.contains("#two is stale"))
    #expect(!stale.errors.contains("#one"))
    #expect(try scratch.contents() == ["page.md", "one.csv", "two.csv"])
  }

  /// The files of a study are read by several threads.
  @Test func `every file of a protocol counts, wherever the program is run`() throws {
    let scratch = try Scratch()
    let simulated = try scratch.run("simulate", "--patients", "30", "-o", "study/data")
    #expect(simulated.exitCode == 0)
    try scratch.file("study/page.md", "```cohort {#a}\ncheck data/protocol.yml\n```\n")
    #expect(try scratch.run("notebook", "run", "--no-cache", "study/page.md").exitCode == 0)
    #expect(try scratch.run("notebook", "check", "study/page.md").exitCode == 0)
    for name in ["units", "visits", "events"] {
      let file = "study/data/\(name)-simulated.csv"
      let old = try text(scratch, file)
      try scratch.file(file, old + "\n")
      #expect(try scratch.run("notebook", "check", "study/page.md").exitCode == 1, "\(name)")
      try scratch.file(file, old)
    }
    #expect(try scratch.run("notebook", "check", "study/page.md").exitCode == 0)
  }

  @Test(arguments: [
    ("kmm one.csv", "kmm"), ("describe one.csv --bye group", "--bye"),
    ("describe none.csv", "none.csv does not exist"),
    ("describe /etc/passwd", "an absolute path"),
    ("km one.csv 'Surv(time, event) ~ 1' --figure ../out.svg", "outside the folder"),
    ("simulate --patients 5 -o link/x", "outside the folder"),
    ("report /tmp/x.yml", "an absolute path"),
  ])
  func `a cell that fails is named with file and line, and nothing is written`(
    _ command: String, _ message: String
  ) throws {
    let page =
      "```cohort {#good}\ndescribe one.csv\n```\n\n```cohort {#bad}\n# note\n\(command)\n```\n"
    let scratch = try scratch(page)
    try FileManager.default.createSymbolicLink(
      at: scratch.folder.appendingPathComponent("link"),
      withDestinationURL: FileManager.default.temporaryDirectory)
    let before = try scratch.contents()
    let run = try scratch.run("notebook", "run", "--no-cache", "page.md")
    #expect(run.exitCode == 2)
    #expect(run.errors.contains("page.md:7: error: "), "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try text(scratch) == page)
    #expect(try scratch.contents() == before)
    #expect(try scratch.run("notebook", "check", "page.md").exitCode == 2)
  }

  @Test func `every command of a cell that fails is named with its line`() throws {
    let scratch = try scratch(
      """
      ```cohort {#bad}
      describe none.csv
      describe one.csv
      frobnicate one.csv
      simulate --patients 5 -o ../out
      describe one.csv --bye group
      ```

      """)
    let run = try scratch.run("notebook", "run", "--no-cache", "page.md")
    #expect(run.exitCode == 2)
    let lines = run.errors.split(whereSeparator: \.isNewline).filter {
      $0.hasPrefix("page.md:") && $0.contains(": error: ")
    }.map { $0.split(separator: ":")[1] }
    #expect(lines.first == "2" && Set(lines) == ["2", "4", "5", "6"], "\(run.errors)")
  }

  @Test(arguments: [
    "describe one.csv; touch pwned", "describe one.csv && touch pwned", "$(touch pwned)",
    "`touch pwned`", "describe one.csv > pwned", "describe one.csv | tee pwned",
    "touch pwned", "sh -c 'touch pwned'", "notebook run other.md", "describe -",
  ])
  func `a stranger's notebook starts nothing`(_ command: String) throws {
    let scratch = try scratch("```cohort {#a}\n\(command)\n```\n")
    let run = try scratch.run("notebook", "run", "--no-cache", "page.md")
    #expect(run.exitCode == 65 || run.exitCode == 2)
    #expect(run.errors.contains("page.md:2: error: "), "\(run.errors)")
    #expect(try !scratch.contents().contains("pwned"))
  }

  @Test func `the highest exit code of several notebooks wins`() throws {
    let scratch = try scratch()
    try scratch.file("bad.md", "```cohort {#a}\nkmm x\n```\n")
    let run = try scratch.run("notebook", "run", "--no-cache", "bad.md", "page.md")
    #expect(run.exitCode == 2)
    #expect(try text(scratch).contains("<!-- cohort:output #two -->"))
    let missing = try scratch.run("notebook", "check", "page.md", "none.md")
    #expect(missing.exitCode == 66)
    #expect(missing.errors.contains("none.md: error: there is no such file"))
    try scratch.file("odd.md", "```cohort\nkm x\n```\n")
    let odd = try scratch.run("notebook", "check", "odd.md")
    #expect(odd.exitCode == 65 && odd.errors.hasPrefix("odd.md:1: error: the cell has no id"))
  }

  @Test func `a new notebook runs at once`() throws {
    let scratch = try Scratch()
    let data = Program.repository.appendingPathComponent("Datasets/hodg")
    for name in ["hodg.csv", "protocol.yml"] {
      try scratch.file("study/" + name, try Data(contentsOf: data.appendingPathComponent(name)))
    }
    let new = try scratch.run(
      "notebook", "new", "notes/page.md", "--protocol", "study/protocol.yml")
    #expect(new.exitCode == 0, "\(new.errors)")
    let page = try text(scratch, "notes/page.md")
    #expect(page.contains("| **Instrument** | clinical follow-up |"))
    #expect(page.contains("check ../study/protocol.yml"))
    let run = try scratch.run("notebook", "run", "--no-cache", "notes/page.md", limit: 600)
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(try scratch.run("notebook", "check", "notes/page.md", limit: 600).exitCode == 0)
    let again = try scratch.run("notebook", "new", "notes/page.md")
    #expect(again.exitCode == 64 && again.errors.contains("is there already"))
  }

  @Test func `print, list, clean`() throws {
    let scratch = try scratch()
    let printed = try scratch.run("notebook", "run", "--no-cache", "--stdout", "page.md")
    #expect(printed.exitCode == 0 && printed.text.contains("<!-- cohort:end #two sha256="))
    #expect(try text(scratch) == Self.page)
    _ = try scratch.run("notebook", "run", "--no-cache", "page.md")
    #expect(try text(scratch) == printed.text)
    let list = try scratch.run("notebook", "list", "page.md", "--format", "json")
    let json = try JSONSerialization.jsonObject(with: list.output) as? [[String: Any]]
    let cells = json?.first?["cells"] as? [[String: Any]]
    #expect(cells?.compactMap { $0["id"] as? String } == ["one", "two"])
    #expect(cells?.compactMap { $0["output"] as? String } == ["fresh", "fresh"])
    let reads = cells?.compactMap { ($0["reads"] as? [[String: Any]])?.first?["path"] as? String }
    #expect(reads == ["one.csv", "two.csv"])
    let bare = try scratch.run("notebook", "list", "--no-run", "page.md")
    #expect(bare.exitCode == 0 && bare.text.contains("| stored") && !bare.text.contains("Reads"))
    #expect(try scratch.run("notebook", "clean", "page.md").exitCode == 0)
    #expect(try text(scratch) == Self.page.replacing("-->?<!--", with: "--><!--"))
  }

  @Test func `what earlier runs printed is kept in the user's cache and never in the folder`()
    throws
  {
    let scratch = try scratch()
    let line = "XDG_CACHE_HOME=\"$PWD/cache\" \"$cohort\" notebook run page.md"
    #expect(try Program.shell(line, in: scratch).exitCode == 0)
    let entries = try scratch.contents().filter { $0.hasPrefix("cache/cohort/notebooks/") }
    #expect(entries.count == 2)
    #expect(try Program.shell(line, in: scratch).errors.hasSuffix("nothing has changed\n"))
  }

  @Test func `one cell alone runs with those that make its files, and they are left alone`() throws
  {
    let page = """
      ```cohort {#files keep=false}
      simulate --patients 20 -o made
      ```

      ```cohort {#other}
      describe one.csv
      ```

      ```cohort {#use}
      describe made/units-simulated.csv
      ```

      """
    let scratch = try scratch(page)
    let run = try scratch.run("notebook", "run", "--no-cache", "--cell", "use", "page.md")
    #expect(run.exitCode == 0, "\(run.errors)")
    #expect(run.errors.contains("2 cells run; 1 cell written anew"))
    #expect(try text(scratch).hasPrefix(page))
    #expect(try text(scratch).contains("<!-- cohort:output #use -->"))
    let unknown = try scratch.run("notebook", "run", "--cell", "uses", "page.md")
    #expect(unknown.exitCode == 64 && unknown.errors.contains("it has files, other, use"))
  }

  @Test func `a report and its figures are files of their cell`() throws {
    let scratch = try Scratch()
    let data = Program.repository.appendingPathComponent("Datasets/hodg")
    for name in ["hodg.csv", "protocol.yml"] {
      try scratch.file(name, try Data(contentsOf: data.appendingPathComponent(name)))
    }
    try scratch.file("page.md", "```cohort {#a}\nreport protocol.yml -o made\n```\n")
    #expect(try scratch.run("notebook", "run", "--no-cache", "page.md", limit: 600).exitCode == 0)
    #expect(try scratch.contents().contains("made/report.md"))
    #expect(try scratch.run("notebook", "check", "page.md", limit: 600).exitCode == 0)
    let page = try text(scratch, "made/report.md")
    try scratch.file("made/report.md", page + "x")
    let stale = try scratch.run("notebook", "check", "page.md", limit: 600)
    #expect(
      stale.exitCode == 1 && stale.errors.contains("#a is stale: it writes another made/report.md"))
    let kept = try scratch.run("notebook", "run", "--no-cache", "page.md", limit: 600)
    #expect(kept.exitCode == 3 && kept.errors.contains("page.md:2: error: #a would replace made/"))
    let forced = try scratch.run(
      "notebook", "run", "--no-cache", "--force", "page.md", limit: 600)
    #expect(forced.exitCode == 0)
    #expect(try text(scratch, "made/report.md") == page)
  }

  @Test func `simulated files and drafts are written again without ceremony`() throws {
    let page = """
      ---
      seed: 3
      ---

      ```cohort {#files}
      simulate --patients 20 -o made
      init made/units-simulated.csv made/visits-simulated.csv -o draft.yml
      ```

      ```cohort {#provenance}
      provenance
      ```

      """
    let scratch = try scratch(page)
    for seed in ["3", "4"] {
      try scratch.file("page.md", text(scratch).replacing("seed: 3", with: "seed: \(seed)"))
      let run = try scratch.run("notebook", "run", "--no-cache", "page.md")
      #expect(run.exitCode == 0, "\(run.errors)")
      #expect(try scratch.run("notebook", "check", "page.md").exitCode == 0)
    }
    #expect(try text(scratch).contains("No cell reads a file that no cell has written."))
    try scratch.file("made/units-simulated.csv", "my own\n")
    let run = try scratch.run("notebook", "run", "--no-cache", "page.md")
    #expect(run.exitCode == 3)
    #expect(run.errors.contains("page.md:6: error: #files would replace made/units-simulated.csv"))
    #expect(try text(scratch, "made/units-simulated.csv") == "my own\n")
    // Outside a notebook files are replaced for --force only.
    let bare = try scratch.run("simulate", "--patients", "20", "-o", "made")
    #expect(bare.exitCode == 64 && bare.errors.contains("--force"))
  }

  /// A command that draws and is not known to would not get the seed of its notebook.
  @Test func `every command with a seed is given that of the notebook`() throws {
    let commands = [
      (["simulate"], "-o made"), (["power", "survival"], "--simulate 100"),
      (["turnbull"], "--bootstrap 100"), (["icph"], "--bootstrap 100"),
      (["cox"], "--bootstrap 100"), (["rmst"], "--bootstrap 100"),
    ]
    let help = try Program.run(["help"]).text
    let names = help.matches(of: #/(?m)^  ([a-z][a-z0-9]+) {2,}/#).map { String($0.1) }
    #expect(names.contains("simulate") && names.contains("km"))
    var seeded: [String] = []
    for name in names where name != "help" && name != "notebook" {
      if try Program.run(["help", name]).text.contains("--seed <") { seeded.append(name) }
    }
    for name in ["proportions", "means", "survival", "precision"]
    where try Program.run(["help", "power", name]).text.contains("--seed <") {
      seeded.append("power " + name)
    }
    for (words, draw) in commands {
      let name = words.joined(separator: " ")
      guard seeded.contains(name) else { continue }
      let scratch = try scratch("---\nseed: 3\n---\n\n```cohort {#a}\n\(name) \(draw)\n```\n")
      let list = try scratch.run("notebook", "list", "--no-run", "page.md")
      #expect(list.text.contains("--seed "), "\(name)")
    }
    let known = commands.map { $0.0.joined(separator: " ") }
    #expect(Set(seeded).isSubset(of: known), "\(seeded)")
  }

  @Test func `the help shows a whole notebook`() throws {
    let help = try Program.run(["help", "notebook"])
    #expect(help.exitCode == 0)
    for words in [
      "```cohort {#medians}", "cohort:value medians", "echo=false", "notebook new", "provenance",
      "seed:", "markers: fence",
    ] {
      #expect(help.text.contains(words))
    }
  }
}
