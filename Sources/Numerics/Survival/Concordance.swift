/// How often, of two rows, the one with the higher risk score has its event first (Harrell's C).
///
/// A pair counts when one row has its event while the other is at risk and does not have its own at
/// that time: a row censored at the time of an event is comparable with it, two events at one time
/// are not. Pairs are formed within strata, each with the product of the two weights. Pairs with
/// equal scores count one half.
///
/// The standard error is that of the infinitesimal jackknife, summed within clusters where rows
/// belong together, as in R's `concordance`. References: Harrell et al. (1982); Therneau and
/// Watson (2015).
public struct Concordance: Sendable, Hashable {
  /// The share of concordant pairs, ties in the score counting half; NaN without a pair.
  public let estimate: Double
  /// Its standard error; NaN without a pair.
  public let standardError: Double
  /// The pairs in which the higher score has the event first.
  public let concordant: Double
  /// The pairs in which the lower score has the event first.
  public let discordant: Double
  /// The pairs with equal scores.
  public let tiedScore: Double
  /// The pairs with events at the same time and different scores.
  public let tiedTime: Double
  /// The pairs with events at the same time and equal scores.
  public let tiedBoth: Double
}
