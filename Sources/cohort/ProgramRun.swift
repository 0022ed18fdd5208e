import ArgumentParser
import Files

/// One command of a notebook, run in this process: what it printed and how it left.
struct ProgramRun: Sendable {
  /// Standard output.
  let output: String
  /// Standard error.
  let errors: String
  /// The exit code the program would leave with.
  let exitCode: Int32

  /// Runs `cohort` with these arguments on a stage; no other program, and no shell, is started.
  static func run(_ arguments: [String], on stage: FileStage) -> ProgramRun {
    let console = Console()
    var trailer: (output: String, errors: String) = ("", "")
    let code = Console.$current.withValue(console) {
      FileStage.$current.withValue(stage) { () -> Int32 in
        do {
          try refuseInput(in: arguments)
          var command = try CohortCommand.parseAsRoot(arguments)
          try command.run()
          return 0
        } catch {
          let code = CohortCommand.exitCode(for: error)
          let text = CohortCommand.fullMessage(for: error)
          let line = text.isEmpty ? "" : text + "\n"
          if code.isSuccess { trailer.output = line } else { trailer.errors = line }
          return code.rawValue
        }
      }
    }
    return ProgramRun(
      output: console.output + trailer.output, errors: console.errors + trailer.errors,
      exitCode: code)
  }

  /// What only makes sense in a terminal.
  private static func refuseInput(in arguments: [String]) throws {
    if arguments.first == "notebook" {
      throw Failure("error: a notebook does not run notebooks", .usage).exit()
    }
    if arguments.contains("-") {
      throw Failure(
        "error: a cell has no standard input, so `-` cannot be read; name a file", .usage
      ).exit()
    }
  }
}
