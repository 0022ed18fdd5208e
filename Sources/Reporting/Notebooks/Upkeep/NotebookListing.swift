public import Documents

/// `cohort notebook list`: the cells of a notebook as they stand, without running them.
public enum NotebookListing {
  /// The cells as a page.
  public static func document(of notebook: Notebook) -> Document {
    let head = ["Line", "Cell", "Commands", "Options", "Depends on", "Output"]
    let rows = notebook.cells.map { cell in
      TableRow(cells: [
        Cell("\(cell.lines.lowerBound)"), Cell("#\(cell.id)"), Cell(commands(of: cell)),
        Cell(cell.options.written.joined(separator: " ")),
        Cell(cell.options.dependencies.map { "#" + $0 }.joined(separator: ", ")),
        Cell(state(of: cell)),
      ])
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
  public static func json(of notebook: Notebook) -> JSONValue {
    [
      "notebook": .string(notebook.file),
      "cells": .array(
        notebook.cells.map { cell in
          [
            "id": .string(cell.id), "line": .integer(cell.lines.lowerBound),
            "hidden": .bool(cell.form == .comment),
            "protocol": .optional(cell.options.protocolFile),
            "commands": .array(
              cell.commands.map { command in
                [
                  "line": .integer(command.line),
                  "words": .array(command.words.map { .string($0) }),
                ]
              }),
            "options": .array(cell.options.written.map { .string($0) }),
            "depends": .array(cell.options.dependencies.map { .string($0) }),
            "output": .string(state(of: cell)),
            "sha256": .optional(cell.region?.sha256), "inputs": .optional(cell.region?.inputs),
          ]
        }),
      "values": .array(
        notebook.values.map {
          [
            "line": .integer($0.line), "cell": .string($0.cell),
            "text": .string(String($0.stored.trimmingWhitespace())),
          ]
        }),
    ]
  }

  private static func commands(of cell: NotebookCell) -> String {
    cell.options.protocolFile.map { "the protocol \($0)" }
      ?? cell.commands.map(\.text).joined(separator: "\n")
  }

  /// What stands below the cell.
  private static func state(of cell: NotebookCell) -> String {
    if cell.options.protocolFile != nil { return "none, a protocol" }
    guard let region = cell.region else { return "none yet" }
    if region.isEdited { return "edited by hand" }
    return cell.options.isSkipped ? "stored, skipped" : "stored"
  }
}
