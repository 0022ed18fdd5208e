/// How often, of two rows, the one with the higher risk score has its event first (Harrell's C).
///
/// A pair counts when one row has its event while the other is at risk and does not have its own at
/// that time: a row censored at the time of an event is comparable with it, two events at one time
/// are not. Pairs are formed within strata, each with the product of the two weights. Pairs with
/// equal scores count one half.
///
/// With a `TimeWeight` the pairs of an event count the more or the less by its time; τ leaves out the
/// events after it.
///
/// The standard error is that of the infinitesimal jackknife, summed within clusters where rows
/// belong together, as in R's `concordance`; the time weights are taken as known. References: Harrell et al. (1982); Therneau and
/// Watson (2015).
///
/// Tested against R's `concordance` in the reference tables `afterCox/concordance-*`, and against
/// counting every pair.
public struct Concordance: Sendable, Hashable {
  /// What the pairs of an event count, by its time.
  ///
  /// S and G are the left-continuous Kaplan-Meier estimates of the event and of censoring, and n the
  /// number at risk, all with the case weights, within the stratum. Those who have their event at a
  /// time are not at risk of being censored at it.
  public enum TimeWeight: String, Sendable, Hashable, Codable, CaseIterable {
    /// 1: Harrell's C.
    case pairs = "n"
    /// S/n, times the summed weight of the stratum: the weights of the Peto-Peto test.
    case survival = "S"
    /// S/(G n), times the summed weight of the stratum (Schemper, Wakounig and Heinze 2009).
    case survivalOverCensoring = "S/G"
    /// 1/G²: Uno's C (2011), which does not depend on the censoring.
    case uno = "n/G2"
    /// 1/n: the weights of the score of a Cox model.
    case information = "I"

    /// Whether the weight needs the distribution of censoring.
    var needsCensoring: Bool { self == .survivalOverCensoring || self == .uno }
  }

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
