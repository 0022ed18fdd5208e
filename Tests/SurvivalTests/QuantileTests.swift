import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct QuantileTests {
  private func expect(
    _ actual: [Double], _ expected: [Double], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(actual.count == expected.count, sourceLocation: sourceLocation)
    for (a, b) in zip(actual, expected) {
      #expect(isClose(a, b, relative: 1e-12), "\(what): \(actual)", sourceLocation: sourceLocation)
    }
  }

  /// The curve of the survival package's own test of quantiles.
  @Test func midpointsOfFlats() throws {
    let curve = try KaplanMeier.fit(
      outcomes([9, 1, 1, 6, 6, 8, 10], [1, 1, 0, 1, 1, 0, 0]))[0]
    expect(curve.survival, [6.0 / 7, 18.0 / 35, 18.0 / 35, 9.0 / 35, 9.0 / 35], "survival")
    // On the flats at 6/7 and, to the end of follow-up, 9/35; between levels; out of reach.
    let quantiles = curve.quantiles([1.0 / 14, 1.0 / 7, 1.0 / 3, 0.5, 26.0 / 35, 0.9])
    expect(quantiles.map(\.time), [1, 3.5, 6, 9, 9.5, .nan], "quantiles")
    expect(quantiles.map(\.interval.lower), [1, 1, 1, 6, 6, 9], "lower limits")
    expect(
      quantiles.map(\.interval.upper), [Double](repeating: .nan, count: 6), "upper limits")
  }

  /// Ten subjects with five events: the curve ends flat at one half (CAMIS, R against SAS).
  @Test func finalFlatAtOneHalf() throws {
    let data = try outcomes(
      [54, 75, 77, 84, 87, 92, 103, 105, 112, 118], [1, 1, 1, 1, 1, 0, 0, 0, 0, 0])
    let quantiles = try KaplanMeier.fit(data, options: .init(interval: .logLog))[0]
      .quantiles([0.25, 0.5, 0.75])
    expect(quantiles.map(\.time), [77, 102.5, .nan], "quartiles")
    expect(quantiles.map(\.interval.lower), [54, 54, 87], "lower limits")
    expect(quantiles.map(\.interval.upper), [.nan, .nan, .nan], "upper limits")
  }

  @Test func leukaemiaQuartiles() throws {
    let data = try KaplanMeierCase("aml")
    let curves = try KaplanMeier.fit(
      data.outcomes, groups: data.groups, options: .init(interval: .logLog))
    let quartiles = curves.map { $0.quantiles([0.25, 0.5, 0.75]) }
    expect(quartiles[0].map(\.time), [18, 31, 48], "maintained")
    expect(quartiles[0].map(\.interval.lower), [9, 13, 31], "maintained, lower")
    expect(quartiles[0].map(\.interval.upper), [34, .nan, .nan], "maintained, upper")
    expect(quartiles[1].map(\.time), [8, 23, 33], "not maintained")
    expect(quartiles[1].map(\.interval.lower), [5, 5, 23], "not maintained, lower")
    expect(quartiles[1].map(\.interval.upper), [23, 33, .nan], "not maintained, upper")
  }

  /// Products such as (6/7)(7/8) miss a half by a rounding unit, and it must be found all the same.
  @Test(arguments: 3...40)
  func halfReachedByProducts(_ half: Int) throws {
    let times = (1...2 * half).map(Double.init)
    // One censoring before all events, so that the product runs over changing denominators.
    let data = try SurvivalOutcomes(time: [0.5] + times, isEvent: [false] + times.map { _ in true })
    let curve = try KaplanMeier.fit(data)[0]
    expect([curve.median.time], [Double(half) + 0.5], "median of \(half)")
  }

  @Test func ends() throws {
    let curve = try KaplanMeier.fit(outcomes([2, 4, 6], [1, 1, 1]))[0]
    expect(curve.quantiles([0, 1]).map(\.time), [0, 6], "ends")
    #expect(curve.quantiles([-0.1, 1.1, .nan]).allSatisfy { $0.time.isNaN })
    #expect(curve.quantiles([]).isEmpty)
  }
}
