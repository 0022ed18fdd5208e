public import Outcomes
public import Statistics
public import Tables

/// A formula applied to a table: response, design and groups over the rows that have every value.
///
/// Rows that lack a value in any column the formula or the options name are left out and counted in
/// `exclusions`. Values that make no sense (a negative time, the logarithm of zero, a negative
/// weight) are errors that name their lines. Rows of weight zero are kept; a model decides what
/// they count for.
public struct ModelFrame: Sendable {
  /// What the formula alone does not say.
  public struct Options: Sendable, Hashable, Codable {
    /// Whether the design has an intercept.
    public enum Intercept: String, Sendable, Hashable, Codable {
      /// As the formula says.
      case asWritten
      /// Never, as in a Cox model; factors are coded as though there were one.
      case never
    }

    /// The reference level of categorical variables, by column; the first level by default.
    public var references: [String: String]
    /// The column of weights.
    public var weights: String?
    /// Whether the design has an intercept.
    public var usesIntercept: Intercept
    /// The column whose equal values mark rows of one cluster; a `cluster(...)` term goes before.
    public var cluster: String?
    /// Other columns to group the rows by, under the names of the options that give them.
    public var groupings: [String: String]
    /// How the event column of `Surv(...)` is read.
    public var events: EventCoding
    /// Whether nearly equal times are made equal; see `TimePooling`.
    public var poolsTimes: Bool
    /// The special terms the model can use; any other is an error at its place.
    public var supportedTerms: Set<SpecialTerm.Kind>
    /// How messages call the model, such as "`cohort lm`".
    public var caller: String

    /// Makes options.
    public init(
      references: [String: String] = [:], weights: String? = nil,
      usesIntercept: Intercept = .asWritten, cluster: String? = nil,
      groupings: [String: String] = [:], events: EventCoding = .indicator, poolsTimes: Bool = false,
      supportedTerms: Set<SpecialTerm.Kind> = Set(SpecialTerm.Kind.allCases),
      caller: String = "this command"
    ) {
      self.references = references
      self.weights = weights
      self.usesIntercept = usesIntercept
      self.cluster = cluster
      self.groupings = groupings
      self.events = events
      self.poolsTimes = poolsTimes
      self.supportedTerms = supportedTerms
      self.caller = caller
    }
  }

  /// The formula.
  public let formula: Formula
  /// The left side.
  public let response: Response
  /// The causes of the events, where `Options.events` asks for them.
  public let causes: CompetingCauses?
  /// The times of `Surv(lower, upper, type = "interval2")`.
  public let intervals: CensoringIntervals?
  /// The right side.
  public let design: Design
  /// The combinations of the `strata(...)` terms.
  public let strata: Stratification?
  /// The rows that belong together in a robust variance.
  public let clusters: Grouping?
  /// The groups of the columns in `Options.groupings`, under the same names.
  public let groupings: [String: Grouping]
  /// The rows that share a frailty, and the levels of the grouping.
  public let frailty: FrailtyGroups?
  /// The random coefficients, one entry per grouping.
  public let randomEffects: [RandomEffects]
  /// The nearly equal times that were made equal, where that was asked for.
  public let pooling: TimePooling?
  /// The weight of each row used.
  public let weights: [Double]?
  /// The rows of the table that were used, increasing; `nil` when all were.
  public let rows: [Int32]?
  /// What is missing, by column.
  public let exclusions: [Exclusion]
  /// The function of time each column of the design is multiplied with; empty without any.
  public let timeFunctions: [TimeFunction?]
  /// How the right side was coded.
  public let encoding: Encoding
  /// What a reader should know: empty levels, constant factors, text that looks like numbers.
  public let diagnostics: [Diagnostic]
  /// The number of rows of the table.
  public let inputRowCount: Int

  /// The number of rows used.
  public var rowCount: Int { design.rowCount }

  /// Applies a formula to a table.
  ///
  /// - Throws: `ModelFrameError` with every fault of the formula, or else every fault of the data.
  public static func build(
    _ formula: Formula, from table: Table, options: Options = Options()
  ) throws(ModelFrameError) -> ModelFrame {
    let columns = try FrameColumns(
      formula, table: table,
      options: .init(
        weights: options.weights, cluster: options.cluster, groupings: options.groupings),
      support: .init(kinds: options.supportedTerms, caller: options.caller))
    let selection = columns.selection(of: table)
    let groups = GroupReading(table: table, selection: selection)
    if let problem = groups.noRows() { throw .data([problem]) }
    var assembly = FrameAssembly(
      formula: formula, table: table, selection: selection, terms: columns.terms,
      options: options)
    return try assembly.frame(groups)
  }
}

/// The rows that share a frailty.
public struct FrailtyGroups: Sendable, Hashable {
  /// The column or expression of the groups.
  public let name: String
  /// The group of each row.
  public let grouping: Grouping
  /// The level of each group.
  public let levels: [String]
}

/// Random coefficients of one grouping: `(1 + x | id)`.
public struct RandomEffects: Sendable {
  /// The grouping as the formula names it: `id`, or `ward:clinic` for nested groups.
  public let group: String
  /// The group of each row.
  public let grouping: Grouping
  /// The level of each group; levels of nested groups are joined by colons.
  public let levels: [String]
  /// The columns that have a random coefficient.
  public let design: Design
  /// Whether the coefficients of a group are correlated: `|` rather than `||`.
  public let isCorrelated: Bool
}
