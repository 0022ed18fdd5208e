import Cohorts
import Outcomes
import Statistics
import Tables

/// The arms that occur among the units analysed, the reference first.
struct ArmGroups {
  /// The comparison of the protocol.
  let comparison: StudyProtocol.Comparison
  /// The arms that have a unit, the reference first where it has one.
  let names: [String]
  /// The arm of each row, counted among `names`.
  let grouping: Grouping
  /// The arms of the protocol without a unit.
  let absent: [String]

  /// Nil without a comparison.
  init?(_ cohort: StudyCohort) {
    guard let comparison = cohort.study.comparison,
      case .categories(let arms)? = cohort.table.column(named: comparison.arms.column)?.values
    else { return nil }
    let occurring = arms.levels.indices.filter { level in
      arms.codes.contains(Int32(level))
    }
    var place = [Int32](repeating: 0, count: arms.levels.count)
    for (index, level) in occurring.enumerated() { place[level] = Int32(index) }
    self.comparison = comparison
    names = occurring.map { arms.levels[$0] }
    grouping = Grouping(codes: arms.codes.map { place[Int($0)] }, count: occurring.count)
    absent = arms.levels.indices.filter { !occurring.contains($0) }.map { arms.levels[$0] }
  }

  /// The column of the arms.
  var column: String { comparison.arms.column }

  /// Whether there are two arms to compare.
  var isComparable: Bool { names.count > 1 && names.first == comparison.reference }

  /// A group of the results.
  func stratum(_ arm: Int) -> [GroupLevel] { [GroupLevel(variable: column, level: names[arm])] }

  /// The last time to which every arm is followed.
  func lastCommonFollowUp(_ outcomes: SurvivalOutcomes) -> Double {
    var last = [Double](repeating: 0, count: names.count)
    for (row, arm) in grouping.codes.enumerated() {
      last[Int(arm)] = max(last[Int(arm)], outcomes.time[row])
    }
    return last.min() ?? 0
  }

  /// How many units, and events, an arm has.
  func size(_ arm: Int, _ outcomes: SurvivalOutcomes) -> Denominators {
    let rows = grouping.codes.indices.filter { Int(grouping.codes[$0]) == arm }
    return Denominators(n: rows.count, events: rows.count { outcomes.isEvent[$0] })
  }
}

extension AnalysisResult.Analysis {
  /// The arms compared.
  public static let comparison = Self(rawValue: "comparison")
  /// Covariates by arm before anything is adjusted.
  public static let balance = Self(rawValue: "balance")
  /// How the arms overlap in their covariates.
  public static let overlap = Self(rawValue: "overlap")
  /// The arms compared within subgroups.
  public static let subgroup = Self(rawValue: "subgroup")
}

extension AnalysisResult.Statistic {
  /// The difference of two probabilities of being free of the event.
  public static let eventFreeDifference = Self(rawValue: "event_free_difference")
  /// The probability of being free of the event had everybody been in one arm.
  public static let standardizedEventFree = Self(rawValue: "standardized_event_free")
  /// The mean time free of the event up to a horizon had everybody been in one arm.
  public static let standardizedRestrictedMean = Self(rawValue: "standardized_restricted_mean")
  /// The difference of two responder rates.
  public static let responderDifference = Self(rawValue: "responder_rate_difference")
  /// The units of an arm within the common support of a covariate.
  public static let inCommonSupport = Self(rawValue: "in_common_support")
  /// Where the common support of a number begins.
  public static let commonSupportFrom = Self(rawValue: "common_support_from")
  /// Where it ends.
  public static let commonSupportTo = Self(rawValue: "common_support_to")
  /// The units in equipoise, as a share.
  public static let equipoise = Self(rawValue: "share_in_equipoise")
  /// The least share, or the largest difference, at which a contrast is shown.
  public static let gate = Self(rawValue: "gate")
}
