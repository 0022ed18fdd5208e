import ArgumentParser
import Files
import Notebooks

/// The program itself, run for the cells of a notebook in this process.
enum ProgramRun {
  /// Runs `cohort` with these arguments on a stage; no other program, and no shell, is started.
  static let program: NotebookProgram = { arguments, stage in
    let console = Console()
    var trailer: (output: String, errors: String) = ("", "")
    let code = Console.$current.withValue(console) {
      FileStage.$current.withValue(stage) { () -> Int32 in
        do {
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
    return CommandOutcome(
      output: console.output + trailer.output, errors: console.errors + trailer.errors,
      exitCode: code)
  }
}
