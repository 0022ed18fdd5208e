import Analyses
import ReferenceTables
import Tables
import Testing

@Suite struct BaselineTableTests {
  static let table = Table(
    source: "x",
    columns: [
      Column(name: "age", values: .numbers([1, 2, 3, 4, 10, .nan])),
      Column(
        name: "sex",
        values: .categories(Categories(codes: [0, 1, 0, -1, 1, 1], levels: ["f", "m"]))),
      Column(
        name: "arm",
        values: .categories(Categories(codes: [0, 0, 1, 1, 1, -1], levels: ["a", "b", "none"]))),
    ], rowCount: 6)

  static let baseline: BaselineTable = {
    var groups: (name: String, Categories)?
    if case .categories(let arms)? = table.column(named: "arm")?.values { groups = ("arm", arms) }
    return BaselineTable(table, columns: Array(table.columns.prefix(2)), groupedBy: groups)
  }()

  @Test func groupsThatOccurFollowEverybody() {
    #expect(Self.baseline.groups.map(\.n) == [6, 2, 3])
    #expect(Self.baseline.groups.map { $0.levels.first?.level } == [nil, "a", "b"])
  }

  /// 1, 2, 3, 4, 10: mean 4, squares about it 9+4+1+0+36 = 50 over 4; quartiles 2 and 4.
  @Test func numbersByHand() throws {
    guard case .numbers(let summaries) = Self.baseline.variables[0].summary else {
      Issue.record("age is a number")
      return
    }
    let everybody = summaries[0]
    #expect(everybody.n == 5 && everybody.missing == 1)
    #expect(everybody.mean == 4)
    #expect(everybody.standardDeviation == 12.5.squareRoot())
    #expect(everybody.lowerQuartile == 2 && everybody.median == 3 && everybody.upperQuartile == 4)
    #expect(everybody.minimum == 1 && everybody.maximum == 10)
    // Type 7 between 1 and 2 at a quarter: 1.25.
    #expect(summaries[1].lowerQuartile == 1.25)
    // (1.5 − 17/3) / √((0.5 + 43/3) / 2), from means 3/2 and 17/3, variances 1/2 and 43/3.
    let expected = (17.0 / 3 - 1.5) / ((0.5 + 43.0 / 3) / 2).squareRoot()
    let difference = try #require(Self.baseline.variables[0].standardizedDifference)
    #expect(isClose(difference, expected, relative: 1e-14))
  }

  @Test func missingCategoriesAreCountedApart() {
    guard case .categories(let levels, let summaries) = Self.baseline.variables[1].summary else {
      Issue.record("sex is a category")
      return
    }
    #expect(levels == ["f", "m"])
    #expect(summaries.map(\.counts) == [[2, 3], [1, 1], [1, 1]])
    #expect(summaries.map(\.missing) == [1, 0, 1])
    #expect(summaries.map(\.n) == [5, 2, 2])
  }

  @Test func everyPercentageHasItsDenominator() {
    for row in Self.baseline.results(population: "x") where row.level != nil {
      #expect(row.denominators.n == (row.stratum.isEmpty ? 5 : 2))
    }
  }

  @Test func textWithManyValuesIsNamedAndLeftOut() {
    let levels = (0..<60).map { "note \($0)" }
    let table = Table(
      source: "x",
      columns: [
        Column(name: "note", values: .categories(Categories(codes: Array(0..<60), levels: levels)))
      ], rowCount: 60)
    let baseline = BaselineTable(table, columns: table.columns, groupedBy: nil)
    #expect(baseline.omitted == ["note"] && baseline.variables.isEmpty)
  }
}
