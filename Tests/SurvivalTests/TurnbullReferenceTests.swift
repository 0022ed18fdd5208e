import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct TurnbullReferenceTests {
  @Test(arguments: ["radiation", "chemotherapy", "turnbull", "mixed"])
  func masses(_ name: String) throws {
    let data = try TurnbullCase(name)
    let table = try ReferenceTable.load("turnbull/\(name)")
    let curve = try TurnbullEstimator.fit(data.outcomes, weights: data.weights)
    #expect(curve.convergence.converged && curve.diagnostics.isEmpty)
    #expect(Double(curve.innermostCount) == (try table.row("candidates")).value)
    let (lower, upper, mass) = try (table.rows("lower"), table.rows("upper"), table.rows("mass"))
    try #require(curve.intervals.count == mass.count)
    for (index, interval) in curve.intervals.enumerated() {
      #expect(interval.lower == lower[index].value)
      #expect(interval.upper == (upper[index].value.isNaN ? .infinity : upper[index].value))
      #expect(
        isClose(
          interval.mass, mass[index].value, relative: mass[index].relativeTolerance,
          absolute: mass[index].absoluteTolerance),
        "\(difference(interval.mass, mass[index].value, "\(interval)"))")
    }
    let best = try table.row("logLikelihood")
    #expect(isClose(curve.logLikelihood, best.value, relative: best.relativeTolerance))
  }

  @Test(arguments: ["radiation", "chemotherapy", "turnbull"])
  func survivalOfSurvfit(_ name: String) throws {
    let data = try TurnbullCase(name)
    let curve = try TurnbullEstimator.fit(data.outcomes, weights: data.weights)
    for row in try ReferenceTable.load("turnbull/\(name)").rows("survfit") {
      let bounds = curve.survivalBounds(at: try #require(Double(row.term)))
      #expect(bounds.state == .determined && bounds.lower == bounds.upper)
      #expect(isClose(bounds.upper, row.value, relative: 0, absolute: row.absoluteTolerance))
    }
  }

  /// The masses of the breast data that Fay and Shaw print (Journal of Statistical Software 36(2),
  /// 2010).
  @Test func publishedMasses() throws {
    let published = [
      "radiation": [0.0463, 0.0334, 0.0887, 0.0708, 0.0926, 0.0818, 0.1209, 0.4656],
      "chemotherapy": [
        0.0433, 0.0433, 0.0692, 0.1454, 0.1411, 0.1157, 0.0999, 0.0709, 0.1608, 0.0552, 0.0552,
      ],
    ]
    for (name, masses) in published {
      let curve = try TurnbullEstimator.fit(TurnbullCase(name).outcomes)
      try #require(curve.intervals.count == masses.count)
      for (interval, mass) in zip(curve.intervals, masses) {
        #expect(isClose(interval.mass, mass, relative: 0, absolute: 5.1e-5))
      }
    }
  }

  /// The hard case of the tests of R's survival: an EM algorithm puts much too little mass on the
  /// first interval and empties three others only in the limit.
  ///
  /// What it comes to is written there: the likelihood a²⁶⁰ (a+b)⁴⁰ (b+c)⁹² (b+c+d)¹² c⁵ d¹¹ of
  /// masses on (1, 3], (365, 366], (366, 450] and (741, 772], with the maximum .6958, .1674, .1079,
  /// .0289.
  @Test func masses423() throws {
    var lower = [Double](repeating: 0, count: 100) + [Double](repeating: 1, count: 200)
    lower += [100, 200, 210, 220]
    lower += [Double](repeating: 365, count: 100) + [Double](repeating: 366, count: 5)
    lower += (731...741).map(Double.init)
    let none = Double.infinity
    var upper = (1...100).map { Double(3 * $0) } + (1...100).map { Double(10 + $0) }
    upper += [Double](repeating: 365, count: 60) + [Double](repeating: 366, count: 40)
    upper += [none, 500, none, 450] + [Double](repeating: 730, count: 90)
    upper += [Double](repeating: none, count: 10) + [528, 571, 691, 730, 731]
    upper += [none, 1095, 1096, 1097, 1098, 1099, none, 1400, 1200, 772, 1461]
    let curve = try TurnbullEstimator.fit(
      IntervalCensoredOutcomes(lower: lower, upper: upper))
    #expect(curve.convergence.converged)
    #expect(curve.intervals.map(\.lower) == [1, 365, 366, 741])
    #expect(curve.intervals.map(\.upper) == [3, 366, 450, 772])
    for (interval, mass) in zip(curve.intervals, [0.6958, 0.1674, 0.1079, 0.0289]) {
      #expect(isClose(interval.mass, mass, relative: 0, absolute: 5.1e-5))
    }
  }
}
