public import Cohorts
public import Statistics

/// One number of an analysis, with everything a reader needs to judge it.
///
/// This is the tidy record every renderer reads. Values have full precision; rounding is a matter
/// of the page.
///
/// A row of a rate or a duration can only be made from an `EventFreeRate` or a `TimeToEvent`, which
/// cannot exist without instrument, threshold, time point or origin, population and denominators.
public struct AnalysisResult: Sendable, Hashable {
  /// Which analysis a row belongs to; each analysis names its own in an extension.
  public struct Analysis: RawRepresentable, Sendable, Hashable {
    /// The name in the results file.
    public let rawValue: String

    /// Makes a name.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// What a number is; each analysis names what it adds in an extension.
  public struct Statistic: RawRepresentable, Sendable, Hashable {
    /// The name in the results file.
    public let rawValue: String

    /// Makes a name.
    public init(rawValue: String) { self.rawValue = rawValue }
  }

  /// Which analysis.
  public let analysis: Analysis
  /// The model or comparison within the analysis, where there is more than one.
  public let name: String?
  /// Who the number is about.
  public let population: String
  /// The group the number is about; empty for everybody.
  public let stratum: [GroupLevel]
  /// The variable, if any.
  public let variable: String?
  /// The level of the variable, if it has levels.
  public let level: String?
  /// What the number is.
  public let statistic: Statistic
  /// The number, or the state that stands in its place.
  public let value: ResultValue
  /// The confidence interval, where there is one.
  public let interval: ConfidenceInterval?
  /// The p-value, where the number is a test or is tested.
  public let pValue: Double?
  /// The degrees of freedom of a test.
  public let degreesOfFreedom: Double?
  /// The time point, in months, for a number at a time.
  public let timeMonths: Double?
  /// The unit of the value.
  public let unit: String?
  /// How it was computed, with the conventions other packages define differently.
  public let method: String?
  /// The rows, events and so on the number rests on.
  public private(set) var denominators: Denominators
  /// The context of a rate or duration.
  public let context: OutcomeContext?
  /// What the reader must know.
  public private(set) var diagnostics: [Diagnostic]

  init(
    _ analysis: Analysis, name: String? = nil, population: String, stratum: [GroupLevel] = [],
    variable: String? = nil, level: String? = nil, statistic: Statistic, value: ResultValue,
    interval: ConfidenceInterval? = nil, pValue: Double? = nil, degreesOfFreedom: Double? = nil,
    timeMonths: Double? = nil, unit: String? = nil, method: String? = nil,
    denominators: Denominators, context: OutcomeContext? = nil, diagnostics: [Diagnostic] = []
  ) {
    self.analysis = analysis
    self.name = name
    self.population = population
    self.stratum = stratum
    self.variable = variable
    self.level = level
    self.statistic = statistic
    self.value = value
    self.interval = interval
    self.pValue = pValue
    self.degreesOfFreedom = degreesOfFreedom
    self.timeMonths = timeMonths
    self.unit = unit
    self.method = method
    self.denominators = denominators
    self.context = context
    self.diagnostics = diagnostics
  }

  /// The same number with its denominators stated in full.
  func resting(on denominators: Denominators) -> AnalysisResult {
    var row = self
    row.denominators = denominators
    return row
  }

  /// The same number with what else the reader must know.
  func remarked(_ remarks: [Diagnostic]) -> AnalysisResult {
    var row = self
    row.diagnostics += remarks
    return row
  }
}

/// A level of a variable that tells a group apart: `graft` is `autologous`.
public struct GroupLevel: Sendable, Hashable {
  /// The variable's name.
  public let variable: String
  /// The level, as text.
  public let level: String

  /// Makes a level.
  public init(variable: String, level: String) {
    self.variable = variable
    self.level = level
  }
}

/// A number, or the named state of one that does not exist.
public enum ResultValue: Sendable, Hashable {
  case number(Double)
  case count(Int)
  case state(State)
  /// A number that exists and is not shown, because it tells of too few.
  case hidden(Count.Hidden)

  /// Why there is no number.
  public enum State: String, Sendable, Hashable {
    /// A median the curve does not come down to.
    case notReached = "NR"
    /// A time point after the last follow-up, with survivors censored before it.
    case beyondFollowUp = "NE"
    /// A quantity these data do not determine.
    case notEstimable = "not estimable"
    /// A distance between groups that share no value.
    case infinite = "infinite"
    /// A number that exists and is not shown, because its conditions are not met.
    case withheld = "withheld"
  }

  /// The number as a double, or NaN.
  public var double: Double {
    switch self {
    case .number(let value): value
    case .count(let count): Double(count)
    case .state(.infinite): .infinity
    case .state, .hidden: .nan
    }
  }

  /// A count as it may be shown; what has no number counts nobody.
  public var tally: Count {
    switch self {
    case .number(let value): .shown(Int(exactly: value.rounded()) ?? 0)
    case .count(let count): .shown(count)
    case .state: .shown(0)
    case .hidden(let reason): .hidden(reason)
    }
  }

  /// Whether there is a number that may not be read.
  public var isHidden: Bool { if case .hidden = self { true } else { false } }
}
