import LinearAlgebra
import ReferenceTables
import Statistics
import Survival
import Testing

/// Log-rank tests against R's survdiff and, beyond it, against sums written out in R.
@Suite struct LogRankReferenceTests {
  static let survdiff: [(name: String, weighting: LogRankWeighting)] = [
    ("rho0", .logRank), ("rho1", .flemingHarrington(rho: 1, gamma: 0)),
    ("rho0.5", .flemingHarrington(rho: 0.5, gamma: 0)),
  ]
  static let others: [(name: String, weighting: LogRankWeighting)] = [
    ("fh01", .flemingHarrington(rho: 0, gamma: 1)), ("fh11", .flemingHarrington(rho: 1, gamma: 1)),
    ("gehan", .gehan), ("taroneWare", .taroneWare), ("petoPeto", .petoPeto),
    ("modifiedPetoPeto", .modifiedPetoPeto),
  ]

  private func compare(
    _ test: LogRankTest, _ table: ReferenceTable, _ suffix: String
  ) throws {
    func check(_ quantity: String, _ term: String, _ actual: Double) throws {
      let row = try table.row("\(quantity)-\(suffix)", term)
      // A covariance that cancels to zero is only known to the rounding of its terms.
      let absolute = quantity == "variance" ? 1e-12 * (test.covariance.elements.max() ?? 0) : 0
      #expect(
        isClose(actual, row.value, relative: row.relativeTolerance, absolute: absolute),
        "\(difference(actual, row.value, "\(quantity)-\(suffix) \(term)"))")
    }
    for g in test.observed.indices {
      try check("observed", "\(g)", test.observed[g])
      try check("expected", "\(g)", test.expected[g])
      for h in test.observed.indices {
        try check("variance", "\(g)/\(h)", test.covariance[g, h])
      }
    }
    try check("statistic", "", test.test.statistic)
    try check("df", "", test.test.degreesOfFreedom)
    try check("pValue", "", test.test.pValue)
    try check("trend", "", test.trend().statistic)
  }

  @Test(arguments: ["aml", "lung", "freireich", "veteran", "alloauto", "hodg", "bmt", "truncated"])
  func unstratified(_ name: String) throws {
    let data = try KaplanMeierCase(name)
    let table = try ReferenceTable.load("logRank/\(name)")
    for (suffix, weighting) in LogRankReferenceTests.survdiff.prefix(name == "truncated" ? 2 : 3)
      + LogRankReferenceTests.others
    {
      let test = try LogRankTest.fit(
        data.outcomes, groups: data.groups, options: .init(weighting: weighting))
      try compare(test, table, suffix)
    }
  }

  @Test(arguments: ["lung", "veteran", "bmt", "truncated"])
  func stratified(_ name: String) throws {
    let data = try KaplanMeierCase(name)
    let strata = try KaplanMeierCase.strata(name)
    let table = try ReferenceTable.load("logRank/\(name)")
    for (suffix, weighting) in LogRankReferenceTests.survdiff.prefix(name == "truncated" ? 2 : 3)
      + LogRankReferenceTests.others
    {
      let test = try LogRankTest.fit(
        data.outcomes, groups: data.groups, strata: strata, options: .init(weighting: weighting))
      try compare(test, table, "\(suffix)-strata")
    }
  }

  @Test func weightsCountHeads() throws {
    let data = try KaplanMeierCase("veteran")
    let weights = try ReferenceTable.load("logRank/replicated-weight").rows("weight").map(\.value)
    let table = try ReferenceTable.load("logRank/replicated")
    for (suffix, weighting) in LogRankReferenceTests.survdiff {
      let test = try LogRankTest.fit(
        data.outcomes, groups: data.groups, weights: weights, options: .init(weighting: weighting))
      try compare(test, table, suffix)
    }
  }

  @Test(arguments: ["veteran", "hodg", "bmt"])
  func pairs(_ name: String) throws {
    let data = try KaplanMeierCase(name)
    let table = try ReferenceTable.load("logRank/\(name)")
    for adjustment in MultiplicityAdjustment.allCases {
      let pairs = try LogRankTest.pairwise(
        data.outcomes, groups: data.groups, adjustment: adjustment)
      for pair in pairs {
        let term = "\(pair.firstGroup)/\(pair.secondGroup)"
        #expect(
          isClose(pair.test.test.statistic, try table.row("pairStatistic", term).value))
        #expect(isClose(pair.test.test.pValue, try table.row("pairP", term).value))
        let quantity = adjustment == .none ? "pairP" : "pair-\(adjustment.rawValue)"
        #expect(isClose(pair.adjustedPValue, try table.row(quantity, term).value))
      }
      #expect(try pairs.count == table.rows("pairP").count)
    }
  }
}
