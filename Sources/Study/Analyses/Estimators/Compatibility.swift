public import Survival

/// The choices another package makes where packages differ, as one set.
///
/// Each is a default: an option of the same thing given beside it goes before. What a set contains is
/// in the table of conventions; where a package does something cohort does not offer, the set leaves
/// cohort's choice, which the result prints.
public enum Compatibility: String, Sendable, Hashable, CaseIterable {
  /// R's survival package, version 3.
  case r
  /// SAS: LIFETEST, PHREG.
  case sas
  /// Stata's st commands.
  case stata

  /// The treatment of ties in a Cox model.
  public var ties: TieMethod { self == .r ? .efron : .breslow }
  /// The scale of the intervals of a survival curve.
  public var interval: SurvivalInterval { self == .r ? .log : .logLog }
  /// Whether nearly equal times are made equal.
  public var poolsTimes: Bool { self == .r }
  /// The transform of time in the test of proportional hazards.
  public var timeTransform: ProportionalHazardsTest.Transform {
    self == .stata ? .identity : .kaplanMeier
  }
  /// The quantile of a curve that is flat at exactly one less the probability.
  public var quantileRule: QuantileRule {
    switch self {
    case .r: .midpoint
    case .sas: .midpointBetweenEvents
    case .stata: .firstReached
    }
  }
  /// Whether the robust covariance is multiplied by m/(m − 1), m being the number of clusters.
  public var scalesRobustCovariance: Bool { self == .stata }
}
