import ArgumentParser

@main
struct CohortCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "cohort")
}
