import ReferenceTables
import Statistics
import Testing

@Suite struct GroupTestTests {
  private func groups(_ term: String) -> [[Double]] {
    term.split(separator: "|").map { $0.split(separator: " ").compactMap { Double($0) } }
  }

  @Test func testsOfR() throws {
    for row in try ReferenceTable.load("groupTests/tests").rows {
      let groups = groups(row.term)
      let table = ContingencyTable(
        row.quantity.hasPrefix("kruskal") ? [[1]] : groups.map { $0.map { Int($0) } })
      let actual =
        switch row.quantity {
        case "kruskalStatistic": RankTest.kruskalWallis(groups).statistic
        case "kruskalP": RankTest.kruskalWallis(groups).pValue
        case "pearsonStatistic": table.pearson().statistic
        case "pearsonP": table.pearson().pValue
        case "leastExpected": table.leastExpected
        case "fisherP": FisherExactTest(table).pValue
        default: Double.nan
        }
      var tolerance = row.absoluteTolerance
      // Four standard errors of the draws, where there are too many tables to count.
      if row.quantity == "fisherP", case .draws(let count) = FisherExactTest(table).means {
        tolerance = 4 * (row.value * (1 - row.value) / Double(count)).squareRoot()
      }
      #expect(
        isClose(actual, row.value, relative: row.relativeTolerance, absolute: tolerance),
        "\(difference(actual, row.value, "\(row)"))")
    }
  }

  /// Fisher's tea: of the 70 equally likely guesses, 34 are as good or as bad as three of four right.
  @Test func theLadyTastingTea() {
    let test = FisherExactTest(ContingencyTable([[3, 1], [1, 3]]))
    #expect(isClose(test.pValue, 34.0 / 70, relative: 1e-12))
    #expect(test.means == .enumeration)
  }

  /// Hand-worked: ranks 1, 2.5, 2.5 and 4, 5 with one tie of two among five.
  @Test func ranksWithATie() {
    let test = RankTest.kruskalWallis([[1, 2, 2], [3, 4]])
    let spread = 3 * (2.0 - 3) * (2.0 - 3) + 2 * (4.5 - 3) * (4.5 - 3)
    let expected = 12 / (5 * 6.0) * spread / (1 - 6.0 / 120)
    #expect(isClose(test.statistic, expected, relative: 1e-14))
    #expect(test.degreesOfFreedom == 1)
  }

  @Test func whatCannotBeTestedHasNoNumber() {
    #expect(RankTest.kruskalWallis([[1, 2], []]).pValue.isNaN)
    #expect(RankTest.kruskalWallis([[1, 1], [1, .nan]]).pValue.isNaN)
    #expect(RankTest.kruskalWallis([]).pValue.isNaN)
    for counts in [[[0, 0], [3, 4]], [[3, 0], [4, 0]], [[0, 0], [0, 0]]] {
      let table = ContingencyTable(counts)
      #expect(!table.isTestable && table.pearson().pValue.isNaN)
      #expect(FisherExactTest(table).pValue.isNaN)
    }
  }

  /// An empty level is no part of the table, so that it adds no degree of freedom.
  @Test func emptyLevelsAreLeftOut() {
    let with = ContingencyTable([[10, 0, 2], [3, 0, 15], [0, 0, 0]])
    #expect(with == ContingencyTable([[10, 2], [3, 15]]))
    #expect(with.pearson().degreesOfFreedom == 1)
  }

  /// Drawn tables agree with Pearson's test where all counts are large, twice the same.
  @Test func drawnTables() {
    let table = ContingencyTable([[120, 80, 90, 60], [90, 100, 95, 66], [80, 70, 99, 60]])
    let test = FisherExactTest(table)
    guard case .draws(let count) = test.means else {
      Issue.record("the tables were counted")
      return
    }
    #expect(count >= 1_999)
    #expect(test == FisherExactTest(table))
    let error = (test.pValue * (1 - test.pValue) / Double(count)).squareRoot()
    #expect(abs(test.pValue - table.pearson().pValue) < 4 * error + 0.005)
  }
}
