/// `cohort notebook clean`: a notebook without what the machine has written into it.
public struct NotebookCleaning: Sendable {
  /// The notebook's bytes without output regions, and with empty values.
  public let bytes: [UInt8]
  /// What was removed, in one line.
  public let summary: String

  /// Removes every output region, with or without its cell, and empties every value in the prose.
  ///
  /// Files that cells have written stay: a notebook does not know what else they are used for.
  ///
  /// - Throws: ``NotebookProblems`` where it is not sure what is the machine's.
  public init(_ bytes: [UInt8], file: String) throws(NotebookProblems) {
    let reader = try Notebook.reader(of: bytes, file: file)
    guard reader.problems.isEmpty else { throw Notebook.problems(reader.problems, file) }
    let regions = reader.cells.compactMap(\.region?.lines) + reader.orphans.map(\.lines)
    let values = reader.values.filter { !$0.range.isEmpty }
    let edits =
      regions.map { TextEdit(range: reader.text.range(of: $0), replacement: "") }
      + values.map { TextEdit(range: $0.range, replacement: "") }
    self.bytes = reader.text.applying(edits).bytes
    summary =
      edits.isEmpty
      ? "\(file): nothing to remove"
      : "\(file): outputs removed: \(regions.count), values emptied: \(values.count); files that "
        + "cells wrote are left"
  }
}
