/// What a coefficient of a model means, on the scale a reader wants it.
public enum EffectMeasure: String, Sendable, Hashable, Codable {
  /// A difference of means; the coefficient itself.
  case meanDifference
  /// exp(β) of a logistic model.
  case oddsRatio
  /// exp(β) of a log-link count model.
  case rateRatio
  /// exp(β) of a log-link model of a mean.
  case meanRatio
  /// exp(β) of a proportional-hazards model.
  case hazardRatio
  /// exp(β) of a proportional subdistribution hazards model.
  case subdistributionHazardRatio
  /// exp(β) of a model of log time.
  case timeRatio
  /// The coefficient on the scale of the link, where its exponential has no name.
  case linkDifference

  /// Whether the measure is the exponential of the coefficient.
  public var isRatio: Bool {
    switch self {
    case .oddsRatio, .rateRatio, .meanRatio, .hazardRatio, .subdistributionHazardRatio, .timeRatio:
      true
    case .meanDifference, .linkDifference: false
    }
  }
}
