/// What is known of one hip: its assessments and its events, as they stand in the files.
public struct HipHistory: Sendable, Hashable {
  /// One row of the table of visits.
  public struct Assessment: Sendable, Hashable {
    /// Months from the index injection; at or below 0 before it.
    public var month: Double
    /// The scores the response rule asks for, in its order; NaN where missing.
    public var scores: Scores
    /// Whether rescue medication was taken before the visit.
    public var hasRescue: Bool
    /// Whether a visit on the day of a replacement took place before it.
    public var isPreoperative: Bool
    /// The month the visit was planned for; NaN where that is not said.
    public var plannedMonth: Double
    /// The row in the table of visits.
    public var row: Int

    /// Makes an assessment.
    public init(
      month: Double, scores: Scores, hasRescue: Bool = false, isPreoperative: Bool = false,
      plannedMonth: Double = .nan, row: Int = 0
    ) {
      self.month = month
      self.scores = scores
      self.hasRescue = hasRescue
      self.isPreoperative = isPreoperative
      self.plannedMonth = plannedMonth
      self.row = row
    }

    /// The day from the injection, to the nearest whole one; the last there is where that is no day.
    public var day: Int {
      let day = (month * 30.4375).rounded()
      return Int(exactly: day) ?? (day < 0 ? .min : .max)
    }
  }

  /// Up to three scores of one assessment, NaN where missing.
  public struct Scores: Sendable, Hashable {
    /// The score of the response rule.
    public var first: Double
    /// The second domain of a rule with several.
    public var second: Double
    /// The third.
    public var third: Double

    /// Makes scores.
    public init(_ first: Double, _ second: Double = .nan, _ third: Double = .nan) {
      self.first = first
      self.second = second
      self.third = third
    }

    subscript(place: Int) -> Double {
      get { place == 0 ? first : place == 1 ? second : third }
      set {
        switch place {
        case 0: first = newValue
        case 1: second = newValue
        default: third = newValue
        }
      }
    }

    var isEmpty: Bool { first.isNaN && second.isNaN && third.isNaN }
  }

  /// One row of the table of events.
  public struct Event: Sendable, Hashable {
    /// What happened.
    public var kind: EventPlan.Kind
    /// Months from the index injection.
    public var month: Double

    /// Makes an event.
    public init(_ kind: EventPlan.Kind, month: Double) {
      self.kind = kind
      self.month = month
    }
  }

  /// The assessments, in file order.
  public var assessments: [Assessment]
  /// The events of this hip, and the death of its patient.
  public var events: [Event]
  /// The months, on this hip's clock, at which the patient's other hip was replaced.
  public var contralateralReplacements: [Double]

  /// Makes a history.
  public init(
    assessments: [Assessment] = [], events: [Event] = [], contralateralReplacements: [Double] = []
  ) {
    self.assessments = assessments
    self.events = events
    self.contralateralReplacements = contralateralReplacements
  }

  /// The first event of a kind after the injection; a death may fall on its very day.
  public func first(_ kind: EventPlan.Kind) -> Double? {
    var first: Double?
    for event in events where event.kind == kind {
      guard event.month > 0 || (kind == .death && event.month == 0) else { continue }
      if event.month < first ?? .infinity { first = event.month }
    }
    return first
  }
}
