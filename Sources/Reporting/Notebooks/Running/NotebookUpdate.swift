public import Documents
public import Files
import Foundation

/// `cohort notebook run`: what is written, and what is said about it.
public struct NotebookUpdate: Sendable {
  /// How to run.
  public struct Options: Sendable {
    /// The cells to run; all when empty.
    public var cells: [String] = []
    /// Whether regions that somebody has written in are overwritten.
    public var isForced = false
    /// Where outcomes are kept between runs; nowhere when nil.
    public var cacheFolder: String?
    /// What tells this program from any other.
    public var programIdentity = ""

    /// Runs everything, without a cache.
    public init() {}

    var ofRun: NotebookRun.Options {
      var options = NotebookRun.Options()
      options.only = cells
      if let folder = cacheFolder {
        options.cache = RunCache(folder: folder, program: programIdentity)
      }
      return options
    }
  }

  /// The notebook's bytes as they shall be.
  public let bytes: [UInt8]
  /// What happened.
  public let summary: NotebookSummary
  private let revision: NotebookRevision
  private let isChanged: Bool

  /// Runs a notebook; nothing is written yet.
  ///
  /// - Throws: ``FileStageError`` where there is no room for the files of the cells.
  public init(
    _ notebook: Notebook, options: Options, program: NotebookProgram
  ) throws(FileStageError) {
    let run = try NotebookRun(notebook, options: options.ofRun, program: program)
    let revision = NotebookRevision(run, only: options.cells)
    self.revision = revision
    bytes = revision.text.bytes
    isChanged = bytes != notebook.text.bytes
    summary = Self.summary(of: revision, isForced: options.isForced, isChanged: isChanged)
  }

  /// Writes the files of the cells and then the notebook, each whole, unless the run failed; what is
  /// already so is not touched.
  public func write() throws(FileOutputError) {
    guard summary.code == .clean else { return }
    let notebook = revision.run.notebook
    for change in revision.changes {
      let path = notebook.path(of: change.path)
      if change.kind == .gone {
        try? FileManager.default.removeItem(atPath: path)
      } else {
        try FileOutput.write(change.bytes, to: path, createsFolders: true)
      }
    }
    if isChanged { try FileOutput.write(bytes, to: notebook.file) }
  }

  private static func summary(
    of revision: NotebookRevision, isForced: Bool, isChanged: Bool
  ) -> NotebookSummary {
    var summary = NotebookSummary()
    let file = revision.run.notebook.file
    summary.addFailures(of: revision)
    for cell in revision.cells where cell.wouldLoseText && !isForced {
      let line = cell.cell.region?.lines.lowerBound ?? cell.cell.lines.lowerBound
      summary.add(
        "\(file):\(line): error: the output of #\(cell.cell.id) was edited by hand, and a run would "
          + "overwrite it; move the text out of the region, or give --force\n"
          + cell.difference(in: file), .edited)
    }
    for clash in revision.clashes where !isForced {
      let verb = clash.change.kind == .gone ? "remove" : "replace"
      summary.add(
        "\(file):\(clash.cell.line(naming: clash.change.path)): error: #\(clash.cell.id) would "
          + "\(verb) \(clash.change.path), which is not as its last run left it, or not its own; "
          + "name another file, move that one away, or give --force", .edited)
    }
    guard summary.code == .clean else {
      summary.add("\(file): nothing was written")
      return summary
    }
    addNotes(of: revision, to: &summary)
    let changed = revision.cells.filter { $0.state != .clean }.count
    let parts = [
      count(changed, "cell"), count(revision.staleValues.count, "value"),
      count(revision.changes.count, "file"),
    ].compactMap(\.self)
    let ran = count(revision.run.results.count, "cell") ?? "no cells"
    summary.add(
      isChanged || !revision.changes.isEmpty
        ? "\(file): \(ran) run; \(parts.isEmpty ? "sources" : parts.joined(separator: ", ")) "
          + "written anew"
        : "\(file): \(ran) run; nothing has changed")
    return summary
  }

  /// What commands said on standard error, each remark once however many commands made it.
  private static func addNotes(of revision: NotebookRevision, to summary: inout NotebookSummary) {
    var said: Set<String> = []
    for cell in revision.cells {
      for note in cell.result.notes {
        var remarks: [[Substring]] = []
        for line in note.text.split(separator: "\n") {
          if line.first == " ", !remarks.isEmpty {
            remarks[remarks.count - 1].append(line)
          } else {
            remarks.append([line])
          }
        }
        for remark in remarks.map({ $0.joined(separator: "\n") })
        where said.insert(remark).inserted {
          summary.add("\(revision.run.notebook.file):\(note.line): #\(cell.cell.id): \(remark)")
        }
      }
    }
  }

  private static func count(_ number: Int, _ noun: String) -> String? {
    number == 0 ? nil : "\(number) \(noun)\(number == 1 ? "" : "s")"
  }
}
