import Cohorts
import Testing

/// The words of the rule of loss say what the derivation does, whatever the protocol's strategies.
@Suite struct LossWordsTests {
  private func plan(
    _ rules: IntercurrentRules = .init(),
    kinds: [EventPlan.Kind]? = EventPlan.Kind.allCases
  ) -> EndpointPlan {
    let plan = WorkedHistories.plan(rules: rules)
    let events = kinds.map { kinds in
      EventPlan(
        file: "events.csv", unit: "hip", time: .month("month"), kind: "event",
        words: Dictionary(uniqueKeysWithValues: kinds.map { ($0, [$0.rawValue]) }))
    }
    return EndpointPlan(
      indexDate: nil, visits: plan.visits, events: events, response: plan.response,
      loss: plan.loss, intercurrent: rules)
  }

  private static let twoVisits =
    "improvement over baseline below 30 % at two consecutive visits at most 14 months apart"

  @Test func aSingleVisitConfirmedByAnEventIsSaid() {
    #expect(
      plan().wordsOfLoss(.twoVisits)
        == Self.twoVisits
        + ", or at the last before hip replacement or another injection, dated at "
        + "the first such visit")
    #expect(plan().wordsOfLoss(.firstVisit) == "improvement over baseline below 30 % at one visit")
    #expect(plan().reading(.twoVisits) == .twoVisitsOrEvent)
    #expect(plan().reading(.firstVisit) == .oneVisit)
  }

  @Test(arguments: [nil, [.death, .withdrawal]] as [[EventPlan.Kind]?])
  func withoutEventsThatConfirmNothingIsSaidOfThem(_ kinds: [EventPlan.Kind]?) {
    let plan = plan(kinds: kinds)
    #expect(plan.wordsOfLoss(.twoVisits) == Self.twoVisits + ", dated at the first")
    #expect(plan.reading(.twoVisits) == .twoVisits)
  }

  @Test func onlyEventsOnRecordAreNamed() {
    let words = plan(kinds: [.thr, .booster]).wordsOfLoss(.twoVisits)
    #expect(words.contains(", or at the last before hip replacement or repeat injection, dated"))
    #expect(plan(kinds: [.injection]).wordsOfLoss(.twoVisits).contains("before other injection,"))
  }

  /// In response at 3, a single visit without at 6, then the event: what the derivation makes of it
  /// is what the words say of it.
  @Test(
    arguments: EventPlan.Kind.allCases,
    [.composite, .competing, .censor, .ignore] as [IntercurrentRules.Strategy])
  func theWordsFollowTheDerivation(_ kind: EventPlan.Kind, _ strategy: IntercurrentRules.Strategy) {
    var rules = IntercurrentRules()
    switch kind {
    case .thr: rules.thr = strategy
    case .booster: rules.booster = strategy
    case .injection: rules.injection = strategy
    case .death: rules.death = strategy
    case .withdrawal: rules.withdrawal = strategy
    }
    let plan = plan(rules, kinds: [kind])
    let hip = WorkedHistories.endpoints(
      [(0, 12), (3, 6), (6, 11)], events: [(kind, 8)], plan: plan)
    let isConfirmed = hip.confirmedLoss?.end == .confirmed(by: kind)
    #expect(plan.wordsOfLoss(.twoVisits).contains(kind.words) == isConfirmed)
    #expect((plan.reading(.twoVisits) == .twoVisitsOrEvent) == isConfirmed)
  }

  /// A loss by an event has the day of the event, and only a protocol with such events says so.
  @Test func theDayOfALossIsSaid() {
    #expect(
      plan().wordsOfDating
        == "dated at the first visit that shows it, or at the event that counts as loss")
    #expect(plan(kinds: [.booster]).wordsOfDating == "dated at the first visit that shows it")
    #expect(plan(kinds: nil).wordsOfDating == "dated at the first visit that shows it")
  }

  /// Of a kind of event that is not on record nothing is said.
  @Test func whoIsToldIsSaidByTheEventsOnRecord() {
    #expect(plan().wordsOfFollowUp == "Assessed, replaced or dead")
    #expect(plan(kinds: [.thr, .booster]).wordsOfFollowUp == "Assessed or replaced")
    #expect(plan(kinds: [.death]).wordsOfFollowUp == "Assessed or dead")
    #expect(plan(kinds: nil).wordsOfFollowUp == "Assessed")
    #expect(plan().wordsOfTold == "seen or failed" && plan(kinds: nil).wordsOfTold == "seen")
  }

  /// What is done about an event that confirms is said of hips in response only.
  @Test func theStrategiesDoNotContradictTheRule() {
    let words = IntercurrentRules(thr: .competing, booster: .censor, injection: .ignore).words
    #expect(
      words.hasPrefix(
        "hip replacement while in response is a competing event; repeat injection while in response "
          + "ends follow-up at the last visit; other injection is ignored"))
    #expect(words.hasSuffix("death is a competing event"))
  }

  /// Leaving the study is told, though nothing is done about it, where it is on record.
  @Test func leavingTheStudyIsToldWhereItIsOnRecord() {
    #expect(plan().wordsOfEvents.hasSuffix("; leaving the study is ignored"))
    #expect(!plan(kinds: [.thr, .death]).wordsOfEvents.contains("leaving the study"))
    #expect(
      plan(.init(withdrawal: .composite), kinds: [.thr]).wordsOfEvents.contains(
        "leaving the study counts as loss"))
  }
}
