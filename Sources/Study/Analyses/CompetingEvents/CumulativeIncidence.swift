import Cohorts
import Statistics
import Survival

extension AnalysisResult.Analysis {
  /// Cumulative incidence of events that compete.
  public static let competingEvents = Self(rawValue: "competing_events")
}

extension AnalysisResult.Statistic {
  /// The probability of having had the event by a time, the other events competing.
  public static let cumulativeIncidence = Self(rawValue: "cumulative_incidence")
}

/// The probability of having had one of several competing events by a time point.
///
/// There is no initialiser that leaves out the context, the time point or the denominators.
struct CumulativeIncidence {
  /// Which set of competing events.
  let set: String
  /// The event with its instrument, threshold, origin and population.
  let context: OutcomeContext
  /// The event in words.
  let cause: String
  /// The group.
  let group: [GroupLevel]
  /// The probability at the time, with its interval.
  let reading: IncidenceCurves.Reading
  /// The rows of the group, and the events of the cause among them.
  let denominators: Denominators
  /// How the interval was computed.
  let method: String

  /// The row of the probability.
  var result: AnalysisResult {
    let isKnown = reading.state != .beyondFollowUp
    return AnalysisResult(
      .competingEvents, name: set, population: context.population, stratum: group, level: cause,
      statistic: .cumulativeIncidence,
      value: isKnown ? .number(reading.value) : .state(.beyondFollowUp),
      interval: reading.interval, timeMonths: reading.time, unit: "probability", method: method,
      denominators: denominators, context: context)
  }
}

extension IncidenceCurves {
  /// How the curves were estimated, in words.
  var methodWords: String {
    let errors =
      switch variance {
      case .jackknife: "infinitesimal jackknife over patients"
      case .delta: "delta method"
      case .aalen: "Aalen's variance"
      case .automatic: ""
      }
    return "Aalen-Johansen, the other events competing; \(errors), "
      + "\(options.interval.rawValue) interval"
  }
}
