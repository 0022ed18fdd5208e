/// How endpoints are derived from visits and events: everything the protocol decides beforehand.
public struct EndpointPlan: Sendable, Hashable {
  /// What is done about visits dated after a death.
  public enum AfterDeath: String, Sendable, Hashable, CaseIterable {
    /// The data are refused.
    case error
    /// The visits are dropped and counted.
    case drop
  }

  /// The column of the units' table with the date of the index injection; nil with months.
  public let indexDate: String?
  /// The last day the data can hold (day since 1970-01-01); nil for none declared.
  public let dataLock: Int32?
  /// The table of visits.
  public let visits: VisitPlan
  /// The table of events, if there is one.
  public let events: EventPlan?
  /// What counts as a response.
  public var response: ResponseRule
  /// What counts as loss of benefit.
  public var loss: LossRule
  /// What is done about intercurrent events.
  public var intercurrent: IntercurrentRules
  /// What is done about conflicting scores of one day.
  public let duplicates: DuplicateRule
  /// What is done about visits dated after a death.
  public let afterDeath: AfterDeath

  /// Makes a plan.
  public init(
    indexDate: String?, dataLock: Int32? = nil, visits: VisitPlan, events: EventPlan?,
    response: ResponseRule, loss: LossRule, intercurrent: IntercurrentRules = .init(),
    duplicates: DuplicateRule = .error, afterDeath: AfterDeath = .error
  ) {
    self.indexDate = indexDate
    self.dataLock = dataLock
    self.visits = visits
    self.events = events
    self.response = response
    self.loss = loss
    self.intercurrent = intercurrent
    self.duplicates = duplicates
    self.afterDeath = afterDeath
  }

  /// The score the response is about.
  public var score: VisitPlan.Score? { visits.scores.first { $0.name == response.score } }
}
