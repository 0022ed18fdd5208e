public import Statistics

/// A gamma frailty of mean one that the rows of a cluster share.
///
/// ```
/// h(t | x, cluster i) = zᵢ h₀(t) exp(x'β + offset)          zᵢ ~ gamma, mean 1, variance θ
/// ```
///
/// θ̂ maximises the marginal likelihood, as R's `frailty(id)` by its EM method, but to full
/// accuracy. With case weights a row of weight k counts k times in its cluster. Predictions are the
/// posterior means (d + 1/θ)/(Λ + 1/θ), d the events of a cluster and Λ those expected without
/// frailty.
public struct SharedFrailty: Sendable, Hashable {
  /// One cluster.
  public struct Group: Sendable, Hashable {
    /// The number of rows with a weight.
    public let rowCount: Int
    /// The number of events.
    public let eventCount: Int
    /// z, the predicted frailty.
    public let frailty: Double
    /// ω = log z.
    public let logFrailty: Double
  }

  /// θ̂.
  public let variance: Double
  /// The standard error of θ̂ from the curvature of the profile likelihood; NaN at the boundary.
  public let standardError: Double
  /// The profile likelihood interval of θ.
  public let interval: ConfidenceInterval
  /// Whether θ̂ is zero, the boundary: then the model is the ordinary one.
  public let isBoundary: Bool
  /// The log marginal likelihood, on the scale of the partial likelihood: at θ = 0 it is that.
  public let logMarginalLikelihood: Double
  /// The log partial likelihood given the predicted frailties, without penalty.
  public let logPartialLikelihood: Double
  /// The log partial likelihood of the model without frailty.
  public let logLikelihoodWithout: Double
  /// The likelihood ratio test of θ = 0, referred to ½χ²₀ + ½χ²₁.
  public let test: HypothesisTest
  /// The derivative of each coefficient in θ along the maxima; zero at the boundary.
  public let coefficientSlopes: [Double]
  /// The clusters, in the order of their codes.
  public let groups: [Group]

  /// What the covariance, which takes θ as known, becomes when the uncertainty of θ̂ is added.
  public func adjustedStandardErrors(_ standardErrors: [Double]) -> [Double] {
    guard standardError.isFinite else { return standardErrors }
    return zip(standardErrors, coefficientSlopes).map { error, slope in
      (error * error + slope * slope * standardError * standardError).squareRoot()
    }
  }
}
