import Analyses
import ArgumentParser
import Cohorts
import Documents
import Reports
import Statistics

/// `cohort report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The whole stratified report of a protocol.",
    usage: "cohort report PROTOCOL [-o FOLDER] [options]",
    discussion: """
      Example:
        cohort report Datasets/hodg/protocol.yml -o report

      Writes report.md, figures/*.svg with the plotted numbers as figures/*.csv, and
      results.json. Each file is written whole or not at all, and nothing is written
      when anything is wrong.
      """)

  /// The pages a report can be.
  enum Format: String, ExpressibleByArgument, CaseIterable { case md }

  @Argument(help: "The protocol, a YAML file.", completion: .file(extensions: ["yml", "yaml"]))
  var protocolFile: String
  @Option(name: [.short, .long], help: "The folder to write to.", completion: .directory)
  var output = "report"
  @Option(help: "The format of the page.") var format: Format = .md
  @Flag(help: "Leave with exit code 2 when the report carries a warning.") var strict = false

  func run() throws {
    let results: StudyResults
    do {
      results = try StudyRunner.run(protocolFile: protocolFile, version: CohortCommand.version)
      try StudyReport(results).write(to: output)
    } catch { throw Failure(error).exit() }
    for line in results.study.warnings { StandardError.print("warning: \(line)") }
    for line in results.study.notDone { StandardError.print("warning: \(line)") }
    let diagnostics = results.diagnostics + results.results.flatMap(\.diagnostics)
    for diagnostic in diagnostics where diagnostic.severity == .warning {
      StandardError.print("warning: \(diagnostic.message)")
    }
    StandardError.print("wrote \(output)/report.md")
    let isDoubtful =
      !results.study.warnings.isEmpty || !results.study.notDone.isEmpty
      || diagnostics.contains { $0.severity == .warning }
    if strict && isDoubtful { throw ExitCode(Failure.Code.strict.rawValue) }
  }
}
