/// The table of visits: one row per unit and assessment.
public struct VisitPlan: Sendable, Hashable {
  /// A score, given in a column or computed from the columns of its items.
  public struct Score: Sendable, Hashable {
    /// The name the protocol gives it; the column that holds it unless it is computed from items.
    public let name: String
    /// How its numbers are read.
    public let scale: ScoreScale
    /// The columns of its items, in the order of the instrument; nil when the score is given.
    public let items: [String]?

    /// Makes a score.
    public init(name: String, scale: ScoreScale, items: [String]? = nil) {
      self.name = name
      self.scale = scale
      self.items = items
    }
  }

  /// The CSV file, relative to the protocol.
  public let file: String
  /// The column that names the unit.
  public let unit: String
  /// When the visit took place.
  public let time: EventTimeColumn
  /// The scores, in the order of the protocol.
  public let scores: [Score]
  /// A yes/no column: rescue medication before the visit.
  public let rescue: String?
  /// A yes/no column: a visit on the day of a replacement took place before it.
  public let preoperative: String?
  /// The month each visit was planned for, to be compared with its date.
  public let plannedMonth: String?
  /// The months visits were planned at; the midpoints between them bound the windows.
  public let scheduleMonths: [Double]
  /// Further columns that change over time (weight, NSAID use, rehabilitation).
  public let columns: [StudyProtocol.DeclaredColumn]
  /// Text read as missing; nil for the reader's own list.
  public let missing: [String]?

  /// The usual schedule of a hip cohort: 6 weeks, 3, 6, 12, 18, 24, 36, 48 and 60 months.
  public static let usualSchedule: [Double] = [42 / 30.4375, 3, 6, 12, 18, 24, 36, 48, 60]

  /// Makes the description of the table of visits.
  public init(
    file: String, unit: String, time: EventTimeColumn, scores: [Score], rescue: String? = nil,
    preoperative: String? = nil, plannedMonth: String? = nil,
    scheduleMonths: [Double] = VisitPlan.usualSchedule,
    columns: [StudyProtocol.DeclaredColumn] = [], missing: [String]? = nil
  ) {
    self.file = file
    self.unit = unit
    self.time = time
    self.scores = scores
    self.rescue = rescue
    self.preoperative = preoperative
    self.plannedMonth = plannedMonth
    self.scheduleMonths = scheduleMonths
    self.columns = columns
    self.missing = missing
  }
}

/// The column that says when something happened.
public enum EventTimeColumn: Sendable, Hashable {
  /// A column of dates.
  case date(String)
  /// A column of months since the index injection.
  case month(String)

  /// The column's name.
  public var column: String {
    switch self {
    case .date(let column), .month(let column): column
    }
  }
}
