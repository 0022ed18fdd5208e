import Analyses
import ArgumentParser
import Documents
import Reports

/// `cohort check`.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Checks the data against the protocol; every problem in one run; writes nothing.",
    usage: "cohort check PROTOCOL [--format md|json|csv]",
    discussion: """
      Example:
        cohort check protocol.yml

      Problems go to standard error, each with its file, line and column, the value found,
      what was expected and how to mend it. Leaves with 65 when any of them is an error.
      """)

  @Argument(help: "The protocol, a YAML file.", completion: .file(extensions: ["yml", "yaml"]))
  var protocolFile: String
  @Option(help: "How to print the summary: md, json or csv.") var format: Rendition.Format = .md
  @Flag(help: "Leave with exit code 2 when there is a warning.") var strict = false

  func run() throws {
    let check = StudyCheck(protocolFile: protocolFile, version: CohortCommand.version)
    for problem in check.problems { StandardError.print(problem.text) }
    let rendition = Rendition(check)
    do { try StandardOutput.print(rendition.text(format)) } catch { throw Failure(error).exit() }
    if check.errorCount > 0 {
      let isOnlyUnreadable = check.unreadableCount == check.errorCount
      throw ExitCode(
        (isOnlyUnreadable ? Failure.Code.missingInput : Failure.Code.badData).rawValue)
    }
    if strict, check.warningCount > 0 { throw ExitCode(Failure.Code.strict.rawValue) }
  }
}
