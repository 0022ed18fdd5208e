public import Files
import Foundation

/// `cohort notebook check`: whether a notebook says what its cells print; writes nothing.
public enum NotebookCheck {
  /// Files up to this size are compared line by line, larger ones by their hash.
  private static let largestShown = 64_000

  /// Runs a notebook without any cache and compares.
  ///
  /// - Throws: ``FileStageError`` where there is no room for the files of the cells.
  public static func summary(
    of notebook: Notebook, program: NotebookProgram
  ) throws(FileStageError) -> NotebookSummary {
    let revision = NotebookRevision(try NotebookRun(notebook, program: program))
    var summary = NotebookSummary()
    let file = notebook.file
    summary.addFailures(of: revision)
    for cell in revision.cells {
      let place = cell.place(in: file)
      switch cell.state {
      case .clean:
        if cell.cell.wantsHiding {
          summary.add("\(place) is stale: its source shall be hidden, and is not", .stale)
        }
        if let region = cell.cell.region, region.markers != notebook.markers {
          summary.add(
            "\(place) is stale: its output shall stand in a \(notebook.markers.rawValue)", .stale)
        }
      case .missing: summary.add("\(place) is stale: it has no output yet", .stale)
      case .changed:
        summary.add(cell.difference(in: file))
        summary.add("\(place) is stale: it prints something else now", .stale)
      case .inputsChanged:
        summary.add("\(place) is stale: its data changed, its output did not", .stale)
      case .edited:
        let difference = cell.difference(in: file)
        if !difference.isEmpty { summary.add(difference) }
        summary.add("\(place) was edited by hand between its sentinels", .edited)
      }
    }
    for stale in revision.staleValues {
      let old = stale.value.stored.trimmingWhitespace()
      summary.add(
        "\(file):\(stale.value.line): a value of #\(stale.value.cell) is stale: "
          + (old.isEmpty ? "it is empty" : "the page says \"\(old)\"") + ", the output says "
          + "\"\(stale.text)\"", .stale)
    }
    for change in revision.changes { add(change, of: revision, to: &summary) }
    if summary.code == .clean {
      summary.add("\(file): clean")
    }
    return summary
  }

  private static func add(
    _ change: FileStage.Change, of revision: NotebookRevision, to summary: inout NotebookSummary
  ) {
    let notebook = revision.run.notebook
    let writer = revision.writer(of: change.path)
    let name = notebook.path(of: change.path)
    let place = writer?.place(in: notebook.file) ?? notebook.file
    switch change.kind {
    case .new: summary.add("\(place) is stale: its file \(name) is not there", .stale)
    case .gone: summary.add("\(place) is stale: it no longer writes \(name)", .stale)
    case .changed:
      let old = FileManager.default.contents(atPath: name).map { Array($0) } ?? []
      if let difference = difference(old, change.bytes, name) { summary.add(difference) }
      summary.add(
        "\(place) is stale: it writes another \(name) (sha256 "
          + "\(ContentHash.sha256(old).prefix(12)) on disk, "
          + "\(ContentHash.sha256(change.bytes).prefix(12)) now)", .stale)
    }
  }

  private static func difference(_ old: [UInt8], _ new: [UInt8], _ name: String) -> String? {
    guard max(old.count, new.count) <= largestShown,
      let old = String(validating: old, as: UTF8.self),
      let new = String(validating: new, as: UTF8.self)
    else { return nil }
    return UnifiedDiff.text(
      old, new, oldName: "\(name), on disk", newName: "\(name), as written now")
  }
}
