package import Files
import Foundation

/// A notebook beside what its cells print now.
package struct NotebookRevision: Sendable {
  /// A cell whose output was compared.
  package struct Cell: Sendable {
    package let cell: NotebookCell
    package let result: CellResult
    package let state: CellState

    /// Whether a run would lose what somebody wrote.
    package var wouldLoseText: Bool {
      state == .edited && cell.region.map { $0.text != result.shown } ?? false
    }
  }

  /// A value in the prose that is not what the table says.
  package struct StaleValue: Sendable, Hashable {
    package let value: InlineValue
    package let text: String
  }

  package let run: NotebookRun
  package private(set) var cells: [Cell] = []
  package private(set) var staleValues: [StaleValue] = []
  /// Values that no table has.
  package private(set) var problems: [NotebookProblem] = []
  /// The files on disk that the cells would write differently.
  package let changes: [FileStage.Change]
  /// The notebook with every output and value as it is now.
  package private(set) var text: NotebookText

  /// Compares; `only` names the cells whose outputs, files and values count.
  package init(_ run: NotebookRun, only: [String] = []) {
    self.run = run
    let notebook = run.notebook
    text = notebook.text
    let counted = notebook.cells.filter { only.isEmpty || only.contains($0.id) }
    let kept = counted.filter(\.options.keepsFiles).flatMap { run.results[$0.id]?.written ?? [] }
    changes = run.failures.isEmpty ? run.stage.changes(at: kept) : []
    var edits: [TextEdit] = []
    for cell in counted {
      guard let result = run.results[cell.id], result.failure == nil else { continue }
      if cell.wantsHiding { edits += Self.hiding(cell, in: notebook.text) }
      guard cell.options.protocolFile == nil else { continue }
      let state = CellState(of: cell, result: result)
      cells.append(Cell(cell: cell, result: result, state: state))
      if let edit = edit(cell, result, in: notebook.text) { edits.append(edit) }
    }
    compareValues(Set(counted.map(\.id)), &edits)
    text = notebook.text.applying(edits)
  }

  private mutating func compareValues(_ ids: Set<String>, _ edits: inout [TextEdit]) {
    var outputs: [String: OutputTables] = [:]
    for value in run.notebook.values where ids.contains(value.cell) {
      guard let cell = run.notebook.cell(value.cell) else { continue }
      let result = run.results[cell.id]
      if result?.failure != nil || (result == nil && cell.region == nil) { continue }
      let tables =
        outputs[cell.id] ?? OutputTables(result?.printed ?? cell.region?.text ?? "")
      outputs[cell.id] = tables
      do {
        let text = try tables.text(of: value)
        if value.shows(text) { continue }
        staleValues.append(StaleValue(value: value, text: text))
        edits.append(TextEdit(range: value.range, replacement: text))
      } catch {
        problems.append(
          NotebookProblem(
            file: run.notebook.file, line: value.line,
            message: "a value of #\(cell.id): \(error.message)"))
      }
    }
  }

  /// A change on disk that would replace or remove what its cell did not write.
  package struct Clash: Sendable {
    package let change: FileStage.Change
    /// The cell that would.
    package let cell: NotebookCell
  }

  /// The changes that no stored fingerprint of the writing cell allows.
  package var clashes: [Clash] {
    changes.filter { $0.kind != .new }.compactMap { change in
      guard let cell = writer(of: change.path),
        let old = FileManager.default.contents(atPath: run.notebook.path(of: change.path)),
        cell.cell.region?.fingerprints.files
          .contains(OutputRegion.mark(of: change.path, old)) != true
      else { return nil }
      return Clash(change: change, cell: cell.cell)
    }
  }

  /// The last cell that wrote a file.
  package func writer(of path: String) -> Cell? {
    cells.last { $0.result.written.contains { path == $0 || path.hasPrefix($0 + "/") } }
  }

  /// The fingerprints of the files that a cell wrote and keeps.
  private func marks(of cell: NotebookCell, _ result: CellResult) -> [String] {
    guard cell.options.keepsFiles else { return [] }
    return run.stage.contents(at: result.written).map { OutputRegion.mark(of: $0.path, $0.bytes) }
  }

  private func edit(
    _ cell: NotebookCell, _ result: CellResult, in text: NotebookText
  ) -> TextEdit? {
    var output = result.shown
    // Numbers within the tolerance stay as they are, so that a second machine changes nothing.
    if cell.options.check == .numeric, let region = cell.region, !region.isEdited,
      CellState.isSame(region.text, output, by: cell.options)
    {
      output = region.text
    }
    let ending = text.ending(cell.lines.lowerBound)
    let lines = OutputRegion.lines(
      id: cell.id, text: output, inputs: result.inputs, files: marks(of: cell, result),
      markers: run.notebook.markers, margin: cell.margin, ending: ending.isEmpty ? "\n" : ending)
    guard let region = cell.region else {
      let last = cell.lines.upperBound
      let place = text.range(of: last...last).upperBound
      let gap = text.ending(last).isEmpty ? ending : ""
      return TextEdit(range: place..<place, replacement: gap + lines)
    }
    let range = text.range(of: region.lines)
    // The last line of a file need not be ended.
    let isUnended = text.ending(region.lines.upperBound).isEmpty
    let replacement =
      isUnended ? String(decoding: lines.utf8.dropLast(ending.utf8.count), as: UTF8.self) : lines
    return text[range].utf8.elementsEqual(replacement.utf8)
      ? nil : TextEdit(range: range, replacement: replacement)
  }

  /// Turns the fence of a cell into a comment.
  private static func hiding(_ cell: NotebookCell, in text: NotebookText) -> [TextEdit] {
    let (first, last) = (cell.lines.lowerBound, cell.lines.upperBound)
    let margin = cell.margin.text.utf8.count
    let opening = text.line(first)
    let start = text.range(of: first...first).lowerBound
    let attributes = String(decoding: opening.utf8.dropFirst(margin), as: UTF8.self)
      .drop { $0 == "`" || $0 == "~" }.trimmingWhitespace()
    let end = text.range(of: last...last).lowerBound
    return [
      TextEdit(
        range: start + margin..<start + opening.utf8.count, replacement: "<!-- \(attributes)"),
      TextEdit(
        range: end..<end + text.line(last).utf8.count, replacement: cell.margin.apply(to: "-->")),
    ]
  }
}
