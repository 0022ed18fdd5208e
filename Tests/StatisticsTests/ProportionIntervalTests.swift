import ReferenceTables
import Statistics
import Testing

@Suite struct ProportionIntervalTests {
  @Test(arguments: ProportionInterval.Method.allCases)
  func limitsOfR(_ method: ProportionInterval.Method) throws {
    let table = try ReferenceTable.load("proportions/\(method.rawValue)")
    for row in table.rows {
      let numbers = row.term.split(separator: " ").compactMap { Double($0) }
      let proportion = try #require(
        ProportionInterval(
          Int(numbers[0]), of: Int(numbers[1]), level: numbers[2], method: method))
      let actual =
        row.quantity == "lower" ? proportion.interval.lower : proportion.interval.upper
      #expect(
        isClose(
          actual, row.value, relative: row.relativeTolerance, absolute: row.absoluteTolerance),
        "\(difference(actual, row.value, "\(method) \(row)"))")
    }
  }

  /// 1.96² = 3.8416: 3 of 10 gives (6 + z² ± z √(z² + 8.4)) / (2(10 + z²)), (0.1078, 0.6032).
  @Test func wilsonByHand() throws {
    let proportion = try #require(ProportionInterval(3, of: 10))
    #expect(proportion.estimate == 0.3)
    #expect(isClose(proportion.interval.lower, 0.1078, relative: 0, absolute: 5e-5))
    #expect(isClose(proportion.interval.upper, 0.6032, relative: 0, absolute: 5e-5))
  }

  /// Of 0 of n the Clopper-Pearson upper limit is 1 − (α/2)^(1/n); of 1 of 1 the lower is α/2.
  @Test(arguments: ProportionInterval.Method.allCases)
  func limitsAtTheEdgesAreExact(_ method: ProportionInterval.Method) throws {
    for total in [1, 2, 7, 30, 1000] {
      let none = try #require(ProportionInterval(0, of: total, method: method))
      let all = try #require(ProportionInterval(total, of: total, method: method))
      #expect(none.interval.lower == 0 && none.interval.upper > 0 && none.interval.upper < 1)
      #expect(all.interval.upper == 1 && all.interval.lower > 0 && all.interval.lower < 1)
      #expect(isClose(none.interval.upper, 1 - all.interval.lower, relative: 1e-12))
    }
    let one = try #require(ProportionInterval(1, of: 1, method: .clopperPearson))
    #expect(isClose(one.interval.lower, 0.025, relative: 1e-12))
  }

  @Test func noProportionNoInterval() {
    #expect(ProportionInterval(0, of: 0) == nil)
    #expect(ProportionInterval(-1, of: 3) == nil)
    #expect(ProportionInterval(4, of: 3) == nil)
    #expect(ProportionInterval(1, of: 3, level: 1) == nil)
    #expect(ProportionInterval(1, of: 3, level: .nan) == nil)
    #expect(ProportionInterval.Difference(0, of: 0, minus: 1, of: 2) == nil)
    #expect(ProportionInterval.Difference(1, of: 2, minus: 0, of: 0) == nil)
  }

  /// Newcombe (1998), table II, rows (a) to (h) of method 10, to the four decimals printed there.
  @Test(arguments: [
    (56, 70, 48, 80, 0.0524, 0.3339), (9, 10, 3, 10, 0.1705, 0.8090),
    (6, 7, 2, 7, 0.0582, 0.8062), (5, 56, 0, 29, -0.0381, 0.1926),
    (0, 10, 0, 20, -0.1611, 0.2775), (0, 10, 0, 10, -0.2775, 0.2775),
    (10, 10, 0, 20, 0.6791, 1.0000), (10, 10, 0, 10, 0.6075, 1.0000),
  ])
  func newcombesExamples(
    _ k: Int, _ m: Int, _ l: Int, _ n: Int, _ lower: Double, _ upper: Double
  ) throws {
    let difference = try #require(ProportionInterval.Difference(k, of: m, minus: l, of: n))
    #expect(difference.estimate == Double(k) / Double(m) - Double(l) / Double(n))
    #expect(isClose(difference.interval.lower, lower, relative: 0, absolute: 6e-5))
    #expect(isClose(difference.interval.upper, upper, relative: 0, absolute: 6e-5))
  }

  @Test func exchangedProportionsTurnTheDifferenceRound() throws {
    let forwards = try #require(ProportionInterval.Difference(12, of: 31, minus: 4, of: 55))
    let backwards = try #require(ProportionInterval.Difference(4, of: 55, minus: 12, of: 31))
    #expect(isClose(forwards.interval.lower, -backwards.interval.upper, relative: 1e-14))
    #expect(isClose(forwards.interval.upper, -backwards.interval.lower, relative: 1e-14))
  }
}
