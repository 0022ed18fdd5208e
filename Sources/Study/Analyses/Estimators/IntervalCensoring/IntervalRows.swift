import Formulas
import Outcomes
import Statistics
import Tables

/// The rows of interval-censored or right-censored times, group by group.
struct IntervalRows {
  /// The rows of one group.
  struct Group {
    let levels: [GroupLevel]
    let outcomes: IntervalCensoredOutcomes
    let weights: [Double]?
    let clusters: Grouping?

    var name: String { levels.map { "\($0.variable)=\($0.level)" }.joined(separator: ", ") }
  }

  let groups: [Group]
  let pooling: TimePooling?
  let exclusions: [Exclusion]
  let inputRowCount: Int
  let hasClusters: Bool
  /// The number of rows used.
  let count: Int

  init(_ formula: Formula, from table: Table, reading: RowReading) throws {
    let options = GroupedFrame.Options(
      weights: reading.weights, poolsTimes: reading.poolsTimes, supportedTerms: [.cluster],
      caller: "turnbull")
    let outcomes: IntervalCensoredOutcomes
    let (groups, labels, weights, clusters): (Grouping, [[LevelOf]], [Double]?, Grouping?)
    let isFollowUp =
      switch formula.responseExpression {
      case .rightCensored, .countingProcess: true
      default: false
      }
    if !isFollowUp {
      let frame = try IntervalFrame.build(formula, from: table, options: options)
      outcomes = try Self.checked { () throws(IntervalCensoredProblem) in
        try .init(lower: frame.intervals.lower, upper: frame.intervals.upper)
      }
      (groups, labels, weights, clusters) = (
        frame.groups, frame.labels, frame.weights, frame.clusters
      )
      (pooling, exclusions, inputRowCount) = (frame.pooling, frame.exclusions, frame.inputRowCount)
    } else {
      let frame = try GroupedFrame.build(formula, from: table, options: options)
      guard frame.outcomes.entry == nil else {
        throw ModelFrameError.formula(
          FormulaError(
            formula: formula.text,
            issues: [
              .init(
                "turnbull does not take delayed entry", at: 0..<1,
                help: "use `cohort km` for right-censored times with delayed entry, or "
                  + "`cohort icph` with --entry for interval-censored ones")
            ]))
      }
      outcomes = try Self.checked { () throws(IntervalCensoredProblem) in
        try .init(frame.outcomes)
      }
      (groups, labels, weights, clusters) = (
        frame.groups, frame.labels, frame.weights, frame.clusters
      )
      (pooling, exclusions, inputRowCount) = (frame.pooling, frame.exclusions, frame.inputRowCount)
    }
    hasClusters = clusters != nil
    count = outcomes.count
    var rows = [[Int]](repeating: [], count: groups.count)
    for (row, code) in groups.codes.enumerated() { rows[Int(code)].append(row) }
    self.groups = zip(labels, rows).map { label, rows in
      Group(
        levels: GroupLevel.of(label), outcomes: outcomes.rows(rows),
        weights: weights.map { weights in rows.map { weights[$0] } },
        clusters: clusters.map { clusters in
          Grouping(codes: rows.map { clusters.codes[$0] }, count: clusters.count)
        })
    }
  }

  /// The outcomes, or their first fault as an error of the data.
  static func checked(
    _ make: () throws(IntervalCensoredProblem) -> IntervalCensoredOutcomes
  ) throws -> IntervalCensoredOutcomes {
    do { return try make() } catch { throw StudyError(reasons: [error.description]) }
  }
}
