public import Outcomes
public import Statistics
public import Tables

/// Follow-up of groups of rows: what Kaplan-Meier curves and log-rank tests start from.
///
/// The right side of the formula is only a cross-classification: every column named, whether
/// joined by `+`, `:` or `*`, cuts the rows by its values, numbers included. Groups are sorted by the
/// levels of the first column, then of the next, and only combinations that occur are groups.
public struct GroupedFrame: Sendable {
  /// What the formula alone does not say.
  public struct Options: Sendable, Hashable, Codable {
    /// The column of weights.
    public var weights: String?
    /// The column whose equal values mark rows of one cluster.
    public var cluster: String?
    /// How the event column of `Surv(...)` is read.
    public var events: EventCoding
    /// Whether nearly equal times are made equal; see `TimePooling`.
    public var poolsTimes: Bool
    /// The special terms the command can use; any other is an error at its place.
    public var supportedTerms: Set<SpecialTerm.Kind>
    /// How messages call the command, such as "`cohort km`".
    public var caller: String
    /// How messages say that the outcome is written.
    public var syntax: OutcomeSyntax

    /// Makes options.
    public init(
      weights: String? = nil, cluster: String? = nil, events: EventCoding = .indicator,
      poolsTimes: Bool = false,
      supportedTerms: Set<SpecialTerm.Kind> = [.strata, .cluster],
      caller: String = "this command", syntax: OutcomeSyntax = .formula
    ) {
      self.syntax = syntax
      self.weights = weights
      self.cluster = cluster
      self.events = events
      self.poolsTimes = poolsTimes
      self.supportedTerms = supportedTerms
      self.caller = caller
    }
  }

  /// The formula.
  public let formula: Formula
  /// The follow-up of the rows used; with competing causes, any cause is the event.
  public let outcomes: SurvivalOutcomes
  /// The causes of the events, where `Options.events` asks for them.
  public let causes: CompetingCauses?
  /// The group of each row; one group when the formula names no column.
  public let groups: Grouping
  /// Each group's level of every column, in formula order; empty for the single group of `~ 1`.
  public let labels: [[LevelOf]]
  /// The combinations of the `strata(...)` terms.
  public let strata: Stratification?
  /// The rows that belong together in a robust variance.
  public let clusters: Grouping?
  /// The nearly equal times that were made equal, where that was asked for.
  public let pooling: TimePooling?
  /// The weight of each row used.
  public let weights: [Double]?
  /// The rows of the table that were used, increasing; `nil` when all were.
  public let rows: [Int32]?
  /// What is missing, by column.
  public let exclusions: [Exclusion]
  /// The number of rows of the table.
  public let inputRowCount: Int
  /// The time as typed without spaces.
  public let timeName: String
  /// The event as typed without spaces.
  public let eventName: String

  /// Applies a formula to a table.
  ///
  /// - Throws: `ModelFrameError` with every fault of the formula, or else every fault of the data.
  public static func build(
    _ formula: Formula, from table: Table, options: Options = Options()
  ) throws(ModelFrameError) -> GroupedFrame {
    let rows = try ClassifiedRows(formula, from: table, options: options, wants: .followUp)
    guard case .survival(let outcomes, let time, let event) = rows.read.response else {
      throw .data([])
    }
    return GroupedFrame(
      formula: formula, outcomes: outcomes, causes: rows.read.causes, groups: rows.groups.grouping,
      labels: rows.groups.labels, strata: rows.strata, clusters: rows.clusters,
      pooling: rows.read.pooling, weights: rows.weights, rows: rows.selection.rows,
      exclusions: rows.selection.exclusions,
      inputRowCount: table.rowCount, timeName: time, eventName: event)
  }
}
