public import Tables

/// What is studied, decided before looking: the protocol of a survival-ready cohort as plain values.
///
/// A cohort is survival-ready when its table has one row per unit with a time and an event.
public struct StudyProtocol: Sendable {
  /// The table of units: one row each.
  public struct Units: Sendable, Hashable {
    /// The CSV file, relative to the protocol.
    public let file: String
    /// The column that names the unit.
    public let id: String?
    /// The column that names the patient: units of one patient are one cluster.
    public let patient: String?
    /// Text read as missing; `nil` for the reader's own list.
    public let missing: [String]?
    /// The declared columns, in the order of the protocol.
    public let columns: [DeclaredColumn]

    /// Makes the description of the table of units.
    public init(
      file: String, id: String?, patient: String?, missing: [String]?, columns: [DeclaredColumn]
    ) {
      self.file = file
      self.id = id
      self.patient = patient
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

    /// Makes an outcome.
    public init(time: String, event: String, unit: TimeUnit, context: OutcomeContext) {
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

    /// Makes the settings.
    public init(landmarkMonths: [Double], confidenceLevel: Double, intervalKind: IntervalKind) {
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
    /// The arms, reference first.
    public let arms: Stratifier
    /// The reference arm.
    public let reference: String
    /// The covariates of the adjusted model.
    public let adjustFor: [String]

    /// Makes a comparison.
    public init(arms: Stratifier, reference: String, adjustFor: [String]) {
      self.arms = arms
      self.reference = reference
      self.adjustFor = adjustFor
    }
  }

  /// What the study is called.
  public let title: String
  /// Who was followed; stands in every caption.
  public let population: String
  /// The table of units.
  public let units: Units
  /// The outcome.
  public let outcome: Outcome
  /// The steps of eligibility, in order.
  public let eligibility: [EligibilityStep]
  /// The strata the report breaks the outcome down by, in order.
  public let strata: [Stratifier]
  /// How survival is reported.
  public let survival: SurvivalSettings
  /// The regression models, in order.
  public let models: [Model]
  /// The comparison of arms, if there is one.
  public let comparison: Comparison?
  /// The decimal mark of the page, `.` or `,`.
  public let decimalMark: String
  /// What the protocol asks for and this version does not do, in words for the page.
  public let notDone: [String]

  /// Makes a protocol.
  public init(
    title: String, population: String, units: Units, outcome: Outcome,
    eligibility: [EligibilityStep], strata: [Stratifier], survival: SurvivalSettings,
    models: [Model], comparison: Comparison?, decimalMark: String, notDone: [String]
  ) {
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
    self.notDone = notDone
  }

  /// The name a reader should see for a column.
  public func label(of column: String) -> String {
    if let stratifier = strata.first(where: { $0.column == column }), let label = stratifier.label {
      return label
    }
    guard let declared = units.columns.first(where: { $0.name == column }) else { return column }
    return declared.declaration.label ?? column
  }
}
