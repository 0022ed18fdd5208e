import Cohorts
import Testing

/// The worked histories: every interval, status and flag, with the variants of each.
@Suite struct WorkedHistoryTests {
  typealias Rules = IntercurrentRules

  private func derive(
    _ scores: [(Double, Double?)], nsaidAt: [Double] = [],
    events: [(EventPlan.Kind, Double)] = [], otherHip: [Double] = [],
    plan: EndpointPlan = WorkedHistories.plan()
  ) -> HipEndpoints {
    WorkedHistories.endpoints(
      scores, nsaidAt: nsaidAt, events: events, otherHip: otherHip, plan: plan)
  }

  @Test func e0Reference() {
    let hip = derive([(0, 12), (1.5, 10), (3, 7), (6, 6), (12, 7), (18, 10), (24, 11)])
    #expect(hip.responseStatus == .responder)
    #expect(hip.onset?.text == "(1.5,3]")
    #expect(hip.lossText == "(12,18] loss | (12,18] loss")
    #expect(hip.baseline == 12 && hip.baselineDay == 0 && hip.lastAssessment == 24)
    #expect(hip.classes == [.clear, .clear, .clear, .none])
    #expect(hip.flags.isEmpty)
  }

  @Test func e1NeverResponded() {
    let hip = derive([(0, 14), (1.5, 13), (3, 12), (6, 12), (12, 14), (24, 15)])
    #expect(hip.responseStatus == .nonResponder)
    #expect(hip.onset?.text == "(24,∞)")
    #expect(hip.lossText == "- not_at_risk | - not_at_risk")
    #expect(hip.classes == [.partial, .partial, .none, .none])
  }

  @Test func e2ResponseAtTheLastVisitOnly() {
    let visits: [(Double, Double?)] = [(0, 12), (1.5, 11), (3, 11), (6, 7)]
    let hip = derive(visits)
    #expect(hip.onset?.text == "(3,6]")
    #expect(hip.lossText == "(6,∞) censored | (6,∞) censored")
    #expect(hip.flagTexts == ["unconfirmed_response"])
    let strict = derive(visits, plan: WorkedHistories.plan(needsConfirmation: true))
    #expect(strict.responseStatus == .nonResponder)
  }

  @Test func e2bLateResponse() {
    let visits: [(Double, Double?)] = [(0, 12), (1.5, 11), (3, 11), (6, 10), (12, 7)]
    let hip = derive(visits)
    #expect(hip.responseStatus == .lateResponder)
    #expect(hip.onset?.text == "(6,12]")
    #expect(hip.lossStatus(.twoVisits) == .notAtRisk)
    #expect(hip.flagTexts.contains("late_response"))
    let open = derive(visits, plan: WorkedHistories.plan(deadline: nil))
    #expect(open.lossText == "(12,∞) censored | (12,∞) censored")
  }

  @Test func e3MissingBaseline() {
    let visits: [(Double, Double?)] = [(1.5, 8), (3, 5), (6, 4), (12, 9)]
    let hip = derive(visits)
    #expect(hip.responseStatus == .indeterminate)
    #expect(hip.onset == nil && hip.baseline == nil)
    #expect(hip.lossText == "- indeterminate | - indeterminate")
    #expect(hip.flagTexts == ["missing_baseline"])
    // PASS at most 7 of 20 points needs no baseline.
    let state = derive(
      visits,
      plan: WorkedHistories.plan(criterion: .acceptableState(35), reference: .acceptableState(35)))
    #expect(state.onset?.text == "(1.5,3]")
    #expect(state.lossText == "(6,∞) censored | (6,12] loss")
    #expect(state.flagTexts.contains("unconfirmed_drop@12"))
  }

  @Test func e4MissingInTheMiddle() {
    let hip = derive([(0, 12), (3, 6), (6, 6), (12, nil), (18, 11), (24, 12)])
    #expect(hip.onset?.text == "(0,3]")
    #expect(hip.lossText == "(6,18] loss | (6,18] loss")
    #expect(hip.classes[2] == .missing)
  }

  @Test func e5ReplacementBeforeResponse() {
    let hip = derive([(0, 16), (1.5, 15), (3, 14)], events: [(.thr, 5.0)])
    #expect(hip.responseStatus == .nonResponder)
    #expect(hip.onset?.text == "(3,∞)")
    #expect(hip.replacement == 5)
    #expect(hip.lossStatus(.twoVisits) == .notAtRisk)
    #expect(hip.classes == [.partial, .failed, .failed, .failed])
  }

  @Test func e6BoosterWhileBenefiting() {
    let visits: [(Double, Double?)] = [(0, 12), (3, 6), (6, 5), (12, 6), (18, 5), (24, 6)]
    func loss(_ booster: Rules.Strategy) -> HipEndpoints {
      derive(
        visits, events: [(.booster, 14)],
        plan: WorkedHistories.plan(rules: .init(booster: booster)))
    }
    #expect(loss(.censor).onset?.text == "(0,3]")
    #expect(loss(.censor).lossText == "(12,∞) censored | (12,∞) censored")
    #expect(loss(.composite).lossText == "(12,14] loss | (12,14] loss")
    #expect(loss(.ignore).lossText == "(24,∞) censored | (24,∞) censored")
    #expect(loss(.competing).confirmedLoss?.end == .competing(.booster, at: 14))
    #expect(loss(.censor).flagTexts == ["booster@14"])
  }

  @Test func e7Death() {
    let visits: [(Double, Double?)] = [(0, 12), (3, 7), (6, 6), (12, 7)]
    let hip = derive(visits, events: [(.death, 15.2)])
    #expect(hip.onset?.text == "(0,3]")
    #expect(hip.lossText == "(12,∞) censored | (12,∞) censored")
    #expect(hip.confirmedLoss?.end == .competing(.death, at: 15.2))
    #expect(hip.death == 15.2 && hip.flagTexts == ["death@15.2"])
    let composite = derive(
      visits, events: [(.death, 15.2)],
      plan: WorkedHistories.plan(rules: .init(death: .composite)))
    #expect(composite.lossText == "(12,15.2] loss | (12,15.2] loss")
  }

  @Test func e8OutOfOrder() {
    let hip = derive([(12, 11), (3, 6), (0, 12), (6, 7), (24, 12)])
    #expect(hip.onset?.text == "(0,3]")
    #expect(hip.lossText == "(6,12] loss | (6,12] loss")
    #expect(hip.flagTexts == ["reordered"])
  }

  @Test func e9Duplicates() throws {
    let visits: [(Double, Double?)] = [
      (0, 12), (3, 7), (6, 6), (6, 6), (12, 7), (12, 10), (18, 11),
    ]
    var strict = try #require(EndpointDerivation(WorkedHistories.plan()))
    let conflicts = strict.conflicts(in: WorkedHistories.history(visits))
    #expect(conflicts.map(\.rows) == [[4, 5]])
    func loss(_ rule: DuplicateRule) -> HipEndpoints {
      derive(visits, plan: WorkedHistories.plan(duplicates: rule))
    }
    #expect(loss(.worst).confirmedLoss?.interval.text == "(6,12]")
    // The mean is 8.5, an improvement of 29.2 %.
    #expect(loss(.mean).confirmedLoss?.interval.text == "(6,12]")
    #expect(loss(.best).confirmedLoss?.interval.text == "(12,∞)")
    #expect(loss(.first).confirmedLoss?.interval.text == "(12,∞)")
    #expect(loss(.best).flagTexts == ["dup_identical", "dup_conflict", "unconfirmed_drop@18"])
  }

  @Test func e10Bilateral() {
    let plan = WorkedHistories.plan(scale: WorkedHistories.vas)
    let right = derive(
      [(0, 70), (3, 40), (6, 35), (12, 60), (18, 65)], events: [(.thr, 20)], plan: plan)
    #expect(right.onset?.text == "(0,3]")
    #expect(right.lossText == "(6,12] loss | (6,12] loss")
    let left = derive(
      [(0, 60), (3, 30), (6, 25), (12, 28), (18.5, 30)], otherHip: [18.5], plan: plan)
    #expect(left.onset?.text == "(0,3]")
    #expect(left.lossText == "(18.5,∞) censored | (18.5,∞) censored")
    #expect(left.flagTexts == ["contralateral_thr@18.5"])
  }

  @Test func e11TransientDip() {
    let hip = derive([(0, 12), (3, 6), (6, 6), (12, 10), (18, 7), (24, 7)])
    #expect(hip.lossText == "(24,∞) censored | (6,12] loss")
    #expect(hip.flagTexts == ["transient_dip@12"])
  }

  @Test func e12DropAtTheLastVisit() {
    let hip = derive([(0, 12), (3, 6), (6, 6), (12, 7), (24, 11)])
    #expect(hip.lossText == "(12,∞) censored | (12,24] loss")
    #expect(hip.flagTexts == ["unconfirmed_drop@24"])
  }

  @Test func e13DropThenReplacement() {
    let hip = derive([(0, 12), (3, 6), (6, 6), (12, 11)], events: [(.thr, 13)])
    #expect(hip.lossText == "(6,12] loss | (6,12] loss")
    #expect(hip.confirmedLoss?.end == .confirmed(by: .thr))
    #expect(hip.flagTexts == ["confirmed_by_event", "thr@13"])
  }

  @Test func e14ReplacementWhileBenefiting() {
    let visits: [(Double, Double?)] = [(0, 12), (3, 6), (6, 7)]
    let hip = derive(visits, events: [(.thr, 10)])
    #expect(hip.lossText == "(6,10] loss | (6,10] loss")
    #expect(hip.confirmedLoss?.end == .event(.thr, at: 10))
    let censored = derive(
      visits, events: [(.thr, 10)], plan: WorkedHistories.plan(rules: .init(thr: .censor)))
    #expect(censored.lossText == "(6,∞) censored | (6,∞) censored")
  }

  /// Leaving the study changes nothing by itself; as the worst case it is the loss.
  @Test func e14bLeavingWhileBenefiting() {
    let visits: [(Double, Double?)] = [(0, 12), (3, 6), (6, 7)]
    func loss(_ withdrawal: Rules.Strategy) -> HipEndpoints {
      derive(
        visits, events: [(.withdrawal, 10)],
        plan: WorkedHistories.plan(rules: .init(withdrawal: withdrawal)))
    }
    #expect(loss(.ignore).lossText == "(6,∞) censored | (6,∞) censored")
    #expect(loss(.composite).lossText == "(6,10] loss | (6,10] loss")
    // A drop is not confirmed by leaving.
    let dropped = derive(
      [(0, 12), (3, 6), (6, 11)], events: [(.withdrawal, 10)],
      plan: WorkedHistories.plan(rules: .init(withdrawal: .composite)))
    #expect(dropped.lossText == "(3,10] loss | (3,6] loss")
  }

  /// E10's left hip, had the replacement of the right one been declared to end its follow-up.
  @Test func e10bOtherHipEndsFollowUp() {
    let visits: [(Double, Double?)] = [(0, 60), (3, 30), (6, 25), (12, 28), (18.5, 30)]
    func loss(at month: Double) -> HipEndpoints {
      derive(
        visits, otherHip: [month],
        plan: WorkedHistories.plan(
          scale: WorkedHistories.vas, rules: .init(contralateral: .censor)))
    }
    #expect(loss(at: 14).lossText == "(12,∞) censored | (12,∞) censored")
    #expect(loss(at: 14).confirmedLoss?.end == .otherHip(at: 14))
    #expect(loss(at: 18.5).confirmedLoss?.interval.text == "(18.5,∞)")
    #expect(loss(at: 2).responseStatus == .nonResponder)
  }

  @Test func e15RescueVisit() {
    let visits: [(Double, Double?)] = [(0, 12), (3, 7), (6, 7), (12, 11), (18, 11)]
    func loss(_ rescue: Rules.Rescue) -> String? {
      derive(visits, nsaidAt: [6], plan: WorkedHistories.plan(rules: .init(rescue: rescue)))
        .confirmedLoss?.interval.text
    }
    #expect(loss(.treatmentPolicy) == "(6,12]")
    #expect(loss(.composite) == "(3,6]")
    #expect(loss(.missing) == "(3,12]")
  }
}
