public import Cohorts
public import Statistics

/// The estimated share of a group that is free of the event at a time point.
///
/// There is no initialiser that leaves out the context, the time point or the denominators.
public struct EventFreeRate: Sendable, Hashable {
  /// The analysis it belongs to.
  let analysis: AnalysisResult.Analysis
  /// Instrument, threshold, origin and population.
  public let context: OutcomeContext
  /// The time point, in months from the origin.
  public let months: Double
  /// The group.
  public let group: [GroupLevel]
  /// The probability, or the state in its place.
  public let value: ResultValue
  /// Its confidence interval.
  public let interval: ConfidenceInterval
  /// Everybody treated, those analysed, their events up to the end of follow-up, and those missing.
  public let denominators: Denominators
  /// The rows still at risk at the time point.
  public let atRisk: Int
  /// How the interval was computed.
  public let method: String

  init(
    analysis: AnalysisResult.Analysis = .survival, context: OutcomeContext, months: Double,
    group: [GroupLevel], value: ResultValue,
    interval: ConfidenceInterval, denominators: Denominators, atRisk: Int, method: String
  ) {
    self.analysis = analysis
    self.context = context
    self.months = months
    self.group = group
    self.value = value
    self.interval = interval
    self.denominators = denominators
    self.atRisk = atRisk
    self.method = method
  }

  /// The rows of the rate: the probability, and the number at risk beside it.
  var results: [AnalysisResult] {
    [
      AnalysisResult(
        analysis, population: context.population, stratum: group, statistic: .eventFree,
        value: value, interval: interval, timeMonths: months, unit: "probability", method: method,
        denominators: denominators, context: context),
      AnalysisResult(
        analysis, population: context.population, stratum: group, statistic: .atRisk,
        value: .count(atRisk), timeMonths: months, unit: "units",
        denominators: denominators, context: context),
    ]
  }
}

/// A duration in a group: the median time to the event, or the median follow-up.
///
/// There is no initialiser that leaves out the context or the denominators.
public struct TimeToEvent: Sendable, Hashable {
  /// Which duration.
  public enum Kind: Sendable, Hashable {
    /// The time by which half the group has had the event.
    case median
    /// Follow-up by the reverse Kaplan-Meier method.
    case followUp
  }

  /// The analysis it belongs to.
  let analysis: AnalysisResult.Analysis
  /// Instrument, threshold, origin and population.
  public let context: OutcomeContext
  /// Which duration.
  public let kind: Kind
  /// The group.
  public let group: [GroupLevel]
  /// The duration in months, or the state in its place.
  public let value: ResultValue
  /// Its confidence interval, in months.
  public let interval: ConfidenceInterval
  /// Everybody treated, those analysed, their events, and those missing.
  public let denominators: Denominators
  /// How it was computed.
  public let method: String

  init(
    analysis: AnalysisResult.Analysis = .survival, context: OutcomeContext, kind: Kind,
    group: [GroupLevel], value: ResultValue,
    interval: ConfidenceInterval, denominators: Denominators, method: String
  ) {
    self.analysis = analysis
    self.context = context
    self.kind = kind
    self.group = group
    self.value = value
    self.interval = interval
    self.denominators = denominators
    self.method = method
  }

  /// The row of the duration.
  var result: AnalysisResult {
    AnalysisResult(
      analysis, population: context.population, stratum: group,
      statistic: kind == .median ? .timeToEventMedian : .followUpMedian, value: value,
      interval: interval, unit: "months", method: method,
      denominators: denominators, context: context)
  }
}
