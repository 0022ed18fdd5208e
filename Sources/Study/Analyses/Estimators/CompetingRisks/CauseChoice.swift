public import Formulas
public import Outcomes
import Statistics

/// One cause of several, whose hazard is modelled with the other causes as censorings.
public struct CauseChoice: Sendable, Hashable {
  /// The value of the event column that is the cause.
  public var cause: String
  /// The value that means censored; 0 unless told.
  public var censored: String?

  /// Makes a choice.
  public init(_ cause: String, censored: String? = nil) {
    self.cause = cause
    self.censored = censored
  }

  /// How the event column is read.
  public var events: EventCoding { .causes(censored: censored) }

  /// The follow-up with the cause alone as the event.
  ///
  /// - Throws: `FitError` for a cause that does not occur.
  public func outcomes(_ causes: CompetingCauses) throws -> SurvivalOutcomes {
    let number = Double(cause)
    guard
      let position = causes.causes.firstIndex(of: cause)
        ?? causes.causes.firstIndex(where: { number != nil && Double($0) == number })
    else {
      throw FitError.invalidOption(
        name: "cause", value: cause,
        expected: causes.causes.isEmpty
          ? "a cause that occurs, but every row is censored"
          : "one of \(causes.causes.prefix(20).joined(separator: ", "))")
    }
    let isEvent = causes.codes.map { Int($0) == position + 1 }
    let all = causes.outcomes
    return try all.entry.map {
      try SurvivalOutcomes(entry: $0, time: all.time, isEvent: isEvent)
    } ?? SurvivalOutcomes(time: all.time, isEvent: isEvent)
  }

  /// What the choice adds to the conventions of a result.
  public var convention: EstimatorFacts.Convention {
    .init("cause", "\(cause); the other causes are censorings (cause-specific hazard)")
  }

  /// What a reader of predictions must know.
  func diagnostics(predicts: Bool) -> [Diagnostic] {
    guard predicts else { return [] }
    return [
      Diagnostic(
        .notEstimable, .warning,
        message: "a prediction from the hazard of cause \(cause) alone is exp(-cumulative hazard), "
          + "no probability of staying free of it: the other causes come first for some")
    ]
  }
}
