import Cohorts
import Testing

/// What holds of the endpoints of any history.
@Suite struct DerivationPropertyTests {
  private static let seeds: [UInt64] = [1, 20_261_121, 7_777_777]

  private func endpoints(_ history: HipHistory, _ plan: EndpointPlan) throws -> HipEndpoints {
    var derivation = try #require(EndpointDerivation(plan))
    return derivation.endpoints(of: history)
  }

  @Test(arguments: seeds) func confirmationNeverShortens(seed: UInt64) throws {
    var random = RandomHistories(seed: seed)
    var lossCount = 0
    for _ in 0..<2000 {
      let plan = WorkedHistories.plan(rules: random.rules())
      let hip = try endpoints(random.history(), plan)
      guard let confirmed = hip.confirmedLoss, let first = hip.firstVisitLoss else { continue }
      if confirmed.isLoss { lossCount += 1 }
      #expect(confirmed.interval.lower >= first.interval.lower)
      #expect((confirmed.interval.upper ?? .infinity) >= (first.interval.upper ?? .infinity))
    }
    #expect(lossCount > 200, "the histories must lose benefit for the property to mean anything")
  }

  @Test(arguments: seeds) func theOrderOfRowsIsIrrelevant(seed: UInt64) throws {
    var random = RandomHistories(seed: seed)
    for _ in 0..<1000 {
      let plan = WorkedHistories.plan(rules: random.rules(), duplicates: .worst)
      let history = random.history()
      var shuffled = history
      shuffled.assessments.shuffle(using: &random)
      shuffled.events.shuffle(using: &random)
      var hip = try endpoints(history, plan)
      var other = try endpoints(shuffled, plan)
      hip.flags.removeAll { $0 == .reordered }
      other.flags.removeAll { $0 == .reordered }
      #expect(hip == other)
    }
  }

  @Test(arguments: seeds) func aStricterThresholdAddsNoResponder(seed: UInt64) throws {
    var random = RandomHistories(seed: seed)
    for _ in 0..<1000 {
      let rules = random.rules()
      let history = random.history()
      let lax = try endpoints(
        history, WorkedHistories.plan(threshold: 30, deadline: nil, rules: rules))
      let strict = try endpoints(
        history, WorkedHistories.plan(threshold: 50, deadline: nil, rules: rules))
      let points = try endpoints(
        history,
        WorkedHistories.plan(threshold: 30, minimumChange: 25, deadline: nil, rules: rules))
      for hip in [strict, points] where hip.responseStatus == .responder {
        #expect(lax.responseStatus == .responder)
        #expect((lax.onset?.upper ?? .infinity) <= (hip.onset?.upper ?? 0))
      }
    }
  }

  @Test(arguments: seeds) func aMissingVisitWidensAndNeverMoves(seed: UInt64) throws {
    var random = RandomHistories(seed: seed)
    let plan = WorkedHistories.plan(deadline: nil, maxGap: .infinity)
    func contains(_ wide: HipEndpoints.Interval?, _ narrow: HipEndpoints.Interval?) -> Bool {
      guard let wide, let narrow else { return true }
      return wide.lower <= narrow.lower
        && (wide.upper ?? .infinity) >= (narrow.upper ?? .infinity)
    }
    for _ in 0..<1000 {
      let history = random.monotoneHistory()
      let whole = try endpoints(history, plan)
      for place in history.assessments.indices where place > 0 {
        var holed = history
        holed.assessments[place].scores = .init(.nan)
        let less = try endpoints(holed, plan)
        // A spell seen at one visit only is not seen at all without it; the rest is widened.
        guard less.onset?.upper != nil else { continue }
        #expect(contains(less.onset, whole.onset))
        #expect(contains(less.confirmedLoss?.interval, whole.confirmedLoss?.interval))
        #expect(contains(less.firstVisitLoss?.interval, whole.firstVisitLoss?.interval))
      }
    }
  }

  @Test(arguments: seeds) func theUnitOfTimeOnlyScales(seed: UInt64) throws {
    var random = RandomHistories(seed: seed)
    for _ in 0..<500 {
      let rules = random.rules()
      let history = random.history()
      var doubled = history
      for place in doubled.assessments.indices { doubled.assessments[place].month *= 2 }
      for place in doubled.events.indices { doubled.events[place].month *= 2 }
      let hip = try endpoints(history, WorkedHistories.plan(rules: rules))
      let twice = try endpoints(
        doubled, WorkedHistories.plan(deadline: 15, maxGap: 28, rules: rules))
      #expect(twice.responseStatus == hip.responseStatus)
      #expect(twice.onset?.lower == hip.onset.map { $0.lower * 2 })
      #expect(twice.onset?.upper == hip.onset?.upper.map { $0 * 2 })
      for rule in LossRule.Confirmation.allCases {
        #expect(twice.lossStatus(rule) == hip.lossStatus(rule))
        #expect(twice.loss(rule)?.interval.lower == hip.loss(rule).map { $0.interval.lower * 2 })
        #expect(twice.loss(rule)?.interval.upper == hip.loss(rule)?.interval.upper.map { $0 * 2 })
      }
    }
  }

  @Test func thresholdsAreExact() throws {
    // A fall from 10 to 7 is 30 %, and so is one from 7.0 to 4.9, from 0.3 to 0.21, from 1.1 to 0.77.
    for (before, after) in [(10, 7), (7.0, 4.9), (0.3, 0.21), (1.1, 0.77), (9.1, 6.37)] {
      let hip = WorkedHistories.endpoints(
        [(0, before), (3, after)],
        plan: WorkedHistories.plan(
          scale: ScoreScale(
            instrument: "VAS", subscale: "pain", unit: "cm", range: 0...1.2, better: .lower)))
      #expect(hip.responseStatus == .responder || hip.flags.contains(.belowFloor))
      #expect(WorkedHistories.share(30).isReached(from: before, to: after))
      #expect(!WorkedHistories.share(30).isReached(from: before, to: after + 1e-5))
    }
  }

  @Test func higherIsBetterIsMeasuredOnTheDeficit() {
    let hoos = ScoreScale(instrument: "HOOS", subscale: "pain", range: 0...100, better: .higher)
    // From 40 to 58 is 18 of the 60 points that were lacking: 30 %, though 45 % of the score.
    let plan = WorkedHistories.plan(scale: hoos)
    #expect(WorkedHistories.endpoints([(0, 40), (3, 58)], plan: plan).responseStatus == .responder)
    #expect(
      WorkedHistories.endpoints([(0, 40), (3, 57)], plan: plan).responseStatus == .nonResponder)
    #expect(WorkedHistories.endpoints([(0, 40), (3, 58)], plan: plan).improvementPercent[0] == 30)
    #expect(WorkedHistories.endpoints([(0, 81), (3, 99)], plan: plan).flags == [.belowFloor])
  }
}
