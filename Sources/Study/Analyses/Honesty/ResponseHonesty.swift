import Cohorts
import Statistics

/// What may be a response: H4, no partial responder among the clear ones; H5, no satisfaction; H6,
/// no structural measure.
enum ResponseHonesty {
  static func refusals(of study: StudyProtocol) -> [ProtocolHonesty.Refusal] {
    guard let plan = study.endpoints else { return ofTable(study.outcome.context) }
    return scores(plan).flatMap { key, score in measure(score, path: "response.\(key)") }
  }

  /// H4: a clear response is at least the response; below it, the clear class holds others besides
  /// responders, and the two are told apart.
  static func flags(of study: StudyProtocol) -> [Diagnostic] {
    guard let rule = study.endpoints?.response else { return [] }
    switch rule.criterion {
    case .improvement, .improvementInBoth: break
    case .acceptableState, .omeractOARSI: return []
    }
    guard rule.clear < rule.threshold else { return [] }
    return [
      Diagnostic(
        .honesty, .warning,
        message: "The class of clear response begins at \(rule.clear.description), below the "
          + "response's \(rule.threshold.description): its share is larger than that of those who "
          + "responded by the rule, and the two are not to be mixed (rule H4).")
    ]
  }

  /// The scores that decide who responded, by the key that names them.
  private static func scores(_ plan: EndpointPlan) -> [(key: String, score: VisitPlan.Score)] {
    var names = [("score", plan.response.score)]
    switch plan.response.criterion {
    case .improvement, .acceptableState: break
    case .improvementInBoth(let second): names.append(("with", second))
    case .omeractOARSI(_, let function, let global):
      names.append(("function", function))
      if let global { names.append(("global", global)) }
    }
    return names.compactMap { key, name in
      plan.visits.scores.first { $0.name == name }.map { (key, $0) }
    }
  }

  private static func measure(
    _ score: VisitPlan.Score, path: String
  ) -> [ProtocolHonesty.Refusal] {
    let words = [score.name, score.scale.instrument, score.scale.subscale ?? ""]
    if let word = words.lazy.compactMap(satisfaction).first {
      return [satisfied(path, "is `\(score.name)`, a score of “\(word)”")]
    }
    if let structural = score.scale.structural ?? StructuralMeasure.named(score.name) {
      return [
        ProtocolHonesty.Refusal(
          rule: .structureApart, path: path,
          message: "is `\(score.name)`, which is \(structural.name): structure is no response",
          help: "let a score of pain or function decide, and leave `\(score.name)` among "
            + "`visits.scores`: it is reported apart, as exploratory")
      ]
    }
    return []
  }

  /// The same of an outcome that stands in the table.
  private static func ofTable(_ context: OutcomeContext) -> [ProtocolHonesty.Refusal] {
    let texts = [
      ("outcome.label", context.label), ("outcome.instrument", context.instrument),
      ("outcome.threshold", context.threshold),
    ]
    var refusals = texts.compactMap { path, text in
      satisfaction(text).map { satisfied(path, "rests on “\($0)”") }
    }
    if let structural = StructuralMeasure.named(context.instrument) {
      refusals.append(
        ProtocolHonesty.Refusal(
          rule: .structureApart, path: "outcome.instrument",
          message: "is \(structural.name): structure is not what the report may lead with",
          help: "name an outcome of symptoms or function, or an event such as hip replacement"))
    }
    return refusals
  }

  private static func satisfied(_ path: String, _ message: String) -> ProtocolHonesty.Refusal {
    ProtocolHonesty.Refusal(
      rule: .noSatisfaction, path: path,
      message:
        "\(message): expectations raise satisfaction at the same result, so it is no response",
      help: "let a score of pain or function decide, such as WOMAC-LK pain with a threshold")
  }

  /// The words of satisfaction in a text; nil where there are none.
  static func satisfaction(_ text: String) -> String? {
    let folded = text.lowercased().replacing("_", with: " ").replacing("-", with: " ")
    if folded.contains("satisf") { return "satisfaction" }
    return [
      "felt better", "feel better", "feels better", "feeling better", "happy with",
      "would do it again", "would recommend", "willing to repeat",
    ].first { folded.contains($0) }
  }
}
