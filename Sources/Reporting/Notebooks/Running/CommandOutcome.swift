public import Files

/// What a command of a cell printed, and how it left.
public struct CommandOutcome: Sendable, Hashable, Codable {
  /// Standard output.
  public var output: String
  /// Standard error.
  public var errors: String
  /// The exit code.
  public var exitCode: Int32

  /// Takes what a command left behind.
  public init(output: String, errors: String, exitCode: Int32) {
    self.output = output
    self.errors = errors
    self.exitCode = exitCode
  }
}

/// The program: runs one command, given as words, on a stage.
public typealias NotebookProgram = @Sendable ([String], FileStage) -> CommandOutcome
