import Foundation
import ReferenceTables
import Statistics
import Testing

@Suite struct MeanIntervalTests {
  /// Values and clusters of a case.
  private func data(_ name: String) throws -> (values: [Double], clusters: [Int32]) {
    let text = try String(contentsOf: ReferenceTable.url("means/values.csv"), encoding: .utf8)
    let rows = text.split(whereSeparator: \.isNewline).dropFirst()
      .map { $0.split(separator: ",") }.filter { $0[0] == name }
    return (rows.compactMap { Double($0[1]) }, rows.compactMap { Int32($0[2]) })
  }

  @Test func meansOfR() throws {
    let table = try ReferenceTable.load("means/clusters")
    for row in table.rows {
      let words = row.term.split(separator: " ")
      let (values, clusters) = try data(String(words[0]))
      let level = try #require(Double(words[1]))
      let isClustered = row.quantity.hasPrefix("cluster")
      let mean = try #require(
        MeanInterval(values, clusters: isClustered ? clusters : nil, level: level))
      let actual: Double =
        switch row.quantity {
        case "mean": mean.mean
        case "sd": mean.standardDeviation
        case "se", "cluster_se": mean.standardError
        case "lower", "cluster_lower": mean.interval.lower
        default: mean.interval.upper
        }
      #expect(
        isClose(
          actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
        "\(difference(actual, row.value, "\(row)"))")
    }
  }

  /// 1, 3 and 5 of patients a, a and b: the mean is 3, the sums of the patients are −2 and 2, so
  /// SE² = 2 · 8 / 9, on one degree of freedom.
  @Test func clustersByHand() throws {
    let mean = try #require(MeanInterval([1, 3, 5], clusters: [7, 7, 4]))
    #expect(mean.mean == 3 && mean.standardDeviation == 2 && mean.clusterCount == 2)
    #expect(isClose(mean.standardError, (16.0 / 9).squareRoot(), relative: 1e-14))
    #expect(isClose(mean.interval.upper - 3, 12.706_204_736_174_7 * 4 / 3, relative: 1e-12))
  }

  @Test func whatOneValueCannotTell() throws {
    let one = try #require(MeanInterval([4]))
    #expect(one.mean == 4 && one.standardError.isNaN && one.interval.lower.isNaN)
    let pair = try #require(MeanInterval([4, 6], clusters: [1, 1]))
    #expect(pair.mean == 5 && !pair.standardDeviation.isNaN && pair.interval.upper.isNaN)
    #expect(MeanInterval([]) == nil)
    #expect(MeanInterval([1, 2], clusters: [1]) == nil)
  }
}
