import Analyses
public import ArgumentParser
import Cohorts
import Foundation
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
        cohort report protocol.yml --section response,onset --figures figures

      Writes report.md or report.html, figures/*.svg with the plotted numbers as
      figures/*.csv, tables/*.csv with the cells of each table, and results.json at full
      precision. The folder is replaced whole or not at all: it must be new, empty or an
      earlier report, whose files give way. Nothing is written when anything is wrong.

      --section prints some sections as markdown instead, with the numbers of the whole
      report, and writes no report: findings, flow, treated, response, onset, loss,
      models, competing, comparison, scores, published, sensitivity, methods. Their
      figures are left out, or go to the folder of --figures with links from here.
      """)

  @Argument(help: "The protocol, a YAML file.", completion: .file(extensions: ["yml", "yaml"]))
  var protocolFile: String
  @Option(
    name: [.short, .long], help: "The folder to write to. (default: report)", completion: .directory
  )
  var output: String?
  @Option(
    help: ArgumentHelp(
      "Print these sections instead of writing a report.", valueName: "name,name,..."))
  var section: SectionList?
  @Option(
    help: ArgumentHelp("With --section, the folder to draw the figures in.", valueName: "folder"),
    completion: .directory)
  var figures: String?
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
    let folder = output ?? "report"
    do {
      // Before the work, so that nobody waits for a refusal.
      try refuse()
      if section == nil { try ReportFolder(folder).earlierFiles() }
      results = try StudyRunner.run(
        protocolFile: protocolFile, version: CohortCommand.version, progress: progress.show)
      progress.show("the page")
      let report = StudyReport(results, options: options)
      if let section {
        let excerpt = report.excerpt(section.names, figures: figures)
        try FigureFiles(files: excerpt.files, option: "--figures").write()
        progress.finish()
        try StandardOutput.print(excerpt.text)
      } else {
        try report.write(to: folder)
        progress.finish()
      }
    } catch {
      progress.finish()
      throw Failure(error).exit()
    }
    for line in results.study.warnings { StandardError.print("warning: \(line)") }
    for line in results.study.notDone { StandardError.print("warning: \(line)") }
    let diagnostics = results.diagnostics + results.results.flatMap(\.diagnostics)
    for diagnostic in diagnostics where diagnostic.severity == .warning {
      let message = results.study.naming(columnsIn: diagnostic.message, keepsColumns: true)
      StandardError.print("warning: \(message)")
    }
    if section == nil { StandardError.print("wrote \(folder)/\(format.fileName)") }
    let isDoubtful =
      !results.study.warnings.isEmpty || !results.study.notDone.isEmpty
      || diagnostics.contains { $0.severity == .warning }
    if strict && isDoubtful { throw ExitCode(Failure.Code.strict.rawValue) }
  }

  /// Refuses options that do not go together.
  private func refuse() throws {
    if section == nil, figures != nil {
      throw UsageError(message: "--figures goes with --section; a report has a folder of its own")
    }
    guard section != nil else { return }
    if output != nil {
      throw UsageError(
        message: "--section prints and writes no report, so -o has nothing to name; the folder of "
          + "figures is that of --figures")
    }
    if format != .md { throw UsageError(message: "--section prints markdown only") }
    if figures?.isEmpty ?? false {
      throw UsageError(message: "--figures: expected a folder, as in --figures figures")
    }
  }

  private var options: StudyReport.Options {
    StudyReport.Options(
      page: format, style: style,
      decimalMark: decimal.flatMap { NumberStyle.DecimalMark(rawValue: $0.rawValue) })
  }
}

extension StudyReport.Page: ExpressibleByArgument {}
extension JournalStyle.Name: ExpressibleByArgument {}

/// Sections by their names: `response,onset`.
struct SectionList: ExpressibleByArgument {
  let names: Set<StudyReport.Section>

  init?(argument: String) {
    let parts = argument.split(separator: ",", omittingEmptySubsequences: false)
    let found = parts.compactMap {
      StudyReport.Section(rawValue: $0.trimmingCharacters(in: .whitespaces))
    }
    guard found.count == parts.count else { return nil }
    names = Set(found)
  }

  /// What the refusal of an unknown name lists.
  static var allValueStrings: [String] { StudyReport.Section.allCases.map(\.rawValue) }
}
