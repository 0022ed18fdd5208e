public import Formulas
public import Statistics

/// What is true of every estimator's result: formula, rows used and left out, conventions,
/// convergence and diagnostics.
public struct EstimatorFacts: Sendable {
  /// A choice that other packages make differently, by name.
  public struct Convention: Sendable, Hashable {
    /// The name in the JSON, in snake case.
    public let name: String
    /// The choice, in words.
    public let choice: String

    /// Makes a convention.
    public init(_ name: String, _ choice: String) {
      self.name = name
      self.choice = choice
    }
  }

  /// The formula as typed.
  public let formula: String
  /// The rows used.
  public let n: Int
  /// The rows of the file.
  public let inputRows: Int
  /// The rows left out, by reason.
  public let exclusions: [Exclusion]
  /// The conventions.
  public let conventions: [Convention]
  /// The story of the iteration, where there was one.
  public let convergence: Convergence?
  /// What the reader must know.
  public let diagnostics: [Diagnostic]
  /// The terms of a model's formula; empty where groups are compared.
  public let terms: [Term]

  /// Makes the facts of a result.
  ///
  /// - Parameter inputRows: The rows of the table; those a condition kept out of it are added.
  public init(
    formula: String, n: Int, inputRows: Int, exclusions: [Exclusion], conventions: [Convention],
    convergence: Convergence?, diagnostics: [Diagnostic], terms: [Term] = []
  ) {
    self.formula = formula
    self.n = n
    self.inputRows =
      inputRows + exclusions.filter { $0.reason == .condition }.reduce(0) { $0 + $1.count }
    self.exclusions = exclusions
    self.conventions = conventions
    self.convergence = convergence
    self.diagnostics = diagnostics
    self.terms = terms
  }
}
