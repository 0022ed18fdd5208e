public import Statistics
import Tables

/// Whether a variable of the baseline table differs between the groups: only where a protocol or a
/// person asks, for a small P of many is expected, and a large one is no sign of balance.
///
/// A number: the test of Kruskal and Wallis. A category: Pearson's test without correction for
/// continuity, or Fisher's exact test where a count below 5 is expected. The tests are of exactly the
/// rows that have both a group and a value: a missing value is never a level.
public struct BaselineTest: Sendable, Hashable {
  /// Which test.
  public enum Name: Sendable, Hashable {
    case kruskalWallis
    case pearson
    /// Fisher's, with how the tables were gone through.
    case fisher(FisherExactTest.Means)
  }

  /// Which test.
  public let name: Name
  /// The probability of a difference at least this large where there is none; NaN where there is
  /// nothing to test.
  public let pValue: Double
  /// The statistic, where the test has one.
  public let statistic: Double?
  /// Its degrees of freedom.
  public let degreesOfFreedom: Double?
  /// The rows tested.
  public let n: Int

  /// Below which expected count Fisher's test takes the place of Pearson's (Cochran 1954).
  static let leastExpected = 5.0

  /// Tests a number.
  init(numbers groups: [[Double]]) {
    let test = RankTest.kruskalWallis(groups)
    name = .kruskalWallis
    (pValue, statistic, degreesOfFreedom) = (test.pValue, test.statistic, test.degreesOfFreedom)
    n = groups.joined().count { !$0.isNaN }
  }

  /// Tests a category.
  ///
  /// - Parameter groups: The counts of the levels in each group.
  init(counts groups: [[Int]]) {
    let table = ContingencyTable(groups)
    n = table.total
    if table.leastExpected < Self.leastExpected {
      let exact = FisherExactTest(table)
      name = .fisher(exact.means)
      (pValue, statistic, degreesOfFreedom) = (exact.pValue, nil, nil)
    } else {
      let test = table.pearson()
      name = .pearson
      (pValue, statistic, degreesOfFreedom) = (test.pValue, test.statistic, test.degreesOfFreedom)
    }
  }

  /// The test in words.
  public var method: String {
    switch name {
    case .kruskalWallis: "Kruskal-Wallis test"
    case .pearson: "Pearson's chi-squared test without correction for continuity"
    case .fisher(.enumeration): "Fisher's exact test, a count below 5 being expected"
    case .fisher(.draws(let count)):
      "Fisher's exact test, a count below 5 being expected, by \(count) tables drawn with seed 1"
    }
  }
}

extension AnalysisResult.Statistic {
  /// The p-value of a test between the groups of the baseline table.
  public static let groupTest = Self(rawValue: "group_test")
}

extension BaselineTable {
  /// The row of a variable's test.
  func testRow(
    of variable: Variable, _ population: String, _ analysis: AnalysisResult.Analysis
  ) -> [AnalysisResult] {
    guard let test = variable.test else { return [] }
    return [
      AnalysisResult(
        analysis, population: population, variable: variable.name, statistic: .groupTest,
        value: test.pValue.isNaN ? .state(.notEstimable) : .number(test.pValue),
        pValue: test.pValue.isNaN ? nil : test.pValue, degreesOfFreedom: test.degreesOfFreedom,
        method: test.method, denominators: Denominators(n: test.n))
    ]
  }
}
