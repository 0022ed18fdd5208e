import Analyses
public import ArgumentParser
import Cohorts
public import Documents
public import Reports
import Statistics
import Tables

/// `cohort report`.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "The whole stratified report of a protocol.",
    usage: "cohort report PROTOCOL [-o FOLDER] [--format md|html] [options]",
    discussion: """
      Examples:
        cohort report Datasets/hodg/protocol.yml -o report
        cohort report protocol.yml --format html --style lancet

      Writes report.md or report.html, figures/*.svg with the plotted numbers as
      figures/*.csv, tables/*.csv with the cells of each table, and results.json at full
      precision. The folder is replaced whole or not at all: it must be new, empty or an
      earlier report, whose files give way. Nothing is written when anything is wrong.
      """)

  @Argument(help: "The protocol, a YAML file.", completion: .file(extensions: ["yml", "yaml"]))
  var protocolFile: String
  @Option(name: [.short, .long], help: "The folder to write to.", completion: .directory)
  var output = "report"
  @Option(help: "The format of the page.") var format: StudyReport.Page = .md
  @Option(help: "The journal whose style numbers follow, in place of the protocol's.")
  var style: JournalStyle.Name?
  @Option(help: "The decimal mark of the page, . or , in place of the protocol's.")
  var decimal: DecimalMark?
  @Flag(help: "Leave with exit code 2 when the report carries a warning.") var strict = false
  @Flag(help: "Print no progress on standard error.") var quiet = false

  func run() throws {
    let results: StudyResults
    let progress = SectionLine(isQuiet: quiet)
    do {
      // Before the work, so that nobody waits for a refusal.
      try ReportFolder(output).earlierFiles()
      results = try StudyRunner.run(
        protocolFile: protocolFile, version: CohortCommand.version, progress: progress.show)
      progress.show("the page")
      try StudyReport(results, options: options).write(to: output)
      progress.finish()
    } catch {
      progress.finish()
      throw Failure(error).exit()
    }
    for line in results.study.warnings { StandardError.print("warning: \(line)") }
    for line in results.study.notDone { StandardError.print("warning: \(line)") }
    let diagnostics = results.diagnostics + results.results.flatMap(\.diagnostics)
    for diagnostic in diagnostics where diagnostic.severity == .warning {
      StandardError.print("warning: \(diagnostic.message)")
    }
    StandardError.print("wrote \(output)/\(format.fileName)")
    let isDoubtful =
      !results.study.warnings.isEmpty || !results.study.notDone.isEmpty
      || diagnostics.contains { $0.severity == .warning }
    if strict && isDoubtful { throw ExitCode(Failure.Code.strict.rawValue) }
  }

  private var options: StudyReport.Options {
    StudyReport.Options(
      page: format, style: style,
      decimalMark: decimal.flatMap { NumberStyle.DecimalMark(rawValue: $0.rawValue) })
  }
}

extension StudyReport.Page: ExpressibleByArgument {}
extension JournalStyle.Name: ExpressibleByArgument {}
