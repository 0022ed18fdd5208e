import Tables

/// What is studied, decided before looking: the protocol of a cohort as plain values.
///
/// The outcome is either given, in a survival-ready table with a time and an event for each unit, or
/// derived from visits as ``endpoints`` says.
public struct StudyProtocol: Sendable {
  /// Where something stands in the protocol file, both counted from one.
  public struct Place: Sendable, Hashable {
    /// The line.
    public let line: Int
    /// The character in the line.
    public let column: Int

    /// Makes a place.
    public init(line: Int, column: Int) {
      self.line = line
      self.column = column
    }
  }

  /// One step of eligibility.
  public struct EligibilityStep: Sendable, Hashable {
    /// The step in words, as the flow shows it.
    public let name: String
    /// The condition a row must meet.
    public let condition: Condition

    /// Makes a step.
    public init(name: String, condition: Condition) {
      self.name = name
      self.condition = condition
    }
  }

  /// A regression model of the outcome.
  public struct Model: Sendable, Hashable {
    /// The name in the protocol.
    public let name: String
    /// The right-hand side of the formula.
    public let formula: String
    /// The column whose values are clusters.
    public let cluster: String?

    /// Makes a model.
    public init(name: String, formula: String, cluster: String?) {
      self.name = name
      self.formula = formula
      self.cluster = cluster
    }
  }

  /// The journal whose style the numbers of the page follow.
  public enum NumberStyle: String, Sendable, Hashable, CaseIterable {
    case `default`, jama, lancet, nejm
  }

  /// What the study is called.
  public let title: String
  /// Who was followed; stands in every caption.
  public var population: String
  /// The table of units.
  public let units: Units
  /// The outcome; derived from visits when there are ``endpoints``.
  public var outcome: Outcome
  /// How endpoints are derived from visits; nil for a survival-ready table.
  public var endpoints: EndpointPlan?
  /// Conditions with names, which other conditions may use.
  public let conditions: ConditionDefinitions
  /// The steps of eligibility, in order.
  public var eligibility: [EligibilityStep]
  /// What a unit must meet to be in the per-protocol set, beside eligibility; nil where the protocol
  /// declares none.
  public let perProtocol: EligibilityStep?
  /// The strata the report breaks the outcome down by, in order.
  public let strata: [Stratifier]
  /// How survival is reported.
  public let survival: SurvivalSettings
  /// The regression models, in order.
  public let models: [Model]
  /// The comparison of arms, if there is one.
  public let comparison: Comparison?
  /// The style of the page's numbers.
  public let numberStyle: NumberStyle
  /// The decimal mark of the page, `.` or `,`; nil where the style decides.
  public let decimalMark: String?
  /// What the protocol asks for and this version does not do, in words for the page.
  public let notDone: [String]
  /// The seed of everything that draws random numbers.
  public let seed: UInt64
  /// Counts smaller than this are not to be shown; nil when all may be.
  public let minCell: Int?
  /// Whether the baseline table tests the arms for differences.
  public let testsBaseline: Bool
  /// What is doubtful in the protocol itself, with its place, in words.
  public let warnings: [String]
  /// Where keys and names stand in the file, by path: `units.file`, `visits.scores.womac_pain`.
  ///
  /// A value that is plain text stands where the text stands; any other at its key.
  public let places: [String: Place]
  /// The protocol file, as the user named it.
  public let source: String

  /// The seed of a protocol that names none.
  public static let usualSeed: UInt64 = 20_261_120

  /// Makes a protocol.
  public init(
    title: String, population: String, units: Units, outcome: Outcome,
    eligibility: [EligibilityStep], strata: [Stratifier], survival: SurvivalSettings,
    models: [Model], comparison: Comparison?, decimalMark: String?, notDone: [String],
    endpoints: EndpointPlan? = nil, conditions: ConditionDefinitions = .init([]),
    perProtocol: EligibilityStep? = nil, seed: UInt64 = StudyProtocol.usualSeed,
    minCell: Int? = nil, warnings: [String] = [],
    places: [String: Place] = [:], source: String = "protocol.yml",
    numberStyle: NumberStyle = .default, testsBaseline: Bool = false
  ) {
    self.source = source
    self.perProtocol = perProtocol
    self.endpoints = endpoints
    self.conditions = conditions
    self.seed = seed
    self.minCell = minCell
    self.warnings = warnings
    self.places = places
    self.title = title
    self.population = population
    self.units = units
    self.outcome = outcome
    self.eligibility = eligibility
    self.strata = strata
    self.survival = survival
    self.models = models
    self.comparison = comparison
    self.decimalMark = decimalMark
    self.numberStyle = numberStyle
    self.testsBaseline = testsBaseline
    self.notDone = notDone
  }

  /// The column of the response's score at baseline, among those that visits tell.
  public static let baselineColumn = EndpointsTable.baseline

  /// The name a reader should see for a column.
  public func label(of column: String) -> String {
    if let stratifier = strata.first(where: { $0.column == column }), let label = stratifier.label {
      return label
    }
    guard let declared = units.columns.first(where: { $0.name == column }) else {
      guard column == Self.baselineColumn, let score = endpoints?.score?.scale else {
        return column
      }
      return "baseline "
        + ([score.instrument] + [score.subscale].compactMap { $0 }).joined(separator: " ")
    }
    return declared.declaration.label ?? column
  }
}
