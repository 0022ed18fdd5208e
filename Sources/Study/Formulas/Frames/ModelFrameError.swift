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
    case .data(let problems): problems.map(\.description).joined(separator: "\n")
    }
  }
}
