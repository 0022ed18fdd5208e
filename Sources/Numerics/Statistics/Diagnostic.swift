/// Something a reader of a result must know: a warning or note that travels with the numbers.
///
/// Diagnostics are data, not log lines: they reach the JSON and the page. A result that exists but
/// is doubtful carries them; only the absence of any number is an error.
public struct Diagnostic: Sendable, Hashable, Codable {
  /// How much the reader should worry.
  public enum Severity: String, Sendable, Hashable, Codable {
    /// Worth knowing; the numbers stand.
    case note
    /// The numbers need care, or some of them are missing.
    case warning
  }

  /// What kind of thing was noticed, stable across versions so that scripts can rely on it.
  public enum Code: String, Sendable, Hashable, Codable, CaseIterable {
    /// Columns that are linear combinations of earlier ones; their coefficients are not estimated.
    case collinear
    /// A covariate that does not vary among the rows used.
    case constantCovariate = "constant_covariate"
    /// A coefficient whose estimate runs to infinity while the likelihood levels off.
    case infiniteCoefficient = "infinite_coefficient"
    /// The covariates separate the outcomes of a binomial or count model.
    case separation
    /// The iteration stopped before its criterion was met.
    case notConverged = "not_converged"
    /// Fewer events (or rows) than the model has terms to estimate.
    case fewEvents = "few_events"
    /// No event at all: every subject is censored.
    case noEvents = "no_events"
    /// No event of another cause in a model of competing risks.
    case noCompetingEvents = "no_competing_events"
    /// A group or level without a single event.
    case groupWithoutEvents = "group_without_events"
    /// Only one group where a comparison needs two.
    case oneGroup = "one_group"
    /// A fit that reproduces the data exactly, so that its variance says nothing.
    case perfectFit = "perfect_fit"
    /// A column that holds what looks like a numeric code for a missing value.
    case suspiciousValue = "suspicious_value"
    /// Rows left out, and why.
    case rowsExcluded = "rows_excluded"
    /// Nearly equal times that were made equal.
    case timesMerged = "times_merged"
    /// A quantity that is defined but cannot be estimated from these data.
    case notEstimable = "not_estimable"
    /// A variance matrix too near singular for all its digits to be trusted.
    case illConditioned = "ill_conditioned"
    /// A variance estimated as zero, the end of what it can be.
    case boundary
    /// Evidence that an effect changes over time.
    case nonProportionalHazards = "non_proportional_hazards"
    /// Non-integer weights, responses or the like where counts are expected.
    case nonInteger = "non_integer"
    /// Something asked for that has no meaning with another choice, and was left out.
    case optionIgnored = "option_ignored"
    /// A rule of honest reporting that bears on how the numbers may be read.
    case honesty
  }

  /// What was noticed.
  public let code: Code
  /// How much it matters.
  public let severity: Severity
  /// The model term it concerns, when it concerns one.
  public let term: String?
  /// One or two sentences: what happened, and what to do.
  public let message: String
  /// The same without the numbers of units and events it names, for pages that hide small counts;
  /// nil where that is the message itself, or where it has to be read from it.
  public let withoutCounts: String?

  /// Makes a diagnostic.
  public init(
    _ code: Code, _ severity: Severity, term: String? = nil, message: String,
    withoutCounts: String? = nil
  ) {
    self.code = code
    self.severity = severity
    self.term = term
    self.message = message
    self.withoutCounts = withoutCounts
  }
  /// The same diagnostic in other words.
  public func saying(_ message: String) -> Diagnostic {
    Diagnostic(code, severity, term: term, message: message)
  }
}
