import ReferenceTables
import Statistics
import Testing

@Suite struct ProportionContrastTests {
  /// The numbers of a term: groups separated by bars.
  private func groups(_ term: String) -> [[Double]] {
    term.split(separator: "|").map { $0.split(separator: " ").compactMap { Double($0) } }
  }

  private func check(_ actual: Double, _ row: ReferenceTable.Row) {
    #expect(
      isClose(
        actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
      "\(difference(actual, row.value, "\(row)"))")
  }

  @Test func ratiosOfGeneralizedLinearModels() throws {
    for row in try ReferenceTable.load("proportions/ratios").rows {
      let cells = groups(row.term)[0]
      let table = try #require(
        FourfoldTable(cells[0], of: cells[1], against: cells[2], of: cells[3]))
      let ratio =
        row.quantity.hasPrefix("risk")
        ? table.riskRatio(level: cells[4]) : table.oddsRatio(level: cells[4])
      #expect(ratio.state == .estimated)
      switch row.quantity.dropFirst(4) {
      case "Ratio": check(ratio.estimate, row)
      case "Error": check(ratio.logStandardError, row)
      case "Lower": check(ratio.interval?.lower ?? .nan, row)
      case "Upper": check(ratio.interval?.upper ?? .nan, row)
      default: Issue.record("unknown quantity \(row)")
      }
    }
  }

  /// A cell of 0 leaves no interval, and the state says which cell it was.
  @Test func emptyCellsHaveStates() throws {
    func ratios(_ a: Int, _ m: Int, _ c: Int, _ n: Int) throws -> [RatioInterval] {
      let table = try #require(FourfoldTable(a, of: m, against: c, of: n))
      return [table.riskRatio(), table.oddsRatio()]
    }
    #expect(try ratios(0, 10, 3, 10).map(\.state) == [.zero, .zero])
    #expect(try ratios(3, 10, 0, 10).map(\.state) == [.infinite, .infinite])
    #expect(try ratios(0, 10, 0, 10).map(\.state) == [.undefined, .undefined])
    #expect(try ratios(10, 10, 10, 10).map(\.state) == [.withoutVariance, .undefined])
    #expect(try ratios(10, 10, 4, 10).map(\.state) == [.estimated, .infinite])
    #expect(try ratios(0, 0, 4, 10).map(\.state) == [.undefined, .undefined])
    for ratio in try ratios(0, 10, 3, 10) + ratios(10, 10, 10, 10) {
      #expect(ratio.interval == nil && ratio.logStandardError.isNaN)
    }
    #expect(FourfoldTable(3, of: 2, against: 0, of: 1) == nil)
    #expect(FourfoldTable(.nan, of: 2, against: 0, of: 1) == nil)
  }

  @Test func trendOfR() throws {
    for row in try ReferenceTable.load("proportions/trend").rows {
      let parts = groups(row.term)
      let trend = TrendTest(counts: parts[0], totals: parts[1], scores: parts[2])
      switch row.quantity {
      case "statistic": check(trend.test.statistic, row)
      case "pValue": check(trend.test.pValue, row)
      case "slope": check(trend.slope, row)
      case "slopeError":
        let interval = try #require(trend.slopeInterval)
        check((interval.upper - interval.lower) / (2 * 1.959963984540054), row)
      default: Issue.record("unknown quantity \(row)")
      }
    }
  }

  /// An empty class is passed over, and the scores may be shifted and, with the slope, stretched.
  @Test func trendKeepsToItsScores() {
    let whole = TrendTest(counts: [5, 9, 20], totals: [20, 25, 30], scores: [1, 2, 4])
    let padded = TrendTest(counts: [5, 9, 0, 20], totals: [20, 25, 0, 30])
    #expect(isClose(whole.test.statistic, padded.test.statistic, relative: 1e-14))
    let moved = TrendTest(counts: [5, 9, 20], totals: [20, 25, 30], scores: [10, 20, 40])
    #expect(isClose(whole.test.statistic, moved.test.statistic, relative: 1e-12))
    #expect(isClose(whole.slope, 10 * moved.slope, relative: 1e-12))
    for none in [
      TrendTest(counts: [0, 0], totals: [5, 5]), TrendTest(counts: [5, 5], totals: [5, 5]),
      TrendTest(counts: [2], totals: [5]), TrendTest(counts: [], totals: []),
      TrendTest(counts: [2, 0], totals: [5, 0]),
    ] {
      #expect(none.test.statistic.isNaN && none.test.pValue.isNaN && none.slopeInterval == nil)
    }
  }

  @Test func strataOfMetaforAndR() throws {
    for row in try ReferenceTable.load("proportions/mantelHaenszel").rows {
      let pooled = MantelHaenszel(
        try groups(row.term).map {
          try #require(FourfoldTable($0[0], of: $0[1], against: $0[2], of: $0[3]))
        })
      let difference = pooled.riskDifference()
      switch row.quantity {
      case "difference": check(difference.estimate, row)
      case "satoError": check(difference.standardError, row)
      case "robinsError": check(pooled.riskDifference(.greenlandRobins).standardError, row)
      case "differenceLower": check(difference.interval?.lower ?? .nan, row)
      case "differenceUpper": check(difference.interval?.upper ?? .nan, row)
      case "riskRatio": check(pooled.riskRatio.estimate, row)
      case "riskRatioError": check(pooled.riskRatio.logStandardError, row)
      case "oddsRatio": check(pooled.oddsRatio.estimate, row)
      case "oddsRatioError": check(pooled.oddsRatio.logStandardError, row)
      case "oddsRatioLower": check(pooled.oddsRatio.interval?.lower ?? .nan, row)
      case "oddsRatioUpper": check(pooled.oddsRatio.interval?.upper ?? .nan, row)
      case "plain": check(pooled.association().statistic, row)
      case "half": check(pooled.association(correction: .half).statistic, row)
      case "plainP": check(pooled.association().pValue, row)
      case "halfP": check(pooled.association(correction: .half).pValue, row)
      case "taroneStatistic": check(pooled.homogeneity().statistic, row)
      case "taroneP": check(pooled.homogeneity().pValue, row)
      default: Issue.record("unknown quantity \(row)")
      }
    }
  }

  /// Of one stratum the pooled measures are the crude ones; a stratum with one group adds nothing.
  @Test func oneStratumIsCrude() throws {
    let table = try #require(FourfoldTable(12, of: 31, against: 4, of: 55))
    let lone = try #require(FourfoldTable(5, of: 9, against: 0, of: 0))
    let pooled = MantelHaenszel([table, lone])
    #expect(pooled == MantelHaenszel([table]))
    #expect(isClose(pooled.riskDifference().estimate, 12.0 / 31 - 4.0 / 55, relative: 1e-14))
    #expect(isClose(pooled.riskRatio.estimate, table.riskRatio().estimate, relative: 1e-14))
    #expect(
      isClose(
        pooled.riskRatio.logStandardError, table.riskRatio().logStandardError, relative: 1e-12))
    #expect(isClose(pooled.oddsRatio.estimate, table.oddsRatio().estimate, relative: 1e-14))
    #expect(
      isClose(
        pooled.oddsRatio.logStandardError, table.oddsRatio().logStandardError, relative: 1e-12))
    #expect(pooled.homogeneity().statistic.isNaN)
  }

  /// Nobody, everybody, or no stratum with both groups: states and NaN, never a number.
  @Test func nothingToPool() throws {
    let none = MantelHaenszel([try #require(FourfoldTable(0, of: 5, against: 0, of: 6))])
    let all = MantelHaenszel([try #require(FourfoldTable(5, of: 5, against: 6, of: 6))])
    let empty = MantelHaenszel([])
    for pooled in [none, all, empty] {
      #expect(pooled.riskDifference().interval == nil)
      #expect(pooled.riskRatio.interval == nil && pooled.oddsRatio.interval == nil)
      #expect(pooled.association().pValue.isNaN && pooled.homogeneity().pValue.isNaN)
    }
    #expect(none.riskDifference().estimate == 0)
    #expect(empty.riskDifference().estimate.isNaN)
  }

  private func clusters(_ term: String) -> (hasProperty: [Bool], clusters: Grouping) {
    var (units, codes): ([Bool], [Int]) = ([], [])
    for (code, cluster) in groups(term).enumerated() {
      for unit in 0..<Int(cluster[1]) {
        units.append(Double(unit) < cluster[0])
        codes.append(code)
      }
    }
    return (units, Grouping(of: codes))
  }

  @Test func clustersOfRaoAndScott() throws {
    for row in try ReferenceTable.load("proportions/clustered").rows {
      let (units, codes) = clusters(row.term)
      let share = try #require(ClusteredProportion(units, clusters: codes))
      switch row.quantity {
      case "designEffect": check(share.designEffect, row)
      case "effectiveTotal": check(share.effectiveTotal, row)
      case "lower": check(share.interval.lower, row)
      case "upper": check(share.interval.upper, row)
      default: Issue.record("unknown quantity \(row)")
      }
    }
  }

  /// Patients of one hip are independent; patients whose two hips always agree count once.
  @Test func clustersAtTheEnds() throws {
    let single = try #require(
      ClusteredProportion([true, false, true, true, false], clusters: Grouping(of: 0..<5)))
    #expect(single.interval == ProportionInterval(3, of: 5)?.interval)
    #expect(single.designEffect == 1 && single.effectiveTotal == 5)
    let none = try #require(
      ClusteredProportion([false, false, false, false], clusters: Grouping(of: [0, 0, 1, 2])))
    #expect(none.interval == ProportionInterval(0, of: 3)?.interval)
    let all = try #require(
      ClusteredProportion([true, true, true, true], clusters: Grouping(of: [0, 0, 1, 1])))
    #expect(all.interval == ProportionInterval(2, of: 2)?.interval && all.designEffect.isNaN)
    // m pairs that agree: d = 2m/(m − 1), so that n/d is one less than the number of patients.
    let pairs = (0..<40).map { $0 / 2 % 3 == 0 }
    let agreeing = try #require(
      ClusteredProportion(pairs, clusters: Grouping(of: (0..<40).map { $0 / 2 })))
    #expect(isClose(agreeing.effectiveTotal, 19, relative: 1e-12))
    #expect(ClusteredProportion([], clusters: Grouping(of: [Int]())) == nil)
    // Without clusters of several the difference is Newcombe's.
    let other = try #require(
      ClusteredProportion([true, false, false, false], clusters: Grouping(of: 0..<4)))
    #expect(
      single.difference(from: other)
        == ProportionInterval.Difference(3, of: 5, minus: 1, of: 4)?.interval)
  }

  /// A pooled difference lies between −1 and 1, and so do its limits.
  @Test func aPooledDifferenceEndsWhereItCan() throws {
    let pooled = MantelHaenszel([
      try #require(FourfoldTable(3, of: 3, against: 0, of: 2)),
      try #require(FourfoldTable(2, of: 2, against: 1, of: 3)),
    ])
    let difference = pooled.riskDifference(.sato)
    let interval = try #require(difference.interval)
    #expect(difference.estimate + 1.96 * difference.standardError > 1)
    #expect(interval.upper == 1 && interval.lower > -1 && interval.lower < difference.estimate)
  }

  @Test func limitsThatAreNoNumbersStaySo() {
    let cut = ConfidenceInterval(level: 0.95, lower: .nan, upper: 3).cut(from: 0, to: 2)
    #expect(cut.lower.isNaN && cut.upper == 2)
  }
}
