import Analyses
import ArgumentParser
import Documents
import Files
import Formulas
import Foundation
import LinearAlgebra
import Notebooks
import Reports
import Statistics
import Tables

/// What went wrong, as the person at the terminal needs it: text and an exit code.
struct Failure {
  /// The exit codes of the program, after BSD's sysexits.
  enum Code: Int32 {
    case checkFailed = 1
    case strict = 2
    case usage = 64
    case badData = 65
    case missingInput = 66
    case internalError = 70
    case cannotWrite = 73
  }

  let text: String
  let code: Code

  init(_ text: String, _ code: Code) {
    self.text = text
    self.code = code
  }

  /// Finds the words and the code for an error of any room.
  init(_ error: any Error) {
    switch error {
    case let error as TableError:
      self.init(
        error.problems.map(\.description).joined(separator: "\n"),
        error.isUnreadable ? .missingInput : .badData)
    case let error as ProtocolError:
      self.init(
        error.problems.map(\.description).joined(separator: "\n"),
        error.isUnreadable ? .missingInput : .badData)
    case let error as StudyData.Findings:
      self.init(error.description, error.isUnreadable ? .missingInput : .badData)
    case let error as FormulaError: self.init(Self.text(error), .usage)
    case ModelFrameError.formula(let error): self.init(Self.text(error), .badData)
    case let error as ModelFrameError: self.init("\(error)", .badData)
    case FitError.invalidOption(let name, let value, let expected):
      self.init("error: --\(name) \(value): expected \(expected)", .usage)
    case let error as FitError: self.init("error: \(error)", .badData)
    case let error as DesignProblem: self.init("error: \(error.message)", .usage)
    case let error as UsageError: self.init("error: \(error.message)", .usage)
    case let error as FigureRequest.Refusal: self.init("error: \(error)", .usage)
    case let error as StudyError: self.init("\(error)", .badData)
    case let error as ReportFolder.Refusal: self.init("error: \(error)", .cannotWrite)
    case let error as NotebookProblems: self.init("\(error)", .badData)
    case let error as NotebookUnreadable: self.init("\(error)", .missingInput)
    case let error as FileStageError: self.init("error: \(error)", .cannotWrite)
    case let error as FileOutputError: self.init("error: \(error)", .cannotWrite)
    case let error as StandardOutputError: self.init("error: \(error.message)", .cannotWrite)
    case let error as Table.JoinProblem: self.init("error: --on: \(error)", .badData)
    case let error as LinearAlgebraError: self.init("error: \(error)", .badData)
    default: self.init("internal error: \(error)", .internalError)
    }
  }

  /// Each fault of a formula, marked as the faults of files are.
  private static func text(_ error: FormulaError) -> String {
    error.issues
      .map { "error: \(FormulaError(formula: error.formula, issues: [$0]))" }
      .joined(separator: "\n")
  }

  /// Prints the text and leaves with the code.
  func exit() -> ExitCode {
    StandardError.print(text)
    return ExitCode(code.rawValue)
  }
}

/// An option whose value cannot be used.
struct UsageError: Error {
  let message: String
}
