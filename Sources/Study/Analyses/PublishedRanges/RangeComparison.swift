public import Cohorts
import Statistics

extension AnalysisResult.Analysis {
  /// The cohort beside ranges that texts about the treatment state.
  public static let publishedRanges = Self(rawValue: "published_ranges")
}

extension AnalysisResult.Statistic {
  /// The probability that the time of one unit lies in a range.
  public static let probabilityInRange = Self(rawValue: "probability_in_range")
  /// The least that probability can be, where visits leave the time open.
  public static let leastProbabilityInRange = Self(rawValue: "probability_in_range_least")
  /// The most it can be.
  public static let greatestProbabilityInRange = Self(rawValue: "probability_in_range_greatest")
  /// The confidence that the median lies in a range.
  public static let confidenceInRange = Self(rawValue: "confidence_of_median_in_range")
}

/// What the cohort says about one published range.
public struct RangeComparison: Sendable, Hashable {
  /// The range, with its source and what it leaves unsaid.
  public let range: PublishedRange
  /// Whether the cohort's interval agrees with it.
  public let verdict: RangeVerdict
  /// Why nothing can be said, where that is not a matter of the interval.
  public let reason: String?
  /// The arm that is compared; nil where it is everybody.
  public var arm: GroupLevel?
  /// The rows, in the order of the report.
  let rows: [AnalysisResult]

  /// The comparison as it may be told: a verdict tells where an interval lies, and goes with the
  /// median whose interval it is.
  func told(with results: [AnalysisResult]) -> RangeComparison {
    let medians = [
      results.first {
        $0.analysis == .publishedRanges && $0.name == range.id
          && $0.statistic == .timeToEventMedian
      },
      range.quantity == .onset ? results.halfOnset : nil,
    ]
    guard medians.contains(where: { $0?.value.isHidden ?? false }) else { return self }
    return RangeComparison(
      range: range, verdict: .cannotSay, reason: "what it rests on may not be shown", arm: arm,
      rows: rows)
  }
}

extension [AnalysisResult] {
  /// The month by which half of all those assessed had responded.
  package var halfOnset: AnalysisResult? {
    first {
      $0.analysis == .onset && $0.statistic == .timeToEventMedian && $0.stratum.isEmpty
        && $0.variable == nil
    }
  }
}
