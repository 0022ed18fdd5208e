import ReferenceTables
import Statistics
import Survival
import Testing

/// Curves, limits, quantiles, follow-up and landmarks against R's survival package.
@Suite struct KaplanMeierReferenceTests {
  static let plain = [
    "aml", "lung", "freireich", "veteran", "alloauto", "hodg", "bmt", "truncated",
  ]
  static let robust = ["weighted", "clustered", "clustered-truncated"]

  private static func method(_ name: String) -> KaplanMeier.Variance {
    name == "weighted-greenwood" ? .greenwood : .automatic
  }

  private func curves(
    _ name: String, interval: SurvivalInterval = .log
  ) throws -> (curves: [KaplanMeierCurve], table: ReferenceTable) {
    let data = try KaplanMeierCase(name)
    let options = KaplanMeier.Options(
      interval: interval, variance: KaplanMeierReferenceTests.method(name))
    return (
      try KaplanMeier.fit(
        data.outcomes, groups: data.groups, weights: data.weights, clusters: data.clusters,
        options: options),
      try ReferenceTable.load("kaplanMeier/\(name)")
    )
  }

  /// Compares every row of a quantity with terms `group/index` (from 1) to a value.
  private func compare(
    _ table: ReferenceTable, _ quantity: String, absolute: Double = 0,
    with value: (Int, Int) -> Double
  ) throws {
    for row in try table.rows(quantity) {
      let place = row.term.split(separator: "/").compactMap { Int($0) }
      let actual = value(place[0], place.count > 1 ? place[1] - 1 : 0)
      #expect(
        isClose(
          actual, row.value, relative: row.relativeTolerance,
          absolute: max(absolute, row.absoluteTolerance)),
        "\(difference(actual, row.value, "\(quantity) \(row.term)"))")
    }
  }

  @Test(arguments: plain + robust + ["weighted-greenwood"])
  func curve(_ name: String) throws {
    let (curves, table) = try curves(name)
    try compare(table, "n") { group, _ in Double(curves[group].table.rowCount) }
    try compare(table, "time") { curves[$0].times[$1] }
    #expect(try table.rows("time").count == curves.reduce(0) { $0 + $1.times.count })
    try compare(table, "atRisk", absolute: 1e-9) { curves[$0].atRisk[$1] }
    try compare(table, "events") { curves[$0].events[$1] }
    try compare(table, "censored") { curves[$0].censored[$1] }
    try compare(table, "survival") { curves[$0].survival[$1] }
    try compare(table, "standardError") { curves[$0].standardErrors[$1] }
    #expect(
      curves[0].variance
        == (KaplanMeierReferenceTests.robust.contains(name)
          ? .robust : .greenwood))
  }

  @Test(arguments: plain + robust + ["weighted-greenwood"], SurvivalInterval.allCases)
  func limits(_ name: String, _ interval: SurvivalInterval) throws {
    let (curves, table) = try curves(name, interval: interval)
    let limits = curves.map(\.confidenceIntervals)
    try compare(table, "lower-\(interval.rawValue)") { limits[$0][$1].lower }
    try compare(table, "upper-\(interval.rawValue)") { limits[$0][$1].upper }
  }

  @Test(arguments: plain + robust + ["weighted-greenwood"], SurvivalInterval.allCases)
  func quantiles(_ name: String, _ interval: SurvivalInterval) throws {
    let (curves, table) = try curves(name, interval: interval)
    let quantiles = curves.map { $0.quantiles([0.1, 0.25, 0.5, 0.75, 0.9]) }
    func expected(_ quantity: String) throws -> [[Double]] {
      let values = try table.rows("\(quantity)-\(interval.rawValue)").map(\.value)
      return stride(from: 0, to: values.count, by: 5).map { Array(values[$0..<$0 + 5]) }
    }
    func same(_ actual: [[Double]], _ quantity: String) throws {
      let expected = try expected(quantity)
      #expect(expected.count == actual.count)
      for (group, values) in actual.enumerated() {
        for (k, value) in values.enumerated() {
          #expect(isClose(value, expected[group][k]), "\(quantity) \(group) \(k): \(value)")
        }
      }
    }
    try same(quantiles.map { $0.map(\.time) }, "quantile")
    try same(quantiles.map { $0.map(\.interval.lower) }, "quantileLower")
    try same(quantiles.map { $0.map(\.interval.upper) }, "quantileUpper")
  }

  @Test(arguments: plain)
  func followUp(_ name: String) throws {
    let (curves, table) = try curves(name)
    try compare(table, "followUp") { group, _ in curves[group].followUp.time }
    try compare(table, "followUpLower") { group, _ in curves[group].followUp.interval.lower }
    try compare(table, "followUpUpper") { group, _ in curves[group].followUp.interval.upper }
  }

  @Test(arguments: plain.dropLast())
  func landmarks(_ name: String) throws {
    let (curves, table) = try curves(name)
    let times = try table.rows("landmark")
    let landmarks = curves.indices.map { group in
      curves[group].landmarks(
        at: times.filter { $0.term.hasPrefix("\(group)/") }.map(\.value))
    }
    try compare(table, "landmarkAtRisk") { landmarks[$0][$1].atRisk }
    try compare(table, "landmarkEvents") { landmarks[$0][$1].events }
    try compare(table, "landmarkCensored") { landmarks[$0][$1].censored }
    try compare(table, "landmarkSurvival") { landmarks[$0][$1].survival }
    try compare(table, "landmarkError") { landmarks[$0][$1].standardError }
  }
}
