public import Outcomes
public import Statistics
public import Tables

/// Interval-censored times of groups of rows: what Turnbull's estimator starts from.
///
/// An empty upper bound means the event was never seen; an empty lower bound is taken as 0. Groups
/// are as in `GroupedFrame`.
public struct IntervalFrame: Sendable {
  /// The formula.
  public let formula: Formula
  /// The intervals of the rows used.
  public let intervals: CensoringIntervals
  /// The group of each row; one group when the formula names no column.
  public let groups: Grouping
  /// Each group's level of every column, in formula order; empty for the single group of `~ 1`.
  public let labels: [[LevelOf]]
  /// The combinations of the `strata(...)` terms.
  public let strata: Stratification?
  /// The rows that belong together.
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
  /// The lower bound as typed without spaces.
  public let lowerName: String
  /// The upper bound as typed without spaces.
  public let upperName: String

  /// Applies a formula to a table.
  ///
  /// - Throws: `ModelFrameError` with every fault of the formula, or else every fault of the data.
  public static func build(
    _ formula: Formula, from table: Table, options: GroupedFrame.Options = .init()
  ) throws(ModelFrameError) -> IntervalFrame {
    let rows = try ClassifiedRows(formula, from: table, options: options, wants: .intervals)
    guard let intervals = rows.read.intervals,
      case .intervalCensored(let lower, let upper) = formula.responseExpression
    else { throw .data([]) }
    return IntervalFrame(
      formula: formula, intervals: intervals, groups: rows.groups.grouping,
      labels: rows.groups.labels, strata: rows.strata, clusters: rows.clusters,
      pooling: rows.read.pooling,
      weights: rows.weights,
      rows: rows.selection.rows, exclusions: rows.selection.exclusions,
      inputRowCount: table.rowCount, lowerName: lower.label, upperName: upper.label)
  }
}
