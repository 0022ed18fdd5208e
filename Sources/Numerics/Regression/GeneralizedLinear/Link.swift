/// The function η = g(μ) between the mean of the response and the linear predictor.
public enum Link: String, Codable, Sendable, Hashable, CaseIterable {
  /// η = μ.
  case identity
  /// η = log μ.
  case log
  /// η = 1/μ.
  case inverse
  /// η = √μ.
  case squareRoot = "sqrt"
  /// η = log(μ/(1 − μ)).
  case logit
  /// η = Φ⁻¹(μ).
  case probit
  /// η = log(−log(1 − μ)).
  case complementaryLogLog = "cloglog"
  /// η = tan(π(μ − ½)).
  case cauchit
}
