import Documents
import Files
import Foundation

/// What cells printed in earlier runs, kept outside the notebook's folder so that a run repeats only
/// what has changed.
///
/// A file is named by the hash of the cell and the program; it holds the files that were read with
/// their hashes, and is used only where they are still the same.
package struct RunCache: Sendable {
  /// The outcome of a cell.
  package struct Entry: Codable, Sendable, Hashable {
    struct File: Codable, Hashable {
      let path: String
      let bytes: Data
    }

    let format: Int
    let read: [FileStage.Input]
    let outcomes: [CommandOutcome]
    let written: [String]
    let files: [File]
  }

  /// The most entries that are kept, and the largest one.
  static let (mostEntries, largestEntry) = (500, 32_000_000)
  private static let format = 1

  private let folder: String
  private let program: String

  /// Opens the cache of a folder; nil where it cannot be made.
  ///
  /// - Parameter program: What tells this program from any other: version, size, time of building.
  package init?(folder: String, program: String) {
    guard (try? FileOutput.createFolder(folder)) != nil,
      FileManager.default.isWritableFile(atPath: folder)
    else { return nil }
    self.folder = folder
    self.program = program
  }

  private func path(of cell: NotebookCell) -> String {
    let inputs = CellInputs.fingerprint(of: cell, read: [], dependencies: [program])
    let whole = ContentHash.sha256("\(program)\n\(inputs)\n\(cell.id)\n\(cell.body)")
    return "\(folder)/\(whole).json"
  }

  /// What the cell printed when it read what it would read now.
  func entry(for cell: NotebookCell, on stage: FileStage) -> Entry? {
    let path = path(of: cell)
    guard let data = FileManager.default.contents(atPath: path),
      let entry = try? JSONDecoder().decode(Entry.self, from: data), entry.format == Self.format,
      entry.outcomes.count == cell.commands.count
    else { return nil }
    stage.begin()
    FileStage.$current.withValue(stage) {
      for input in entry.read { _ = FileStage.readable(input.path) }
    }
    guard stage.record().read == entry.read else { return nil }
    let files = entry.files.map { (path: $0.path, bytes: Array($0.bytes)) }
    stage.begin()
    guard (try? stage.restore(files, written: entry.written)) != nil else { return nil }
    try? FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
    return entry
  }

  /// Keeps what a cell printed; whatever goes wrong, the run goes on without.
  func keep(
    _ outcomes: [CommandOutcome], of cell: NotebookCell, record: FileStage.Record, stage: FileStage
  ) {
    // What reads its own file, and writes it, prints something else the next time.
    let isRepeatable = !record.read.contains { record.written.contains($0.path) }
    guard isRepeatable, record.refusals.isEmpty else { return }
    let entry = Entry(
      format: Self.format, read: record.read, outcomes: outcomes, written: record.written,
      files: stage.contents(at: record.written).map { .init(path: $0.path, bytes: Data($0.bytes)) })
    guard let data = try? JSONEncoder().encode(entry), data.count <= Self.largestEntry else {
      return
    }
    try? FileOutput.write(Array(data), to: path(of: cell))
    prune()
  }

  /// Removes the entries that were not used for longest.
  private func prune() {
    let files = FileManager.default
    guard let names = try? files.contentsOfDirectory(atPath: folder), names.count > Self.mostEntries
    else { return }
    let entries = names.filter { $0.hasSuffix(".json") }.map { name in
      let path = folder + "/" + name
      let date = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
      return (path: path, date: date ?? .distantPast)
    }
    for entry in entries.sorted(by: { ($0.date, $0.path) < ($1.date, $1.path) })
      .prefix(max(0, entries.count - Self.mostEntries))
    { try? files.removeItem(atPath: entry.path) }
  }
}
