import ArgumentParser
import Documents
import Files
import Foundation
import Notebooks

/// `cohort notebook`.
struct NotebookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notebook",
    abstract: "Runs the cells of markdown notebooks and keeps their outputs true.",
    usage: "cohort notebook new|run|check|list|clean FILE...",
    discussion: """
      A notebook is a markdown page that shows on any page host. A cell is a fence whose lines
      are cohort commands, without `cohort`, with paths from the notebook's folder:

        # How long does it last?

        ```cohort {#medians}
        km hips.csv 'Surv(months, lost) ~ cell_source' --times 12,24
        ```

        After marrow the median was <!-- cohort:value medians tbl-medians
        "cell_source=bone_marrow" "Median (95% CI)" --><!-- /cohort:value --> months.

      `cohort notebook run analysis.md` puts what the commands print below each cell, between
      two comments, and the number into the sentence. `cohort notebook check analysis.md` runs
      them again and leaves with 1 when anything in the page is no longer what they print.

      Options of a cell, behind its id: echo=false hides the commands, output=false the
      output; skip leaves the cell out; expect=error wants it to fail, and shows the message;
      check=numeric tol=1e-6 compares numbers within a tolerance, check=none not at all;
      depends=a,b names cells it needs; protocol=plan.yml makes its body, YAML, a file for the
      commands below; keep=false throws the files it writes away when the notebook has run.

      The last cell may be `provenance`, alone: it lists the files that were read with their
      SHA-256, rows and columns, the protocols, the version of cohort, and all commands.
      Front matter (YAML between two lines ---) may hold seed: 20260101, which gives every
      cell that draws random numbers a seed of its own, and markers: fence, which puts outputs
      into fences, for pages that take no comments.

      A cell may replace files its own last run wrote, and no others.

      To begin: cohort notebook new analysis.md --protocol protocol.yml
      More: Sources/NOTEBOOKS.md
      """,
    subcommands: [
      NotebookNewCommand.self, NotebookRunCommand.self, NotebookCheckCommand.self,
      NotebookListCommand.self, NotebookCleanCommand.self,
    ])
}

/// `cohort notebook run`.
struct NotebookRunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Runs the cells and writes their outputs below them.",
    usage: "cohort notebook run FILE... [--cell ID] [--stdout] [--force] [--no-cache]",
    discussion: """
      Example:
        cohort notebook run analysis.md

      Cells run from top to bottom in this process; no shell and no other program is started.
      Files are written when all cells of a notebook have run, each whole; nothing at all is
      written when a cell fails (exit code 2) or when somebody has written in an output
      region (exit code 3, with the difference).
      """)

  @Argument(help: "The notebooks.", completion: .file(extensions: ["md"]))
  var files: [String]
  @Option(
    name: .customLong("cell"),
    help: ArgumentHelp(
      "Run this cell and those it needs, and leave other outputs alone; may be repeated.",
      valueName: "id"))
  var cells: [String] = []
  @Flag(help: "Print the notebook instead of writing it; files of cells are not written.")
  var stdout = false
  @Flag(help: "Overwrite outputs edited by hand, and files the cells did not write.")
  var force = false
  @Flag(help: "Run every cell, whatever earlier runs printed.") var noCache = false
  @Flag(help: "Say nothing when all went well.") var quiet = false

  func run() throws {
    try NotebookFiles.each(files) { notebook in
      var options = NotebookFiles.options(usesCache: !noCache)
      options.cells = try known(cells, in: notebook)
      options.isForced = force
      let update = try NotebookUpdate(notebook, options: options, program: ProgramRun.program)
      if !stdout { try update.write() }
      if !quiet || update.summary.code != .clean {
        for line in update.summary.lines { StandardError.print(line) }
      }
      if stdout, update.summary.code == .clean {
        try StandardOutput.print(String(decoding: update.bytes, as: UTF8.self))
      }
      return update.summary.code.rawValue
    }
  }

  /// The ids without the `#` they may be given with, all of them cells.
  private func known(_ ids: [String], in notebook: Notebook) throws -> [String] {
    try ids.map { id in
      let bare = id.hasPrefix("#") ? String(id.dropFirst()) : id
      guard notebook.cellIDs.contains(bare) else {
        throw UsageError(
          message: "--cell \(id): \(notebook.file) has no such cell; it has "
            + notebook.cellIDs.joined(separator: ", "))
      }
      return bare
    }
  }
}

/// `cohort notebook check`.
struct NotebookCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks that notebooks say what their cells print; writes nothing.",
    usage: "cohort notebook check FILE...",
    discussion: """
      Example:
        cohort notebook check Notebooks-as-markdown/*.md

      Runs every cell anew and compares outputs, values in the prose and the files of cells;
      differences go to standard error. Exit codes: 0 clean, 1 stale, 2 a cell failed, 3 an
      output was edited by hand.
      """)

  @Argument(help: "The notebooks.", completion: .file(extensions: ["md"]))
  var files: [String]
  @Flag(help: "Say nothing about notebooks that are clean.") var quiet = false

  func run() throws {
    try NotebookFiles.each(files) { notebook in
      let summary = try NotebookCheck.summary(of: notebook, program: ProgramRun.program)
      if !quiet || summary.code != .clean {
        for line in summary.lines { StandardError.print(line) }
      }
      return summary.code.rawValue
    }
  }
}
