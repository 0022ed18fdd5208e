package import Files

/// What came of running a cell.
package struct CellResult: Sendable {
  /// The cell's name.
  package let id: String
  /// Everything the commands printed, as markdown.
  package var printed = ""
  /// What the page shows of it.
  package var shown = ""
  /// The fingerprint of what the output depends on.
  package var inputs = ""
  /// The files that were read.
  package var read: [FileStage.Input] = []
  /// The files and folders that were written.
  package var written: [String] = []
  /// What the commands said on standard error, by line of the notebook.
  package var notes: [(line: Int, text: String)] = []
  /// Why there is no output, in the order of the commands; empty where there is some.
  package var failures: [Failure] = []
  /// The first reason.
  package var failure: Failure? { failures.first }

  /// Why a cell has no output.
  package struct Failure: Error, Sendable, Hashable {
    /// The line of the notebook.
    package let line: Int
    package let message: String
  }

  package init(id: String) { self.id = id }
}

/// The fingerprint of everything a cell's output depends on but the program.
enum CellInputs {
  /// Of the cell's commands and options, the files it reads, and the cells it depends on.
  static func fingerprint(
    of cell: NotebookCell, read: [FileStage.Input], dependencies: [String]
  ) -> String {
    var lines = ["cohort notebook inputs 1"]
    lines += cell.options.written.map { "option \($0)" }
    if let file = cell.options.protocolFile {
      lines += ["protocol \(file)", cell.body]
    }
    lines += cell.commands.map { command in
      "command " + command.arguments.map { "\($0.utf8.count):\($0)" }.joined(separator: " ")
    }
    lines += read.map { "read \($0.sha256 ?? "-") \($0.path)" }
    lines += dependencies.map { "depends \($0)" }
    return String(ContentHash.sha256(lines.joined(separator: "\n")).prefix(16))
  }
}
