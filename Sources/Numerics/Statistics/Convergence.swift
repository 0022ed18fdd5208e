/// The story of an iteration, as a value in the result.
public struct Convergence: Sendable, Hashable, Codable {
  /// Whether the criterion was met.
  public let converged: Bool
  /// The number of iterations made.
  public let iterations: Int
  /// The criterion in words, with its tolerance.
  public let criterion: String
  /// The size of the gradient at the end, scaled as the criterion says.
  public let gradientNorm: Double

  /// Makes the record of an iteration.
  public init(converged: Bool, iterations: Int, criterion: String, gradientNorm: Double) {
    self.converged = converged
    self.iterations = iterations
    self.criterion = criterion
    self.gradientNorm = gradientNorm
  }
}
