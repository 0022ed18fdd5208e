internal import Distributions

/// Counts cross-classified by two variables, and whether the two are independent.
///
/// Rows and columns without anybody are no part of the table: they neither add degrees of freedom
/// nor make the test impossible.
public struct ContingencyTable: Sendable, Hashable {
  /// The counts, row by row; no row and no column is empty.
  public let counts: [[Int]]
  /// The sum of each row.
  public let rowTotals: [Int]
  /// The sum of each column.
  public let columnTotals: [Int]
  /// The sum of all.
  public let total: Int

  /// Makes a table.
  ///
  /// - Precondition: the rows are equally long and no count is negative.
  public init(_ counts: [[Int]]) {
    precondition(
      counts.allSatisfy { $0.count == counts[0].count && $0.allSatisfy { $0 >= 0 } },
      "rows of unequal length, or a negative count")
    let rows = counts.filter { $0.contains { $0 > 0 } }
    let columns = (rows.first ?? []).indices.filter { column in rows.contains { $0[column] > 0 } }
    let filled = rows.map { row in columns.map { row[$0] } }
    self.counts = filled
    rowTotals = filled.map { $0.reduce(0, +) }
    columnTotals = columns.indices.map { column in filled.reduce(0) { $0 + $1[column] } }
    total = rowTotals.reduce(0, +)
  }

  /// Whether there is anything to test: two rows and two columns.
  public var isTestable: Bool { rowTotals.count > 1 && columnTotals.count > 1 }

  /// The smallest count expected under independence; NaN for an empty table.
  public var leastExpected: Double {
    guard let row = rowTotals.min(), let column = columnTotals.min() else { return .nan }
    return Double(row) * Double(column) / Double(total)
  }

  /// Pearson's test of independence, Σ(O − E)²/E, without correction for continuity.
  ///
  /// Reference: Pearson (1900), doi:10.1080/14786440009463897. Tested against R's
  /// `chisq.test(correct = FALSE)`.
  public func pearson() -> HypothesisTest {
    var statistic = 0.0
    for (row, rowTotal) in zip(counts, rowTotals) {
      for (count, columnTotal) in zip(row, columnTotals) {
        let expected = Double(rowTotal) * Double(columnTotal) / Double(total)
        let distance = Double(count) - expected
        statistic += distance * distance / expected
      }
    }
    let degrees = Double(max(0, rowTotals.count - 1) * max(0, columnTotals.count - 1))
    return HypothesisTest(
      statistic: isTestable ? statistic : .nan, degreesOfFreedom: degrees,
      upperTailOf: ChiSquared(degreesOfFreedom: max(1, degrees)))
  }
}
