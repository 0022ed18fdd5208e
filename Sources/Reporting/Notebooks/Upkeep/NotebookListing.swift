public import Documents
public import Files

/// `cohort notebook list`: the cells of a notebook, the files they read, and the state of their
/// outputs.
public struct NotebookListing: Sendable {
  private let notebook: Notebook
  private let revision: NotebookRevision?

  /// Lists a notebook as it stands, without running it: which files its cells read, and whether an
  /// output is still what its cell prints, is then not known.
  public init(_ notebook: Notebook) {
    self.notebook = notebook
    revision = nil
  }

  /// Runs the cells, writes nothing, and lists them.
  ///
  /// - Throws: ``FileStageError`` where there is no room for the files of the cells.
  public init(
    _ notebook: Notebook, options: NotebookUpdate.Options, program: NotebookProgram
  ) throws(FileStageError) {
    self.notebook = notebook
    revision = NotebookRevision(
      try NotebookRun(notebook, options: options.ofRun, program: program))
  }

  /// The cells as a page.
  public var document: Document {
    let head =
      ["Line", "Cell", "Commands", "Options"] + (revision == nil ? [] : ["Reads"]) + ["Output"]
    let rows = notebook.cells.map { cell in
      TableRow(
        cells: [
          Cell("\(cell.lines.lowerBound)"), Cell("#\(cell.id)"), Cell(commands(of: cell)),
          Cell(cell.options.written.joined(separator: " ")),
        ] + (revision == nil ? [] : [Cell(reads(of: cell).map(\.path).joined(separator: "\n"))])
          + [Cell(state(of: cell))])
    }
    let values = notebook.values.count
    return Document(blocks: [
      .heading(level: 2, RichText("Cells of \(notebook.file)")),
      .table(
        TableBlock(
          id: "tbl-cells",
          title: RichText("\(notebook.cells.count) cells, \(values) values in the prose"),
          columns: head.enumerated().map {
            TableColumn(header: RichText($1), alignment: $0 == 0 ? .trailing : .leading)
          }, rows: rows)),
    ])
  }

  /// The cells as JSON.
  public var json: JSONValue {
    [
      "notebook": .string(notebook.file), "seed": .optional(notebook.seed.map(String.init)),
      "cells": .array(notebook.cells.map(json)),
      "values": .array(
        notebook.values.map {
          [
            "line": .integer($0.line), "cell": .string($0.cell),
            "text": .string(String($0.stored.trimmingWhitespace())),
          ]
        }),
    ]
  }

  private func json(of cell: NotebookCell) -> JSONValue {
    [
      "id": .string(cell.id), "line": .integer(cell.lines.lowerBound),
      "hidden": .bool(cell.form == .comment), "protocol": .optional(cell.options.protocolFile),
      "commands": .array(
        cell.commands.map { command in
          [
            "line": .integer(command.line), "words": .array(command.words.map { .string($0) }),
            "seed": .optional(command.seed.map(String.init)),
          ]
        }),
      "options": .array(cell.options.written.map { .string($0) }),
      "depends": .array(cell.options.dependencies.map { .string($0) }),
      "reads": revision == nil
        ? .null
        : .array(
          reads(of: cell).map { ["path": .string($0.path), "sha256": .optional($0.sha256)] }),
      "writes": revision == nil
        ? .null : .array((result(of: cell)?.written ?? []).map { .string($0) }),
      "output": .string(state(of: cell)),
      "sha256": .optional(cell.region?.fingerprints.sha256),
      "inputs": .optional(cell.region?.fingerprints.inputs),
    ]
  }

  private func commands(of cell: NotebookCell) -> String {
    cell.options.protocolFile.map { "the protocol \($0)" }
      ?? cell.commands.map { $0.seed == nil ? $0.text : $0.fullText }.joined(separator: "\n")
  }

  private func result(of cell: NotebookCell) -> CellResult? { revision?.run.results[cell.id] }

  /// The files a cell read that were there.
  private func reads(of cell: NotebookCell) -> [FileStage.Input] {
    result(of: cell)?.read.filter { $0.sha256 != nil } ?? []
  }

  /// How what stands below a cell stands to what it prints now.
  private func state(of cell: NotebookCell) -> String {
    if cell.options.protocolFile != nil { return "none, a protocol" }
    if result(of: cell)?.failure != nil { return "the cell fails" }
    guard let region = cell.region else { return "none yet" }
    if region.isEdited { return "edited by hand" }
    if cell.options.isSkipped { return "stored, skipped" }
    guard let revision else { return "stored" }
    guard let state = revision.cells.first(where: { $0.cell.id == cell.id })?.state else {
      return "not known: a cell above fails"
    }
    let isStale = revision.changes.contains { revision.writer(of: $0.path)?.cell.id == cell.id }
    return state == .clean && !isStale ? "fresh" : "stale"
  }
}
