import Cohorts
import Outcomes
import Statistics
import Survival
import Testing

/// Being in response among everybody treated, against the truth of the same hips.
@Suite struct RecoveryInResponseTests {
  /// The end of a true spell: of the response, by replacement or by death, whichever is first.
  private struct Truth {
    let from: [Double]
    let until: [Double]

    init(_ study: RecoveryStudy) throws {
      let replaced = try study.numbers("thr_months")
      let died = try study.numbers("death_months")
      from = try study.numbers("response_from")
      until = try study.numbers("response_until").enumerated().map {
        $1.isNaN ? .nan : min($1, replaced[$0], died[$0])
      }
    }

    /// The share of all hips in response at a month: who never responds counts, and counts as 0.
    func share(at month: Double) -> Double {
      Double(from.indices.count { from[$0] <= month && month < until[$0] }) / Double(from.count)
    }

    /// The mean months in response up to a month over all hips.
    func mean(to month: Double) -> Double {
      from.indices.reduce(0) { sum, hip in
        from[hip].isNaN ? sum : sum + max(0, min(month, until[hip]) - min(month, from[hip]))
      } / Double(from.count)
    }
  }

  private static let study = RecoveryStudy(.init(patients: 1500, seed: 61, hasErrors: false))
  private static let gap = 0.25

  /// Visits every quarter of a month until replacement, death or the month given.
  private static func endpoints(until ends: [Double]) throws -> [HipEndpoints] {
    let replaced = try study.numbers("thr_months")
    let died = try study.numbers("death_months")
    let visits = ends.indices.map { hip in
      Array(stride(from: gap, to: min(ends[hip], replaced[hip], died[hip]), by: gap))
    }
    func seen(_ months: [Double], before others: [Double]) -> [Double] {
      months.indices.map { months[$0] <= min(ends[$0], others[$0]) ? months[$0] : .infinity }
    }
    return try study.endpoints(
      visitsAt: visits,
      events: [
        .thr: seen(replaced, before: died), .death: seen(died, before: ends),
      ],
      rules: .init(thr: .composite, death: .competing), deadline: nil)
  }

  private static func timeInResponse(_ hips: [HipEndpoints]) throws -> TimeInResponse {
    let spells = hips.compactMap {
      SpellOutcome($0, rules: .init(), confirmation: .firstVisit, convention: .midpoint)
    }
    #expect(spells.count == hips.count)
    return try TimeInResponse.fit(
      waiting: SurvivalOutcomes(spells.map(\.waiting)),
      response: SurvivalOutcomes(spells.map(\.benefit)))
  }

  /// With everybody followed the truth comes back but for the gap between visits.
  ///
  /// A hip's onset and its loss are each off by an error uniform on half a gap to either side
  /// (variance gap²/12); four standard errors of the mean are allowed. A share is off by hips whose
  /// change is dated on the wrong side of the month, and few lie so near: four of their Poisson
  /// errors.
  @Test func withoutCensoringTheTruthComesBack() throws {
    let hips = try Self.endpoints(
      until: [Double](repeating: 40, count: Self.study.count))
    let estimate = try Self.timeInResponse(hips)
    let truth = try Truth(Self.study)
    let count = Double(Self.study.count)
    let error = Self.gap * (2 / 12 / count).squareRoot()
    let mean = estimate.meanTime(to: 24)
    #expect(abs(mean.value - truth.mean(to: 24)) < 4 * error, "\(mean), \(truth.mean(to: 24))")
    for month in [3.0, 6, 12, 24, 36] {
      let near = (truth.from + truth.until).count { abs($0 - month) < Self.gap / 2 }
      let reading = estimate.probabilities(at: [month])[0]
      #expect(
        abs(reading.value - truth.share(at: month))
          < 4 * Double(max(near, 1)).squareRoot() / count,
        "\(month): \(reading), \(truth.share(at: month))")
    }
  }

  /// Follow-up that ends independently, from month 6 to month 60, costs precision and nothing else.
  ///
  /// The truth is that of the very hips analysed, so that the error left is what censoring adds to
  /// the variance of the estimate without it (Hausman 1978, Econometrica 46, 1251-1271): four of
  /// these are allowed.
  @Test func withIndependentCensoringTheTruthComesBack() throws {
    let ends = (0..<Self.study.count).map { hip in
      var stream = RandomStream(seed: 62, key: hip)
      return stream.uniform(from: 6, to: 60)
    }
    let whole = try Self.timeInResponse(
      try Self.endpoints(until: [Double](repeating: 40, count: Self.study.count)))
    let estimate = try Self.timeInResponse(try Self.endpoints(until: ends))
    let truth = try Truth(Self.study)
    func error(_ reading: TimeInResponse.Reading, _ whole: TimeInResponse.Reading) -> Double {
      (reading.standardError * reading.standardError - whole.standardError * whole.standardError)
        .squareRoot()
    }
    let (mean, full) = (estimate.meanTime(to: 24), whole.meanTime(to: 24))
    #expect(error(mean, full) < 0.1)
    #expect(abs(mean.value - truth.mean(to: 24)) < 4 * error(mean, full), "\(mean) \(full)")
    let months = [12.0, 24, 36]
    for (reading, full) in zip(estimate.probabilities(at: months), whole.probabilities(at: months))
    {
      #expect(error(reading, full) < 0.012)
      #expect(
        abs(reading.value - truth.share(at: reading.time)) < 4 * error(reading, full),
        "\(reading) \(full)")
    }
  }

  /// The duration among responders answers another question: it is longer, by the share who
  /// never responded, and says nothing about them.
  @Test func respondersAloneLookBetter() throws {
    let hips = try Self.endpoints(
      until: [Double](repeating: 120, count: Self.study.count))
    let truth = try Truth(Self.study)
    let responders = hips.filter { $0.onset?.upper != nil }
    let everybody = try Self.timeInResponse(hips).meanTime(to: 24).value
    let among = try Self.timeInResponse(responders).meanTime(to: 24).value
    let share = Double(responders.count) / Double(hips.count)
    #expect(share > 0.55 && share < 0.8)
    // Without censoring the mean over all is the mean among responders times their share, exactly.
    #expect(abs(everybody - share * among) < 1e-9)
    // The median end of benefit among responders, which is not that among all: half of all are out
    // of response long before.
    let median = try Self.timeInResponse(responders).response.median.time
    let spells = truth.until.indices.filter { truth.until[$0] > truth.from[$0] }
      .map { truth.until[$0] }.sorted()
    #expect(abs(median - spells[spells.count / 2]) < Self.gap, "\(median)")
    let half = try #require(
      stride(from: 3.0, to: 60, by: 0.25).first { truth.share(at: $0) < 0.5 })
    #expect(median > half + 4)
  }
}
