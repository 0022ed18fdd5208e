import Analyses
import ArgumentParser
import Cohorts
import Documents
import Foundation
import Notebooks

/// `cohort notebook new`.
struct NotebookNewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "new",
    abstract: "A notebook to go on with, from a protocol.",
    usage: "cohort notebook new FILE... [--protocol PROTOCOL]",
    discussion: """
      Examples:
        cohort notebook new durability.md --protocol protocol.yml
        cohort notebook run durability.md

      The cells run at once. Without a protocol, the one beside the notebook is taken if it
      is called protocol.yml; if there is none, patients are simulated. A file that is there
      is never replaced.
      """)

  @Argument(help: "The notebooks to write.", completion: .file(extensions: ["md"]))
  var files: [String]
  @Option(
    name: .customLong("protocol"), help: "The protocol, a YAML file.",
    completion: .file(extensions: ["yml", "yaml"]))
  var protocolFile: String?

  func run() throws {
    for file in files {
      do {
        guard !FileManager.default.fileExists(atPath: file) else {
          throw UsageError(message: "\(file) is there already, and is not replaced")
        }
        let study = try study(for: file)
        try FileOutput.write(
          NotebookSkeleton(study, file: file).text, to: file, createsFolders: true)
        StandardError.print("wrote \(file); go on with: cohort notebook run \(file)")
      } catch { throw Failure(error).exit() }
    }
  }

  private func study(for file: String) throws -> NotebookSkeleton.Study {
    let folder = URL(fileURLWithPath: file).deletingLastPathComponent()
    let beside = folder.appendingPathComponent("protocol.yml").path
    if let path = protocolFile ?? (FileManager.default.fileExists(atPath: beside) ? beside : nil) {
      return Self.study(
        of: try StudyFile.load(path), protocolFile: RelativePath.of(path, from: folder))
    }
    let patients = 200
    let cohort = SimulatedCohort(SimulatedCohort.Settings(patients: patients, seed: 1))
    let bytes = cohort.files.first { $0.name == "protocol.yml" }?.bytes ?? []
    let text = String(decoding: bytes, as: UTF8.self)
    var study = Self.study(
      of: try StudyFile.parse(text, source: "protocol.yml"),
      protocolFile: "simulated/protocol.yml")
    study.simulatedPatients = patients
    return study
  }

  private static func study(
    of protocol: StudyProtocol, protocolFile: String
  ) -> NotebookSkeleton.Study {
    let context = `protocol`.outcome.context
    var study = NotebookSkeleton.Study()
    study.title = MarkdownEscaping.escape(`protocol`.title, in: .heading, after: nil)
    study.protocolFile = protocolFile
    study.decisions = [
      ("Protocol", protocolFile), ("Population", context.population), ("Outcome", context.label),
      ("Instrument", context.instrument), ("Threshold", context.threshold),
      ("Time from", context.origin),
    ].map { ($0.0, MarkdownEscaping.escape($0.1, in: .cell, after: nil)) }
    let months = `protocol`.survival.landmarkMonths
    if `protocol`.endpoints == nil {
      let outcome = `protocol`.outcome
      let folder = protocolFile.split(separator: "/").dropLast().map { $0 + "/" }.joined()
      study.table = folder + `protocol`.units.file
      study.outcome = "Surv(\(name(outcome.time)), \(name(outcome.event)))"
      study.times = months.map { $0 / outcome.unit.inMonths }
    } else {
      study.times = months
    }
    study.group = `protocol`.comparison?.arms.column
    study.hasComparison = `protocol`.comparison != nil
    return study
  }

  /// A column's name in a formula.
  private static func name(_ column: String) -> String {
    column.wholeMatch(of: #/[A-Za-z.][A-Za-z0-9._]*/#) == nil ? "`\(column)`" : column
  }
}
