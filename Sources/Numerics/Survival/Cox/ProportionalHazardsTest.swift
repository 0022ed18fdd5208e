public import Statistics

/// The score test of proportional hazards of Grambsch and Therneau (1994), in its exact form.
///
/// The model is widened to coefficients β + θ g(t) and θ = 0 is tested by the score, for each term
/// (all levels of a factor together) and for all covariates at once. g is the transform of time
/// less its mean over the events. The information is that of the widened model at (β̂, 0), with the
/// risk-set covariances V of each event:
///
/// ```
/// U = (0, Σ g (x − x̄))          I = ( Σ V    Σ g V  )          χ² = U'I⁻¹U
///                                   ( Σ g V  Σ g² V )
/// ```
///
/// This is what R's `cox.zph` computes since survival 3.0; it is not the older approximation, which
/// took V to be the same at all events. The projection of a term of several columns on its estimates
/// is the score test of the column x'β g(t); survival 3.5's `singledf = TRUE` gives another number,
/// larger than the test it is a projection of.
///
/// Tested against R's `cox.zph` and, for the projection, dense algebra in the reference tables
/// `afterCox/zph-*`.
public struct ProportionalHazardsTest: Sendable, Hashable {
  /// The transform of time.
  public enum Transform: String, Sendable, Hashable, Codable, CaseIterable {
    /// One less the Kaplan-Meier estimate just before each time, from all rows without weights and
    /// strata.
    case kaplanMeier = "km"
    /// The rank of each time among those of all rows, tied times sharing their mean rank.
    case rank
    /// The logarithm.
    case log
    /// The time itself.
    case identity
  }

  /// The test of one term.
  public struct TermTest: Sendable, Hashable {
    /// The term, as the formula names it.
    public let label: String
    /// The test, on as many degrees of freedom as the term has estimated coefficients.
    public let test: HypothesisTest
    /// The test of one number for the whole term, on one degree of freedom: that x'β, with the
    /// term's estimates, changes its slope with time.
    ///
    /// It is never larger than that of the term, and the same for a term of one column.
    public let projection: HypothesisTest
  }

  /// The transform of time used.
  public let transform: Transform
  /// The tests of the terms that have an estimated coefficient.
  public let terms: [TermTest]
  /// The test of all covariates together.
  public let global: HypothesisTest
}
