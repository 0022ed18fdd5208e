public import Tables

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

  /// The table of units: one row each.
  public struct Units: Sendable, Hashable {
    /// The CSV file, relative to the protocol.
    public let file: String
    /// The column that names the unit.
    public let id: String?
    /// The column that names the patient: units of one patient are one cluster.
    public let patient: String?
    /// The column that tells left from right.
    public let side: String?
    /// The column with the date of the index injection.
    public let indexDate: String?
    /// Text read as missing; `nil` for the reader's own list.
    public let missing: [String]?
    /// The declared columns, in the order of the protocol.
    public let columns: [DeclaredColumn]

    /// Makes the description of the table of units.
    public init(
      file: String, id: String?, patient: String?, side: String? = nil, indexDate: String? = nil,
      missing: [String]?, columns: [DeclaredColumn]
    ) {
      self.file = file
      self.id = id
      self.patient = patient
      self.side = side
      self.indexDate = indexDate
      self.missing = missing
      self.columns = columns
    }
  }

  /// A column as the protocol declares it.
  public struct DeclaredColumn: Sendable, Hashable {
    /// The name in the header.
    public let name: String
    /// Type, levels, range, missing codes, unit and label.
    public let declaration: ColumnDeclaration

    /// Makes a declaration.
    public init(name: String, declaration: ColumnDeclaration) {
      self.name = name
      self.declaration = declaration
    }
  }

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

  /// The comparison of arms.
  public struct Comparison: Sendable, Hashable {
    /// How the arms are made alike.
    public enum Weights: String, Sendable, Hashable, CaseIterable {
      /// Overlap weights: those who could have had either.
      case overlap
      /// Inverse probability weights: everybody.
      case ate
      /// Odds weights: those of the first arm.
      case att
      /// Matching.
      case matching
    }

    /// The bounds beyond which no estimate is given.
    public struct Gates: Sendable, Hashable {
      /// The largest standardised difference after weighting.
      public let smd: Double?
      /// The smallest share of units in equipoise.
      public let equipoise: Double?
      /// The smallest effective sample size, as a share of the sample.
      public let essShare: Double?

      /// Makes gates; nil for a bound not set.
      public init(smd: Double?, equipoise: Double?, essShare: Double?) {
        self.smd = smd
        self.equipoise = equipoise
        self.essShare = essShare
      }
    }

    /// The arms, reference first.
    public let arms: Stratifier
    /// The reference arm.
    public let reference: String
    /// The covariates of the adjusted model.
    public let adjustFor: [String]
    /// How the arms are made alike; nil when they are not weighted.
    public let weights: Weights?
    /// The bounds beyond which no estimate is given.
    public let gates: Gates?

    /// Makes a comparison.
    public init(
      arms: Stratifier, reference: String, adjustFor: [String], weights: Weights? = nil,
      gates: Gates? = nil
    ) {
      self.weights = weights
      self.gates = gates
      self.arms = arms
      self.reference = reference
      self.adjustFor = adjustFor
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
