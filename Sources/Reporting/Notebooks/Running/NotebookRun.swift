package import Files

/// Runs the cells of a notebook, top to bottom, on a stage: nothing is written to the real files.
package struct NotebookRun: Sendable {
  /// What to run and how.
  package struct Options: Sendable {
    /// The cells to run, with those they need; all when empty.
    package var only: [String] = []
    /// Where outcomes of earlier runs are kept.
    package var cache: RunCache?

    package init() {}
  }

  /// The notebook.
  package let notebook: Notebook
  /// The results by cell; cells that were left out have none.
  package private(set) var results: [String: CellResult] = [:]
  /// Where the cells' files are.
  package let stage: FileStage

  /// Runs the cells.
  package init(
    _ notebook: Notebook, options: Options = Options(), program: NotebookProgram
  ) throws(FileStageError) {
    self.notebook = notebook
    stage = try FileStage(folder: notebook.folder)
    let needed = options.only.isEmpty ? nil : notebook.cellsNeeded(by: options.only)
    for cell in notebook.cells
    where !cell.options.isSkipped && needed?.contains(cell.id) ?? true {
      results[cell.id] =
        cell.isProvenance ? provenance(cell, program) : run(cell, program, options.cache)
    }
  }

  /// The failures, by line.
  package var failures: [CellResult.Failure] {
    results.values.flatMap(\.failures).sorted { ($0.line, $0.message) < ($1.line, $1.message) }
  }

  /// The files and folders that cells wrote which keep their files.
  package var kept: [String] {
    notebook.cells.filter(\.options.keepsFiles).flatMap { results[$0.id]?.written ?? [] }
  }

  /// What the cells above were made from; nil where one of them failed.
  private func provenance(_ cell: NotebookCell, _ program: NotebookProgram) -> CellResult? {
    guard failures.isEmpty else { return nil }
    let version = program(["--version"], stage).output.trimmingWhitespace()
    var result = CellResult(id: cell.id)
    result.printed =
      NotebookProvenance(
        of: notebook, results: results, stage: stage, version: String(version)
      ).markdown.trimmingWhitespace().description
    result.shown = cell.options.showsOutput ? result.printed : ""
    result.inputs = CellInputs.fingerprint(of: cell, read: [], dependencies: [result.printed])
    return result
  }

  private mutating func run(
    _ cell: NotebookCell, _ program: NotebookProgram, _ cache: RunCache?
  ) -> CellResult {
    var result = CellResult(id: cell.id)
    if let name = cell.options.dependencies.first(where: { results[$0]?.failure != nil }) {
      result.failures = [
        .init(
          line: cell.lines.lowerBound,
          message: "#\(cell.id) was not run: it depends on #\(name), which failed")
      ]
      return result
    }
    if let file = cell.options.protocolFile {
      do { try stage.provide(Array(cell.body.utf8), at: file) } catch {
        result.failures = [
          .init(
            line: cell.lines.lowerBound,
            message: "#\(cell.id): the protocol `\(file)`: \(error.reason)")
        ]
      }
      result.inputs = CellInputs.fingerprint(of: cell, read: [], dependencies: [])
      return result
    }
    let outcomes: [CommandOutcome]
    if let entry = cache?.entry(for: cell, on: stage) {
      outcomes = entry.outcomes
      result.read = entry.read
      result.written = entry.written
    } else {
      stage.begin()
      outcomes = cell.commands.map { program($0.arguments, stage) }
      let record = stage.record()
      if !cell.options.expectsError, !record.refusals.isEmpty {
        result.failures = record.refusals.map { refusal in
          .init(line: cell.line(naming: refusal.path), message: "#\(cell.id): \(refusal)")
        }
        let refused = Set(result.failures.map(\.line))
        result.failures += Self.failures(of: outcomes, in: cell).filter {
          !refused.contains($0.line)
        }
        return result
      }
      if let refusal = selfReference(in: record) {
        result.failures = [
          .init(line: cell.line(naming: notebook.name), message: "#\(cell.id) \(refusal)")
        ]
        return result
      }
      result.read = record.read
      result.written = record.written
      cache?.keep(outcomes, of: cell, record: record, stage: stage)
    }
    take(outcomes, of: cell, into: &result)
    return result
  }

  /// A page that is made from itself is never finished.
  private func selfReference(in record: FileStage.Record) -> String? {
    if record.written.contains(notebook.name) { return "writes the notebook it stands in" }
    if record.read.contains(where: { $0.path == notebook.name }) {
      return "reads the notebook it stands in, which its own output changes"
    }
    return nil
  }

  private func take(
    _ outcomes: [CommandOutcome], of cell: NotebookCell, into result: inout CellResult
  ) {
    result.failures = Self.failures(of: outcomes, in: cell)
    guard result.failures.isEmpty else { return }
    if !cell.options.expectsError {
      for (command, outcome) in zip(cell.commands, outcomes) {
        let message = outcome.errors.trimmingWhitespace()
        if !message.isEmpty { result.notes.append((command.line, String(message))) }
      }
    }
    let size = outcomes.reduce(0) { $0 + $1.output.utf8.count }
    guard size <= CellOutput.largest else {
      result.failures = [
        .init(
          line: cell.lines.lowerBound,
          message: "#\(cell.id) prints \(size / 1000) kB, and a page takes "
            + "\(CellOutput.largest / 1000) kB from a cell; write it to a file with `-o FILE`")
      ]
      return
    }
    result.printed = CellOutput.markdown(
      Array(zip(cell.commands, outcomes)), expectsError: cell.options.expectsError)
    result.shown = cell.options.showsOutput ? result.printed : ""
    // What a cell wrote itself is no input, whether or not it looked at what was there before.
    let own = result.written
    let read = result.read.filter { input in
      !own.contains { input.path == $0 || input.path.hasPrefix($0 + "/") }
    }
    result.inputs = CellInputs.fingerprint(
      of: cell, read: read,
      dependencies: cell.options.dependencies.map { results[$0]?.inputs ?? "" })
  }

  /// The commands that did not end as the cell expects, each with what it said.
  private static func failures(
    of outcomes: [CommandOutcome], in cell: NotebookCell
  ) -> [CellResult.Failure] {
    zip(cell.commands, outcomes).compactMap { command, outcome in
      if cell.options.expectsError {
        return outcome.exitCode != 0
          ? nil
          : .init(
            line: command.line,
            message: "#\(cell.id): `\(command.text)` was expected to fail, and did not")
      }
      guard outcome.exitCode != 0 else { return nil }
      let message = outcome.errors.trimmingWhitespace()
      return .init(
        line: command.line,
        message: "#\(cell.id): `\(command.text)` left with exit code \(outcome.exitCode)"
          + (message.isEmpty ? "" : "\n" + indented(message)))
    }
  }

  private static func indented(_ text: some StringProtocol) -> String {
    text.split(separator: "\n").map { "  " + $0 }.joined(separator: "\n")
  }
}

extension NotebookCell {
  /// The line of the command that names a file, or the folder it is written to.
  func line(naming path: String) -> Int {
    let parts = path.split(separator: "/")
    let names = parts.indices.reversed().map { parts[...$0].joined(separator: "/") }
    func command(_ words: (CellCommand) -> [String]) -> CellCommand? {
      for name in names {
        let naming = commands.first {
          words($0).contains { $0.hasSuffix(name) || $0.hasSuffix(name + "/") }
        }
        if naming != nil { return naming }
      }
      return nil
    }
    let naming = command(\.outputs) ?? command(\.words)
    return (naming ?? commands.first { $0.mayWrite })?.line ?? lines.lowerBound
  }
}

extension Notebook {
  /// The folder the commands' paths are relative to.
  package var folder: String {
    guard let slash = file.lastIndex(of: "/") else { return "." }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }

  /// The real place of a file below that folder.
  package func path(of name: String) -> String { folder == "." ? name : folder + "/" + name }

  /// The notebook's name in its folder.
  package var name: String { file.split(separator: "/").last.map(String.init) ?? file }

  /// The cells that must run so that these can: what they depend on, and whatever gives files to
  /// others above them.
  package func cellsNeeded(by ids: [String]) -> Set<String> {
    var needed = Set(ids)
    if cells.contains(where: { $0.isProvenance && needed.contains($0.id) }) {
      return Set(cellIDs)
    }
    for cell in cells.reversed() {
      let isAbove = cells.contains {
        needed.contains($0.id) && $0.lines.lowerBound > cell.lines.lowerBound
      }
      let gives = cell.options.protocolFile != nil || cell.commands.contains(where: \.mayWrite)
      if isAbove && gives { needed.insert(cell.id) }
      if needed.contains(cell.id) { needed.formUnion(cell.options.dependencies) }
    }
    return needed
  }
}
