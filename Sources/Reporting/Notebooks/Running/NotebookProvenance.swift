import Documents
import Files
import Tables

/// What a notebook was made from: the files its cells read, the protocols, the program's version,
/// the seed, and the commands in order.
///
/// No date, no absolute path and no machine stand in it, so that it changes exactly when one of
/// these does.
package struct NotebookProvenance: Sendable {
  /// A file that cells read and none had written.
  package struct File: Sendable, Hashable {
    package let name: String
    package let sha256: String
    /// Rows and columns of a table; nil for a file that is none.
    package let size: (rows: Int, columns: Int)?

    package static func == (a: File, b: File) -> Bool { a.name == b.name && a.sha256 == b.sha256 }
    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
  }

  /// The files in order of their names.
  package let files: [File]
  private let version: String
  private let notebook: Notebook

  /// Collects what the cells that ran have read.
  init(of notebook: Notebook, results: [String: CellResult], stage: FileStage, version: String) {
    self.notebook = notebook
    self.version = version
    files = Self.read(notebook, results).map { name, sha256 in
      File(name: name, sha256: sha256, size: Self.size(of: name, on: stage))
    }
  }

  /// The files with their hashes, but those that cells had written by then or gave as protocols.
  private static func read(
    _ notebook: Notebook, _ results: [String: CellResult]
  ) -> [(name: String, sha256: String)] {
    var made = notebook.cells.compactMap(\.options.protocolFile)
    var read: [String: String] = [:]
    for cell in notebook.cells {
      guard let result = results[cell.id] else { continue }
      made += result.written
      for input in result.read {
        guard let sha256 = input.sha256, read[input.path] == nil,
          !made.contains(where: { input.path == $0 || input.path.hasPrefix($0 + "/") })
        else { continue }
        read[input.path] = sha256
      }
    }
    return read.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private static func size(of path: String, on stage: FileStage) -> (Int, Int)? {
    guard [".csv", ".tsv", ".tab", ".dat"].contains(where: path.lowercased().hasSuffix) else {
      return nil
    }
    var options = CSVReader.Options()
    options.allowsNoRows = true
    return FileStage.$current.withValue(stage) {
      guard let table = try? CSVReader.read(path: path, options: options) else { return nil }
      return (table.rowCount, table.columns.count)
    }
  }

  /// The output of the cell.
  var markdown: String { MarkdownRenderer().render(Document(blocks: blocks)) }

  private var blocks: [Block] {
    let protocols = notebook.cells.compactMap { cell in
      cell.options.protocolFile.map { file in
        ["\(file) (the cell #\(cell.id))", "", ContentHash.sha256(cell.body)]
      }
    }
    let read = files.map { file in
      [file.name, file.size.map { "\($0.rows) × \($0.columns)" } ?? "", file.sha256]
    }
    let rows = (read + protocols).map { cells in
      TableRow(cells: [Cell(cells[0]), Cell(cells[1]), Cell(.code(cells[2]))])
    }
    let table: Block =
      rows.isEmpty
      ? .paragraph(RichText("No cell reads a file that no cell has written."))
      : .table(
        TableBlock(
          id: "tbl-provenance", title: RichText("What the cells read"),
          columns: [
            TableColumn(header: "File"),
            TableColumn(header: "Rows × columns", alignment: .trailing),
            TableColumn(header: "SHA-256"),
          ], rows: rows))
    return [
      table, .paragraph(RichText("Made with cohort \(version).\(seeds)\(skipped)")),
      .folded("Commands", [.code(commands, language: "sh")]),
    ]
  }

  private var seeds: String {
    notebook.seed.map {
      " Seed of the notebook: \($0); cells that draw random numbers have their own."
    }
      ?? ""
  }

  private var skipped: String {
    let skipped = notebook.cells.filter(\.options.isSkipped).map { "#" + $0.id }
    return skipped.isEmpty ? "" : " Not run, and as it was: \(skipped.joined(separator: ", "))."
  }

  /// The commands as a shell would take them, each below the name of its cell.
  private var commands: String {
    notebook.cells.filter { !$0.isProvenance && $0.options.protocolFile == nil }.map { cell in
      let remark =
        cell.options.isSkipped ? " (skipped)" : cell.options.expectsError ? " (must fail)" : ""
      return (["# \(cell.id)\(remark)"] + cell.commands.map { "cohort " + $0.fullText })
        .joined(separator: "\n")
    }.joined(separator: "\n")
  }
}
