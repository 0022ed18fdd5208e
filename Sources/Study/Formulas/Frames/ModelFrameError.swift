public import Tables

/// Why a formula could not be applied to a table: faults of the formula, or faults of the data.
public enum ModelFrameError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The formula or an option names something that does not exist or cannot be used so.
  case formula(FormulaError)
  /// The data hold values that make no sense; every kind of fault found, alike ones folded.
  case data([TableProblem])

  /// The faults, one after the other, each with its place.
  public var description: String {
    switch self {
    case .formula(let error): error.description
    case .data(let problems): problems.map(Self.sentence).joined(separator: "\n")
    }
  }

  private static func sentence(_ problem: TableProblem) -> String {
    let place = problem.line.map { "\(problem.source):\($0)" } ?? problem.source
    return "\(place): \(problem.message)" + (problem.help.map { "\n  help: \($0)" } ?? "")
  }
}
