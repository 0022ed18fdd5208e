/// What is subtracted from, or added to, the log partial likelihood before it is maximised.
public enum CoxPenalty: Sendable, Hashable, Codable {
  /// Nothing.
  case none
  /// Firth (1993), for Cox models Heinze and Schemper (2001): ½ log |I(β)| is added, the invariant
  /// prior of Jeffreys. It takes away the bias of order 1/n, and gives a finite estimate where a
  /// group has no event.
  case firth
  /// ½θ Σ var(x) β² is subtracted, with the variance of each column over the rows (divisor n − 1):
  /// θ is in units of the standardised covariate, as in R's `ridge(..., theta = )`. All columns are
  /// penalised.
  case ridge(theta: Double)

  /// Whether the numbers are those of a penalised likelihood.
  public var isPenalized: Bool { self != .none }
}
