public import Cohorts
public import Statistics

/// Everything a report is made from: the rows, the curves, who entered, and where it came from.
public struct StudyResults: Sendable {
  /// The protocol.
  public let study: StudyProtocol
  /// The inputs and the version.
  public internal(set) var provenance: Provenance
  /// Who entered and who did not.
  public let flow: EligibilityFlow
  /// The numbers, in the order of the report.
  public internal(set) var results: [AnalysisResult]
  /// The curves of each figure.
  public internal(set) var curves: [EventFreeCurves]
  /// The variables of the comparison and of the strata, in the order of the report.
  public let groupings: [String]
  /// The formulas of the models, by name.
  public let models: [(name: String, formula: String)]
  /// The curves of cumulative incidence, one value for each set of competing events.
  public internal(set) var incidence: [IncidenceResults] = []
  /// What the cohort says about published ranges; empty for a survival-ready study.
  public internal(set) var publishedRanges: [RangeComparison] = []
  /// How the sensitivity analyses are laid out; nil where there are none.
  public internal(set) var sensitivity: SensitivityResults?
  /// What the reader must know about the whole.
  public internal(set) var diagnostics: [Diagnostic]
  /// The curves of the first response, where visits tell it.
  public var onset: IntervalCensoredCurves?
  /// The curves of time to loss from its intervals: of everybody, then of the arms.
  public var lossIntervals: [IntervalCensoredCurves] = []
  /// Being in response over time among all treated, by arm where there are arms.
  public var inResponse: InResponseCurves?
  /// The course of each score, that of the response first; none without visits.
  public internal(set) var courses: [CourseCurves] = []
  /// What the figures of the models and of the comparison are drawn from.
  public var modelPictures = ModelPictures()
}

/// The event-free curves of one figure, in months.
public struct EventFreeCurves: Sendable, Hashable {
  /// One group's curve.
  public struct Curve: Sendable, Hashable {
    /// The group.
    public let group: [GroupLevel]
    /// Its rows.
    public internal(set) var n: Count
    /// The median time to the event, or its state.
    public internal(set) var median: ResultValue
    /// The times of the steps and of the censorings.
    public internal(set) var times: [Double]
    /// The event-free probability from each time on.
    public internal(set) var survival: [Double]
    /// The lower limits; NaN where there is none.
    public internal(set) var lower: [Double]
    /// The upper limits.
    public internal(set) var upper: [Double]
    /// The times at which somebody was censored.
    public internal(set) var censorTimes: [Double]
    /// The number at risk at each time of the table below the figure; nil where it is hidden.
    public internal(set) var atRisk: [Int?]
    /// The events up to each of those times.
    public internal(set) var eventsBy: [Int] = []
    /// Those censored up to each of those times.
    public internal(set) var censoredBy: [Int] = []
    /// The events at each time of the curve, by which it is told how often it may step.
    var eventCounts: [Int] = []
    /// From when on fewer than ten are at risk; nil where the curve ends before.
    public internal(set) var paleFrom: Double?
    /// From when on too few are at risk to show the curve; nil where it ends before.
    public internal(set) var cutAt: Double?
  }

  /// The name of the figure's files.
  public let id: String
  /// The variable that tells the curves apart; empty for one curve of everybody.
  public let variable: String
  /// The curves.
  public internal(set) var curves: [Curve]
  /// The times of the table below the figure.
  public let riskTimes: [Double]
  /// What the probability is about.
  public let context: OutcomeContext
  /// The p-value of the log-rank test between the curves.
  public internal(set) var logRankPValue: Double?
  /// The confidence level of the limits.
  public let level: Double
  /// Fewer than this many at risk are not shown.
  public internal(set) var leastAtRisk = 5
}
