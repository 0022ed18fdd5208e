/// The distribution of the times of an accelerated failure time model.
///
/// Times T obey g(T) = x'β + σε, with g the logarithm or the identity and ε from a standard
/// distribution. A family with a further shape needs a case here and an error distribution that
/// carries the shape.
public enum FailureTimeDistribution: String, Sendable, Hashable, Codable, CaseIterable {
  /// Weibull with shape 1: a constant hazard.
  case exponential
  /// log T has the extreme value distribution of minima; the shape is 1/σ.
  case weibull
  /// log T is normal.
  case lognormal
  /// log T is logistic.
  case loglogistic
  /// T itself is normal.
  case gaussian
  /// T itself is logistic.
  case logistic

  /// Whether the model is one of log time, so that exp(β) multiplies times.
  public var isOnLogTime: Bool { self != .gaussian && self != .logistic }

  /// Whether the hazards of two subjects keep their ratio, which is exp(−β/σ) then.
  public var hasProportionalHazards: Bool { self == .weibull || self == .exponential }

  /// The scale the distribution prescribes.
  public var fixedScale: Double? { self == .exponential ? 1 : nil }

  /// The distribution of ε.
  var error: ErrorDistribution {
    switch self {
    case .exponential, .weibull: .extremeValue
    case .lognormal, .gaussian: .normal
    case .loglogistic, .logistic: .logistic
    }
  }
}
