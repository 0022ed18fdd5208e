import Cohorts

/// H8: a duration of benefit says of whom it is: of responders, or of all treated.
///
/// Durations derived from visits say it by themselves, with their origin and the rule of loss.
enum DurationHonesty {
  private static let benefit = [
    "benefit", "respon", "relief", "improvement", "symptom recurrence", "pain recurrence",
    "return of pain",
  ]
  private static let whom = [
    "responder", "who responded", "with a response", "in response", "all treated", "treated hips",
    "treated patients", "everybody treated", "every treated", "all hips", "all patients",
  ]

  static func refusals(of study: StudyProtocol) -> [ProtocolHonesty.Refusal] {
    guard study.endpoints == nil else { return [] }
    let context = study.outcome.context
    let label = context.label.lowercased()
    guard benefit.contains(where: label.contains) else { return [] }
    let population = study.population.lowercased()
    guard !whom.contains(where: population.contains) else { return [] }
    return [
      ProtocolHonesty.Refusal(
        rule: .durationOfWhom, path: "population",
        message: "does not say whether “\(context.label)” is timed among responders or among all "
          + "treated: the same data give two very different durations",
        help: "add `responders only` with their rule, or `all treated`")
    ]
  }
}
