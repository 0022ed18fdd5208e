extension StudyProtocol {
  /// The comparison of arms.
  public struct Comparison: Sendable, Hashable {
    /// How the arms are made alike.
    public enum Weights: String, Sendable, Hashable, CaseIterable {
      /// Overlap weights: those who could have had either.
      case overlap
      /// Inverse probability weights: everybody.
      case ate
      /// Odds weights: those of the first arm.
      case att
      /// Matching.
      case matching
    }

    /// The bounds beyond which no estimate is given.
    public struct Gates: Sendable, Hashable {
      /// The largest standardised difference after weighting.
      public let smd: Double?
      /// The smallest share of units in equipoise.
      public let equipoise: Double?
      /// The smallest effective sample size, as a share of the sample.
      public let essShare: Double?

      /// Makes gates; nil for a bound not set.
      public init(smd: Double?, equipoise: Double?, essShare: Double?) {
        self.smd = smd
        self.equipoise = equipoise
        self.essShare = essShare
      }
    }

    /// The arms, reference first.
    public let arms: Stratifier
    /// The reference arm.
    public let reference: String
    /// The covariates of the adjusted model.
    public let adjustFor: [String]
    /// How the arms are made alike; nil when they are not weighted.
    public let weights: Weights?
    /// The bounds beyond which no estimate is given.
    public let gates: Gates?

    /// Makes a comparison.
    public init(
      arms: Stratifier, reference: String, adjustFor: [String], weights: Weights? = nil,
      gates: Gates? = nil
    ) {
      self.weights = weights
      self.gates = gates
      self.arms = arms
      self.reference = reference
      self.adjustFor = adjustFor
    }
  }
}
