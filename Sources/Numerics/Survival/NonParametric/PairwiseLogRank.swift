public import Outcomes
public import Statistics

/// How p-values of several comparisons are corrected for their number.
public enum MultiplicityAdjustment: String, Sendable, Hashable, Codable, CaseIterable {
  /// Holm (1979): step-down Bonferroni, which controls the chance of any false finding.
  case holm
  /// Benjamini and Hochberg (1995): controls the share of false findings.
  case benjaminiHochberg = "bh"
  /// Bonferroni: every p-value times the number of comparisons.
  case bonferroni
  /// No correction.
  case none

  /// The corrected p-values, in the order given; NaN stays NaN and is not counted.
  public func adjusted(_ pValues: [Double]) -> [Double] {
    let order = pValues.indices.filter { !pValues[$0].isNaN }.sorted {
      (pValues[$0], $0) < (pValues[$1], $1)
    }
    let count = Double(order.count)
    var adjusted = pValues
    switch self {
    case .none: break
    case .bonferroni:
      for index in order { adjusted[index] = min(1, count * pValues[index]) }
    case .holm:
      var largest = 0.0
      for (rank, index) in order.enumerated() {
        largest = max(largest, min(1, (count - Double(rank)) * pValues[index]))
        adjusted[index] = largest
      }
    case .benjaminiHochberg:
      var smallest = 1.0
      for (rank, index) in order.enumerated().reversed() {
        smallest = min(smallest, count / Double(rank + 1) * pValues[index])
        adjusted[index] = smallest
      }
    }
    return adjusted
  }
}

/// The log-rank test of one pair of groups.
public struct PairwiseLogRank: Sendable, Hashable {
  /// The code of the first group.
  public let firstGroup: Int
  /// The code of the second group, higher than that of the first.
  public let secondGroup: Int
  /// The test of the two groups, from their rows alone.
  public let test: LogRankTest
  /// The p-value corrected for the number of pairs.
  public let adjustedPValue: Double
}

extension LogRankTest {
  /// Tests every pair of groups, each from the rows of its two groups alone.
  ///
  /// The pairs come in the order (0, 1), (0, 2) ... (1, 2) ... of the group codes. The data are
  /// sorted once for all pairs.
  ///
  /// - Throws: `FitError` as `fit` does.
  public static func pairwise(
    _ outcomes: SurvivalOutcomes, groups: Grouping, strata: Grouping? = nil,
    weights: [Double]? = nil, options: Options = Options(),
    adjustment: MultiplicityAdjustment = .holm
  ) throws(FitError) -> [PairwiseLogRank] {
    let tables = try StratifiedTables(outcomes, groups: groups, strata: strata, weights: weights)
    return try pairwise(tables, options: options, adjustment: adjustment)
  }

  /// Tests every pair of curves that have been fitted, without sorting again.
  ///
  /// - Throws: `FitError` for a bad exponent.
  public static func pairwise(
    comparing curves: [KaplanMeierCurve], options: Options = Options(),
    adjustment: MultiplicityAdjustment = .holm
  ) throws(FitError) -> [PairwiseLogRank] {
    try pairwise(
      StratifiedTables(groups: curves.map(\.table)), options: options, adjustment: adjustment)
  }

  /// Tests every pair of groups of tables.
  static func pairwise(
    _ all: StratifiedTables, options: Options, adjustment: MultiplicityAdjustment
  ) throws(FitError) -> [PairwiseLogRank] {
    var pairs: [(Int, Int)] = []
    for first in 0..<all.groupCount {
      for second in 0..<all.groupCount where second > first { pairs.append((first, second)) }
    }
    var tests: [LogRankTest] = []
    for (first, second) in pairs { tests.append(try all.only([first, second]).test(options)) }
    let adjusted = adjustment.adjusted(tests.map(\.test.pValue))
    return pairs.indices.map { index in
      PairwiseLogRank(
        firstGroup: pairs[index].0, secondGroup: pairs[index].1, test: tests[index],
        adjustedPValue: adjusted[index])
    }
  }
}
