/// How an outcome was measured: the part of its context that says which version of an instrument,
/// what it is about, which end is good, how many visits make an event, and what is done about the
/// events that come between the injection and the outcome.
public struct OutcomeMeasure: Sendable, Hashable, Codable {
  /// What it takes for the event to be seen.
  public enum Reading: String, Sendable, Hashable, Codable, CaseIterable {
    /// One visit is enough.
    case oneVisit = "single visit"
    /// Two consecutive visits must show it.
    case twoVisits = "confirmed at two consecutive visits"
    /// Two consecutive visits must show it, or one that an event follows before any other visit.
    case twoVisitsOrEvent = "confirmed at two consecutive visits or by an event"
    /// The table gives the event; no visit is read.
    case asRecorded = "event as recorded in the table"
  }

  /// What is done about one kind of intercurrent event.
  public struct Strategy: Sendable, Hashable, Codable {
    /// The event, such as `hip replacement`.
    public let event: String
    /// What is done about it, such as `counts as loss`.
    public let action: String

    /// Makes a strategy.
    public init(_ event: String, _ action: String) {
      self.event = event
      self.action = action
    }
  }

  /// The version of the instrument in words.
  public let version: String
  /// What is measured: pain, function, or the event itself where there is no scale.
  public let domain: String
  /// Which end of the scale is good; nil where the outcome is an event and no score.
  public let better: ScoreScale.Direction?
  /// How many visits an event takes.
  public let reading: Reading
  /// One strategy per intercurrent event; empty where the protocol declares none.
  public let strategies: [Strategy]

  /// What stands where the protocol declares nothing.
  public static let undeclared = "none declared"

  /// Makes a measure; blank words count as undeclared.
  public init(
    version: String, domain: String, better: ScoreScale.Direction?, reading: Reading,
    strategies: [Strategy]
  ) {
    func stated(_ text: String) -> String {
      text.contains { !$0.isWhitespace } ? text : Self.undeclared
    }
    self.version = stated(version)
    self.domain = stated(domain)
    self.better = better
    self.reading = reading
    self.strategies = strategies
  }

  /// The measure of an event that stands in the table, of which nothing else was declared.
  public init(event: String) {
    self.init(
      version: Self.undeclared, domain: event, better: nil, reading: .asRecorded, strategies: [])
  }

  /// The measure of a score: version and domain as the catalogue of instruments has them.
  public init(_ scale: ScoreScale, reading: Reading, strategies: [Strategy]) {
    let instrument = Instrument.named(scale.instrument)
    self.init(
      version: instrument.map { "\($0.id), \($0.version)" } ?? scale.instrument,
      domain: instrument?.subscale(named: scale.subscale)?.name ?? scale.subscale ?? "total score",
      better: scale.better, reading: reading, strategies: strategies)
  }

  /// The direction in words.
  public var direction: String {
    better.map { "\($0.rawValue) is better" } ?? "an event, no scale"
  }

  /// The strategies in words: `hip replacement counts as loss; death is a competing event`.
  public var strategyWords: String {
    strategies.isEmpty
      ? Self.undeclared
      : strategies.map { "\($0.event) \($0.action)" }.joined(separator: "; ")
  }
}

extension IntercurrentRules {
  /// What is done about each event in an analysis of time to loss.
  public var strategies: [OutcomeMeasure.Strategy] {
    func words(_ strategy: Strategy) -> String {
      switch strategy {
      case .composite: "counts as loss"
      case .competing: "is a competing event"
      case .censor: "ends follow-up at the last visit in response"
      case .ignore: "is ignored"
      }
    }
    /// A hip that was not in response when last seen has lost its benefit at that visit, whatever
    /// the event would do otherwise.
    func confirming(_ kind: EventPlan.Kind) -> OutcomeMeasure.Strategy {
      switch strategy(for: kind) {
      case .composite, .ignore: .init(kind.words, words(strategy(for: kind)))
      case .competing: .init(kind.words, "while in response is a competing event")
      case .censor: .init(kind.words, "while in response ends follow-up at the last visit")
      }
    }
    return [
      confirming(.thr), confirming(.booster), confirming(.injection), rescueStrategy,
      .init("death", words(death)),
      .init("leaving the study", words(withdrawal)),
      .init("replacement of the other hip", words(contralateral)),
    ]
  }

  /// What is done about each event in a share at a time point: a hip replaced or a patient dead by
  /// then is a failure, and injections in between do not change the visit.
  public var strategiesAtTimePoints: [OutcomeMeasure.Strategy] {
    [
      .init("hip replacement", "counts as no response"),
      .init("death", "counts as no response"), .init("repeat injection", "is ignored"),
      .init("other injection", "is ignored"), rescueStrategy,
    ]
  }

  private var rescueStrategy: OutcomeMeasure.Strategy {
    switch rescue {
    case .treatmentPolicy: .init("rescue medication", "is ignored")
    case .composite: .init("rescue medication", "makes the visit one without response")
    case .missing: .init("rescue medication", "makes the visit a missing one")
    }
  }
}
