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
    /// The special terms the command can use; any other is an error at its place.
    public var supportedTerms: Set<SpecialTerm.Kind>
    /// How messages call the command, such as "`cohort km`".
    public var caller: String

    /// Makes options.
    public init(
      weights: String? = nil, cluster: String? = nil,
      supportedTerms: Set<SpecialTerm.Kind> = [.strata, .cluster],
      caller: String = "this command"
    ) {
      self.weights = weights
      self.cluster = cluster
      self.supportedTerms = supportedTerms
      self.caller = caller
    }
  }

  /// The formula.
  public let formula: Formula
  /// The follow-up of the rows used.
  public let outcomes: SurvivalOutcomes
  /// The group of each row; one group when the formula names no column.
  public let groups: Grouping
  /// Each group's level of every column, in formula order; empty for the single group of `~ 1`.
  public let labels: [[LevelOf]]
  /// The combinations of the `strata(...)` terms.
  public let strata: Stratification?
  /// The rows that belong together in a robust variance.
  public let clusters: Grouping?
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
    try checkShape(formula, options.caller)
    let columns = try FrameColumns(
      formula, table: table,
      options: .init(weights: options.weights, cluster: options.cluster),
      support: .init(kinds: options.supportedTerms, caller: options.caller))
    let selection = RowSelection(of: table, completeIn: columns.required)
    let reading = GroupReading(table: table, selection: selection)
    if let problem = reading.noRows() { throw .data([problem]) }
    var responses = ResponseReading(table: table, selection: selection)
    let response = responses.read(formula.responseExpression)
    var problems = responses.problems
    let weights = reading.weights(options.weights, &problems)
    guard problems.isEmpty, case .survival(let outcomes, let time, let event) = response else {
      throw .data(problems)
    }
    let groups = crossed(columns.terms, reading)
    return GroupedFrame(
      formula: formula, outcomes: outcomes, groups: groups.grouping, labels: groups.labels,
      strata: reading.strata(columns.terms.specials),
      clusters: reading.clusters(columns.terms.specials, option: options.cluster),
      weights: weights, rows: selection.rows, exclusions: selection.exclusions,
      inputRowCount: table.rowCount, timeName: time, eventName: event)
  }

  private static func crossed(_ terms: TermList, _ reading: GroupReading) -> Stratification {
    let used = Set(terms.terms.flatMap(\.variables)).sorted()
    let parts = used.compactMap { terms.variables[$0].parts.first }
    return Stratification(
      crossing: parts.map(reading.categories), rowCount: reading.selection.count)
  }

  /// Checks that the left side is follow-up and the right side only names columns.
  private static func checkShape(
    _ formula: Formula, _ caller: String
  ) throws(ModelFrameError) {
    var issues: [FormulaError.Issue] = []
    switch formula.responseExpression {
    case .rightCensored, .countingProcess: break
    case .intervalCensored(let lower, let upper):
      issues.append(
        .init(
          "interval-censored times are not used by \(caller)",
          at: lower.range.lowerBound..<upper.range.upperBound, help: "see cohort turnbull"))
    case .none, .value:
      issues.append(
        .init(
          "\(caller) needs follow-up on the left of the formula",
          at: formula.responseExpression.parts.first?.range ?? 0..<1,
          help: "write Surv(time, event) ~ ..."))
    }
    for variable in formula.termList.variables {
      switch variable.kind {
      case .restrictedCubicSpline, .naturalSpline, .polynomial:
        issues.append(
          .init(
            "`\(variable.label)` cannot cut the rows into groups", at: variable.range,
            help: "name columns, or comparisons such as age > 60"))
      default: break
      }
    }
    guard issues.isEmpty else {
      throw .formula(FormulaError(formula: formula.text, issues: issues))
    }
  }
}
