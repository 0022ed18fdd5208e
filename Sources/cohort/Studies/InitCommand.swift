import Analyses
import ArgumentParser
import Documents
import Files
import Foundation
import Tables

/// `cohort init`.
struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "A commented protocol from the columns found.",
    usage: "cohort init DATA... [-o PROTOCOL] [--force]",
    discussion: """
      Examples:
        cohort init units.csv visits.csv events.csv -o protocol.yml
        cohort init hips.csv -o protocol.yml

      Looks at the columns of each file, says which it takes for units (a row per
      hip), visits and events, and writes a protocol with DECIDE and a question where a
      person must decide. Then run `cohort check protocol.yml`: it names each question
      that is left, and every problem of the data.
      """)

  @Argument(help: "The CSV files: units, visits, events, in any order.", completion: .file())
  var data: [String]
  @Option(
    name: [.short, .long], help: "The protocol to write; standard output without it.",
    completion: .file())
  var output: String?
  @Flag(help: "Replace a protocol that is there.") var force = false

  func run() throws {
    do {
      if Set(data).count < data.count { throw UsageError(message: "a file is given twice") }
      if data.contains("-") {
        throw UsageError(message: "a protocol names files, so standard input cannot be used")
      }
      if let output, !force, FileStage.isTaken(output) {
        throw UsageError(message: "\(output) is there already; give --force to replace it")
      }
      let inputs = try data.map { path in
        ProtocolDraft.Input(file: relative(path), table: try CSVReader.read(path: path))
      }
      let draft = ProtocolDraft(inputs)
      for remark in draft.remarks { StandardError.print(remark) }
      guard let output else { return try StandardOutput.print(draft.text) }
      try FileOutput.write(draft.text, to: output, createsFolders: true)
      let count = draft.questionCount
      StandardError.print(
        "wrote \(output)\nnext: open it, decide the \(count) line\(count == 1 ? "" : "s") marked "
          + "\(ProtocolDraft.mark), "
          + "then run: cohort check \(Self.shellText(output))")
    } catch { throw Failure(error).exit() }
  }

  /// A path as the shell takes it.
  private static func shellText(_ path: String) -> String {
    path.contains { " ()'\"&;$*?".contains($0) }
      ? "'" + path.replacing("'", with: "'\\''") + "'" : path
  }

  /// The path of a file as seen from the folder of the protocol.
  private func relative(_ path: String) -> String {
    guard let output else { return path }
    return RelativePath.of(
      path, from: URL(fileURLWithPath: output).standardizedFileURL.deletingLastPathComponent())
  }
}
