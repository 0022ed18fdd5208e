import Outcomes
import ReferenceTables
import Statistics
import Survival
import Testing

@Suite struct TimeInResponseTests {
  private func estimate(
    _ waiting: ([Double], [Int]), _ response: ([Double], [Int]), patients: [Double]? = nil,
    options: TimeInResponse.Options = TimeInResponse.Options()
  ) throws -> TimeInResponse {
    try TimeInResponse.fit(
      waiting: outcomes(waiting.0, waiting.1), response: outcomes(response.0, response.1),
      clusters: patients.map { KaplanMeierCase.grouping($0) }, options: options)
  }

  private func expectClose(_ actual: Double, _ row: ReferenceTable.Row) {
    #expect(
      isClose(actual, row.value, relative: row.relativeTolerance, absolute: 1e-12),
      "\(difference(actual, row.value, "\(row)"))")
  }

  @Test(arguments: ["hips", "hips-alone"])
  func differenceOfTheCurvesOfR(_ name: String) throws {
    let (waiting, response, patients) = try TimeInResponseTests.hips()
    let estimate = try TimeInResponse.fit(
      waiting: waiting, response: response, clusters: name == "hips" ? patients : nil)
    #expect(estimate.clusterCount == (name == "hips" ? 110 : 150))
    let table = try ReferenceTable.load("timeInResponse/\(name)")
    let rows = try table.rows("probability")
    // Asked for in reverse, to see that the order does not matter.
    let readings = estimate.probabilities(at: rows.reversed().compactMap { Double($0.term) })
    for (row, reading) in zip(rows.reversed(), readings) {
      expectClose(reading.value, row)
      expectClose(reading.standardError, try table.row("probabilityError", row.term))
    }
    for row in try table.rows("mean") {
      let reading = estimate.meanTime(to: try #require(Double(row.term)))
      expectClose(reading.value, row)
      expectClose(reading.standardError, try table.row("meanError", row.term))
    }
  }

  /// With waiting over at once the mean is the area under one curve.
  ///
  /// Its jackknife variance is then Greenwood's, Σ R(s)² d/(n(n − d)), exactly and not only in large
  /// samples, for rows without clusters.
  @Test func restrictedMeanOfR() throws {
    let data = try KaplanMeierCase("lung")
    let zeros = [Double](repeating: 0, count: data.outcomes.count)
    let estimate = try TimeInResponse.fit(
      waiting: outcomes(zeros, zeros.map { _ in 1 }), response: data.outcomes)
    let table = try ReferenceTable.load("timeInResponse/restrictedMean")
    for row in try table.rows("mean") {
      let reading = estimate.meanTime(to: try #require(Double(row.term)))
      expectClose(reading.value, row)
      expectClose(reading.standardError, try table.row("meanError", row.term))
    }
  }

  @Test func withoutCensoringItIsAPlainProportionAndMean() throws {
    let waiting: [Double] = [1, 3, 5, 2, 2, 7, 3, 9]
    let response: [Double] = [4, 3, 8, 2, 11, 9, 6, 9]
    let patients: [Double] = [0, 0, 1, 2, 3, 3, 4, 5]
    let ones = waiting.map { _ in 1 }
    let estimate = try estimate((waiting, ones), (response, ones))
    let clustered = try self.estimate((waiting, ones), (response, ones), patients: patients)
    func errors(_ values: [Double]) -> (mean: Double, alone: Double, together: Double) {
      let n = Double(values.count)
      let mean = values.reduce(0, +) / n
      var sums = [Double](repeating: 0, count: 6)
      for (patient, value) in zip(patients, values) { sums[Int(patient)] += value - mean }
      return (
        mean, values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }.squareRoot() / n,
        sums.reduce(0) { $0 + $1 * $1 }.squareRoot() / n
      )
    }
    for time in [0, 1, 2, 3.5, 5, 7.5, 8, 9, 12] {
      let state = zip(waiting, response).map { $0 <= time && time < $1 ? 1.0 : 0 }
      let expected = errors(state)
      let alone = estimate.probabilities(at: [time])[0]
      let together = clustered.probabilities(at: [time])[0]
      #expect(isClose(alone.value, expected.mean, relative: 1e-13, absolute: 1e-15))
      #expect(isClose(alone.standardError, expected.alone, relative: 1e-12, absolute: 1e-9))
      #expect(isClose(together.standardError, expected.together, relative: 1e-12, absolute: 1e-9))
    }
    for horizon in [0, 1, 2.5, 6, 9, 20] {
      let times = zip(waiting, response).map { min($1, horizon) - min($0, horizon) }
      let expected = errors(times)
      let alone = estimate.meanTime(to: horizon)
      #expect(isClose(alone.value, expected.mean, relative: 1e-13, absolute: 1e-14))
      #expect(isClose(alone.standardError, expected.alone, relative: 1e-12, absolute: 1e-14))
      #expect(
        isClose(
          clustered.meanTime(to: horizon).standardError, expected.together, relative: 1e-12,
          absolute: 1e-14))
    }
  }

  /// Rows: E responds from 0.5 to 5, C is censored waiting at 1, D fails at 10 without response.
  ///
  /// S₁ is 2/3 from 0.5 to 10; S₂ is 1 up to 5 and 1/2 to 10. So P(5) = 1/2 − 2/3 = −1/6. The
  /// influences there are, on S₁, −2/9, 1/9, 1/9 and on S₂ −1/4, 0, 1/4 for E, C, D: their
  /// differences are −1, −4 and 5 thirty-sixths. The mean to 10 is 7.5 − (0.5 + 9.5 · 2/3) = 2/3.
  @Test func threeRowsByHand() throws {
    let estimate = try estimate(([0.5, 1, 10], [1, 0, 1]), ([5, 1, 10], [1, 0, 1]))
    let readings = estimate.probabilities(at: [0.25, 0.5, 5, 10])
    let expected = [0, 1.0 / 3, -1.0 / 6, 0]
    for (reading, value) in zip(readings, expected) {
      #expect(isClose(reading.value, value, relative: 1e-14, absolute: 1e-15))
    }
    #expect(isClose(readings[2].standardError, 42.0.squareRoot() / 36, relative: 1e-12))
    #expect(readings[2].interval.lower == 0)
    #expect(isClose(estimate.meanTime(to: 10).value, 2.0 / 3, relative: 1e-14))
  }

  /// The jackknife against derivatives taken by fitting with one weight a little changed.
  @Test func influenceIsTheDerivativeByTheWeight() throws {
    let (waiting, response, patients) = try TimeInResponseTests.hips()
    let times = [1.0, 6, 13, 24]
    let horizon = 20.0
    let step = 1e-4
    func fitted(_ weights: [Double]) throws -> [Double] {
      let curves = try [waiting, response].map { try KaplanMeier.fit($0, weights: weights)[0] }
      let areas = curves.map { curve in
        let inside = curve.times.indices.filter { curve.times[$0] < horizon }
        let ends = [0] + inside.map { curve.times[$0] } + [horizon]
        let heights = [1] + inside.map { curve.survival[$0] }
        return heights.indices.reduce(0.0) { $0 + heights[$1] * (ends[$1 + 1] - ends[$1]) }
      }
      return times.map { curves[1].survival(at: $0) - curves[0].survival(at: $0) }
        + [areas[1] - areas[0]]
    }
    var sums = [[Double]](
      repeating: [Double](repeating: 0, count: patients.count), count: times.count + 1)
    var weights = [Double](repeating: 1, count: waiting.count)
    for row in weights.indices {
      weights[row] = 1 + step
      let above = try fitted(weights)
      weights[row] = 1 - step
      let below = try fitted(weights)
      weights[row] = 1
      for k in sums.indices {
        sums[k][Int(patients.codes[row])] += (above[k] - below[k]) / (2 * step)
      }
    }
    let errors = sums.map { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let estimate = try TimeInResponse.fit(
      waiting: waiting, response: response, clusters: patients)
    let readings = estimate.probabilities(at: times) + [estimate.meanTime(to: horizon)]
    for (reading, error) in zip(readings, errors) {
      #expect(isClose(reading.standardError, error, relative: 1e-7), "at \(reading.time)")
    }
  }

  @Test func whoNeverRespondsAddsNothing() throws {
    let data = try KaplanMeierCase("lung").outcomes
    let estimate = try TimeInResponse.fit(waiting: data, response: data)
    for reading in estimate.probabilities(at: [0, 100, 500, 1000]) {
      #expect(reading.value == 0 && reading.standardError == 0)
      #expect(reading.interval.lower.isNaN && reading.interval.upper.isNaN)
    }
    let mean = estimate.meanTime(to: 900)
    #expect(mean.value == 0 && mean.standardError == 0)
  }

  /// Uncensored responders among twice as many who fail at once: everything is a third.
  @Test func theDenominatorIsEverybody() throws {
    let alone = try estimate(([1, 2], [1, 1]), ([5, 9], [1, 1]))
    let diluted = try estimate(
      ([1, 2, 3, 4, 4, 8], [1, 1, 1, 1, 1, 1]), ([5, 9, 3, 4, 4, 8], [1, 1, 1, 1, 1, 1]))
    for time in [1.5, 4, 6] {
      let (a, b) = (alone.probabilities(at: [time])[0], diluted.probabilities(at: [time])[0])
      #expect(isClose(b.value, a.value / 3, relative: 1e-13))
    }
    #expect(isClose(diluted.meanTime(to: 20).value, 11.0 / 6, relative: 1e-13))
  }

  @Test func nothingIsSaidBeyondFollowUp() throws {
    let open = try estimate(([1, 2, 6], [1, 1, 0]), ([4, 8, 6], [0, 0, 0]))
    #expect(open.lastTime == 6)
    let readings = open.probabilities(at: [6, 6.5, -1, .nan])
    #expect(
      readings.map(\.state) == [.observed, .beyondFollowUp, .beforeOrigin, .beyondFollowUp])
    #expect(readings[1].value.isNaN && readings[1].interval.lower.isNaN)
    #expect(open.meanTime(to: 6).state == .observed)
    #expect(open.meanTime(to: 6.1).state == .beyondFollowUp)
    #expect(open.meanTime(to: 6.1).value.isNaN)
    // A curve at zero stays there, so that the other one decides.
    let waitedOut = try estimate(([1, 2], [1, 1]), ([4, 8], [1, 0]))
    #expect(waitedOut.lastTime == 8)
    let closed = try estimate(([1, 2], [1, 1]), ([4, 8], [1, 1]))
    #expect(closed.lastTime == .infinity)
    #expect(closed.probabilities(at: [100])[0].value == 0)
    #expect(isClose(closed.meanTime(to: 100).value, 4.5, relative: 1e-14))
    #expect(closed.meanTime(to: .infinity).state == .beyondFollowUp)
  }

  /// 8 of 20 in response: logit(0.4) ± 1.96 √(1/8 + 1/12), and 0.4 ± 1.96 √(0.4 · 0.6 / 20).
  @Test func intervalsByHand() throws {
    let waiting = [Double](repeating: 1, count: 20)
    let response = (0..<20).map { $0 < 8 ? 5.0 : 1 }
    let ones = [Int](repeating: 1, count: 20)
    let logit = try estimate((waiting, ones), (response, ones)).probabilities(at: [3])[0]
    #expect(isClose(logit.interval.lower, 0.214155, relative: 0, absolute: 1e-6))
    #expect(isClose(logit.interval.upper, 0.619902, relative: 0, absolute: 1e-6))
    let plain = try estimate(
      (waiting, ones), (response, ones),
      options: TimeInResponse.Options(interval: .plain, level: 0.9))
    let reading = plain.probabilities(at: [3])[0]
    #expect(isClose(reading.interval.lower, 0.4 - 1.644854 * 0.1095445, relative: 1e-6))
    #expect(reading.interval.level == 0.9)
  }

  @Test func inputsThatMakeNoSenseAreNamed() throws {
    func failure(
      _ waiting: SurvivalOutcomes, _ response: SurvivalOutcomes, level: Double = 0.95
    ) -> TimeInResponseError? {
      do {
        _ = try TimeInResponse.fit(
          waiting: waiting, response: response, options: TimeInResponse.Options(level: level))
        return nil
      } catch { return error }
    }
    let good = try outcomes([1, 2], [1, 1])
    #expect(failure(try outcomes([], []), try outcomes([], [])) == .noObservations)
    #expect(failure(good, good, level: 1) == .levelOutOfRange(1))
    #expect(
      failure(good, try outcomes([1, 1.5], [1, 0]))
        == .responseEndsFirst(row: 1, waiting: 2, response: 1.5))
    #expect(failure(try outcomes([-1, 2], [1, 1]), good) == .beforeOrigin(row: 0, time: -1))
    let late = try SurvivalOutcomes(entry: [0, 1], time: [1, 2], isEvent: [true, true])
    #expect(failure(good, late) == .delayedEntry)
  }

  /// The rows of the case `hips` and their patients.
  private static func hips() throws -> (SurvivalOutcomes, SurvivalOutcomes, Grouping) {
    let table = try ReferenceTable.load("timeInResponse/hips-data")
    func column(_ name: String) throws -> [Double] { try table.rows(name).map(\.value) }
    return (
      try outcomes(column("waiting"), column("waitingEnds").map { Int($0) }),
      try outcomes(column("response"), column("responseEnds").map { Int($0) }),
      KaplanMeierCase.grouping(try column("patient"))
    )
  }
}
