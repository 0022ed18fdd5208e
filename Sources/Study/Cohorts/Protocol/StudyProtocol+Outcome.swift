extension StudyProtocol {
  /// An event that competes with the outcome's own, by its values in the column of events.
  public struct CompetingCause: Sendable, Hashable {
    /// The event in words.
    public let name: String
    /// The values of the column that mean it, as text.
    public let values: [String]

    /// Makes a competing event.
    public init(name: String, values: [String]) {
      self.name = name
      self.values = values
    }
  }

  /// The time-to-event outcome.
  public struct Outcome: Sendable, Hashable {
    /// The column of follow-up times.
    public let time: String
    /// The event: a 0/1 column or a comparison such as `status == 2`.
    public let event: String
    /// The unit of the times in the file.
    public let unit: TimeUnit
    /// What the outcome is, with its instrument, threshold, origin and population.
    public let context: OutcomeContext
    /// The events that compete with it in a survival-ready table, in the order of the protocol.
    public let competing: [CompetingCause]

    /// Makes an outcome.
    public init(
      time: String, event: String, unit: TimeUnit, context: OutcomeContext,
      competing: [CompetingCause] = []
    ) {
      self.competing = competing
      self.time = time
      self.event = event
      self.unit = unit
      self.context = context
    }
  }

  /// How survival is reported.
  public struct SurvivalSettings: Sendable, Hashable {
    /// The transforms under which confidence limits of a survival curve are computed.
    public enum IntervalKind: String, Sendable, Hashable, CaseIterable {
      case log
      case logLog = "log-log"
      case plain
      case logit
      case arcsin
    }
    /// The time points, in months, at which survival is reported.
    public let landmarkMonths: [Double]
    /// The confidence level.
    public let confidenceLevel: Double
    /// The transform of the interval.
    public let intervalKind: IntervalKind
    /// The month to which restricted means are taken; nil when none are asked for.
    public let tauMonths: Double?

    /// Makes the settings.
    public init(
      landmarkMonths: [Double], confidenceLevel: Double, intervalKind: IntervalKind,
      tauMonths: Double? = nil
    ) {
      self.tauMonths = tauMonths
      self.landmarkMonths = landmarkMonths
      self.confidenceLevel = confidenceLevel
      self.intervalKind = intervalKind
    }
  }
}
